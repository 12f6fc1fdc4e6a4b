"""Union of what is judged the same, split where a component would hold a veto.

The strongest links are followed first. What a link would bring together against a veto stays apart,
and what fits two things equally well that exclude each other joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any, Protocol, Self

from kg.model import Evidence

SAME = 0.75
"""From this score on, a link joins."""
UNSURE = 0.4
"""From this score on, a link that does not join is worth telling."""
_CLEAR = 2.5
"""How many times as probable to be wrong the second best link must be for the best to decide
between two things that exclude each other."""
_BEST = 30
"""The best links of a party that are held against each other."""


class Traits(Protocol):
    """What tells a party from others, and what the traits of two are together."""

    def veto(self, other: Self, *, meet: bool) -> str:
        """Return why the two cannot be one, "" where they can.

        `meet` says whether they stand in one article.
        """

    def joined(self, other: Self) -> Self:
        """Return the traits of the two as one."""


class Party(Protocol):
    """What may be joined: the articles that it stands in, and its traits."""

    @property
    def articles(self) -> frozenset[str]:
        """The articles that it stands in."""

    @property
    def traits(self) -> Any:
        """Its `Traits`, of one kind for all parties that are joined."""


@dataclass(frozen=True, slots=True)
class Link:
    """What speaks for two parties being one; `left` and `right` are their places, in order."""

    left: int
    right: int
    score: float
    evidence: tuple[Evidence, ...] = ()

    def other(self, end: int) -> int:
        """Return the end that is not `end`."""
        return self.right if end == self.left else self.left


@dataclass(frozen=True, slots=True)
class Joined:
    """The parties' places in groups, in order; and the links that did not join, but may be true."""

    groups: tuple[tuple[int, ...], ...]
    unsure: tuple[Link, ...]


def score(evidence: Iterable[Evidence]) -> float:
    """Return the probability that evidence adds up to: reasons for it are taken as independent.

    Reasons against take away their share of what the reasons for it make.
    """
    weights = [each.weight for each in evidence]
    against = prod(1 + weight for weight in weights if weight < 0)
    return round((1 - prod(1 - weight for weight in weights if weight > 0)) * against, 6)


def veto(left: Party, right: Party) -> str:
    """Return why two parties cannot be one, "" where they can."""
    meet = not left.articles.isdisjoint(right.articles)
    found: str = left.traits.veto(right.traits, meet=meet)
    return found


def join(parties: Sequence[Party], links: Iterable[Link]) -> Joined:
    """Join the parties whose links say so; the order of `links` does not matter."""
    possible = (link for link in links if not veto(parties[link.left], parties[link.right]))
    links = sorted(possible, key=lambda link: (-link.score, link.left, link.right))
    strong = [link for link in links if link.score >= SAME]
    undecided = _undecided(parties, strong)
    union = _Union(parties)
    unsure = [link for link in links if UNSURE <= link.score < SAME]
    unsure += [
        link
        for link in strong
        if (link.left, link.right) in undecided or not union.join(link.left, link.right)
    ]
    # What came together on another way, and what is excluded, is no doubt.
    kept = (link for link in unsure if not union.veto(link.left, link.right))
    return Joined(union.groups(), tuple(sorted(kept, key=lambda link: (link.left, link.right))))


def _undecided(parties: Sequence[Party], links: Iterable[Link]) -> set[tuple[int, int]]:
    """Return the links of parties that fit two others equally well which exclude each other."""
    by_end: defaultdict[int, list[Link]] = defaultdict(list)
    for link in links:
        by_end[link.left].append(link)
        by_end[link.right].append(link)
    found: set[tuple[int, int]] = set()
    for end, own in by_end.items():
        for better, worse in combinations(own[:_BEST], 2):
            if 1 - worse.score > _CLEAR * (1 - better.score):
                continue
            if veto(parties[better.other(end)], parties[worse.other(end)]):
                found |= {(better.left, better.right), (worse.left, worse.right)}
    return found


class Sets:
    """Disjoint sets of the numbers below `size`, each called by one of its numbers."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._size = [1] * size

    def find(self, place: int) -> int:
        """Return the number that the set of `place` is called by."""
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def join(self, left: int, right: int) -> tuple[int, int]:
        """Make one set of two; return what it is called, and what the other one was."""
        left, right = self.find(left), self.find(right)
        if (self._size[left], -left) < (self._size[right], -right):
            left, right = right, left
        if left != right:
            self._size[left] += self._size[right]
            self._parent[right] = left
        return left, right

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Return the sets, and the numbers in them, in order."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for place in range(len(self._parent)):
            found[self.find(place)].append(place)
        return tuple(sorted(tuple(group) for group in found.values()))


class _Union:
    """Disjoint sets of parties, each of which knows what it is as one."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._sets = Sets(len(parties))
        self._articles: list[AbstractSet[str]] = [party.articles for party in parties]
        self._traits = [party.traits for party in parties]
        self.groups = self._sets.groups

    def veto(self, left: int, right: int) -> bool:
        """Tell whether the two are in one set, or in sets that exclude each other."""
        left, right = self._sets.find(left), self._sets.find(right)
        return left == right or self._exclude(left, right)

    def join(self, left: int, right: int) -> bool:
        """Make one set of two unless they exclude each other; tell whether they are one now."""
        left, right = self._sets.find(left), self._sets.find(right)
        if left == right:
            return True
        if self._exclude(left, right):
            return False
        kept, gone = self._sets.join(left, right)
        self._traits[kept] = self._traits[kept].joined(self._traits[gone])
        self._articles[kept] = _together(self._articles[kept], self._articles[gone])
        return True

    def _exclude(self, left: int, right: int) -> bool:
        meet = not self._articles[left].isdisjoint(self._articles[right])
        return bool(self._traits[left].veto(self._traits[right], meet=meet))


def _together(one: AbstractSet[str], other: AbstractSet[str]) -> set[str]:
    """Put the fewer to the more, where these are nobody else's: whoever grows is copied once."""
    less, more = sorted((one, other), key=len)
    whole = more if isinstance(more, set) else set(more)
    whole.update(less)
    return whole
