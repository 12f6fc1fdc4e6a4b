"""Which wordings share enough rare word pairs to be compared: an index of numbers, in arrays.

There are some ten word pairs to a quotation, nearly all of them rare. As objects they would take
most of the memory that judging takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.resolve.wording import Words

_RARE = 60
"""A word pair in more wordings than this proposes nothing."""
_ENOUGH = 0.15
"""The part of the shorter wording's words that must be shared as pairs for two to be compared."""
_AT_ONCE = 1 << 21
"""Pairs of wordings that are counted in one go."""

Numbers = NDArray[np.int64]


def candidates(texts: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Yield the places of wordings that share enough rare word pairs, each two once, in order."""
    if not texts:
        return
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    index = _Index.of(texts, lengths)
    for begin, end in index.portions():
        pairs, counts = np.unique(index.pairs(begin, end), return_counts=True)
        left, right = np.divmod(pairs, len(texts))
        enough = counts >= _ENOUGH * np.minimum(lengths[left], lengths[right])
        yield from zip(left[enough].tolist(), right[enough].tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class _Index:
    """The wordings that hold each rare word pair.

    `holders` are their places, those of one word pair together and in order. The entries in `order`
    go by place; `partners` is how many further holders of its word pair each of these has.
    """

    size: int
    holders: Numbers
    order: Numbers
    partners: Numbers

    @classmethod
    def of(cls, texts: Sequence[Words], lengths: Numbers) -> _Index:
        """Make the index of these wordings, which have as many word pairs as `lengths` says."""
        codes, holders = _held(texts, lengths)
        first = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        sizes = np.diff(np.r_[first, len(codes)])
        rare = np.repeat((sizes > 1) & (sizes <= _RARE), sizes)
        ends = np.repeat(first + sizes, sizes)[rare] - np.flatnonzero(rare)
        order = np.argsort(holders[rare], kind="stable")
        return cls(len(texts), holders[rare], order, (ends - 1)[order])

    def portions(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of `order` with whole wordings and about as many pairs as fit at once."""
        until = np.cumsum(self.partners)
        places = self.holders[self.order]
        begin = 0
        while begin < len(places):
            before = until[begin - 1] if begin else 0
            last = min(int(np.searchsorted(until, before + _AT_ONCE)), len(places) - 1)
            end = int(np.searchsorted(places, places[last], side="right"))
            yield begin, end
            begin = end

    def pairs(self, begin: int, end: int) -> Numbers:
        """Return each entry in the range with each partner, as one number."""
        entries, partners = self.order[begin:end], self.partners[begin:end]
        skipped = np.cumsum(partners) - partners
        steps = np.arange(int(partners.sum())) - np.repeat(skipped, partners)
        left = np.repeat(entries, partners)
        found: Numbers = self.holders[left] * self.size + self.holders[left + 1 + steps]
        return found


def _held(texts: Sequence[Words], lengths: Numbers) -> tuple[Any, Numbers]:
    """Return each word pair, as a number, with each place that holds it, both in order."""
    numbers: dict[str, int] = {}
    every = (numbers.setdefault(word, len(numbers)) for word in chain.from_iterable(texts))
    words = np.fromiter(every, np.int64, int(lengths.sum()))
    places = np.repeat(np.arange(len(texts)), lengths)
    within = places[1:] == places[:-1]
    codes = (words[:-1] * len(numbers) + words[1:])[within]
    holders = places[1:][within]
    order = np.lexsort((holders, codes))
    codes, holders = codes[order], holders[order]
    new = np.r_[True, (codes[1:] != codes[:-1]) | (holders[1:] != holders[:-1])][: len(codes)]
    return codes[new], holders[new]
