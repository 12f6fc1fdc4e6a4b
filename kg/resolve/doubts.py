"""Who or what is possibly the same: what hangs together on average, beyond what is judged the same.

Things that are one for sure are put together further, the likeliest two first, as long as all that
is compared of them is, on average, more likely one than a doubt needs (average linkage); so a doubt
is never the work of one likely pair among many unlikely ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from kg.resolve.components import Link
from kg.resolve.neighbours import Near

Articles = Mapping[str, int]
"""In which articles a thing is, and as how many findings there."""
Exclude = Callable[[int, int], bool]
"""Tells whether two things, by their numbers, cannot be one."""


@dataclass(slots=True)
class _Sum:
    """The likeness of all pairs of two things that were compared."""

    total: float
    compared: int
    best: Link

    @property
    def mean(self) -> float:
        """The likeness of a pair that was compared, on average."""
        return self.total / self.compared

    def plus(self, other: _Sum) -> _Sum:
        """Return the likeness of the pairs of both."""
        best = min(self.best, other.best, key=lambda link: (-link.score, link.left, link.right))
        return _Sum(self.total + other.total, self.compared + other.compared, best)


@dataclass(slots=True)
class _Piles:
    """Things put together so far; what comes of two has a new number."""

    articles: dict[int, Articles]
    parts: dict[int, tuple[int, ...]]
    near: Near
    exclude: Exclude
    sums: defaultdict[int, dict[int, _Sum]] = field(default_factory=lambda: defaultdict(dict))

    def put(self, left: int, right: int, found: _Sum) -> None:
        """Note how alike two things are, for either of them."""
        self.sums[left][right] = self.sums[right][left] = found

    def sum_of(self, left: int, right: int, links: Sequence[Link]) -> _Sum:
        """Return how alike two things are by the links between their findings."""
        best = min(links, key=lambda link: (-link.score, link.left, link.right))
        count = max(len(links), self.compared(left, right))
        return _Sum(sum(sorted(link.score for link in links)), count, best)

    def hold(self, left: int, right: int) -> bool:
        """Tell whether two things are still by themselves."""
        return left in self.articles and right in self.articles

    def compared(self, left: int, right: int) -> int:
        """Return how many pairs of findings of two things stand in articles that are compared."""
        mine, theirs = sorted((self.articles[left], self.articles[right]), key=len)
        count = 0
        for article, number in mine.items():
            beside = self.near.get(article, {})
            fewer, more = (beside, theirs) if len(beside) < len(theirs) else (theirs, beside)
            count += number * sum(theirs[other] for other in fewer if other in more)
        return count

    def are_apart(self, left: int, right: int) -> bool:
        """Tell whether any part of one cannot be any part of the other."""
        return any(self.exclude(a, b) for a in self.parts[left] for b in self.parts[right])

    def join(self, left: int, right: int) -> int:
        """Put two things together; return the number of what they are then."""
        new = len(self.parts)
        mine, theirs = self.sums.pop(left), self.sums.pop(right)
        for other in sorted((mine.keys() | theirs.keys()) - {left, right}):
            for end in (left, right):
                self.sums[other].pop(end, None)
            self.put(
                new, other, self._together(mine.get(other), theirs.get(other), (left, right), other)
            )
        self.articles[new] = _added(self.articles.pop(left), self.articles.pop(right))
        self.parts[new] = (*self.parts[left], *self.parts[right])
        return new

    def _together(
        self, one: _Sum | None, two: _Sum | None, ends: tuple[int, int], other: int
    ) -> _Sum:
        """Return what two things together have to do with another; at least one is known."""
        if one and two:
            return one.plus(two)
        known = one or two
        assert known is not None
        more = self.compared(ends[1] if one else ends[0], other)
        return _Sum(known.total, known.compared + more, known.best)


def _added(one: Articles, other: Articles) -> Articles:
    found = dict(one)
    for article, number in other.items():
        found[article] = found.get(article, 0) + number
    return found


def regrouped(
    groups: Sequence[Sequence[int]], links: Iterable[Link]
) -> dict[tuple[int, int], list[Link]]:
    """Return the links between the things that parties were joined to, by these things' numbers."""
    group_of = {place: at for at, group in enumerate(groups) for place in group}
    found: defaultdict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        left, right = sorted((group_of[link.left], group_of[link.right]))
        if left != right:
            found[left, right].append(link)
    return dict(sorted(found.items()))


def on_average(
    things: Sequence[Articles],
    links: Mapping[tuple[int, int], Sequence[Link]],
    near: Near,
    exclude: Exclude,
    least: float,
) -> Iterator[Link]:
    """Yield the links by which things are possibly one, with the average as their score.

    `links` are between the findings of two things, called by their numbers; findings without a link
    count as unlike where their articles are `near`.
    """
    first: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(things))}
    piles = _Piles(dict(enumerate(things)), first, near, exclude)
    for (left, right), own in sorted(links.items()):
        piles.put(left, right, piles.sum_of(left, right, own))
    heap = [
        (-found.mean, left, right)
        for left, others in piles.sums.items()
        for right, found in others.items()
        if left < right and found.mean >= least
    ]
    heapify(heap)
    while heap:
        mean, left, right = heappop(heap)
        if not piles.hold(left, right) or piles.are_apart(left, right):
            continue
        best = piles.sums[left][right].best
        yield Link(best.left, best.right, round(-mean, 6), best.evidence)
        new = piles.join(left, right)
        for other, found in piles.sums[new].items():
            if found.mean >= least:
                heappush(heap, (-found.mean, other, new))
