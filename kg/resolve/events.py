"""Which reports are of one event: its type, who lived through it, where and when.

Reports are compared only where they share a participant, and judged by a table of reasons. What
happened at two times, or to different people, stays two; so do two reports of one article, since
the article itself told them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations

import numpy as np

from kg.edtf import Period, period
from kg.model import Cluster, Event, Evidence, Key, Match, Modality, Verdict
from kg.resolve.clusters import cluster
from kg.resolve.components import UNSURE, Link, join, score
from kg.resolve.doubts import on_average, regrouped
from kg.resolve.entities import plain
from kg.resolve.likeness import Reports, learnt, vectors
from kg.resolve.stories import Stories

_CROWD = 60
"""Reports of one type with one participant beyond which each is compared with the next ones."""
_WINDOW = 12
ROLES = ("experiencer", "agent", "place", "other")
_FAINT = 0.05
"""Score below which a link is none."""
_UNLIKE = 0.3
"""Reports that are told less alike than this are not judged one, whoever takes part in both."""
_SELDOM = 10
"""Articles that tell a kind of thing of somebody beyond which it is no doubt that they do."""
_WEEKS = 14
"""Days between two articles of two stories beyond which what has no time is no doubt."""
_FAR = 60
"""Days between two articles beyond which events without a time are hardly one."""


@dataclass(frozen=True, slots=True)
class When:
    """When an event was, as its reports have it."""

    periods: tuple[Period, ...]

    def veto(self, other: When, *, meet: bool) -> str:
        """Return why the two cannot be one event, "" where they can."""
        if meet:
            return "one article tells them apart"
        if any(not one.meets(two) for one in self.periods for two in other.periods):
            return "at different times"
        return ""

    def joined(self, other: When) -> When:
        """Return when the two were as one."""
        periods = {*self.periods, *other.periods}
        return When(tuple(sorted(periods, key=lambda each: (each.first, each.last))))


_EVER = When(())
"""When an event was of which no report says it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The event that one report tells of."""

    articles: frozenset[str]
    traits: When


@dataclass(frozen=True, slots=True)
class Events:
    """Every event report in one cluster, and the reports of which it is not sure."""

    clusters: tuple[Cluster, ...]
    unsure: tuple[Match, ...]


def resolve_events(stories: Stories, statements: Iterable[Cluster]) -> Events:
    """Judge which reports are of one event; every report is in one."""
    judge = _Judge(stories, statements)
    reports = [judge.happening(key) for key in judge.keys]
    sure, possible = judge.links()
    joined = join(reports, sure)
    clusters = (_event(judge, [judge.keys[at] for at in group]) for group in joined.groups)
    doubts = {ends(link): judge.doubt(link) for link in judge.doubts(joined.groups, possible)}
    doubts |= {ends(link): judge.open(link) for link in joined.unsure if judge.is_telling(link)}
    return Events(
        tuple(sorted(clusters, key=lambda each: each.members)),
        tuple(match for _, match in sorted(doubts.items())),
    )


Reasons = tuple[Evidence, ...]


def ends(link: Link) -> tuple[int, int]:
    """Return the two reports of a link, by their places."""
    return link.left, link.right


class _Judge:
    """Compares reports of one type that share a participant."""

    def __init__(self, stories: Stories, statements: Iterable[Cluster]) -> None:
        self.stories = stories
        self.events = stories.records.events
        self.keys = tuple(self.events)
        self.statement = {key: each.id for each in statements for key in each.members}
        types = stories.records.knowledge.event_types
        # The broadest type of all is a chapter (“life”), which makes no two types near.
        self._roots = {each.notation: each.within[-2] for each in types if len(each.within) > 1}

    def type_of(self, event: Event) -> str:
        """Return the kind of an event, which near types share: a shooting is an attack."""
        return self._roots.get(event.type, event.type)

    def things(self, key: Key, *roles: str) -> frozenset[int]:
        """Return the things with a name that take part in these roles."""
        parts = self._parts[key]
        if len(roles) == 1:
            return parts.get(roles[0], frozenset())
        return frozenset(thing for role in roles for thing in parts.get(role, ()))

    @cached_property
    def _parts(self) -> Mapping[Key, Mapping[str, frozenset[int]]]:
        """Report → role → the things with a name that have it."""
        stories = self.stories
        same: dict[frozenset[int], frozenset[int]] = {}
        found: dict[Key, dict[str, frozenset[int]]] = {}
        for key, event in self.events.items():
            held: defaultdict[str, set[int]] = defaultdict(set)
            for part in event.participants:
                thing = stories.of(key.article, part.entity)
                if stories.is_named(thing):
                    held[part.role].add(thing)
            sets = ((role, frozenset(things)) for role, things in held.items())
            found[key] = {role: same.setdefault(things, things) for role, things in sets}
        return found

    def called(self, key: Key) -> Iterator[str]:
        """Yield what a report's article calls those who live through it."""
        for part in self.events[key].participants:
            if part.role == "experiencer":
                yield self.stories.records.entities[Key(key.article, part.entity)].name

    def happening(self, key: Key) -> Happening:
        """Return the event as one report tells it."""
        return self._happenings[key]

    @cached_property
    def _happenings(self) -> Mapping[Key, Happening]:
        where = {article: frozenset({article}) for article in self.stories.records.articles}
        return {key: Happening(where[key.article], self._when(key)) for key in self.keys}

    def _when(self, key: Key) -> When:
        event = self.events[key]
        when = period(event.time.value) if event.time and event.time.value else None
        return When((when,)) if when else _EVER

    def links(self) -> tuple[list[Link], list[Link]]:
        """Return what speaks for reports being of one event, and for their being it possibly.

        The former are the reasons of the table. The latter is how alike they are told, with the
        reasons against it; of reports that nothing compares so, the table's again. The links are
        many, so they hold scores only: `open` and `doubt` tell the reasons of those that are left.
        """
        places = {key: place for place, key in enumerate(self.keys)}
        sure, possible = [], []
        for left, right in sorted(self._pairs() | self._alike.keys()):
            reasons = self.reasons(left, right)
            worth = told = score(reasons)
            is_compared = self.are_compared(left, right)
            if is_compared:
                told = score(self._told_alike(left, right, reasons))
            ends = places[left], places[right]
            if worth >= UNSURE and (told == worth or told >= _UNLIKE):
                sure.append(Link(*ends, worth))
            if told >= _FAINT and (is_compared or not self.is_idle(left, right)):
                possible.append(Link(*ends, told))
        return sure, possible

    def open(self, link: Link) -> Match:
        """Return the doubt about two reports that the table of reasons leaves."""
        left, right = self.keys[link.left], self.keys[link.right]
        return Match(left, right, Verdict.UNSURE, link.score, self.reasons(left, right))

    def doubt(self, link: Link) -> Match:
        """Return the doubt about two reports that comes of how they are told."""
        left, right = self.keys[link.left], self.keys[link.right]
        reasons = self.reasons(left, right)
        if self.are_compared(left, right):
            reasons = self._told_alike(left, right, reasons)
        return Match(left, right, Verdict.UNSURE, link.score, reasons)

    def _told_alike(self, left: Key, right: Key, reasons: Reasons) -> Reasons:
        """Return how alike two reports are told as a reason, with those against it."""
        likeness = self._alike.get((left, right), 0.0)
        told = Evidence(likeness, "articles much alike tell of both alike")
        return (told, *(each for each in reasons if each.weight < 0))

    def are_compared(self, left: Key, right: Key) -> bool:
        """Tell whether it is known how alike two reports are told."""
        if not (self.events[left].sense and self.events[right].sense):
            return False
        return right.article in self.stories.records.near.get(left.article, {})

    @cached_property
    def _alike(self) -> dict[tuple[Key, Key], float]:
        """Return the reports that are told alike in neighbouring articles, and how much it says."""
        told = {article: self._told(keys) for article, keys in self._by_article.items()}
        near = self.stories.records.near
        found: dict[tuple[Key, Key], float] = {}
        for left, reports in sorted(told.items()):
            beside = near.get(left, {})
            for right in sorted(id for id in beside.keys() & told.keys() if id > left):
                other = told[right]
                table = reports.compared(other, beside[right])
                worth = learnt().events.probability(table)
                for row, column in np.argwhere(worth >= _FAINT).tolist():
                    pair = reports.keys[row], other.keys[column]
                    found[pair] = round(float(worth[row, column]), 4)
        return found

    @cached_property
    def _by_article(self) -> Mapping[str, tuple[Key, ...]]:
        """The reports of each article whose senses are known."""
        found: defaultdict[str, list[Key]] = defaultdict(list)
        for key, event in self.events.items():
            if event.sense and event.modality is not Modality.GENERIC:
                found[key.article].append(key)
        return {article: tuple(keys) for article, keys in found.items()}

    def _told(self, keys: tuple[Key, ...]) -> Reports:
        events = [self.events[key] for key in keys]
        kinds = np.array([self.type_of(event) for event in events])
        return Reports(keys, kinds, vectors([event.sense for event in events]))

    def doubts(self, groups: Sequence[Sequence[int]], links: Iterable[Link]) -> Iterator[Link]:
        """Yield the links by which events are possibly one."""
        things = [Counter(self.keys[place].article for place in group) for group in groups]
        times = [self._times(self.keys[place] for place in group) for group in groups]

        def are_apart(left: int, right: int) -> bool:
            return bool(times[left].veto(times[right], meet=False))

        near = self.stories.records.near
        yield from on_average(things, regrouped(groups, links), near, are_apart, UNSURE)

    def is_telling(self, link: Link) -> bool:
        """Tell whether the reasons of the table alone are a doubt worth telling.

        The two happen to somebody in common, which is one by itself.
        """
        left, right = self.keys[link.left], self.keys[link.right]
        return bool(self._sharing(left, right)) and not self.is_idle(left, right)

    def is_idle(self, left: Key, right: Key) -> bool:
        """Tell whether no more than people ties two reports together, and that tells nothing.

        Their articles are weeks apart, or many tell such things of these people: candidates
        campaign every day. A time or a story in common would tell more.
        """
        kind, lived = self.type_of(self.events[left]), self._sharing(left, right)
        is_common = bool(lived) and all(self._often[kind, thing] > _SELDOM for thing in lived)
        if not (is_common or self._are_weeks_apart(left, right)):
            return False
        return not (self._are_dated(left, right) or self.stories.share(left.article, right.article))

    def _sharing(self, left: Key, right: Key) -> frozenset[int]:
        """Return who with a name lives through both."""
        return self.things(left, "experiencer") & self.things(right, "experiencer")

    @cached_property
    def _often(self) -> Counter[tuple[str, int]]:
        """In how many articles there are reports of a type of each thing."""
        return Counter((kind, thing) for _, kind, thing in self.counts)

    def _are_weeks_apart(self, left: Key, right: Key) -> bool:
        dates = self.stories.records.dates
        one, other = dates[left.article], dates[right.article]
        return one is not None and other is not None and abs((one - other).days) > _WEEKS

    def _are_dated(self, left: Key, right: Key) -> bool:
        return all(self.happening(key).traits.periods for key in (left, right))

    def _times(self, keys: Iterable[Key]) -> When:
        return reduce(When.joined, (self.happening(key).traits for key in keys))

    def _pairs(self) -> set[tuple[Key, Key]]:
        blocks: defaultdict[tuple[str, int], list[Key]] = defaultdict(list)
        for key, event in self.events.items():
            for thing in self.things(key, *ROLES):
                blocks[self.type_of(event), thing].append(key)
        pairs = {pair for block in blocks.values() for pair in _pairs_of(block)}
        return pairs | set(self._pairs_without_names())

    def _pairs_without_names(self) -> Iterator[tuple[Key, Key]]:
        """Yield reports of which one names nobody: those told in one statement, or the only ones.

        The latter are the only ones of their kind in articles of one story.
        """
        told: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
        for key, event in self.events.items():
            if event.reported_in:
                statement = self.statement[Key(key.article, event.reported_in)]
                told[self.type_of(event), statement].append(key)
        for block in told.values():
            yield from _pairs_of(block)
        for (article, kind, is_named), key in sorted(self._only.items()):
            for other in sorted(self.stories.beside(article)) if not is_named else ():
                near = self._only.get((other, kind, False))
                if near is None and (other, kind, False) not in self.kinds:
                    near = self._only.get((other, kind, True))
                if near:
                    yield min(key, near), max(key, near)

    @cached_property
    def _only(self) -> Mapping[tuple[str, str, bool], Key]:
        """Article, kind, and whether somebody is named → the only such report, if any."""
        return {
            self.kind_of(key): key
            for key, event in self.events.items()
            if self.kinds[self.kind_of(key)] == 1 and event.modality is not Modality.GENERIC
        }

    def kind_of(self, key: Key) -> tuple[str, str, bool]:
        """Return a report's article, its type, and whether it names somebody."""
        return key.article, self.type_of(self.events[key]), bool(self.things(key, *ROLES))

    def reasons(self, left: Key, right: Key) -> Reasons:
        """Return what the table says of two reports."""
        return tuple(each for reason in REASONS for each in reason(self, left, right))

    @cached_property
    def counts(self) -> Counter[tuple[str, str, int]]:
        """How many reports of a type each article has of each thing."""
        return Counter(
            (key.article, self.type_of(event), thing)
            for key, event in self.events.items()
            for thing in self.things(key, *ROLES)
        )

    @cached_property
    def kinds(self) -> Counter[tuple[str, str, bool]]:
        """How many reports of a type each article has, with somebody named and without."""
        return Counter(map(self.kind_of, self.keys))


def _pairs_of(block: list[Key]) -> Iterator[tuple[Key, Key]]:
    if len(block) <= _CROWD:
        yield from combinations(block, 2)
        return
    for place, key in enumerate(block):
        for other in block[place + 1 : place + 1 + _WINDOW]:
            yield key, other


# --- The reasons ----------------------------------------------------------------------------------


def _experiencers(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    one, other = judge.things(left, "experiencer"), judge.things(right, "experiencer")
    shared = one & other
    if not (one and other):
        return
    names = ", ".join(sorted(judge.stories.clusters[thing].label for thing in shared))
    if one == other:
        yield Evidence(0.5 if len(one) == 1 else 0.65, f"both happen to {names}")
    elif shared and shared in (one, other):
        yield Evidence(0.4, f"both happen to {names}, one to others as well")
    elif len(shared) >= 0.5 * len(one | other):
        yield Evidence(0.3, f"both happen to {names}, each to others as well")
    else:
        yield Evidence(-0.8, "they happen to different people")


def _described(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    """Nobody with a name is told of, and of whom it is told is described word for word alike."""
    if judge.things(left, "experiencer") or judge.things(right, "experiencer"):
        return
    one, other = (
        {words for words in map(plain, judge.called(key)) if " " in words} for key in (left, right)
    )
    for words in sorted(one & other)[:1]:
        yield Evidence(0.3, f"both happen to “{words}”")


def _others(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    for role, weight in (("agent", 0.4), ("place", 0.3), ("other", 0.1)):
        shared = judge.things(left, role) & judge.things(right, role)
        for thing in sorted(shared)[:1]:
            yield Evidence(weight, f"both have {judge.stories.clusters[thing].label} as {role}")


def _time(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    one, other = (judge.happening(key).traits.periods for key in (left, right))
    if one and other:
        if one[0].meets(other[0]):
            weight = 0.5 if one[0].is_day and other[0].is_day else 0.25
            yield Evidence(weight, "both may be of one time")
        else:
            yield Evidence(-1.0, "they are of different times")


def _days(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    dates = judge.stories.records.dates
    one, other = dates[left.article], dates[right.article]
    if one and other and abs((one - other).days) > _FAR:
        yield Evidence(-0.5, f"their articles are {abs((one - other).days)} days apart")


def _story(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    if judge.stories.share(left.article, right.article):
        yield Evidence(0.4, "their articles are of one story")


def _only_one(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    kind = judge.type_of(judge.events[left])
    shared = judge.things(left, *ROLES) & judge.things(right, *ROLES)
    is_only = all(
        judge.counts[key.article, kind, thing] == 1 for key in (left, right) for thing in shared
    )
    if not shared:
        is_only = all(judge.kinds[judge.kind_of(key)] == 1 for key in (left, right))
    if is_only:
        yield Evidence(0.35, "each article has only one of the kind")


def _same_statement(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    holders = (judge.events[left].reported_in, judge.events[right].reported_in)
    if None not in holders:
        ids = {
            judge.statement[Key(key.article, str(at))]
            for key, at in zip((left, right), holders, strict=True)
        }
        if len(ids) == 1:
            yield Evidence(0.5, "both are told in one statement")


def _words(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    texts = {
        judge.stories.records.articles[key.article].article[judge.events[key].trigger].casefold()
        for key in (left, right)
    }
    if len(texts) == 1:
        yield Evidence(0.1, f"both say “{texts.pop()}”")


def _world(judge: _Judge, left: Key, right: Key) -> Iterator[Evidence]:
    one, other = judge.events[left], judge.events[right]
    if one.is_experienced != other.is_experienced:
        yield Evidence(-0.1, "only one says that it happened")


REASONS: tuple[Callable[[_Judge, Key, Key], Iterator[Evidence]], ...] = (
    *(_experiencers, _described, _others, _time, _days, _story),
    *(_only_one, _same_statement, _words, _world),
)


# --- What comes of it -----------------------------------------------------------------------------


def _event(judge: _Judge, keys: list[Key]) -> Cluster:
    """Return an event, called by its commonest type and the people it happens to."""
    counted = Counter(judge.events[key].type for key in keys)
    kind = min(counted, key=lambda each: (-counted[each], each))
    names = {judge.stories.clusters[thing].label for key in keys for thing in _lived(judge, key)}
    return cluster(_called(kind, names), keys, lambda key: _own_label(judge, key))


def _lived(judge: _Judge, key: Key) -> Iterator[int]:
    for part in judge.events[key].participants:
        if part.role == "experiencer":
            yield judge.stories.of(key.article, part.entity)


def _own_label(judge: _Judge, key: Key) -> str:
    """Return what a report calls its event, whoever its people are elsewhere."""
    return _called(judge.events[key].type, set(judge.called(key)))


def _called(kind: str, names: Iterable[str]) -> str:
    return ": ".join(filter(None, (kind.replace("-", " "), ", ".join(sorted(names)))))
