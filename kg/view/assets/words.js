// Words: the page's own texts, articles' texts by code point, folding, and differences in wording.

/** All that the page shows, unpacked: see `packed` in page.py. */
export const data = JSON.parse(await unpacked("data"));
export const texts = data.texts;

const plurals = new Intl.PluralRules(texts.lang);
const numbers = new Intl.NumberFormat(texts.lang);

/** Return the text that an element of the page holds packed. */
export function unpacked(id) {
  const letters = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

/** Fill the places of a text: "{n} articles". */
export function phrase(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return a number with its noun, as in "3 articles". */
export function counted(noun, n, nouns = texts.counts) {
  return phrase(nouns[noun][plurals.select(n)], { n: numbers.format(n) });
}

/** Return text for comparison: without accents, case and typographic variants of marks. */
export function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”„«»]/g, '"');
}

/** Return text with its first letter in upper case. */
export function capitalized(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Return what an event is called: its type in words. */
export function eventName(event) {
  return event.type ? capitalized(event.type.replaceAll("-", " ")) : event.name;
}

/** A text whose offsets count code points, as all findings do. */
export class Text {
  #units;

  constructor(text) {
    this.text = text;
    this.#units = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.#units ? this.#units.length : text.length;
  }

  slice(begin, end) {
    return this.#units ? this.#units.slice(begin, end).join("") : this.text.slice(begin, end);
  }
}

const LONG = 1500;

/**
 * Compare two wordings word by word, marks and case aside, by their longest common subsequence.
 * Returns pieces {kind: "same" | "added" | "dropped", text}, in order of the second wording.
 */
export function compared(full, other) {
  const [left, right] = [full, other].map((text) => text.split(/\s+/u).filter(Boolean));
  if (left.length > LONG || right.length > LONG) return [{ kind: "same", text: other }];
  const keys = [left, right].map((words) => words.map(bare));
  const table = commonLengths(...keys);
  const pieces = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && keys[0][i] === keys[1][j]) {
      push(pieces, "same", right[j++]);
      i++;
    } else if (i < left.length && (j === right.length || table[i + 1][j] >= table[i][j + 1])) {
      push(pieces, "dropped", left[i++]);
    } else {
      push(pieces, "added", right[j++]);
    }
  }
  return pieces;
}

function bare(word) {
  return folded(word).replace(/[^\p{L}\p{N}]/gu, "") || word;
}

function commonLengths(left, right) {
  const table = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i][j] =
        left[i] === right[j]
          ? table[i + 1][j + 1] + 1
          : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}

function push(pieces, kind, word) {
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += ` ${word}`;
  else pieces.push({ kind, text: word });
}
