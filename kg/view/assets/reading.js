// An article with what was found in it: quotations and the words that report events, marked.

import { el } from "./dom.js";
import { originalLink, segments } from "./evidence.js";
import { facts } from "./lists.js";
import { counted, texts } from "./words.js";

const T = texts.panels;

/** Return the panel of an article, scrolled to the passage that the state names. */
export function articlePanel(article, page) {
  const { selection } = page;
  const quotations = selection.of(article.into, "quoted in");
  const reports = selection.of(article.into, "reported in");
  const about = [article.outlet || texts.legend.unnamedOutlet, article.date, article.author && `${T.by} ${article.author}`];
  return [
    el("p", { class: "kind article" }, texts.kinds.article),
    el("h2", { tabindex: "-1", dir: "auto" }, article.name),
    facts(...about),
    facts(counted("quotation", quotations.length), counted("event", reports.length)),
    el("div", { class: "actions" }, originalLink(article), page.copyButton()),
    el("p", { class: "note" }, T.textHint),
    body(article, [...layersOf(quotations, "quotation"), ...layersOf(reports, "event")], page),
  ];
}

function layersOf(pieces, name) {
  return pieces.flatMap((piece) =>
    piece.words.map(([begin, end]) => ({ begin, end, name, thing: piece.from })),
  );
}

function body(article, layers, page) {
  const passage = passageOf(page.state.at, article.body.length);
  if (passage) layers.push({ ...passage, name: "passage" });
  const parts = segments(0, article.body.length, layers).flatMap((part) => shown(part, article, page));
  return el("div", { class: "article-text", dir: "auto" }, parts);
}

/** Return a "begin-end" of a link as a range of the text; null where it is none. */
function passageOf(at, length) {
  const [begin, end] = at.split("-").map(Number);
  return begin >= 0 && end > begin && end <= length ? { begin, end } : null;
}

function shown(part, article, page) {
  const text = article.body.slice(part.begin, part.end);
  if (!part.layers.length) return [text];
  const classes = [...new Set(part.layers.map((layer) => layer.name))].join(" ");
  const inner = part.layers
    .filter((layer) => layer.thing)
    .sort((one, other) => one.end - one.begin - (other.end - other.begin))[0];
  if (!inner) return [el("span", { class: classes }, text)];
  return [page.link({ show: inner.thing.id, at: "" }, text, { class: `found ${classes}` })];
}
