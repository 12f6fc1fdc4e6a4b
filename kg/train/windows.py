"""Annotated texts → windows of training, varied a little each time, → batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from kg.parse.labels import MENTIONS, NAMES, ROLES
from kg.parse.pieces import MASK, WINDOW, Wordpieces, shape_of, window_of
from kg.train.annotated import ANY_NAME, ANY_ROLE, IGNORE, PARAGRAPH, Annotated, Link, Noun
from kg.train.transform import vary_quotes

ANY_MENTION = (1 << len(MENTIONS)) - 1
_UNANNOTATED = sum(1 << MENTIONS.index(name) for name in ("none", "time", "event", "other"))
"""What a word without a mention may be where only people and places are annotated."""


def joined(texts: Sequence[Annotated], words: int = 1500) -> list[Annotated]:
    """Join short texts of one corpus into long ones, each text a paragraph of its own."""
    done: list[Annotated] = []
    for text in texts:
        if done and len(done[-1].words) < words:
            done[-1] = _join(done[-1], text)
        else:
            done.append(text)
    return done


def _join(left: Annotated, right: Annotated) -> Annotated:
    shift = len(left.words)

    def both(name: str) -> list[int] | None:
        a, b = getattr(left, name), getattr(right, name)
        return None if a is None else a + b

    heads = None
    if left.heads is not None and right.heads is not None:
        heads = left.heads + [head + shift if head >= 0 else head for head in right.heads]
    layers = {n: both(n) for n in ("names", "upos", "deps", "starts", "events", "realis")}
    return left.copy(
        words=left.words + right.words,
        gaps=[*left.gaps, PARAGRAPH, *right.gaps[1:]],
        heads=heads,
        people=left.people | {at + shift: part for at, part in right.people.items()},
        **layers,
    )


@dataclass(frozen=True, slots=True)
class NamePool:
    """Words of people's names of all corpora: first words and later ones."""

    first: tuple[str, ...]
    later: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[Annotated]) -> NamePool:
        """Gather the pool from what is annotated."""
        words: tuple[set[str], set[str]] = (set(), set())
        for text in texts:
            for at, part in text.people.items():
                if text.words[at].istitle() and len(text.words[at]) > 2:
                    words[part].add(text.words[at])
        return cls(tuple(sorted(words[0])), tuple(sorted(words[1])))

    def rename(self, words: list[str], people: dict[int, int], dice: random.Random) -> list[str]:
        """Return the words with people's names exchanged, the same name for the same name."""
        given: dict[str, str] = {}
        renamed = list(words)
        for at, part in people.items():
            word = words[at]
            if word not in given:
                given[word] = dice.choice(self.later if part else self.first)
            renamed[at] = given[word].upper() if word.isupper() and len(word) > 1 else given[word]
        return renamed


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A window of a text, ready for the encoder, with the layers cut to it."""

    text: Annotated
    begin: int
    end: int
    words: list[str]
    ids: np.ndarray
    shapes: np.ndarray
    gaps: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def layer(self, name: str, nothing: int) -> list[int]:
        """Return a layer's labels in the window, or `nothing` for each word."""
        labels: list[int] | None = getattr(self.text, name)
        return [nothing] * len(self.words) if labels is None else labels[self.begin : self.end]

    def roles(self) -> list[int]:
        """Return the bit sets of roles; a piece cut at the window's start begins there."""
        return _begun(self.layer("roles", ANY_ROLE), ROLES)

    def names(self) -> list[int]:
        """Return the bit sets of names; one cut at the window's start begins there."""
        return _begun(self.layer("names", ANY_NAME), NAMES)

    def nouns(self) -> list[Noun]:
        """Return the mentions that lie in the window, counted from its start."""
        b, e = self.begin, self.end
        return [
            Noun(m.begin - b, m.end - b, m.head - b, m.type, m.entity)
            for m in self.text.mentions or ()
            if m.begin >= b and m.end <= e
        ]

    def links(self) -> list[Link]:
        """Return the attributions whose content begins in the window and that lie in it whole."""
        return [cut for link in self.text.links if (cut := _cut(link, self.begin, self.end))]

    def mention_bits(self) -> list[int]:
        """Return the bit sets of what each word may be the head of."""
        if self.text.mentions is None:
            return [ANY_MENTION] * len(self.words)
        bits = [_UNANNOTATED if self.text.partial_mentions else 1] * len(self.words)
        for noun in self.text.mentions:
            if self.begin <= noun.head < self.end:
                bits[noun.head - self.begin] = 1 << noun.type
        return bits

    def heads(self) -> list[int]:
        """Return the head of each word in the window; IGNORE where it lies outside."""
        if self.text.heads is None:
            return [IGNORE] * len(self.words)
        cut = [head - self.begin for head in self.text.heads[self.begin : self.end]]
        return [head if 0 <= head < len(self.words) else IGNORE for head in cut]


def _begun(bits: list[int], labels: tuple[str, ...]) -> list[int]:
    """Let the first word begin what it would be inside of: no chain can start inside."""
    label = bits[0].bit_length() - 1
    if bits[0].bit_count() == 1 and labels[label].startswith("I-"):
        return [1 << (label - 1), *bits[1:]]
    return bits


def _cut(link: Link, begin: int, end: int) -> Link | None:
    def inside(spans: tuple[tuple[int, int], ...]) -> bool:
        return all(begin <= b and e <= end for b, e in spans)

    if not (inside(link.content[:1]) and inside(link.cue) and inside(link.source)):
        return None
    shift = [
        tuple((b - begin, e - begin) for b, e in spans if begin <= b and e <= end)
        for spans in (link.content, link.cue, link.source)
    ]
    return Link(*shift)


def excerpt(
    text: Annotated, begin: int, pieces: Wordpieces, words: list[str], limit: int = WINDOW
) -> Excerpt:
    """Return the window that begins at a word and holds at most `limit` wordpieces.

    `words` are the text's words or what stands for them (names exchanged).
    """
    split: list[tuple[int, ...]] = []
    size = 0
    for word in words[begin : begin + limit]:
        split.append(pieces(word))
        size += len(split[-1])
        if size > limit:
            split.pop()
            break
    end = begin + len(split)
    shapes = [shape_of(word) for word in words[begin:end]]
    window = window_of(split, shapes, text.gaps[begin:end], 0, len(split))
    return Excerpt(
        text,
        begin,
        end,
        words[begin:end],
        window.ids,
        window.shapes,
        window.gaps,
        window.first,
        window.last,
    )


@dataclass(frozen=True, slots=True)
class Variation:
    """How windows are varied in training: probabilities."""

    rename: float = 0.35
    quotes: float = 0.2
    silver: float = 0.3
    recase: float = 0.08
    forget_gaps: float = 0.1
    shorten: float = 0.15
    blank: float = 0.04


class Sampler:
    """Draws windows: a corpus by its share, a text by its length, a place at random."""

    def __init__(
        self,
        shares: dict[str, float],
        texts: dict[str, list[Annotated]],
        pieces: Wordpieces,
        seed: int,
        variation: Variation | None = None,
    ) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
        self.shares, self.texts, self.pieces = shares, texts, pieces
        self.lengths = {name: [len(text.words) for text in group] for name, group in texts.items()}
        self.pool = NamePool.of([text for group in texts.values() for text in group])
        self.variation = variation or Variation()

    def draw(self) -> Excerpt:
        """Return one window."""
        dice, vary = self.dice, self.variation
        corpus = dice.choices(list(self.shares), list(self.shares.values()))[0]
        text = dice.choices(self.texts[corpus], self.lengths[corpus])[0]
        text = dice.choice([text, *text.annotators])
        if dice.random() < vary.quotes:
            text = vary_quotes(text, dice)
        elif text.silver is not None and dice.random() < vary.silver:
            text = text.copy(names=text.silver)
        words = text.words
        if dice.random() < vary.rename and text.people:
            words = self.pool.rename(words, text.people, dice)
        limit = dice.randint(30, WINDOW) if dice.random() < vary.shorten else WINDOW
        cut = excerpt(text, self._place(text), self.pieces, words, limit)
        self._recase(cut)
        return cut

    def _place(self, text: Annotated) -> int:
        """Return where a window begins: mostly at a paragraph or a sentence."""
        at = self.dice.randrange(-WINDOW // 2, max(1, len(text.words) - WINDOW // 3))
        at = max(0, at)
        if self.dice.random() < 0.6:
            while at and text.gaps[at] != PARAGRAPH and not (text.starts and text.starts[at]):
                at -= 1
        return at

    def _recase(self, cut: Excerpt) -> None:
        dice, vary = self.dice, self.variation
        if dice.random() < vary.recase:
            shape = dice.choice((1, 2, 3))
            cut.shapes[cut.shapes > 0] = shape
        if dice.random() < vary.forget_gaps:
            cut.gaps[(cut.gaps > 0) & (cut.gaps < PARAGRAPH)] = 0
        hidden = [at for at in range(1, len(cut.ids) - 1) if dice.random() < vary.blank]
        cut.ids[hidden] = MASK


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of some windows: (windows, wordpieces) and (windows, words)."""

    excerpts: list[Excerpt]
    ids: Tensor
    shapes: Tensor
    gaps: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    lengths: Tensor
    labels: dict[str, Tensor]


def batch_of(excerpts: list[Excerpt]) -> Batch:
    """Return the windows as one batch."""
    lengths = torch.tensor([len(e.words) for e in excerpts])
    labels = {
        "roles": _pad([e.roles() for e in excerpts], ANY_ROLE),
        "names": _pad([e.names() for e in excerpts], ANY_NAME),
        "mentions": _pad([e.mention_bits() for e in excerpts], ANY_MENTION),
        "heads": _pad([e.heads() for e in excerpts], IGNORE),
    }
    for name in ("upos", "deps", "starts", "events", "realis"):
        labels[name] = _pad([e.layer(name, IGNORE) for e in excerpts], IGNORE)
    return Batch(
        excerpts,
        _pad([e.ids for e in excerpts], 0),
        _pad([e.shapes for e in excerpts], 0),
        _pad([e.gaps for e in excerpts], 0),
        _pad([np.ones(len(e.ids), np.int64) for e in excerpts], 0).bool(),
        _pad([e.first for e in excerpts], 0),
        _pad([e.last for e in excerpts], 0),
        lengths,
        labels,
    )


def _pad(rows: Sequence[Sequence[int] | np.ndarray], value: int) -> Tensor:
    table = np.full((len(rows), max(len(row) for row in rows)), value, np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return torch.as_tensor(table)
