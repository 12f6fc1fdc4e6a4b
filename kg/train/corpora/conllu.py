"""CoNLL-U: the English Web Treebank with Universal NER's names, and GUM with mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.parse.labels import DEPS, MENTIONS, UPOS
from kg.train.annotated import (
    ANY_NAME,
    GLUED,
    PARAGRAPH,
    SPACE,
    Annotated,
    Noun,
    bio_bits,
    people_in,
    without_genitive,
)

_ENTITY = re.compile(r"\(|\)|[^()]+")
_TYPES = {"person": "person", "organization": "organization", "place": "place"} | {
    "time": "time",
    "event": "event",
}
_EWT_NAMES: dict[str, str | None] = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "OTH": "MISC"}


@dataclass(slots=True)
class Sentence:
    """One sentence as it stands in a file: rows of columns, and what its comments say."""

    rows: list[list[str]] = field(default_factory=list)
    id: str = ""
    new_document: str = ""
    new_paragraph: bool = False


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file."""
    sentence = Sentence()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                sentence.new_document = line.partition("=")[2].strip() or "document"
            elif line.startswith("# sent_id"):
                sentence.id = line.partition("=")[2].strip()
            elif line.startswith("# newpar"):
                sentence.new_paragraph = True
            elif line and not line.startswith("#"):
                sentence.rows.append(line.split("\t"))
            elif not line and sentence.rows:
                yield sentence
                sentence = Sentence()
    if sentence.rows:
        yield sentence


@dataclass(slots=True)
class _Word:
    """A word after multiword tokens are settled; `ids` are the rows it covers."""

    form: str
    ids: list[int]
    row: list[str]
    space_after: bool


def words_of(sentence: Sentence) -> list[_Word]:
    """Return the words: a multiword token is split where its parts spell it, merged otherwise."""
    basic = {int(row[0]): row for row in sentence.rows if row[0].isdigit()}
    words: list[_Word] = []
    done = 0
    for row in sentence.rows:
        if "-" in row[0]:
            begin, end = map(int, row[0].split("-"))
            words += _multiword(row, [basic[id] for id in range(begin, end + 1)])
            done = end
        elif row[0].isdigit() and int(row[0]) > done:
            words.append(_Word(row[1], [int(row[0])], row, "SpaceAfter=No" not in row[9]))
    return words


def _multiword(token: list[str], parts: list[list[str]]) -> list[_Word]:
    after = "SpaceAfter=No" not in token[9]
    if "".join(part[1] for part in parts) != token[1]:
        ids = [int(part[0]) for part in parts]
        outer = next((part for part in parts if int(part[6]) not in ids), parts[0])
        return [_Word(token[1], ids, outer, after)]
    words = [_Word(part[1], [int(part[0])], part, False) for part in parts]
    words[-1].space_after = after
    return words


def read_ewt(syntax: Path, names: Path | None = None) -> list[Annotated]:
    """Read a part of EWT; `names` is the part of UNER-EWT on the same sentences."""
    tags = _uner(names) if names else None
    texts: list[Annotated] = []
    for sentence in sentences(syntax):
        if sentence.new_document or not texts:
            texts.append(_empty(sentence.new_document, "ewt"))
            texts[-1].names = [] if tags is not None else None
        words = words_of(sentence)
        add_sentence(texts[-1], sentence, words)
        if tags is not None:
            assert texts[-1].names is not None
            texts[-1].names += _name_bits(tags.get(sentence.id), words)
    for text in texts:
        text.people = people_in(text.names) if text.names else {}
    return [text.check() for text in texts]


def _uner(path: Path) -> dict[str, dict[int, str]]:
    """Return sentence id → word id → tag; UNER's `B-O` is a slip for O."""
    found: dict[str, dict[int, str]] = {}
    id = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if line.startswith("# sent_id"):
            id = line.partition("=")[2].strip()
        elif columns[0].isdigit():
            found.setdefault(id, {})[int(columns[0])] = columns[2]
    return found


def _name_bits(tags: dict[int, str] | None, words: list[_Word]) -> list[int]:
    if tags is None:
        return [ANY_NAME] * len(words)
    return bio_bits([tags.get(word.ids[0], "O") for word in words], _EWT_NAMES, ("O",))


def _empty(name: str, corpus: str) -> Annotated:
    return Annotated(name, corpus, [], [], upos=[], heads=[], deps=[], starts=[])


def add_sentence(text: Annotated, sentence: Sentence, words: list[_Word]) -> dict[int, int]:
    """Append a sentence's words and syntax to the text; return row id → word index."""
    base = len(text.words)
    place = {id: base + at for at, word in enumerate(words) for id in word.ids}
    assert text.upos is not None and text.heads is not None
    assert text.deps is not None and text.starts is not None
    first = PARAGRAPH if sentence.new_paragraph or not base else SPACE
    for at, word in enumerate(words):
        text.words.append(word.form)
        text.gaps.append(first if at == 0 else SPACE if words[at - 1].space_after else GLUED)
        text.upos.append(UPOS.index(word.row[3]))
        text.heads.append(place.get(int(word.row[6]), base + at))
        text.deps.append(DEPS.index(word.row[7]))
        text.starts.append(int(at == 0))
    return place


def read_gum(folder: Path) -> list[Annotated]:
    """Read a part of GUM: syntax, nested mentions with coreference (without demonyms)."""
    return [read_gum_document(path) for path in sorted(folder.glob("*.conllu"))]


def read_gum_document(path: Path) -> Annotated:
    """Read one document of GUM, as `read_gum` does."""
    text, spans = gum_spans(path)
    text.mentions = _nouns(text, spans)
    return text.check()


def gum_spans(path: Path) -> tuple[Annotated, list[tuple[int, int, str, str]]]:
    """Return a document of GUM with all its mentions as annotated: (begin, end, type, entity)."""
    text = _empty(path.stem, "gum")
    text.coreference = True
    opened: dict[str, list[tuple[int, str]]] = {}
    spans: list[tuple[int, int, str, str]] = []
    for sentence in sentences(path):
        words = words_of(sentence)
        place = add_sentence(text, sentence, words)
        for row in sentence.rows:
            if row[0].isdigit():
                _mentions_at(row[9], place[int(row[0])], opened, spans)
    return text, spans


def _mentions_at(
    misc: str,
    at: int,
    opened: dict[str, list[tuple[int, str]]],
    spans: list[tuple[int, int, str, str]],
) -> None:
    """Follow GUM's brackets: `(id-type-…` opens, `id)` closes, `(id-type-…)` is one word."""
    value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    tokens = _ENTITY.findall(value)
    for index, token in enumerate(tokens):
        if token in "()":  # noqa: S105 - brackets
            continue
        if index and tokens[index - 1] == "(":
            id, _, rest = token.partition("-")
            kind = rest.partition("-")[0]
            if index + 1 < len(tokens) and tokens[index + 1] == ")":
                spans.append((at, at + 1, kind, id))
            else:
                opened.setdefault(id, []).append((at, kind))
        elif opened.get(token):
            begin, kind = opened[token].pop()
            spans.append((begin, at + 1, kind, token))


def _nouns(text: Annotated, spans: list[tuple[int, int, str, str]]) -> list[Noun]:
    """Give each span its head, without a genitive mark at its end.

    Of two with one head the longer is kept, but no coordination.
    """
    assert text.heads is not None and text.deps is not None and text.upos is not None
    by_head: dict[int, Noun] = {}
    numbers: dict[str, int] = {}
    for begin, end, kind, id in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        head = span_head(text.heads, begin, end)
        entity = numbers.setdefault(id.partition("[")[0], len(numbers))
        if (UPOS[text.upos[head]] == "ADJ" and end - begin == 1) or _coordinates(
            text, begin, end, head
        ):
            continue
        begin, end = without_genitive(text.words, (begin, end))
        type = MENTIONS.index(_TYPES.get(kind, "other"))
        by_head.setdefault(head, Noun(begin, end, head, type, entity))
    return sorted(by_head.values(), key=lambda noun: (noun.begin, noun.end))


def _coordinates(text: Annotated, begin: int, end: int, head: int) -> bool:
    conj = DEPS.index("conj")
    assert text.heads is not None and text.deps is not None
    return any(text.deps[at] == conj and text.heads[at] == head for at in range(begin, end))


def span_head(heads: list[int], begin: int, end: int) -> int:
    """Return the first word of [begin, end) whose head lies outside, or is itself."""
    for at in range(begin, end):
        if not begin <= heads[at] < end or heads[at] == at:
            return at
    return end - 1
