"""Wordings that are found again: in other articles, or elsewhere in the same one.

Who speaks is not looked at here: shared words are evidence for two speakers being one, and only
then does one speaker make one statement of them. An index of rare word pairs proposes, the overlap
of the wordings decides; equal wordings are compared once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kg.model import Key, QuoteKind
from kg.resolve.components import Sets
from kg.resolve.records import Records
from kg.resolve.wording import LONG, Overlap, Words, bigrams, in_marks, overlap, words

_RARE = 60
"""A word pair in more wordings than this proposes nothing."""
_ENOUGH = 0.15
"""The part of the shorter wording's word pairs that must be shared for two to be compared."""
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Echo:
    """Two different wordings, by their places in `Echoes.texts`, that may be of one utterance."""

    left: int
    right: int
    overlap: Overlap


@dataclass(frozen=True)
class Echoes:
    """All wordings of quotations, which of them echo each other, and where each stands.

    A direct quotation has one wording, a mixed one also that of its parts in marks. Only wordings
    of the speaker's own words are `verbatim`.
    """

    texts: tuple[Words, ...]
    places: tuple[tuple[Key, ...], ...]
    """Wording → the quotations with these words, in order."""
    verbatim: tuple[bool, ...]
    """Wording → whether some quotation has these words as the speaker's own."""
    echoes: tuple[Echo, ...]

    @classmethod
    def of(cls, records: Records) -> Echoes:
        """Compare the wordings of all quotations."""
        places: defaultdict[Words, set[Key]] = defaultdict(set)
        verbatim: set[Words] = set()
        for key, quote in records.quotes.items():
            text = records.content(key)
            own = [text] if quote.kind is QuoteKind.DIRECT else in_marks(text)
            verbatim.update(words(part) for part in own)
            for part in {text, *own}:
                places[words(part)].add(key)
        texts = tuple(sorted(text for text in places if len(text) >= _SHORTEST))
        return cls(
            texts,
            tuple(tuple(sorted(places[text])) for text in texts),
            tuple(text in verbatim for text in texts),
            tuple(_compared(texts)),
        )

    @cached_property
    def passages(self) -> dict[Key, tuple[int, ...]]:
        """Quotation → the long verbatim passages that it shares with other quotations.

        A passage is a number that stands for all the wordings of it.
        """
        sets = Sets(len(self.texts))
        for echo in self.echoes:
            if self._is_verbatim(echo):
                sets.join(echo.left, echo.right)
        holders: defaultdict[int, set[Key]] = defaultdict(set)
        for place, keys in enumerate(self.places):
            if self.verbatim[place] and len(self.texts[place]) >= LONG:
                holders[sets.find(place)].update(keys)
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for passage, members in sorted(holders.items()):
            if len(members) > 1:
                for key in members:
                    found[key].append(passage)
        return {key: tuple(passages) for key, passages in sorted(found.items())}

    def _is_verbatim(self, echo: Echo) -> bool:
        both = self.verbatim[echo.left] and self.verbatim[echo.right]
        return both and echo.overlap.is_long and echo.overlap.is_close


def _compared(texts: tuple[Words, ...]) -> Iterator[Echo]:
    for left, right in _candidates(texts):
        found = overlap(texts[left], texts[right])
        if found.is_close or found.is_whole:
            yield Echo(left, right, found)


def _candidates(texts: tuple[Words, ...]) -> Iterable[tuple[int, int]]:
    """Return the pairs of wordings that share enough rare word pairs to be compared."""
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for pair in bigrams(text):
            index[pair].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for found in index.values():
        if len(found) <= _RARE:
            shared.update(combinations(found, 2))
    return sorted(pair for pair, count in shared.items() if count >= _needed(texts, pair))


def _needed(texts: tuple[Words, ...], pair: tuple[int, int]) -> float:
    return _ENOUGH * min(len(texts[place]) for place in pair)
