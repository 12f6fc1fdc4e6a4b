// Who quotes whom, and what only one outlet has.

import { el, quoted } from "./dom.js";
import { ACTORS, articlesOf, grouped, outletsOf, voiceOf } from "./model.js";
import { named } from "./lists.js";
import { phrase, texts } from "./words.js";

const T = texts.voices;
const MOST_SPEAKERS = 15;
const MOST_OUTLETS = 15;

/** Return who quotes whom: [{who, whom, pieces}], where `who` is an outlet's name or a thing. */
export function voices(selection) {
  const { model } = selection;
  const said = model.evidence.filter((piece) => SAYING.includes(piece.kind) && selection.has(piece));
  const shown = said.filter((piece) => selection.shows(piece.from));
  return [...pairs(shown, (piece) => voiceOf(piece.in)), ...inTurn(selection)];
}

const SAYING = ["said", "not said"];

function pairs(pieces, who) {
  return grouped(pieces, who).flatMap(([quoter, found]) =>
    grouped(found, (piece) => piece.from).map(([whom, own]) => ({ who: quoter, whom, pieces: own })),
  );
}

/** Return who quotes whom among those who speak: a quotation within another one. */
function inTurn(selection) {
  const found = selection.model.evidence.filter((piece) => piece.kind === "within" && selection.has(piece));
  const speakers = (statement, article) =>
    selection.of(statement.into, ...SAYING).filter((piece) => piece.in === article && selection.shows(piece.from));
  const turns = found.flatMap((piece) =>
    speakers(piece.to, piece.in).flatMap((outer) =>
      speakers(piece.from, piece.in)
        .filter((inner) => inner.from !== outer.from)
        .map((inner) => ({ who: outer.from, inner })),
    ),
  );
  return grouped(turns, (turn) => turn.who).flatMap(([who, own]) =>
    grouped(own, (turn) => turn.inner.from).map(([whom, some]) => ({ who, whom, pieces: some.map((turn) => turn.inner) })),
  );
}

/** Return the columns of the table of who quotes whom. */
export function voiceColumns(page) {
  const isOutlet = (item) => typeof item.who === "string";
  return [
    { name: "quoter", key: (item) => (isOutlet(item) ? item.who : item.who.name), show: (item) => (isOutlet(item) ? quoted(item.who, { class: "side" }) : named(item.who, page)) },
    { name: "quoted", key: (item) => item.whom.name, show: (item) => named(item.whom, page) },
    { name: "quotations", number: true, key: (item) => item.pieces.length },
    { name: "direct", number: true, key: (item) => item.pieces.filter((piece) => piece.rendering !== "indirect").length },
    { name: "articles", number: true, key: (item) => articlesOf(item.pieces).length },
  ];
}

/** Return how often each outlet quotes those who are quoted most, as a table of numbers. */
export function voiceGrid(page) {
  const rows = voices(page.selection).filter((row) => typeof row.who === "string");
  const total = (some) => some.reduce((sum, row) => sum + row.pieces.length, 0);
  const most = (key, n) => grouped(rows, key).sort((one, other) => total(other[1]) - total(one[1])).slice(0, n).map(([name]) => name);
  const speakers = most((row) => row.whom, MOST_SPEAKERS);
  const outlets = inOrder(most((row) => row.who, MOST_OUTLETS), speakers, rows);
  if (outlets.length < 2) return null;
  const highest = Math.max(...rows.map((row) => row.pieces.length));
  const body = speakers.map((whom) =>
    el("tr", {}, el("th", { scope: "row" }, named(whom, page)), outlets.map((who) => gridCell(rows.find((row) => row.who === who && row.whom === whom), highest))),
  );
  const head = outlets.map((name) => el("th", { scope: "col" }, el("span", {}, quoted(name))));
  const words = phrase(T.grid, { speakers: speakers.length, outlets: outlets.length });
  const caption = el("caption", { class: "sr" }, words);
  const corner = el("th", { scope: "col" }, texts.tables.quoted);
  const table = el("table", { class: "grid" }, caption, el("thead", {}, el("tr", {}, corner, head)), el("tbody", {}, body));
  return [el("p", { class: "note" }, words), el("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": T.gridLabel }, table)];
}

/** Return the outlets in the order in which the speakers come, so that those who quote alike stand together. */
function inOrder(outlets, speakers, rows) {
  const first = (who) => speakers.findIndex((whom) => rows.some((row) => row.who === who && row.whom === whom));
  const place = (who) => (first(who) < 0 ? speakers.length : first(who));
  return outlets.sort((one, other) => place(one) - place(other));
}

function gridCell(row, highest) {
  if (!row) return el("td", { class: "none" });
  const n = row.pieces.length;
  return el("td", { class: `step-${Math.ceil((4 * n) / highest)}` }, String(n));
}

/** Return what only one outlet has: statements and events, and who else writes of the same people. */
export function onlyOnes(selection) {
  if (selection.model.outlets.length < 2 && selection.model.articles.length < 2) return [];
  const where = { statement: "quoted in", event: "reported in" };
  return selection.list("statement", "event").flatMap((thing) => {
    const pieces = selection.of(thing.out, where[thing.kind]);
    const outlets = outletsOf(pieces);
    if (outlets.length !== 1) return [];
    const people = peopleOf(thing, selection);
    const mentions = people.flatMap((one) => selection.of(one.out, "mentioned in"));
    return [{ thing, people, pieces, outlet: outlets[0], others: outletsOf(mentions).filter((one) => one !== outlets[0]) }];
  });
}

function peopleOf(thing, selection) {
  const pieces = selection.of(thing.into, ...SAYING, "experienced", "role");
  return [...new Set(pieces.map((piece) => piece.from))].filter((one) => ACTORS.includes(one.kind) && one.kind !== "place");
}

/** Return the columns of the table of what only one outlet has. */
export function onlyColumns(page) {
  return [
    { name: "what", key: (item) => item.thing.name, show: (item) => named(item.thing, page) },
    { name: "whose", key: (item) => item.people.map((one) => one.name).join(", "), show: (item) => item.people.map((one) => el("div", {}, named(one, page))) },
    { name: "outlet", key: (item) => item.outlet, show: (item) => quoted(item.outlet) },
    { name: "others", number: true, key: (item) => item.others.length, show: (item) => [el("span", {}, String(item.others.length)), quoted(item.others.join(", "), { class: "by" })] },
  ];
}
