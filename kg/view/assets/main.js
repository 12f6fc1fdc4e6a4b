// The page: holds the state, and draws what it asks for.

import { days, timeline } from "./chronology.js";
import { dotted, el, fill, quoted } from "./dom.js";
import { csv, save } from "./files.js";
import { drawLegend, wide } from "./filters.js";
import { nameOf } from "./lists.js";
import { Model, Selection, voiceOf, wordsOf } from "./model.js";
import { nodePanel, tiePanel } from "./panels.js";
import { pageOf } from "./overview.js";
import { Picture } from "./picture.js";
import { articlePanel } from "./reading.js";
import { Search } from "./search.js";
import { startPanel } from "./start.js";
import { Store, initialState, pinOf, pinnedIds, toggled } from "./state.js";
import { Tables, rowCount } from "./tables.js";
import { counted, data, phrase, texts } from "./words.js";

const VIEWS = [...(data.parts.length ? ["parts"] : []), "picture", "people", "statements", "events", "timeline", "voices", "disagreements", "only", "articles"];
const NO_TABLE = ["picture", "timeline"];
const UNCOUNTED = [...NO_TABLE, "voices"];
const FILTERS = ["hide", "lines", "without", "since", "until", "sure", "not"];

class Page {
  constructor() {
    this.model = new Model(data);
    this.opened = {};
    this.store = new Store(initialState(data.focus), (state, before) => this.#changed(state, before));
    this.selection = new Selection(this.model, this.state);
    this.panel = document.getElementById("panel");
    this.#buildStage(document.getElementById("stage"));
    this.search = new Search(document.getElementById("search"), this);
    this.#buildHead();
    this.#listen();
    this.#drawViews(this.view);
    drawLegend(this.legend, document.getElementById("menus"), this, "picture");
    this.picture.choose(); // now that it is clear how much room there is, in whatever view
    this.#draw();
    if (!this.state.near) this.#reveal(); // a neighbourhood has been fitted into the window
    requestAnimationFrame(() => setTimeout(() => performance.mark("drawn"))); // for `kg bench`
  }

  get state() {
    return this.store.state;
  }

  // What parts of the page may do

  go(change) {
    this.store.go(change);
  }

  /** Show a thing, and lead the keyboard to what is known of it. */
  open(id) {
    if (this.state.show === id && !this.state.at) this.#enterPanel();
    else this.go({ show: id, at: "" });
  }

  toggle(name, value) {
    this.go({ [name]: toggled(this.state[name], value) });
  }

  resetFilters() {
    this.go(Object.fromEntries(FILTERS.map((name) => [name, this.store.initial[name]])));
  }

  /** Return a link to another state: it works as a plain link too, and can be copied. */
  link(change, content, attributes = {}) {
    const onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.go(change);
    };
    return el("a", { href: this.store.link(change), onclick, ...attributes }, content);
  }

  button(change, content, attributes = {}) {
    return el("button", { type: "button", onclick: () => this.go(change), ...attributes }, content);
  }

  /** Return the button that keeps a thing in the picture, at its place, and at the start. */
  pinButton(node) {
    const pinned = pinnedIds(this.state).has(node.id);
    const others = [...this.state.pin].filter((one) => pinOf(one).id !== node.id);
    const pin = new Set(pinned ? others : [...others, this.picture.pinFor(node)]);
    return this.button({ pin }, pinned ? texts.panels.unpin : texts.panels.pin, { "aria-pressed": String(pinned) });
  }

  copyButton() {
    const onclick = async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        this.announce(texts.panels.copied);
      } catch {
        this.announce(location.href);
      }
    };
    return el("button", { type: "button", class: "copy", onclick }, texts.panels.copy);
  }

  announce(words) {
    document.getElementById("announce").textContent = words;
  }

  // Building

  #buildStage(stage) {
    const pictureBox = el("div", { class: "picture", id: "picture" });
    const tableBox = el("div", { class: "tables", id: "tables", hidden: true });
    const timeBox = el("div", { class: "tables", id: "timeline", hidden: true });
    this.legend = el("div", { class: "legend-body" });
    const legend = el("details", { class: "legend", id: "legend", open: wide.matches }, el("summary", {}, texts.legend.title), this.legend);
    this.shown = el("span", { class: "shown" });
    stage.append(legend, pictureBox, tableBox, timeBox);
    this.picture = new Picture(pictureBox, this);
    pictureBox.append(this.#tools());
    this.tables = new Tables(tableBox, this);
    Object.assign(this, { pictureBox, tableBox, timeBox });
  }

  #tools() {
    const T = texts.picture;
    const tool = (id, words, onclick, label) => el("button", { type: "button", id, onclick, title: label, "aria-label": label }, words);
    this.allButton = this.picture.all.size > 0 && tool("all", T.all, () => this.go({ all: !this.state.all, near: 0 }));
    return el(
      "div",
      { class: "tools", role: "toolbar", "aria-label": texts.views.picture },
      this.shown,
      tool("zoom-out", "−", () => this.picture.zoom(1 / 1.3), T.zoomOut),
      tool("zoom-in", "+", () => this.picture.zoom(1.3), T.zoomIn),
      tool("fit", T.fit, () => this.picture.fit()),
      tool("rearrange", T.rearrange, () => this.picture.rearrange()),
      this.allButton,
    );
  }

  #buildHead() {
    const { model } = this;
    const all = (kind) => model.nodes.filter((node) => node.kind === kind).length;
    const outlets = model.outlets.filter(Boolean).length;
    const counts = [
      counted("article", model.articles.length),
      outlets > 0 && counted("outlet", outlets),
      counted("person", all("person")),
      counted("statement", all("statement")),
      counted("event", all("event")),
    ];
    const whole = data.whole && el("a", { href: data.whole }, texts.excerpt.whole);
    fill(document.getElementById("counts"), dotted(...counts, whole), el("span", { class: "excerpt" }, excerptNote()));
  }

  #listen() {
    document.getElementById("skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.go({ view: "people" });
      document.getElementById("table-filter").focus();
    });
    wide.addEventListener("change", () => {
      document.getElementById("legend").open = wide.matches;
      this.#draw();
    });
    addEventListener("beforeprint", () => this.#openAll());
    document.addEventListener("click", (event) => {
      for (const menu of document.querySelectorAll("#menus .menu[open]")) {
        if (event.target.isConnected && !menu.contains(event.target)) menu.open = false;
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !typing) {
        event.preventDefault();
        this.search.focus();
      } else if (event.key === "Escape" && !typing) {
        this.go({ show: "", at: "", near: 0 });
      }
    });
  }

  /** Return what can be saved in a view: names of texts.save, and what saves it. */
  savings() {
    const { picture } = this;
    const view = this.view;
    const table = { csv: () => save(`witness-${view}.csv`, csv(this.#cells(view)), "text/csv") };
    const drawing = {
      png: async () => save("witness.png", await picture.png(data.title)),
      svg: () => save("witness.svg", picture.svg(data.title), "image/svg+xml"),
      ties: () => save("witness-ties.csv", csv(tieCells(picture.drawnTies())), "text/csv"),
      gexf: () => save("witness.gexf", picture.gexf(), "application/xml"),
    };
    return { ...(view === "picture" ? drawing : table), print: () => print() };
  }

  #cells(view) {
    if (view !== "timeline") return this.tables.cells();
    const T = texts.timeline;
    const kinds = ["event", "statement", "article"].filter((kind) => !this.state.lanes.has(kind));
    const rows = days(this.selection, kinds).flatMap((row) =>
      kinds.flatMap((kind) => row[kind].map((thing) => [row.label || T.undated, T[kind], nameOf(thing)])),
    );
    return [[T.when, "", ""], ...rows];
  }

  get view() {
    return VIEWS.includes(this.state.view) ? this.state.view : VIEWS[0];
  }

  /** Open all evidence of the panel: what is printed can be read nowhere else. */
  #openAll() {
    for (const details of this.panel.querySelectorAll("details")) details.open = true;
    for (const button of this.panel.querySelectorAll("button.dropped, button.more")) button.click();
  }

  // Drawing

  #changed(state, before) {
    if (FILTERS.some((name) => state[name] !== before[name])) {
      this.selection = new Selection(this.model, state);
    }
    const { layout } = this.picture;
    if (!before.show) this.from = document.activeElement;
    this.#draw();
    const moved = state.show !== before.show || state.at !== before.at;
    if (this.picture.layout !== layout) this.picture.fit();
    else if (moved) this.#reveal();
    if (!moved) return;
    if (state.show) this.#enterPanel();
    else if (this.from === this.picture.canvas) this.from.focus();
  }

  #reveal() {
    if (this.state.show) this.picture.reveal(this.picture.around(this.state.show.split(" ")));
  }

  #draw() {
    const { state } = this;
    const view = this.view;
    this.#drawViews(view);
    this.pictureBox.hidden = view !== "picture";
    this.timeBox.hidden = view !== "timeline";
    this.tableBox.hidden = NO_TABLE.includes(view);
    this.#layPanel();
    this.shown.textContent = phrase(texts.picture.shown, this.picture.draw());
    if (this.allButton) this.allButton.textContent = state.all ? texts.picture.fewer : texts.picture.all;
    if (view === "timeline") fill(this.timeBox, timeline(this));
    else if (view !== "picture") this.tables.draw(view);
    drawLegend(this.legend, document.getElementById("menus"), this);
    this.#drawPanel();
    if (view === "picture" && !this.picture.fitted) this.picture.fit({ animate: false });
  }

  #drawViews(view) {
    const links = VIEWS.map((name) => {
      const n = UNCOUNTED.includes(name) ? null : el("span", { class: "n" }, String(rowCount(name, this.selection)));
      const attributes = { "aria-current": name === view ? "page" : undefined };
      return this.link({ view: name }, [texts.views[name], n], attributes);
    });
    const nav = document.getElementById("views");
    fill(nav, links);
    nav.querySelector("[aria-current]").scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Let the panel have its size, which says how much of the picture can be seen. */
  #layPanel() {
    const { panel, state, model } = this;
    panel.classList.toggle("chosen", model.byId.has(state.show.split(" ")[0]));
    panel.classList.toggle("low", state.near > 0); // whoever asks for a neighbourhood wants to see it
  }

  #drawPanel() {
    const { panel, state, model } = this;
    const [first, second] = state.show.split(" ").map((id) => model.byId.get(id));
    const close = this.button({ show: "", at: "", near: 0 }, "×", {
      class: "close",
      "aria-label": texts.panels.close,
      title: texts.panels.close,
    });
    const gone = state.show && !first && el("p", { class: "note tag alarm" }, texts.start.gone, elsewhereLink(state.show));
    if (!first) return fill(panel, gone, startPanel(this));
    if (second) return fill(panel, close, tiePanel(first, second, this));
    const inside = first.kind === "article" ? articlePanel(first, this) : nodePanel(first, this);
    return fill(panel, close, inside);
  }

  #enterPanel() {
    const passage = this.panel.querySelector(".passage");
    this.panel.scrollTop = 0;
    this.panel.querySelector("h2")?.focus({ preventScroll: true });
    passage?.scrollIntoView({ block: "center" });
    const first = this.model.byId.get(this.state.show.split(" ")[0]);
    if (first) this.announce(`${texts.kinds[first.kind]}: ${nameOf(first)}`);
  }
}

/** Return what the page says of itself where it does not show a whole graph. */
function excerptNote() {
  const { excerpt, parts } = data;
  const T = texts.excerpt;
  if (excerpt.part) return phrase(T.part, excerpt);
  if (!excerpt.all) return "";
  if (parts.length) return phrase(T.overview, { ...excerpt, parts: counted("part", parts.length) });
  const asked = ["about", "since", "until", "top"].filter((name) => excerpt[name]).map((name) => phrase(T[name], excerpt));
  return `${T.title} ${asked.join(", ")}.`;
}

/** Return a link to what stands on the page of a part only; nothing where no page is known to have it. */
function elsewhereLink(id) {
  const [, , name, part] = data.elsewhere.find(([one]) => one === id) ?? [];
  return name && [" ", el("a", { href: pageOf(part, id) }, quoted(name))];
}

/** Return the evidence of ties as rows: who, how, whom, and the words. */
function tieCells(ties) {
  const T = texts.save;
  const head = [T.from, T.tie, T.to, T.outlet, T.date, T.words, T.sentence, T.url];
  const rows = ties.flatMap((tie) =>
    Object.entries(tie.rests).flatMap(([kind, pieces]) =>
      pieces.map((piece) => [nameOf(tie.from), texts.ties[kind] ?? kind, nameOf(tie.to), ...sourceCells(piece)]),
    ),
  );
  return [head, ...rows];
}

function sourceCells(piece) {
  if (!piece.in) return ["", "", "", piece.reason ?? "", ""];
  const sentence = piece.around ? piece.in.body.slice(...piece.around) : "";
  return [voiceOf(piece.in), piece.in.sort, wordsOf(piece), sentence, piece.in.url];
}

globalThis.witness = new Page();
