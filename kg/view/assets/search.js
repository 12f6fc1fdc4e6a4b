// Search: a combobox over people, words that were said, events and articles.

import { el, fill, mark, quoted } from "./dom.js";
import { nameOf } from "./lists.js";
import { Index, whoOf, wordsOf } from "./model.js";
import { pageOf } from "./overview.js";
import { data, folded, phrase, texts } from "./words.js";

const MOST = 12;
const REACH = 60;

/** Puts a search box into an element; choosing a result goes there. */
export class Search {
  constructor(element, page) {
    this.page = page;
    this.found = [];
    this.active = -1;
    this.list = el("ul", { id: "results", role: "listbox", "aria-label": texts.search.label, hidden: true });
    this.input = this.#input();
    element.append(el("label", { class: "sr", for: "query" }, texts.search.label), this.input, this.list);
    document.addEventListener("click", (event) => {
      if (!element.contains(event.target)) this.#close();
    });
  }

  #input() {
    return el("input", {
      id: "query",
      type: "search",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: texts.search.placeholder,
      "aria-expanded": "false",
      "aria-controls": "results",
      "aria-autocomplete": "list",
      oninput: () => this.#look(),
      onfocus: () => this.#look(),
      onkeydown: (event) => this.#key(event),
    });
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  /** The index is made when it is first asked for: the page opens sooner. */
  get index() {
    this.#index ??= new Index(this.page.model, data.elsewhere.map(elsewhere));
    return this.#index;
  }

  #index;

  #look() {
    const query = this.input.value.trim();
    if (!query) return this.#close();
    this.found = this.index.find(query).slice(0, MOST);
    this.active = this.found.length ? 0 : -1;
    const none = el("li", { class: "none" }, phrase(texts.search.none, { q: query }));
    fill(this.list, this.found.length ? this.found.map((one, place) => this.#option(one, place, query)) : none);
    this.#show(true);
    return this.#mark();
  }

  #option({ thing }, place, query) {
    return el(
      "li",
      { role: "option", id: `result-${place}`, onmousedown: (event) => event.preventDefault(), onclick: () => this.#choose(place) },
      mark(thing.shape, thing.kind),
      el("span", { class: "name" }, quoted(nameOf(thing)), beside(thing, query)),
      el("span", { class: "kind" }, texts.kinds[thing.kind]),
    );
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.found.length) {
      event.preventDefault();
      this.active = (this.active + steps[event.key] + this.found.length) % this.found.length;
      this.#mark();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.#choose(this.active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.#close();
    }
  }

  #choose(place) {
    const { thing } = this.found[place];
    this.#close();
    this.input.blur();
    if (thing.part !== undefined) location.href = pageOf(thing.part, thing.id);
    else this.page.go({ show: thing.id, at: "" });
  }

  #mark() {
    [...this.list.children].forEach((option, place) =>
      option.setAttribute("aria-selected", String(place === this.active)),
    );
    const active = this.list.children[this.active];
    this.input.setAttribute("aria-activedescendant", active?.id ?? "");
    active?.scrollIntoView({ block: "nearest" });
  }

  #show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  #close() {
    this.found = [];
    this.active = -1;
    this.#show(false);
  }
}

/** Return one who stands on the page of a part only. */
function elsewhere([id, kind, name, part]) {
  return { id, kind, name, shape: SHAPES[kind], out: [], into: [], weight: 0, part };
}

const SHAPES = { person: "dot", organization: "square", group: "triangle", document: "hexagon" };

/** Return what else tells a result apart: whom an event concerns, or the words that were found. */
function beside(thing, query) {
  if (thing.part !== undefined) return el("span", { class: "snippet" }, texts.search.elsewhere);
  const who = thing.kind === "event" ? whoOf(thing) : "";
  return who ? el("span", { class: "snippet" }, quoted(who)) : snippet(thing, query);
}

/** Return the words around what was searched for, where the name does not show them. */
function snippet(thing, query) {
  const word = folded(query).split(/\s+/)[0];
  if (folded(nameOf(thing)).includes(word)) return null;
  const texts = thing.out.filter((piece) => piece.words?.length && piece.in).map(wordsOf);
  const text = texts.find((one) => folded(one).includes(word));
  if (!text) return null;
  const at = Math.max(0, folded(text).indexOf(word) - REACH / 2);
  return el("span", { class: "snippet" }, quoted(`… ${text.slice(at, at + REACH)} …`));
}
