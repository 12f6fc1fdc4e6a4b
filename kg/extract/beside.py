"""Which names a description stands beside, or is equated with: appositions, `called`, `was`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.extract.mentions import Noun
from kg.extract.reading import Reading
from kg.extract.syntax import children

_NAMING = frozenset(("call", "name", "nickname", "dub"))
_BETWEEN = frozenset(("PUNCT", "SPACE", "NUM", "DET", "ADJ"))
_UNSURE = frozenset(("aux", "mark", "advmod"))
"""What beside “was” may say that somebody is not, or not surely, somebody."""


class Beside:
    """Looks around descriptions; `by_token` is the mention that each token heads."""

    def __init__(self, reading: Reading, by_token: Mapping[int, Noun]) -> None:
        self._reading = reading
        self._by_token = by_token

    def apposed(self, noun: Noun) -> Iterator[Noun]:
        """Yield what the tree puts right beside a description or that, then the name behind it.

        `the judge, Coralie …`, `the actor Lena …`.
        """
        for at in self._heads(noun):
            other = self._by_token.get(at)
            if other is not None:
                yield other
        name = self._behind(noun)
        if name is not None:
            yield name

    def _heads(self, noun: Noun) -> Iterator[int]:
        """Yield the heads that the tree puts right beside a description, and beside those again."""
        reading = self._reading
        for at in children(reading, noun.head, "appos", "flat"):
            beside = self._touches(noun, at)
            if beside:
                yield at
            other = self._by_token.get(at) if beside else None
            for further in children(reading, at, "appos", "flat"):
                if self._touches(other or noun, further):
                    yield further
        owned = reading.dep[noun.head] == "nmod:poss"
        if reading.rel[noun.head] in ("appos", "flat", "nmod") and not owned:
            if self._touches(noun, reading.head[noun.head]):
                yield reading.head[noun.head]

    def _behind(self, noun: Noun) -> Noun | None:
        """Return the name right behind a description, or between commas: `her aide, Bo Li, …`."""
        reading = self._reading
        after = self._by_token.get(noun.end)
        if after is not None and after.name is not None and after.begin == noun.end:
            same = reading.sentence[noun.head] == reading.sentence[after.head]
            bare = not noun.indefinite and noun.description is not None
            return after if same and (noun.definite or bare) else None
        if noun.end + 1 >= len(reading) or reading.words[noun.end] != ",":
            return None
        after = self._by_token.get(noun.end + 1)
        if after is None or after.name is None or reading.rel[after.head] == "conj":
            return None
        closed = after.end >= len(reading) or reading.pos[after.end] == "PUNCT"
        return after if closed and noun.definite and noun.description is not None else None

    def called(self, noun: Noun) -> Noun | None:
        """Return the name that a description gets: `a nurse called Ann`, `the winner was Ann`."""
        at = noun.end
        while at < len(self._reading) and self._reading.lemma[at] in _NAMING and at - noun.end < 2:
            at += 1
        name = self._by_token.get(at)
        if at > noun.end and name is not None and name.name is not None:
            return name
        return self._equated(noun)

    def _equated(self, noun: Noun) -> Noun | None:
        """Return who a definite description is said to be: `the old lady was Ann Lee`."""
        reading = self._reading
        name = self._by_token.get(reading.head[noun.head])
        if reading.rel[noun.head] != "nsubj" or name is None or name.name is None:
            return None
        around = {reading.rel[at] for at in reading.children[name.head]}
        return name if noun.definite and "cop" in around and not around & _UNSURE else None

    def _touches(self, noun: Noun, at: int) -> bool:
        """Whether a mention stands right beside a description, commas and marks between them."""
        other = self._by_token.get(at)
        if other is None:
            return False
        if self._reading.dep[noun.head] == "nmod" and other.head == self._reading.head[noun.head]:
            return False
        low, high = sorted((noun, other), key=lambda each: each.begin)
        between = [t for t in range(low.end, high.begin) if t not in self._by_token]
        return all(self._reading.pos[t] in _BETWEEN for t in self._unbracketed(between))

    def _unbracketed(self, tokens: Iterable[int]) -> Iterator[int]:
        """Yield those of some tokens that stand in no brackets: `Ann Lee (D), the mayor`."""
        inside = False
        for at in tokens:
            inside = self._reading.words[at] == "(" or inside
            if not inside:
                yield at
            inside = inside and self._reading.words[at] != ")"
