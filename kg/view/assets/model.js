// The graph in memory: things (nodes and articles), the evidence between them, ties, and filters.

import { Text, folded } from "./words.js";

export const ACTORS = ["person", "organization", "group", "document", "place", "other"];

/** All that the page holds. Evidence has `from`, `to`, `in`, `about` and `by` as things. */
export class Model {
  constructor(data) {
    this.nodes = data.nodes;
    this.articles = data.articles;
    this.things = [...data.nodes, ...data.articles];
    this.byId = new Map(this.things.map((thing) => [thing.id, thing]));
    for (const thing of this.things) Object.assign(thing, { weight: thing.weight ?? 0, out: [], into: [], concerned: [] });
    for (const article of this.articles) article.body = new Text(article.text);
    this.evidence = data.evidence.map((piece, place) => this.#linked(piece, place));
    this.ties = data.edges.map((edge) => this.#tie(edge));
    this.outlets = [...new Set(this.articles.map((article) => article.outlet))].sort();
    this.kinds = [...new Set(this.nodes.map((node) => node.kind))];
  }

  #linked(piece, place) {
    const thing = (number) => (number === undefined ? undefined : this.things[number]);
    const linked = {
      ...piece,
      place,
      from: thing(piece.from),
      to: thing(piece.to),
      in: thing(piece.in),
      about: thing(piece.about),
      by: (piece.by ?? []).map(thing),
      sure: piece.sure ?? 1,
    };
    linked.from.out.push(linked);
    linked.to.into.push(linked);
    linked.about?.concerned.push(linked);
    return linked;
  }

  #tie(edge) {
    const rests = Object.fromEntries(
      Object.entries(edge.rests).map(([kind, places]) => [
        kind,
        places.map((place) => this.evidence[place]),
      ]),
    );
    return { id: edge.id, from: this.byId.get(edge.from), to: this.byId.get(edge.to), rests };
  }
}

const OF_EVENTS = ["experienced", "role", "reported in", "tells of"];

/** Return the ways in which a piece of evidence reports an event: "actual", "planned", "negative" … */
export function statusesOf(piece) {
  if (!OF_EVENTS.includes(piece.kind)) return [];
  const found = [piece.modality, piece.polarity].filter(Boolean);
  return found.length ? found : ["actual"];
}

/** Return the words of a piece of evidence, its places joined. */
export function wordsOf(piece) {
  return (piece.words ?? []).map(([begin, end]) => piece.in.body.slice(begin, end)).join(" ");
}

/** Return items in groups by what `key` gives, as [key, items], the largest group first. */
export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].sort((one, other) => other[1].length - one[1].length);
}

/** Return the distinct outlets of some evidence, or titles where articles name no outlet. */
export function outletsOf(pieces) {
  return [...new Set(articlesOf(pieces).map(voiceOf))];
}

/** Return who speaks in an article: its outlet, or its title where that is not named. */
export function voiceOf(article) {
  return article.outlet || article.name;
}

/** Return the distinct articles of some evidence. */
export function articlesOf(pieces) {
  return [...new Set(pieces.map((piece) => piece.in).filter(Boolean))];
}

/** Return the names of those who lived through an event, or whom it concerns; "" if of nobody. */
export function whoOf(event) {
  const pieces = event.into.filter((piece) => piece.kind === "experienced" || piece.role === "experiencer");
  return [...new Set(pieces.map((piece) => piece.from.name))].join(", ");
}

/** What is left of a model under the filters of a state: which evidence, things and ties count. */
export class Selection {
  constructor(model, state) {
    this.model = model;
    this.#state = state;
    this.#kept = model.evidence.map((piece) => this.#keeps(piece));
    this.ties = model.ties.map((tie) => this.#filtered(tie)).filter(Boolean);
    this.things = new Set();
    for (const piece of model.evidence) {
      if (this.has(piece)) {
        for (const end of [piece.from, piece.to, piece.in]) if (end) this.things.add(end);
      }
    }
  }

  #state;
  #kept;

  /** Tell whether a piece of evidence counts. */
  has(piece) {
    return this.#kept[piece.place];
  }

  /** Return the pieces of a list that count, of one kind or of several. */
  of(pieces, ...kinds) {
    return pieces.filter((piece) => this.has(piece) && kinds.includes(piece.kind));
  }

  /** Tell whether a thing is there under all filters, that of kinds included. */
  shows(thing) {
    return this.things.has(thing) && !this.#state.hide.has(thing.kind);
  }

  /** Return the things of these kinds that are there, those of hidden kinds aside. */
  list(...kinds) {
    const all = kinds.includes("article") ? this.model.articles : this.model.nodes;
    return all.filter((thing) => kinds.includes(thing.kind) && this.shows(thing));
  }

  #keeps(piece) {
    const { without, since, until, sure, not } = this.#state;
    if (piece.sure < sure) return false;
    if (not.size && statusesOf(piece).some((status) => not.has(status))) return false;
    if (!piece.in) return true;
    if (without.has(piece.in.outlet)) return false;
    const day = piece.in.sort.slice(0, 10);
    return (!since || day >= since) && (!until || (day !== "" && day.slice(0, until.length) <= until));
  }

  #filtered(tie) {
    const rests = Object.entries(tie.rests)
      .map(([kind, pieces]) => [kind, pieces.filter((piece) => this.has(piece))])
      .filter(([kind, pieces]) => pieces.length && !this.#state.lines.has(kind));
    return rests.length ? { ...tie, rests: Object.fromEntries(rests), kind: rests[0][0] } : null;
  }
}

/** Finds things by words; case and accents make no difference, and every word must be there. */
export class Index {
  constructor(model, elsewhere = []) {
    this.entries = [...model.nodes, ...model.articles, ...elsewhere].map((thing) => ({
      thing,
      text: folded(searchable(thing).join(" \n ")),
      name: folded(thing.name),
    }));
  }

  find(query) {
    const words = folded(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return this.entries
      .filter((entry) => words.every((word) => entry.text.includes(word)))
      .map((entry) => ({ ...entry, score: closeness(entry, words) }))
      .sort((one, other) => other.score - one.score || (one.name < other.name ? -1 : 1));
  }
}

function searchable(thing) {
  const found = [thing.name, thing.outlet, thing.type?.replaceAll("-", " ")];
  const own = ["mentioned in", "quoted in", "reported in"];
  for (const piece of thing.out) if (own.includes(piece.kind)) found.push(wordsOf(piece));
  for (const piece of thing.into) if (piece.kind === "experienced") found.push(piece.from.name);
  return found.filter(Boolean);
}

function closeness(entry, words) {
  const named = words.every((word) => entry.name.includes(word));
  const starts = entry.name.startsWith(words[0]);
  const kind = ACTORS.includes(entry.thing.kind) ? 2 : entry.thing.kind === "event" ? 1 : 0;
  return (named ? 40 : 0) + (starts ? 20 : 0) + kind * 10 + Math.min(9, entry.thing.weight ?? 0);
}
