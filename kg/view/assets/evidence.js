// Evidence: outlet, date, the sentence with its words marked, and the way to the article.

import { dotted, el, fill, quoted } from "./dom.js";
import { voiceOf } from "./model.js";
import { counted, phrase, texts } from "./words.js";

/** Cut a range of a text where layers begin or end: [{begin, end, layers}], in order. */
export function segments(begin, end, layers) {
  const cuts = new Set([begin, end]);
  for (const layer of layers) {
    for (const place of [layer.begin, layer.end]) if (place > begin && place < end) cuts.add(place);
  }
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(0, -1).map((place, i) => ({
    begin: place,
    end: places[i + 1],
    layers: layers.filter((layer) => layer.begin <= place && layer.end >= places[i + 1]),
  }));
}

/** Return the sentence of a piece of evidence, with its words, who and cue marked. */
function sentence(piece) {
  const { body } = piece.in;
  const [begin, end] = piece.around;
  const layers = ["words", "who", "cue"].flatMap((name) =>
    (piece[name] ?? []).map(([from, to]) => ({ begin: from, end: to, name })),
  );
  const parts = segments(begin, end, layers).map((part) => {
    const text = body.slice(part.begin, part.end);
    const names = part.layers.map((layer) => layer.name);
    if (names.includes("words")) return el("mark", { class: names.join(" ") }, text);
    return names.length ? el("span", { class: names.join(" ") }, text) : text;
  });
  return el("blockquote", { class: "sentence", dir: "auto" }, parts);
}

/** Return "The Courier, 12 Mar 2024". */
export function attribution(article) {
  return [
    quoted(voiceOf(article), { class: "outlet" }),
    article.date && el("span", { class: "date" }, article.date),
  ];
}

/** Return one piece of evidence, open or to be opened. `label` says more on its first line. */
export function evidenceItem(piece, page, { open = false, label = "" } = {}) {
  const head = el("summary", {}, dotted(attribution(piece.in), label));
  return el("details", { class: "evidence", open }, head, piece.around && sentence(piece), ways(piece, page));
}

/** Return where a piece of evidence can be read, and why it was taken so. */
function ways(piece, page) {
  const at = piece.around ? piece.around.join("-") : "";
  return el(
    "p",
    { class: "ways" },
    page.link({ show: piece.in.id, at }, texts.panels.inArticle),
    originalLink(piece.in),
    (piece.reason || piece.sure < 1) && el("span", { class: "why" }, reasonOf(piece)),
  );
}

/** Return the link to the article where it was published, if it has one. */
export function originalLink(article) {
  if (!article.url) return null;
  const words = phrase(texts.panels.original, { outlet: voiceOf(article) });
  const safe = { target: "_blank", rel: "noopener noreferrer nofollow" };
  return el("a", { href: article.url, class: "original", ...safe }, words, " ↗");
}

function reasonOf(piece) {
  const sure = phrase(texts.panels.sure, { n: Math.round(piece.sure * 100) });
  const why = piece.reason ? `${texts.panels.why}: ${piece.reason}` : "";
  return [why, piece.sure < 1 && sure].filter(Boolean).join(" · ");
}

/** Return how a quotation stands in its article: its act and its rendering. */
export function howQuoted(piece) {
  return [piece.act, texts.renderings[piece.rendering]].filter(Boolean).join(", ");
}

/** Return on whose word an event or a claim is reported. */
export function onWhoseWord(piece) {
  if (!piece.about) return texts.panels.asFact;
  const who = piece.by.map((one) => one.name).join(" & ");
  return who ? phrase(texts.panels.asClaim, { who }) : texts.panels.asClaimUnknown;
}

/** Return whether an event is said to have happened, in words; "" if it is. */
export function statusOf(item) {
  const found = [item.polarity === "negative" && texts.modality.negative];
  if (item.modality && item.modality !== "actual") found.push(texts.modality[item.modality]);
  return found.filter(Boolean).join(", ");
}

/** Return a list that shows its first items and offers the rest. */
export function longList(items, most, attributes = {}) {
  const list = el("ul", attributes, items.slice(0, most));
  const rest = items.length - most;
  if (rest <= 0) return list;
  const more = el("button", { type: "button", class: "more" }, counted("more", rest));
  const box = el("div", {}, list, more);
  more.addEventListener("click", () => {
    fill(list, items);
    more.remove();
    list.children[most]?.querySelector("a, summary, button")?.focus();
  });
  return box;
}
