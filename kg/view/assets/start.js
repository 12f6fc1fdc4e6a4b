// What the panel says before anything is chosen: where a reader may begin.

import { el, quoted } from "./dom.js";
import { articlesOf, grouped, whoOf } from "./model.js";
import { facts, named, section } from "./lists.js";
import { pinnedIds } from "./state.js";
import { disagreements } from "./tables.js";
import { counted, capitalized, texts } from "./words.js";

const T = texts.start;
const FEW = 6;

/** Return the panel of a page on which nothing is chosen. */
export function startPanel(page) {
  const top = (title, lines) => section(title, lines, { numbered: false });
  return [
    el("h2", { tabindex: "-1" }, T.title),
    el("p", { class: "lead" }, T.key),
    el("p", { class: "lead" }, T.lead),
    top(T.pinned, pinned(page).map((thing) => el("li", {}, named(thing, page)))),
    top(T.people, most(page, "person").map((node) => personLine(node, page))),
    top(T.disagreements, disagreements(page.selection).slice(0, FEW).map((one) => disputeLine(one, page))),
    top(T.statements, shared(page).map(([node, n]) => countLine(node, n, page))),
    top(T.events, most(page, "event").map((node) => countLine(node, node.weight, page))),
  ];
}

function pinned(page) {
  return [...pinnedIds(page.state)].map((id) => page.model.byId.get(id)).filter(Boolean);
}

function most(page, kind) {
  const found = page.selection.list(kind).filter((node) => !node.anonymous);
  return found.filter((node) => node.weight > 0).sort((one, other) => other.weight - one.weight).slice(0, FEW);
}

function personLine(node, page) {
  const count = (kind) => new Set(page.selection.of(node.out, kind).map((piece) => piece.to)).size;
  const [said, lived] = [count("said"), count("experienced")];
  return el("li", {}, named(node, page), facts(said > 0 && counted("statement", said), lived > 0 && counted("lived", lived)));
}

function disputeLine({ node, property, found }, page) {
  const values = grouped(found, (piece) => piece.value).map(([value]) => value);
  const name = texts.properties[property] ?? capitalized(property);
  return el("li", {}, named(node, page), el("p", { class: "facts" }, `${name}: `, quoted(values.join(" / "))));
}

function shared(page) {
  return page.selection
    .list("statement")
    .map((node) => [node, articlesOf(page.selection.of(node.out, "quoted in")).length])
    .filter(([, n]) => n > 1)
    .sort((one, other) => other[1] - one[1])
    .slice(0, FEW);
}

function countLine(node, n, page) {
  return el("li", {}, named(node, page), facts(whoOf(node), counted("article", n)));
}
