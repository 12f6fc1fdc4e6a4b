// What panels and the start are made of: headings, sections, and lines with their evidence.

import { el, line, mark, quoted } from "./dom.js";
import { evidenceItem, howQuoted, longList, onWhoseWord, statusOf } from "./evidence.js";
import { articlesOf, grouped, outletsOf } from "./model.js";
import { capitalized, counted, eventName, phrase, texts } from "./words.js";

const MANY = 8;

const SHORT = 180;

/** Return a section with a heading; nothing where it has no items. */
export function section(title, items, { many = MANY, note, numbered = true } = {}) {
  const found = items.filter(Boolean);
  if (!found.length) return null;
  const heading = el("h3", {}, title, numbered && el("span", { class: "n" }, String(found.length)));
  return el("section", {}, heading, note, longList(found, many, { class: "lines" }));
}

/** Return what a thing is called, as a link to it with its mark. */
export function named(thing, page, words = nameOf(thing)) {
  return page.link({ show: thing.id, at: "" }, [mark(thing.shape, thing.kind), quoted(words)], {
    class: `thing ${thing.kind}`,
  });
}

/** Return what a thing is called. */
export function nameOf(thing) {
  if (thing.kind === "statement") return `“${shortened(thing.name)}”`;
  if (thing.kind === "event") return thing.when ? `${eventName(thing)}, ${thing.when}` : eventName(thing);
  return thing.name;
}

/** Return text of at most some 180 letters, cut between words. */
export function shortened(text, most = SHORT) {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/\s+\S*$/u, "")} …`;
}

/** Return one line: what it says, who carries it, and the evidence to open. */
export function entry(words, pieces, page, { how = () => "", tags = [] } = {}) {
  const found = tags.filter(Boolean).map((tag) => el("span", { class: "tag" }, tag));
  const places = pieces.filter((piece) => piece.in).sort(byDate);
  return el(
    "li",
    {},
    el("div", { class: "what" }, words, found),
    places.length ? evidenceList(places, page, how) : pieces.map((piece) => el("p", { class: "why" }, piece.reason)),
  );
}

function byDate(one, other) {
  return one.in.sort.localeCompare(other.in.sort) || one.in.name.localeCompare(other.in.name);
}

function evidenceList(pieces, page, how) {
  const items = pieces.map((piece) => evidenceItem(piece, page, { label: how(piece) }));
  const outlets = outletsOf(pieces);
  if (pieces.length === 1) return items[0];
  const summary = el("summary", {}, counted("place", pieces.length), " · ", quoted(outlets.join(", ")));
  return el("details", { class: "places" }, summary, items);
}

/** Return lines for evidence that leads to statements, those in most articles first. */
export function statementLines(pieces, end, page) {
  return grouped(pieces, end)
    .sort((one, other) => articlesOf(other[1]).length - articlesOf(one[1]).length)
    .map(([statement, found]) =>
      entry(named(statement, page), found, page, { how: howQuoted, tags: acts(found) }),
    );
}

function acts(pieces) {
  return [...new Set(pieces.map((piece) => piece.act))].filter((act) => act && act !== "said");
}

/** Return lines for evidence that leads to events. */
export function eventLines(pieces, page, { roles = false } = {}) {
  return grouped(pieces, (piece) => piece.to).map(([event, found]) =>
    entry(named(event, page), found, page, {
      how: onWhoseWord,
      tags: [roles && rolesOf(found), statusOf(event)],
    }),
  );
}

function rolesOf(pieces) {
  return [...new Set(pieces.map((piece) => texts.roles[piece.role] ?? piece.role))].join(", ");
}

/** Return lines for people and others, each with the evidence that leads to them. */
export function thingLines(pieces, end, page, options = {}) {
  return grouped(pieces, end).map(([thing, found]) =>
    entry(named(thing, page), found, page, {
      ...options,
      tags: options.roles ? [rolesOf(found)] : [],
    }),
  );
}

/** Return the lines for an entity's properties, each value with who gives it. */
export function claimLines(pieces, disputed, page) {
  return grouped(pieces, (piece) => piece.role).map(([property, found]) => {
    const values = grouped(found, (piece) => valueOf(piece)).map(([value, where]) =>
      entry(quoted(value), where, page, { how: onWhoseWord }),
    );
    const name = el("h4", {}, texts.properties[property] ?? capitalized(property));
    if (disputed.has(property)) name.append(el("span", { class: "tag alarm" }, texts.panels.claimsDiffer));
    return el("li", { class: "property" }, name, el("ul", { class: "lines values" }, values));
  });
}

/** Return what a claim gives as value: as the finding has it, or the article's words. */
export function valueOf(piece) {
  if (piece.value) return piece.value;
  return piece.words.map(([begin, end]) => piece.in.body.slice(begin, end)).join(" ");
}

/** Return the lines for evidence that contradicts other evidence: each property with all sides. */
export function disputeLines(pieces, page) {
  return grouped(pieces, (piece) => piece.role).map(([property, found]) => {
    const sides = grouped(unique(found), (piece) => valueOf(piece)).map(([value, where]) =>
      entry(quoted(value, { class: "side" }), where, page),
    );
    const reasons = [...new Set(found.map((piece) => piece.reason))].filter(Boolean);
    const name = el("h4", {}, texts.properties[property] ?? capitalized(property));
    const why = el("p", { class: "why" }, reasons.slice(0, 3).join("; "));
    return el("li", { class: "property" }, name, why, el("ul", { class: "lines values" }, sides));
  });
}

/** Return evidence with each place in an article once: a claim may contradict several others. */
function unique(pieces) {
  const key = (piece) => `${piece.in.id} ${piece.words}`;
  return [...new Map(pieces.map((piece) => [key(piece), piece])).values()];
}

/** Return a line that names a kind of tie, as in the legend. */
export function tieName(kind) {
  return [line(kind), texts.ties[kind] ?? kind];
}

/** Return the numbers that matter about a thing, as one line. */
export function facts(...items) {
  return el("p", { class: "facts" }, items.filter(Boolean).join(" · "));
}

/** Return how many articles, and of how many outlets, carry something. */
export function carriedBy(pieces) {
  const [articles, outlets] = [articlesOf(pieces).length, outletsOf(pieces).length];
  return [counted("article", articles), outlets < articles && counted("outlet", outlets)]
    .filter(Boolean)
    .join(", ");
}

/** Return notes on what several articles took these quotations from, where they draw on one source. */
export function sharedSources(quotations, selection) {
  const place = (piece) => `${piece.in.id} ${piece.words}`;
  const places = new Set(quotations.map(place));
  const pieces = articlesOf(quotations).flatMap((article) => selection.of(article.out, "draws on"));
  const taken = pieces.filter((piece) => places.has(place(piece)));
  return grouped(taken, (piece) => piece.to)
    .filter(([, found]) => articlesOf(found).length > 1)
    .map(([source, found]) => {
      const articles = counted("article", articlesOf(found).length);
      return el("p", { class: "note" }, phrase(texts.panels.independent, { source: source.name, articles }));
    });
}
