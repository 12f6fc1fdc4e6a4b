"""The wording of quotations, without what outlets change: marks, capitals, contractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

from rapidfuzz import fuzz

from kg.resolve.names import fold

_APOSTROPHE = r"['’ʼ‘]"
_CONTRACTIONS = tuple(
    (re.compile(rf"{short}\b"), long)
    for short, long in (
        (rf"\bwon{_APOSTROPHE}t", "will not"),
        (rf"\bcan{_APOSTROPHE}t", "can not"),
        (r"\bcannot", "can not"),
        (rf"(?<=\w)n{_APOSTROPHE}t", " not"),
        (rf"(?<=\bi){_APOSTROPHE}m", " am"),
        (rf"(?<=\w){_APOSTROPHE}re", " are"),
        (rf"(?<=\w){_APOSTROPHE}ve", " have"),
        (rf"(?<=\w){_APOSTROPHE}ll", " will"),
    )
)
_MAY_CONTRACT = re.compile(rf"{_APOSTROPHE}|cannot")
_IN_MARKS = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|‘([^‘’]+(?:’\w[^‘’]*)*)’|«([^«»]+)»")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ](?=s\b))?")

Words = tuple[str, ...]


def words(text: str) -> Words:
    """Return the words of `text` as they compare: “It’s ice-cold” → it, s, ice, cold."""
    plain = fold(text)
    if _MAY_CONTRACT.search(plain) is None:
        return tuple(map(intern, _WORD.findall(plain)))
    for pattern, long in _CONTRACTIONS:
        plain = pattern.sub(long, plain)
    return tuple(intern(word.strip("'’ʼ")) for word in _WORD.findall(plain))


def in_marks(text: str) -> tuple[str, ...]:
    """Return the parts of a mixed quotation that stand in quotation marks."""
    return tuple(next(part for part in found if part) for found in _IN_MARKS.findall(text))


def bigrams(text: Words) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring words."""
    return frozenset(pairwise(text))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the shorter of two wordings shares with the longer.

    `window` is how well it fits its best place there, `pairs` the part of its word pairs that stand
    there anywhere, both in [0, 1]; `size` is its length and `shared` its shared pairs, in words.
    """

    size: int
    window: float
    pairs: float
    shared: int

    @property
    def is_long(self) -> bool:
        """Whether it is long enough for nobody else to have said it by chance."""
        return self.size >= LONG

    @property
    def is_close(self) -> bool:
        """Whether the two render one utterance, whatever was cut, joined, reordered or misspelt."""
        return self.window >= _WINDOW or (self.pairs >= _PAIRS and self.shared >= _SHARED)

    @property
    def is_whole(self) -> bool:
        """Whether the shorter one stands in the longer word by word."""
        return self.pairs == 1.0


LONG = 8
_WINDOW = 0.85
_PAIRS = 0.5
_SHARED = 5


def overlap(left: Words, right: Words) -> Overlap:
    """Compare two wordings; the window is rapidfuzz's `partial_ratio`."""
    short, long = sorted((left, right), key=lambda each: (len(each), each))
    own = bigrams(short)
    shared = len(own & bigrams(long))
    return Overlap(
        size=len(short),
        window=fuzz.partial_ratio(" ".join(short), " ".join(long)) / 100,
        pairs=shared / len(own) if own else 0.0,
        shared=shared,
    )
