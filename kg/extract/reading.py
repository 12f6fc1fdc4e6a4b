"""A Doc as plain columns: words, tree, paragraphs, marks; what every chapter of extraction reads.

Tokens are named by their index in the Doc. A Doc of any spaCy pipeline will do: what the encoder
lays on a Doc beyond syntax and names may be missing, and trees in the older English labels of
spaCy's own pipelines are turned into Universal Dependencies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import numpy as np
from spacy.attrs import IDX, LEMMA, ORTH, SENT_START  # type: ignore[import-not-found]
from spacy.symbols import DEP, HEAD, POS  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from kg.extract.labels import (
    bare_subjects,
    belated_subjects,
    early_marks,
    early_subjects,
    infinitives,
    joint_subjects,
    lost_subjects,
    named_posts,
    near_possessors,
    own_adjectives,
    possessors,
    restricted,
    shared_conditions,
    universal,
    whole_clauses,
)
from kg.extract.typography import Passage, paragraphs, passages
from kg.model import Antecedent, Attribution, Span

OUTSIDE = -1
"""The zone of words that stand in no quotation marks."""

SAYING = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "tells": "tell",
    "wrote": "write",
    "writes": "write",
}
"""Forms of the commonest verbs of saying, for Docs that have neither lemmas nor tags."""
_PRONOUNS = frozenset(("i", "we", "you", "he", "she", "they", "it", "who"))
_LONG = 4
"""Letters that a word has at least which is no particle of a name."""
_TYPES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "LOC": "place",
    "GPE": "place",
    "FAC": "place",
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some tokens, [begin, end), with a label and the token that heads them."""

    begin: int
    end: int
    label: str
    head: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns of a Doc, one entry per token, blanks included (their `pos` is "SPACE").

    `rel` is the relation without its subtype, `dep` with it; a root is its own head. `first` and
    `last` are the outermost tokens of each token's subtree. `zone` is the place in `passages` of
    the innermost passage that holds a token, or `OUTSIDE`.
    """

    text: str = field(repr=False)
    words: Sequence[str] = field(repr=False)
    lower: Sequence[str] = field(repr=False)
    lemma: Sequence[str] = field(repr=False)
    pos: Sequence[str] = field(repr=False)
    dep: Sequence[str] = field(repr=False)
    rel: Sequence[str] = field(repr=False)
    head: Sequence[int] = field(repr=False)
    begin: Sequence[int] = field(repr=False)
    end: Sequence[int] = field(repr=False)
    children: Sequence[Sequence[int]] = field(repr=False)
    first: Sequence[int] = field(repr=False)
    last: Sequence[int] = field(repr=False)
    sentence: Sequence[int] = field(repr=False)
    paragraphs: tuple[Span, ...] = field(repr=False)
    paragraph: Sequence[int] = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)
    zone: Sequence[int] = field(repr=False)
    names: tuple[Chunk, ...] = field(repr=False)
    nouns: tuple[Chunk, ...] = field(repr=False)
    """The encoder's mentions."""
    cues: tuple[Chunk, ...] = field(repr=False)
    has_encoder: bool
    attributions: tuple[Attribution, ...] = field(repr=False)
    antecedents: tuple[Antecedent, ...] = field(repr=False)
    leanings: Sequence[float] = field(repr=False)
    """The log odds that a token refers to a woman rather than a man, 0 where nothing tells."""

    def __len__(self) -> int:
        return len(self.words)

    def tokens(self, span: Span) -> range:
        """Return the tokens that lie in `span` at least in part."""
        return range(bisect_right(self.end, span.begin), bisect_left(self.begin, span.end))

    def span(self, begin: int, end: int) -> Span:
        """Return the code points of the tokens [begin, end)."""
        return Span(self.begin[begin], self.end[end - 1])

    def stripped(self, span: Span) -> Span:
        """Return a span without blanks at its ends: a token may hold some of the rarer kinds."""
        words = self.text[span.begin : span.end]
        begin = span.begin + len(words) - len(words.lstrip())
        return Span(begin, begin + len(words.strip()))

    def with_passages(self, found: Sequence[Passage]) -> Reading:
        """Return it with other passages, which are in order, the outer ones first."""
        columns = {name: getattr(self, name) for name in self.__slots__}
        zones = _zones(len(self), self, found)
        return Reading(**columns | {"passages": tuple(found), "zone": zones})

    def depth(self, zone: int) -> int:
        """Return how many passages hold what stands in `zone`: 0 outside of all."""
        depth = 0
        while zone != OUTSIDE:
            within = self.passages[zone].within
            zone, depth = OUTSIDE if within is None else within, depth + 1
        return depth

    def around(self, zone: int) -> int:
        """Return the zone around a passage."""
        within = self.passages[zone].within
        return OUTSIDE if within is None else within

    def inside(self, token: int, zone: int) -> bool:
        """Tell whether a token stands in `zone` or in a passage within it."""
        here = self.zone[token]
        while here not in (zone, OUTSIDE):
            here = self.around(here)
        return here == zone


def read(doc: Doc, text: str | None = None) -> Reading:
    """Return the columns of a Doc; `text` is its text, where that is at hand."""
    text, count = doc.text if text is None else text, len(doc)
    tokens = _Tokens.of(doc)
    words, pos = tokens.words, list(map(_tag, tokens.pos, tokens.words))
    heads, deps = _tree(tokens, pos)
    lower = [word.lower().replace("’", "'") for word in words]
    children = _children(heads, pos)
    first, last = _edges(heads, children)
    blocks = paragraphs(text)
    columns = Reading(
        text=text,
        words=words,
        lower=lower,
        lemma=[
            lemma.lower() or SAYING.get(low, low)
            for lemma, low in zip(tokens.lemma, lower, strict=True)
        ],
        pos=pos,
        dep=deps,
        rel=[dep.partition(":")[0] for dep in deps],
        head=heads,
        begin=tokens.begin,
        end=[at + len(word) for at, word in zip(tokens.begin, words, strict=True)],
        children=children,
        first=first,
        last=last,
        sentence=_sentences(tokens.starts) if doc.has_annotation("SENT_START") else [0] * count,
        paragraphs=blocks,
        paragraph=_places(tokens.begin, blocks),
        passages=(),
        zone=[OUTSIDE] * count,
        names=tuple(_chunks(doc.ents)),
        nouns=tuple(_chunks(doc.spans.get("mentions", ()))),
        cues=tuple(_chunks(doc.spans.get("cues", ()))),
        has_encoder="contents" in doc.spans,
        attributions=tuple(_extension(doc, "attributions")),
        antecedents=tuple(_extension(doc, "antecedents")),
        leanings=_extension(doc, "leanings") or [0.0] * count,
    )
    return columns.with_passages(passages(text, blocks))


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A Doc's own columns, taken at once: a token at a time would take longer than all the rest."""

    words: list[str]
    begin: list[int]
    pos: list[str]
    dep: list[str]
    lemma: list[str]
    head: list[int]
    starts: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> _Tokens:
        """Read the columns off a Doc; each head is a place in the Doc, not a distance."""
        table = doc.to_array([ORTH, IDX, POS, DEP, LEMMA, HEAD, SENT_START])
        orth, begin, pos, dep, lemma, head, starts = table.T.copy()
        places = np.arange(len(doc)) + head.view(np.int64)
        keys = [column.tolist() for column in (orth, pos, dep, lemma)]
        strings = {key: doc.vocab.strings[key] for column in keys for key in set(column)}
        words, tags, deps, lemmas = ([strings[key] for key in column] for column in keys)
        return cls(
            words, begin.tolist(), tags, deps, lemmas, places.tolist(), (starts == 1).tolist()
        )


def _tree(tokens: _Tokens, pos: list[str]) -> tuple[list[int], list[str]]:
    """Return heads and relations in Universal Dependencies, mended."""
    heads, deps = universal(tokens.head, [dep or "dep" for dep in tokens.dep], pos)
    possessors(heads, deps, pos)
    bare_subjects(heads, deps, pos)
    belated_subjects(heads, deps)
    early_subjects(heads, deps)
    early_marks(heads, deps)
    near_possessors(heads, deps, pos)
    own_adjectives(heads, deps)
    joint_subjects(heads, deps)
    lower = [word.lower() for word in tokens.words]
    named_posts(heads, deps, pos, lower)
    whole_clauses(heads, deps, lower)
    restricted(heads, deps, pos, lower)
    lost_subjects(heads, deps, pos)
    shared_conditions(heads, deps, lower)
    infinitives(heads, deps, pos, lower)
    return heads, deps


def _tag(pos: str, word: str) -> str:
    """Return a token's part of speech; without a tagger, what its form alone says.

    What is written small is no name, but for the small words that names hold: “van”, “bin”.
    """
    if word.isspace():
        return "SPACE"
    if pos == "PROPN" and word.islower() and word.isalpha() and len(word) >= _LONG:
        return "NOUN"
    if pos:
        return pos
    if not any(character.isalnum() for character in word):
        return "PUNCT"
    if word.lower() in _PRONOUNS:
        return "PRON"
    return "PROPN" if word[0].isupper() else "X"


def _extension(doc: Doc, name: str) -> Any:
    return getattr(doc._, name) or () if Doc.has_extension(name) else ()


def _chunks(spans: Iterable[SpacySpan]) -> Iterator[Chunk]:
    for span in spans:
        label = _TYPES.get(span.label_, span.label_.lower())
        yield Chunk(span.start, span.end, label, span.root.i)


def _sentences(starts: Sequence[bool]) -> list[int]:
    return [max(0, number - 1) for number in accumulate(starts)]


def _children(heads: Sequence[int], pos: Sequence[str]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in heads]
    for at, head in enumerate(heads):
        if head != at and pos[at] != "SPACE":
            children[head].append(at)
    return children


def _edges(heads: Sequence[int], children: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the outermost tokens of each subtree, from the leaves up."""
    first, last = list(range(len(heads))), list(range(len(heads)))
    order = [at for at, head in enumerate(heads) if head == at]
    for at in order:
        order.extend(children[at])
    for at in reversed(order):
        head = heads[at]
        first[head] = min(first[head], first[at])
        last[head] = max(last[head], last[at])
    return first, last


def _places(begins: Sequence[int], blocks: Sequence[Span]) -> list[int]:
    """Return the paragraph of each token; blanks between two belong to the one before."""
    edges = [block.begin for block in blocks]
    return [max(0, bisect_right(edges, begin) - 1) for begin in begins]


def _zones(count: int, reading: Reading, found: Sequence[Passage]) -> list[int]:
    zones = [OUTSIDE] * count
    for place, passage in enumerate(found):
        for piece in passage.pieces:
            tokens = reading.tokens(piece)
            zones[tokens.start : tokens.stop] = [place] * len(tokens)
    return zones
