"""Where articles' reports of what somebody lived through cannot both hold: when it was, and what.

Which events nobody lives through twice within some days, and which exclude each other, is knowledge
(`ontology/exclusions.ttl`). Reports are compared only where they state that it happened to the same
people, who are named beside them; what one article tells twice, it tells apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from kg.edtf import Period, period
from kg.model import DATE_OF, Contradiction, EntityType, Event, Key
from kg.resolve.naming import is_named_beside
from kg.resolve.stories import Stories

_CAUSE = "cause of death"
_NUMBERED = re.compile(r"\d")
"""Stands in words that name a day by its number, which is not counted from the article's own."""

Reports = Sequence[Key]
_Groups = Mapping[tuple[str, frozenset[int]], Reports]
"""Type of an event and the people who live through it → the reports."""


def rival_reports(stories: Stories) -> Iterator[Contradiction]:
    """Yield the reports that exclude each other, each with the first report of every rival one."""
    exclusions = stories.records.knowledge.exclusions
    for (kind, _), reports in _groups(stories, exclusions.not_again).items():
        yield from _dates(stories, kind, reports, timedelta(exclusions.not_again[kind]))
    kinds = {each for two in exclusions.apart for each in two}
    yield from _causes(_groups(stories, kinds), exclusions.apart)


def _groups(stories: Stories, kinds: Collection[str]) -> _Groups:
    """Return the reports of events of these kinds, or narrower ones, by who lives through them."""
    above = _above(stories, kinds)
    found: defaultdict[tuple[str, frozenset[int]], list[Key]] = defaultdict(list)
    for key, event in stories.records.events.items():
        if event.type in above and event.is_experienced:
            people = _people(stories, key, event)
            if people:
                found[above[event.type], people].append(key)
    return found


def _above(stories: Stories, kinds: Collection[str]) -> Mapping[str, str]:
    """Return each event type that is one of `kinds`, or narrower, and the nearest of them."""
    lineages = ((each.notation, *each.within) for each in stories.records.knowledge.event_types)
    nearest = ((each[0], next((one for one in each if one in kinds), "")) for each in lineages)
    return {notation: kind for notation, kind in nearest if kind}


def _people(stories: Stories, key: Key, event: Event) -> frozenset[int]:
    """Return the people who live through an event; none unless all are named beside its words."""
    records = stories.records
    parts = (part.entity for part in event.participants if part.role == "experiencer")
    lived = [Key(key.article, entity) for entity in parts]
    for each in lived:
        if records.entities[each].type is not EntityType.PERSON:
            return frozenset()
        if not is_named_beside(records, each, event.trigger):
            return frozenset()
    return frozenset(stories.of(each.article, each.finding) for each in lived)


# --- When it was ----------------------------------------------------------------------------------


def _dates(
    stories: Stories, kind: str, reports: Reports, within: timedelta
) -> Iterator[Contradiction]:
    """Yield the reports of one event that date it differently."""
    by_value: defaultdict[str, list[Key]] = defaultdict(list)
    for key in reports:
        time = stories.records.events[key].time
        if time and time.value:
            by_value[time.value].append(key)
    for one, other in combinations(sorted(by_value), 2):
        periods = period(one), period(other)
        if not (periods[0] and periods[1] and _are_of_one(periods[0], periods[1], within)):
            continue
        for left, right in rivals(by_value[one], by_value[other]):
            if not periods[0].meets(periods[1]) or _are_numbered(stories, left, right):
                what = DATE_OF + kind.replace("-", " ")
                yield Contradiction(what, left, right, f"{one} against {other}")


def _are_of_one(one: Period, other: Period, within: timedelta) -> bool:
    """Tell whether two dates differ, and yet cannot be of two events."""
    earlier, later = sorted((one, other), key=lambda each: (each.first, each.last))
    return earlier.last < later.first and later.last - earlier.first < within


def _are_numbered(stories: Stories, *reports: Key) -> bool:
    """Tell whether the words of all name a day by its number.

    Only then does a single day count: others may be told late in the evening, or elsewhere.
    """
    events, articles = stories.records.events, stories.records.articles
    times = ((key, events[key].time) for key in reports)
    return all(
        time and _NUMBERED.search(articles[key.article].article[time.span]) for key, time in times
    )


# --- What it was ----------------------------------------------------------------------------------


def _causes(groups: _Groups, apart: Collection[frozenset[str]]) -> Iterator[Contradiction]:
    """Yield the reports by which somebody lived through two things that exclude each other."""
    for kinds in sorted(map(sorted, apart)):
        one, other = kinds
        for (kind, people), reports in groups.items():
            if kind == one:
                for left, right in rivals(reports, groups.get((other, people), ())):
                    reason = " against ".join(each.replace("-", " ") for each in kinds)
                    yield Contradiction(_CAUSE, left, right, reason)


def rivals(left: Reports, right: Reports) -> Iterator[tuple[Key, Key]]:
    """Pair each report with the first that says otherwise; none of an article that says both."""
    both = {key.article for key in left} & {key.article for key in right}
    sides = [[key for key in side if key.article not in both] for side in (left, right)]
    if all(sides):
        pairs = {(key, sides[1][0]) for key in sides[0]} | {(sides[0][0], key) for key in sides[1]}
        yield from sorted((min(pair), max(pair)) for pair in pairs)
