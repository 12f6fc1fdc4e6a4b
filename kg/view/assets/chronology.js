// What happened when, and when it was said and published: three times, told apart.

import { el } from "./dom.js";
import { statusOf } from "./evidence.js";
import { named, shortened } from "./lists.js";
import { grouped, whoOf } from "./model.js";
import { eventName, texts } from "./words.js";

const T = texts.timeline;
const LANES = ["event", "statement", "article"];
const MANY = 8;
const LONG = 90;
const SEASONS = { 21: "03", 22: "06", 23: "09", 24: "12" };

/** Return all that has a time, by day: [{label, sort, event, statement, article}], undated last. */
export function days(selection, lanes = LANES) {
  const rows = new Map();
  for (const kind of lanes) {
    for (const { thing, edtf, label } of dated[kind](selection)) {
      const sort = sortable(edtf);
      const key = `${sort} ${sort && label}`;
      if (!rows.has(key)) rows.set(key, { label: sort ? label : "", sort, event: [], statement: [], article: [] });
      rows.get(key)[kind].push(thing);
    }
  }
  const late = (row) => row.sort || "~";
  return [...rows.values()].sort((one, other) => (late(one) < late(other) ? -1 : late(one) > late(other) ? 1 : 0));
}

const dated = {
  // An event has the time that most of its reports give.
  event: (selection) =>
    selection.list("event").map((thing) => {
      const reports = selection.of(thing.out, "reported in").filter((piece) => piece.edtf);
      const [edtf, found] = grouped(reports, (piece) => piece.edtf)[0] ?? ["", []];
      return { thing, edtf, label: found[0]?.when ?? "" };
    }),
  // Articles do not date what is said: it was said at the latest when it was first published.
  statement: (selection) =>
    selection.list("statement").map((thing) => {
      const articles = selection.of(thing.out, "quoted in").map((piece) => piece.in);
      const [first] = articles.filter((one) => one.sort).sort((one, other) => (one.sort < other.sort ? -1 : 1));
      return { thing, edtf: first?.sort ?? "", label: first?.date ?? "" };
    }),
  article: (selection) => selection.list("article").map((thing) => ({ thing, edtf: thing.sort, label: thing.date })),
};

/** Return where an EDTF value begins, as text that sorts by time; "" where it does not say. */
export function sortable(edtf) {
  const [first, last] = edtf.split("/").map((part) => part.replace(/[?~%]/g, ""));
  const begin = /^[\dX]{4}/.test(first) ? first : (last ?? "");
  if (!/^[\dX]{4}/.test(begin)) return "";
  const [year, month, day] = begin.slice(0, 10).split("-");
  return [year, SEASONS[month] ?? month, day].filter(Boolean).join("-");
}

/** Return the timeline as a table: a row for each day, a column for each time. */
export function timeline(page) {
  const { lanes } = page.state;
  const shown = LANES.filter((kind) => !lanes.has(kind));
  const head = [T.when, ...shown.map((kind) => T[kind])].map((words) => el("th", { scope: "col" }, words));
  return [
    el("fieldset", { class: "lanes" }, el("legend", { class: "sr" }, T.lanes), LANES.map((kind) => lane(kind, page))),
    el("p", { class: "note" }, T.note),
    el(
      "table",
      { class: "timeline" },
      el("caption", { class: "sr" }, texts.views.timeline),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, days(page.selection, shown).map((row) => day(row, shown, page))),
    ),
  ];
}

function lane(kind, page) {
  const onchange = () => page.toggle("lanes", kind);
  const box = el("input", { type: "checkbox", id: `lane-${kind}`, checked: !page.state.lanes.has(kind), onchange });
  return el("label", { class: "check" }, box, T[kind]);
}

function day(row, lanes, page) {
  const cells = lanes.map((kind) => el("td", { "data-label": T[kind] }, row[kind].length > 0 && items(row[kind], page)));
  return el("tr", {}, el("th", { scope: "row" }, row.label || T.undated), cells);
}

function items(things, page) {
  const all = things.map((thing) => el("li", {}, ITEMS[thing.kind](thing, page)));
  const rest = all.length - MANY;
  if (rest <= 1) return el("ul", {}, all);
  const more = el("details", { class: "rest" }, el("summary", {}, texts.counts.more.other.replace("{n}", rest)));
  more.append(el("ul", {}, all.slice(MANY)));
  return [el("ul", {}, all.slice(0, MANY)), more];
}

const ITEMS = {
  event: (event, page) => [
    named(event, page, eventName(event)),
    el("span", { class: "by" }, [whoOf(event), statusOf(event)].filter(Boolean).join(" · ")),
  ],
  statement: (statement, page) => {
    const pieces = page.selection.of(statement.into, "said", "not said");
    const who = [...new Set(pieces.map((piece) => piece.from.name))].join(" & ");
    return [
      named(statement, page, `“${shortened(statement.name, LONG)}”`),
      el("span", { class: "by" }, who || texts.tables.unknown),
    ];
  },
  article: (article, page) => [named(article, page), el("span", { class: "by" }, article.outlet)],
};
