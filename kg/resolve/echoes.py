"""Wordings that are found again: in other articles, or elsewhere in the same one.

Who speaks is not looked at here: shared words are evidence for two speakers being one, and only
then does one speaker make one statement of them. An index of rare word pairs proposes, the overlap
of the wordings decides; equal wordings are compared once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.model import Key, QuoteKind
from kg.resolve.components import Sets
from kg.resolve.rarities import candidates
from kg.resolve.records import Records
from kg.resolve.wording import LONG, Overlap, Words, in_marks, overlap, words

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
        places: defaultdict[Words, list[Key]] = defaultdict(list)
        verbatim: set[Words] = set()
        for key, quote in records.quotes.items():
            text = records.content(key)
            own = [text] if quote.kind is QuoteKind.DIRECT else in_marks(text)
            verbatim.update(map(words, own))
            for part in {words(part) for part in (text, *own)}:
                places[part].append(key)
        texts = tuple(sorted(text for text in places if len(text) >= _SHORTEST))
        return cls(
            texts,
            tuple(tuple(places[text]) for text in texts),
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
    for left, right in candidates(texts):
        found = overlap(texts[left], texts[right])
        if found.is_close or found.is_whole:
            yield Echo(left, right, found)
