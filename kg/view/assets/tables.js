// The same content as tables: sortable, filtered as the picture is, for eyes, ears and keyboards.

import { el, fill, quoted } from "./dom.js";
import { statusOf } from "./evidence.js";
import { named, valueOf } from "./lists.js";
import { ACTORS, articlesOf, grouped, outletsOf } from "./model.js";
import { overview } from "./overview.js";
import { onlyColumns, onlyOnes, voiceColumns, voiceGrid, voices } from "./voices.js";
import { capitalized, counted, data, eventName, folded, texts } from "./words.js";

const T = texts.tables;
const MOST = 300;

/**
 * What each view lists, and its columns: heading, what is shown, what is sorted by; `above` is what
 * stands above the table.
 */
const TABLES = {
  people: { rows: (selection) => selection.list(...ACTORS), columns: peopleColumns, sort: "said" },
  statements: { rows: (selection) => selection.list("statement"), columns: statementColumns, sort: "outlets" },
  events: { rows: (selection) => selection.list("event"), columns: eventColumns, sort: "outlets" },
  articles: { rows: (selection) => selection.list("article"), columns: articleColumns, sort: "published" },
  disagreements: { rows: disagreements, columns: disagreementColumns, sort: "about" },
  voices: { rows: voices, columns: voiceColumns, sort: "quotations", above: voiceGrid },
  parts: { rows: () => data.parts, columns: partColumns, sort: "statements", above: overview },
  only: { rows: onlyOnes, columns: onlyColumns, sort: "others" },
};

const kept = new WeakMap();

/** Return what a view lists of a selection; it is found once. */
function rowsOf(view, selection) {
  if (!kept.has(selection)) kept.set(selection, new Map());
  const found = kept.get(selection);
  if (!found.has(view)) found.set(view, TABLES[view].rows(selection));
  return found.get(view);
}

/** Return how many rows a view's table has. */
export function rowCount(view, selection) {
  return rowsOf(view, selection).length;
}

/** Draws the table of a view; remembers how each was sorted and filtered. */
export class Tables {
  constructor(element, page) {
    this.page = page;
    this.asked = {};
    this.body = el("div", { class: "table-body" });
    this.filter = el("input", { type: "search", id: "table-filter", oninput: () => this.#filtered() });
    const label = el("label", { class: "field" }, T.filter, this.filter);
    this.count = el("p", { class: "facts", "aria-live": "polite" });
    this.above = el("div", { class: "above" });
    element.append(this.above, el("div", { class: "table-head" }, label, this.count), this.body);
  }

  /** Return the table as rows of texts and numbers, as it is filtered and sorted. */
  cells() {
    const { columns, rows } = this.#found();
    return [columns.map((column) => T[column.name]), ...rows.map(({ item }) => columns.map((column) => column.key(item)))];
  }

  draw(view) {
    this.view = view;
    this.asked[view] ??= { by: TABLES[view].sort, down: !["about"].includes(TABLES[view].sort), filter: "", all: false };
    this.filter.value = this.asked[view].filter;
    fill(this.above, TABLES[view].above?.(this.page));
    this.#rows();
  }

  #filtered() {
    this.asked[this.view].filter = this.filter.value;
    this.#rows();
  }

  #found() {
    const { page, view } = this;
    const asked = this.asked[view];
    const columns = TABLES[view].columns(page);
    const column = columns.find((one) => one.name === asked.by) ?? columns[0];
    const words = folded(asked.filter).split(/\s+/).filter(Boolean);
    const text = (item) => folded(columns.map((one) => one.key(item)).join(" "));
    const rows = rowsOf(view, page.selection)
      .map((item) => ({ item, key: column.key(item), text: words.length ? text(item) : "" }))
      .filter((row) => words.every((word) => row.text.includes(word)))
      .sort((one, other) => order(one.key, other.key) * (asked.down ? -1 : 1));
    return { columns, rows };
  }

  #rows() {
    const { view } = this;
    const asked = this.asked[view];
    const { columns, rows } = this.#found();
    this.count.textContent = counted(NOUNS[view], rows.length);
    const shown = asked.all ? rows : rows.slice(0, MOST);
    fill(this.body, rows.length ? this.#table(columns, shown) : el("p", { class: "note" }, T.empty), this.#rest(rows, shown));
  }

  #rest(rows, shown) {
    if (rows.length === shown.length) return null;
    const all = () => {
      this.asked[this.view].all = true;
      this.#rows();
    };
    return el("button", { type: "button", class: "more", onclick: all }, counted("more", rows.length - shown.length));
  }

  #table(columns, rows) {
    const caption = el("caption", { class: "sr" }, texts.views[this.view]);
    const head = el("thead", {}, el("tr", {}, columns.map((column) => this.#heading(column))));
    const body = rows.map(({ item }) =>
      el("tr", {}, columns.map((column, place) => cell(column, item, place))),
    );
    return el("table", { class: this.view }, caption, head, el("tbody", {}, body));
  }

  #heading(column) {
    const asked = this.asked[this.view];
    const sorted = asked.by === column.name;
    const sort = sorted ? (asked.down ? "descending" : "ascending") : "none";
    const onclick = () => {
      Object.assign(asked, { by: column.name, down: sorted ? !asked.down : Boolean(column.number) });
      this.#rows();
      this.body.querySelector(`button[data-column="${column.name}"]`)?.focus();
    };
    const arrow = el("span", { class: "arrow", "aria-hidden": "true" }, sorted ? (asked.down ? "▾" : "▴") : "");
    const button = el("button", { type: "button", onclick, "data-column": column.name }, T[column.name], arrow);
    return el("th", { scope: "col", "aria-sort": sort, class: column.number ? "number" : "" }, button);
  }
}

const NOUNS = { people: "entry", statements: "statement", events: "event", articles: "article", disagreements: "disagreement", voices: "pair", only: "entry", parts: "part" };

const collator = new Intl.Collator(texts.lang, { numeric: true });

function order(one, other) {
  return typeof one === "number" ? one - other : collator.compare(one, other);
}

function cell(column, item, place) {
  const attributes = { class: column.number ? "number" : "", "data-label": T[column.name] };
  const content = column.show ? column.show(item) : String(column.key(item));
  return place ? el("td", attributes, content) : el("th", { scope: "row", ...attributes }, content);
}

function amount(name, count) {
  return { name, number: true, key: count };
}

function outletNames(pieces) {
  return outletsOf(pieces).join(", ");
}

function peopleColumns(page) {
  const { selection } = page;
  const targets = (kind) => (item) => new Set(selection.of(item.out, kind).map((piece) => piece.to)).size;
  const pieces = (item) => item.out.filter((piece) => selection.has(piece));
  return [
    { name: "name", key: (item) => item.name, show: (item) => named(item, page) },
    { name: "kind", key: (item) => texts.kinds[item.kind] },
    amount("said", targets("said")),
    amount("experienced", targets("experienced")),
    amount("articles", (item) => articlesOf(pieces(item)).length),
    amount("outlets", (item) => outletsOf(pieces(item)).length),
  ];
}

function statementColumns(page) {
  const { selection } = page;
  const quotations = (item) => selection.of(item.out, "quoted in");
  const speakers = (item) => [...new Set(selection.of(item.into, "said", "not said").map((piece) => piece.from))];
  const names = (item) => speakers(item).map((one) => one.name).join(", ");
  return [
    { name: "statement", key: (item) => item.name, show: (item) => named(item, page) },
    { name: "speaker", key: (item) => names(item) || T.unknown, show: (item) => linked(speakers(item), page) },
    { name: "act", key: (item) => [...new Set(quotations(item).map((piece) => piece.act))].join(", ") },
    { ...amount("outlets", (item) => outletsOf(quotations(item)).length), show: (item) => listed(quotations(item)) },
  ];
}

function linked(things, page) {
  return things.length ? things.map((thing) => el("div", {}, named(thing, page))) : el("span", { class: "muted" }, T.unknown);
}

function listed(pieces) {
  const names = outletNames(pieces);
  return [el("span", {}, String(outletsOf(pieces).length)), quoted(names, { class: "by" })];
}

function eventColumns(page) {
  const { selection } = page;
  const reports = (item) => selection.of(item.out, "reported in");
  const who = (item) => [...new Set(selection.of(item.into, "experienced").map((piece) => piece.from))];
  return [
    { name: "event", key: eventName, show: (item) => named(item, page, eventName(item)) },
    { name: "who", key: (item) => who(item).map((one) => one.name).join(", "), show: (item) => (who(item).length ? linked(who(item), page) : "") },
    { name: "when", key: (item) => item.sort, show: (item) => item.when },
    { name: "status", key: (item) => statusOf(item) || texts.modality.actual },
    { ...amount("outlets", (item) => outletsOf(reports(item)).length), show: (item) => listed(reports(item)) },
  ];
}

function partColumns() {
  return [
    { name: "part", key: (item) => item.name, show: (item) => el("a", { href: item.file, class: "thing" }, quoted(item.name)) },
    amount("people", (item) => item.people),
    amount("statements", (item) => item.statements),
    amount("events", (item) => item.events),
  ];
}

function articleColumns(page) {
  const { selection } = page;
  const amountOf = (kind) => (item) => selection.of(item.into, kind).length;
  return [
    { name: "title", key: (item) => item.name, show: (item) => named(item, page) },
    { name: "outlet", key: (item) => item.outlet || texts.legend.unnamedOutlet, show: (item) => quoted(item.outlet || texts.legend.unnamedOutlet) },
    { name: "published", key: (item) => item.sort, show: (item) => item.date },
    amount("quotations", amountOf("quoted in")),
    amount("events", amountOf("reported in")),
  ];
}

/** Return one row for each property of each thing on which articles disagree. */
export function disagreements(selection) {
  return selection.model.nodes.flatMap((node) => {
    const pieces = node.concerned.filter((piece) => piece.kind === "contradicts" && selection.has(piece));
    return grouped(pieces, (piece) => piece.role).map(([property, found]) => ({ node, property, found }));
  });
}

function disagreementColumns(page) {
  const values = (item) => grouped(item.found, (piece) => valueOf(piece));
  return [
    { name: "about", key: (item) => item.node.name, show: (item) => named(item.node, page) },
    { name: "property", key: (item) => texts.properties[item.property] ?? capitalized(item.property) },
    { name: "values", key: (item) => values(item).map(([value]) => value).join(" "), show: (item) => values(item).map(side) },
    { name: "reason", key: (item) => [...new Set(item.found.map((piece) => piece.reason))].slice(0, 3).join("; ") },
  ];
}

function side([value, pieces]) {
  return el("div", { class: "value" }, quoted(value, { class: "side" }), quoted(outletNames(pieces), { class: "by" }));
}
