// The legend, which is the filter: kinds of nodes and lines, outlets, dates, certainty.

import { el, fill, line, mark, quoted } from "./dom.js";
import { statusesOf } from "./model.js";
import { texts } from "./words.js";

const T = texts.legend;
const KINDS = ["person", "organization", "group", "document", "other", "event", "statement", "place"];
const LINES = ["experienced", "role", "told of", "related", "spoke of", "spoke to", "possibly same"];

const STATUSES = ["actual", "planned", "possible", "conditional", "generic", "feared", "negative"];

export const wide = window.matchMedia("(min-width: 62rem)");

/** Draw the legend and the menus beside it, for the state as it is and a view. */
export function drawLegend(element, menus, page, view = page.view) {
  const { model } = page;
  const found = counts(page.selection);
  const kinds = KINDS.filter((kind) => model.kinds.includes(kind));
  const lines = LINES.filter((kind) => model.ties.some((tie) => kind in tie.rests));
  fill(
    element,
    group("nodes", T.nodes, kinds.map((kind) => kindToggle(kind, found.get(kind) ?? 0, page))),
    view === "picture" && group("lines", T.lines, lines.map((kind) => lineToggle(kind, page))),
    !wide.matches && [outlets(page), more(page), saving(page)],
  );
  fill(menus, wide.matches && [outlets(page), more(page), saving(page)]);
}

function group(name, title, items) {
  return el("fieldset", { class: name }, el("legend", { class: "sr" }, title), items);
}

function check(id, checked, change, ...words) {
  const spaced = words.flatMap((word) => [" ", word]); // so that they are read as words of their own
  return el("label", { class: "check" }, el("input", { type: "checkbox", id, checked, onchange: change }), spaced);
}

/** Return how many things of each kind there are, those of hidden kinds among them. */
function counts(selection) {
  const found = new Map();
  for (const { kind } of selection.things) found.set(kind, (found.get(kind) ?? 0) + 1);
  return found;
}

function kindToggle(kind, n, page) {
  const { state, model } = page;
  const node = model.nodes.find((one) => one.kind === kind);
  return check(
    `kind-${kind}`,
    !state.hide.has(kind),
    () => page.toggle("hide", kind),
    mark(node.shape, kind),
    el("span", {}, texts.kindsMany[kind]),
    el("span", { class: "n" }, String(n)),
  );
}

function lineToggle(kind, page) {
  const id = `line-${kind.replaceAll(" ", "-")}`;
  return check(id, !page.state.lines.has(kind), () => page.toggle("lines", kind), line(kind), el("span", {}, texts.ties[kind]));
}

function outlets(page) {
  const { state, model } = page;
  if (model.outlets.length < 2) return null;
  const items = model.outlets.map((outlet, place) =>
    check(
      `outlet-${place}`,
      !state.without.has(outlet),
      () => page.toggle("without", outlet),
      quoted(outlet || T.unnamedOutlet),
      el("span", { class: "n" }, String(model.articles.filter((one) => one.outlet === outlet).length)),
    ),
  );
  const off = state.without.size;
  return menu("outlets", off ? `${T.outlets} (−${off})` : T.outlets, items, page);
}

function menu(name, title, items, page) {
  const ontoggle = (event) => {
    page.opened[name] = event.target.open;
  };
  const open = Boolean(page.opened[name]);
  return el("details", { class: "menu", open, ontoggle }, el("summary", {}, title), el("div", {}, items));
}

function more(page) {
  const { state } = page;
  const set = (name) => (event) => page.go({ [name]: event.target.value });
  const dates = ["since", "until"].map((name) =>
    el("label", { class: "field" }, T[name], el("input", { type: "date", id: name, value: state[name], onchange: set(name) })),
  );
  const sure = (event) => page.go({ sure: Number(event.target.value) });
  const certain = el(
    "label",
    { class: "field" },
    `${T.sure} ${Math.round(state.sure * 100)} %`,
    el("input", { type: "range", id: "sure", min: 0, max: 1, step: 0.05, value: state.sure, onchange: sure }),
  );
  const changed = state.since || state.until || state.sure || state.not.size;
  const reset = el("button", { type: "button", id: "reset", onclick: () => page.resetFilters() }, T.reset);
  return menu("more", changed ? `${T.more} •` : T.more, [statuses(page), dates, certain, reset], page);
}

/** Return boxes for the ways in which events are reported, with the number of reports of each. */
function statuses(page) {
  const { state, model } = page;
  const reports = model.evidence.filter((piece) => piece.kind === "reported in");
  const count = (status) => reports.filter((piece) => statusesOf(piece).includes(status)).length;
  const items = STATUSES.filter(count).map((status) =>
    check(
      `status-${status}`,
      !state.not.has(status),
      () => page.toggle("not", status),
      el("span", {}, texts.modality[status]),
      el("span", { class: "n" }, String(count(status))),
    ),
  );
  return el("fieldset", { class: "column" }, el("legend", {}, T.statuses), items);
}

function saving(page) {
  const buttons = Object.entries(page.savings()).map(([name, onclick]) =>
    el("button", { type: "button", id: `save-${name}`, onclick }, texts.save[name]),
  );
  return menu("save", texts.save.title, buttons, page);
}
