"""The encoder as a spaCy pipeline component, `witness_encoder`.

It sets sentences, `pos_`, `dep_` and `head` (Universal Dependencies), `ents` (PERSON, ORG, LOC,
MISC), the span groups `mentions`, `triggers`, `sources`, `cues` and `contents`,
`doc._.attributions`, `doc._.antecedents` and `doc._.leanings`, and `tensor`: a vector of what each
word means in its place, from which spaCy takes `Span.vector`. Long texts go through in stretches of
bounded size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDX, IS_SPACE, LENGTH, SPACY  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.symbols import DEP, HEAD, POS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from threadpoolctl import ThreadpoolController

from kg.model import Antecedent, Attribution
from kg.model import Span as Range
from kg.parse.decode import bio_spans, tree, viterbi
from kg.parse.encoder import Encoder, Scores
from kg.parse.extensions import register_extensions
from kg.parse.labels import DEPS, GAPS, MENTIONS, NAMES, ROLES, UPOS
from kg.parse.pairs import PRONOUN_CLASS, forms_of
from kg.parse.spans import (
    antecedent_scores,
    linear,
    link_scores,
    mention_bounds,
    relations,
    softmax,
)

WEIGHTS = Path(__file__).parent / "weights"

_STRETCH = 3000
"""Words that are scored at a time; a stretch ends at a paragraph where it can."""

_LONGEST_SENTENCE = 160
"""Words; what goes on longer is cut, since no window could hold its tree."""

_LEAST_ANTECEDENT = 0.05
_GLUED, _SPACE, _PARAGRAPH = (GAPS.index(name) for name in ("glued", "space", "paragraph"))
REFERRING = frozenset(MENTIONS.index(name) for name in ("person", "organization", "place", "other"))
Pair = tuple[int, int]
Ints = npt.NDArray[np.int64]


@Language.factory(
    "witness_encoder",
    default_config={"weights": None, "threads": 1, "syntax": True},
    assigns=["doc.sents", "doc.ents", "doc.spans", "token.pos", "token.dep", "token.head"],
)
def make_encoder(
    nlp: Language,  # noqa: ARG001 - spaCy hands these two to every factory
    name: str,  # noqa: ARG001
    weights: str | None,
    threads: int,
    syntax: bool,
) -> WitnessEncoder:
    """Return the component; `weights` is a folder, None for those of the package.

    Without `syntax` it leaves sentences, tags, trees and names as another pipeline has set them.
    """
    encoder = Encoder(Path(weights) if weights else WEIGHTS, threads=threads)
    return WitnessEncoder(encoder, syntax=syntax)


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


class WitnessEncoder:
    """Lays what the encoder sees on a Doc."""

    def __init__(self, encoder: Encoder, *, syntax: bool = True) -> None:
        register_extensions()
        self.encoder, self.syntax = encoder, syntax

    def __call__(self, doc: Doc) -> Doc:
        """Lay the annotations on a Doc and return it.

        Matrix products keep to the encoder's threads: else the result would hang on the machine.
        """
        with _blas().limit(limits=self.encoder.threads, user_api="blas"):
            return self._read(doc)

    def _read(self, doc: Doc) -> Doc:
        text = Text.of(doc)
        sight = Sight()
        for begin, end in stretches(text.gaps):
            scores = self.encoder(text.words[begin:end], text.gaps[begin:end])
            self._see(text, scores, begin, sight)
        if self.syntax:
            self._lay_syntax(doc, text, sight)
        self._lay_spans(doc, text, sight)
        self._lay_antecedents(doc, text, sight)
        self._lay_vectors(doc, text, sight)
        return doc

    def _see(self, text: Text, scores: Scores, base: int, sight: Sight) -> None:
        """Decode one stretch; what is found counts from the start of the text."""
        heads = self.encoder.heads
        gaps = text.gaps[base : base + len(scores.roles)]
        words = text.words[base : base + len(gaps)]
        sentences = list(sentence_bounds(scores.starts[:, 0], words, gaps))
        governors = heads_of(scores, sentences)
        deps = relations(heads, scores.dependents, scores.governors[governors])
        deps[governors == np.arange(len(governors))] = DEPS.index("root")
        sight.vectors.append(linear(heads, "sense", scores.states).astype(np.float16))
        sight.leanings.append(self._leanings(words, scores))
        sight.upos.append(scores.upos.argmax(-1))
        sight.heads.append(governors + base)
        sight.deps.append(deps)
        paragraphs = list(paragraph_bounds(gaps))
        names = viterbi(
            scores.names, heads["name_chain.pairs"], heads["name_chain.start"], paragraphs
        )
        sight.names += [
            (b + base, e + base, kind) for b, e, kind in bio_spans(names.tolist(), NAMES)
        ]
        roles = viterbi(
            scores.roles, heads["role_chain.pairs"], heads["role_chain.start"], paragraphs
        )
        found = list(bio_spans(roles.tolist(), ROLES))
        sight.roles += [(b + base, e + base, kind) for b, e, kind in found]
        sight.links += [link.moved(base) for link in links_of(heads, scores, found)]
        sight.triggers += [(at + base, actual) for at, actual in triggers_of(scores)]
        for noun in mentions_of(heads, scores, words, sentences, governors):
            sight.mentions.append(noun.moved(base))
            sight.states.append(scores.states[noun.head])

    def _leanings(self, words: Sequence[str], scores: Scores) -> npt.NDArray[np.float32]:
        """Return the log odds that each word refers to a woman rather than a man.

        Only of words that the vocabulary holds whole: the encoder knows too little of the others.
        """
        whole = np.asarray([len(self.encoder.pieces(word)) == 1 for word in words], np.float32)
        return np.asarray(linear(self.encoder.heads, "gender", scores.states)[:, 0] * whole)

    def _lay_syntax(self, doc: Doc, text: Text, sight: Sight) -> None:
        """Blanks hang on the word before them, at the text's start on the one after."""
        count = len(doc)
        if not count:
            return
        places = np.asarray(text.places, np.int64)
        heads = np.zeros(count, np.int64)
        if len(places):
            heads = places[np.maximum(np.searchsorted(places, np.arange(count), "right") - 1, 0)]
            heads[places] = places[np.concatenate(sight.heads)]
        table = np.zeros((count, 3), np.uint64)
        strings = doc.vocab.strings
        pos = np.asarray([strings.add(tag) for tag in UPOS], np.uint64)
        dep = np.asarray(
            [strings.add("ROOT" if name == "root" else name) for name in DEPS], np.uint64
        )
        table[:, 0] = strings.add("SPACE")
        table[:, 1] = strings.add("dep")
        if len(places):
            table[places, 0] = pos[np.concatenate(sight.upos)]
            table[places, 1] = dep[np.concatenate(sight.deps)]
        table[:, 2] = (heads - np.arange(count)).astype(np.int64).view(np.uint64)
        doc.from_array([POS, DEP, HEAD], table)  # type: ignore[arg-type]

    def _lay_spans(self, doc: Doc, text: Text, sight: Sight) -> None:
        def span(begin: int, end: int, label: str) -> Span:
            return Span(doc, text.places[begin], text.places[end - 1] + 1, label=label)

        def characters(pieces: tuple[Pair, ...]) -> tuple[Range, ...]:
            return tuple(text.range(begin, end) for begin, end in pieces)

        if self.syntax:
            doc.ents = [span(*name) for name in sight.names]
        for key, kind in (("sources", "SOURCE"), ("cues", "CUE"), ("contents", "CONTENT")):
            doc.spans[key] = [span(*role) for role in sight.roles if role[2] == kind]
        doc.spans["mentions"] = [span(n.begin, n.end, MENTIONS[n.type]) for n in sight.mentions]
        doc.spans["triggers"] = [
            span(at, at + 1, "actual" if actual else "other") for at, actual in sight.triggers
        ]
        doc._.attributions = tuple(
            Attribution(characters(x.content), characters(x.cue), characters(x.source), x.score)
            for x in sight.links
        )

    def _lay_antecedents(self, doc: Doc, text: Text, sight: Sight) -> None:
        nouns = [(noun, state) for noun, state in zip(sight.mentions, sight.states, strict=True)]
        nouns = [(noun, state) for noun, state in nouns if noun.type in REFERRING]
        if len(nouns) < 2:
            return
        places = np.asarray([noun.head for noun, _ in nouns], np.int64)
        forms = forms_of(
            text.words, [n.begin for n, _ in nouns], [n.end for n, _ in nouns], places.tolist()
        )
        states = np.stack([state for _, state in nouns])
        left, right, score = antecedent_scores(self.encoder.heads, states, places, forms)
        kept = np.flatnonzero(score >= _LEAST_ANTECEDENT)
        ranges = [text.range(noun.begin, noun.end) for noun, _ in nouns]
        doc._.antecedents = tuple(
            Antecedent(ranges[left[at]], ranges[right[at]], round(min(1.0, float(score[at])), 4))
            for at in kept
        )

    def _lay_vectors(self, doc: Doc, text: Text, sight: Sight) -> None:
        """Fill the Doc's tensor; spaCy takes the vectors of words and spans from it.

        Beside it stands whether each word leans towards a woman.
        """
        table = np.zeros((len(doc), len(self.encoder.heads["sense.bias"])), np.float16)
        if text.places:
            table[text.places] = np.concatenate(sight.vectors)
        doc.tensor = table  # type: ignore[assignment]
        leanings = np.zeros(len(doc))
        if text.places:
            leanings[text.places] = np.concatenate(sight.leanings).round(2)
        doc._.leanings = tuple(leanings.tolist())


@dataclass(frozen=True, slots=True)
class Text:
    """A Doc without its blanks: words, what stands before each, and where they are in the Doc."""

    words: list[str]
    gaps: list[int]
    places: list[int]
    begins: list[int]

    @classmethod
    def of(cls, doc: Doc) -> Text:
        """Return the words of a Doc."""
        text, whole = cls([], [], [], []), doc.text
        columns = doc.to_array([IDX, LENGTH, IS_SPACE, SPACY]).tolist()
        gap = _PARAGRAPH
        for at, (begin, length, blank, space) in enumerate(columns):
            word = whole[begin : begin + length]
            if blank:
                gap = _PARAGRAPH if "\n" in word or "\r" in word else max(gap, _SPACE)
                continue
            text.words.append(word)
            text.gaps.append(gap)
            text.places.append(at)
            text.begins.append(begin)
            gap = _SPACE if space else _GLUED
        return text

    def range(self, begin: int, end: int) -> Range:
        """Return the code points of some words."""
        return Range(self.begins[begin], self.begins[end - 1] + len(self.words[end - 1]))


@dataclass(frozen=True, slots=True)
class Noun:
    """A mention by words: [begin, end), its head, its type (index in `labels.MENTIONS`)."""

    begin: int
    end: int
    head: int
    type: int

    def moved(self, base: int) -> Noun:
        """Return it counted from the start of the text."""
        return Noun(self.begin + base, self.end + base, self.head + base, self.type)


@dataclass(frozen=True, slots=True)
class Link:
    """An attribution by words."""

    content: tuple[Pair, ...]
    cue: tuple[Pair, ...]
    source: tuple[Pair, ...]
    score: float

    def moved(self, base: int) -> Link:
        """Return it counted from the start of the text."""

        def shift(pieces: tuple[Pair, ...]) -> tuple[Pair, ...]:
            return tuple((begin + base, end + base) for begin, end in pieces)

        return Link(shift(self.content), shift(self.cue), shift(self.source), self.score)


class Sight:
    """What has been decoded of a text so far."""

    def __init__(self) -> None:
        self.upos: list[Ints] = []
        self.heads: list[Ints] = []
        self.deps: list[Ints] = []
        self.names: list[tuple[int, int, str]] = []
        self.roles: list[tuple[int, int, str]] = []
        self.links: list[Link] = []
        self.triggers: list[tuple[int, bool]] = []
        self.mentions: list[Noun] = []
        self.states: list[npt.NDArray[np.float32]] = []
        self.vectors: list[npt.NDArray[np.float16]] = []
        self.leanings: list[npt.NDArray[np.float32]] = []


def stretches(gaps: list[int]) -> Iterator[Pair]:
    """Yield (begin, end) of stretches, which end at a paragraph if the last third has one."""
    begin = 0
    while begin < len(gaps):
        end = min(begin + _STRETCH, len(gaps))
        if end < len(gaps):
            breaks = [at for at in range(begin + _STRETCH * 2 // 3, end) if gaps[at] == _PARAGRAPH]
            end = breaks[-1] if breaks else end
        yield begin, end
        begin = end


def paragraph_bounds(gaps: list[int]) -> Iterator[Pair]:
    """Yield (begin, end) of the paragraphs."""
    begin = 0
    for at in range(1, len(gaps) + 1):
        if at == len(gaps) or gaps[at] == _PARAGRAPH:
            yield begin, at
            begin = at


def sentence_bounds(
    starts: npt.NDArray[np.float32], words: Sequence[str], gaps: list[int]
) -> Iterator[Pair]:
    """Yield (begin, end) of the sentences: where the head sees a start, and at paragraphs.

    Nothing starts inside a row of one mark, such as a ruled line.
    """
    begin = 0
    for at in range(1, len(gaps) + 1):
        whole = at == len(gaps) or gaps[at] == _PARAGRAPH
        if not whole and starts[at] > 0:
            whole = gaps[at] != _GLUED or words[at] != words[at - 1]
        if whole or at - begin >= _LONGEST_SENTENCE:
            yield begin, at
            begin = at


def heads_of(scores: Scores, sentences: list[Pair]) -> Ints:
    """Return the head of each word, from the window that holds its sentence best."""
    heads = np.arange(len(scores.upos))
    windows = scores.arcs
    first = 0
    for begin, end in sentences:
        while (
            first + 1 < len(windows)
            and windows[first + 1][0] <= begin
            and (_margin(windows[first + 1], begin, end) >= _margin(windows[first], begin, end))
        ):
            first += 1
        low, high, arcs = windows[first]
        inside_begin, inside_end = max(begin, low), min(end, high)
        part = arcs[inside_begin - low : inside_end - low, inside_begin - low : inside_end - low]
        heads[inside_begin:inside_end] = tree(part) + inside_begin
        root = inside_begin + int(
            np.flatnonzero(heads[inside_begin:inside_end] == np.arange(inside_begin, inside_end))[0]
        )
        heads[begin:inside_begin] = root
        heads[inside_end:end] = root
    return heads


def _margin(window: tuple[int, int, npt.NDArray[np.float32]], begin: int, end: int) -> int:
    return min(begin - window[0], window[1] - end)


def triggers_of(scores: Scores) -> Iterator[tuple[int, bool]]:
    """Yield (word, whether it is told as having happened) of the events' triggers."""
    event, actual = scores.events[:, 0] > 0, scores.events[:, 1] > 0
    for at in np.flatnonzero(event | actual):
        yield int(at), bool(actual[at])


def mentions_of(
    heads: dict[str, npt.NDArray[np.float32]],
    scores: Scores,
    words: Sequence[str],
    sentences: list[Pair],
    governors: Ints,
) -> Iterator[Noun]:
    """Yield the mentions in the order of their beginnings, the longer first.

    A personal pronoun is a mention by itself, whatever follows it.
    """
    kinds = scores.mentions.argmax(-1)
    places = np.flatnonzero(kinds)
    spans = mention_bounds(heads, scores.states, places, sentences, governors)
    found = [
        Noun(at, at + 1, at, int(kinds[at]))
        if words[at].lower() in PRONOUN_CLASS
        else Noun(begin, end, at, int(kinds[at]))
        for begin, end, at in spans
    ]
    yield from sorted(found, key=lambda noun: (noun.begin, -noun.end, noun.head))


def links_of(
    heads: dict[str, npt.NDArray[np.float32]], scores: Scores, roles: list[tuple[int, int, str]]
) -> Iterator[Link]:
    """Yield the attributions: each content with cue and source, pieces of one cue joined."""
    contents, cues, sources = (
        [(begin, end) for begin, end, kind in roles if kind == name]
        for name in ("CONTENT", "CUE", "SOURCE")
    )
    if not contents:
        return
    cue_of, cue_chance = _best(heads, "content_cue", scores, contents, cues)
    direct = _linked(heads, "content_source", scores, contents, sources)
    if cues:
        onward = _linked(heads, "cue_source", scores, cues, sources)
        with_cue = np.flatnonzero(cue_of < len(cues))
        direct[with_cue] += onward[cue_of[with_cue]]
    source_chances = softmax(direct)
    source_of = source_chances.argmax(1)
    groups: dict[tuple[int, int], list[int]] = {}
    for at in range(len(contents)):
        joined = int(cue_of[at]) < len(cues)
        key = (int(cue_of[at]), int(source_of[at])) if joined else (-1 - at, int(source_of[at]))
        groups.setdefault(key, []).append(at)
    for members in groups.values():
        at = members[0]
        chance = min(float(cue_chance[m] * source_chances[m].max()) for m in members)
        yield Link(
            tuple(contents[m] for m in members),
            tuple(cues[c] for c in (int(cue_of[at]),) if c < len(cues)),
            tuple(sources[s] for s in (int(source_of[at]),) if s < len(sources)),
            round(chance, 4),
        )


def _linked(
    heads: dict[str, npt.NDArray[np.float32]],
    name: str,
    scores: Scores,
    lefts: list[Pair],
    rights: list[Pair],
) -> npt.NDArray[np.float32]:
    return link_scores(heads, name, scores.states, lefts, rights)


def _best(
    heads: dict[str, npt.NDArray[np.float32]],
    name: str,
    scores: Scores,
    lefts: list[Pair],
    rights: list[Pair],
) -> tuple[Ints, npt.NDArray[np.float32]]:
    chances = softmax(_linked(heads, name, scores, lefts, rights))
    return chances.argmax(1), chances.max(1)
