"""Where the articles' claims cannot all hold; each is kept, and none is overwritten.

`RIVALS` is the table of properties of which a person has one value at a time, and of what makes two
values exclude each other. What may have changed between two articles is no disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations

from kg.model import Claim, Contradiction, Key
from kg.resolve.names import fit, parse_name
from kg.resolve.stories import Stories

_YEAR = 365.25
_LIKELY = 0.1
"""A birthday between two articles explains two ages only if it is at least this probable."""
_NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            *("no", "one", "two", "three", "four", "five", "six"),
            *("seven", "eight", "nine", "ten", "eleven", "twelve"),
        )
    )
}


def disagreements(stories: Stories) -> tuple[Contradiction, ...]:
    """Return the claims that exclude each other, each with the first claim of every rival value."""
    groups: defaultdict[tuple[int, str], list[Key]] = defaultdict(list)
    for key, claim in stories.records.claims.items():
        if claim.property in RIVALS:
            groups[stories.of(key.article, claim.subject), claim.property].append(key)
    found = {pair for keys in groups.values() for pair in _pairs(stories, sorted(keys))}
    contradictions = (_contradiction(stories, left, right) for left, right in sorted(found))
    rivals = [each for each in contradictions if each]
    return tuple(sorted([*rivals, *_kinships(stories)], key=lambda each: (each.left, each.right)))


def _pairs(stories: Stories, keys: list[Key]) -> Iterator[tuple[Key, Key]]:
    """Pair each claim with the first claim of every other value in another article."""
    claims = stories.records.claims
    by_value: defaultdict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_value[_value(stories, key, claims[key])].append(key)
    for value, own in by_value.items():
        for other, rivals in by_value.items():
            for key in own if other != value else ():
                rival = next((each for each in rivals if each.article != key.article), None)
                if rival:
                    yield min(key, rival), max(key, rival)


def _value(stories: Stories, key: Key, claim: Claim) -> str:
    if claim.object is not None:
        return str(stories.of(key.article, claim.object))
    return " ".join(claim.value.casefold().split())


def _contradiction(stories: Stories, left: Key, right: Key) -> Contradiction | None:
    claims = stories.records.claims
    kind = claims[left].property
    reason = RIVALS[kind](stories, left, right)
    return Contradiction(kind, left, right, reason) if reason else None


# --- What excludes what ---------------------------------------------------------------------------


def _ages(stories: Stories, left: Key, right: Key) -> str:
    ages = (_number(stories, left), _number(stories, right))
    if ages[0] is None or ages[1] is None or ages[0] == ages[1]:
        return ""
    days = stories.records.dates[left.article], stories.records.dates[right.article]
    if days[0] is None or days[1] is None:
        return f"{ages[0]} against {ages[1]} years old"
    if _probable(ages[1] - ages[0], days[0], days[1]) >= _LIKELY:
        return ""
    apart = abs((days[1] - days[0]).days)
    days_apart = f"{apart} day{'' if apart == 1 else 's'}"
    return f"{ages[0]} against {ages[1]} years old, {days_apart} apart"


def _probable(older: int, first: date, second: date) -> float:
    """Return how probable it is that somebody is `older` years older on the second day."""
    years = (second - first).days / _YEAR
    return max(0.0, 1 - abs(older - years))


def _counts(stories: Stories, left: Key, right: Key) -> str:
    one, other = _number(stories, left), _number(stories, right)
    if one is None or other is None or one == other or not _is_near(stories, left, right):
        return ""
    return f"{one} against {other}"


def _spouses(stories: Stories, left: Key, right: Key) -> str:
    claims = stories.records.claims
    one, other = (
        stories.of(key.article, claims[key].object or "") if claims[key].object else None
        for key in (left, right)
    )
    if one is None or other is None or not _is_near(stories, left, right):
        return ""
    names = [stories.clusters[thing].label for thing in (one, other)]
    people = stories.records.knowledge.people
    first, second = (parse_name(name, people) for name in names)
    if not first or not second or not (stories.is_named(one) and stories.is_named(other)):
        return ""
    return f"{names[0]} against {names[1]}" if fit(first, second, people).veto else ""


def _parents(stories: Stories, left: Key, right: Key) -> str:
    """Somebody has one mother and one father, whenever it is said."""
    claims, entities = stories.records.claims, stories.records.entities
    things = []
    for key in (left, right):
        parent = claims[key].object
        if parent is None or not stories.is_named(stories.of(key.article, parent)):
            return ""
        things.append((stories.of(key.article, parent), entities[Key(key.article, parent)].gender))
    (one, gender), (other, second) = things
    names = [stories.clusters[thing].label for thing in (one, other)]
    people = stories.records.knowledge.people
    parsed = [parse_name(name, people) for name in names]
    if not gender or gender != second or not (parsed[0] and parsed[1]):
        return ""
    return f"{names[0]} against {names[1]}" if fit(parsed[0], parsed[1], people).veto else ""


_KIN = {"spouse": "spouse", "sibling": "sibling", "parent": "child", "child": "parent"}
"""What somebody is to another who claims to be this to them."""


def _kinships(stories: Stories) -> Iterator[Contradiction]:
    """Yield claims that make one of two people two kinds of kin of the other."""
    groups: defaultdict[tuple[int, int], dict[str, Key]] = defaultdict(dict)
    for key, claim in sorted(stories.records.claims.items()):
        if claim.object is None or claim.property not in _KIN:
            continue
        one, other = (stories.of(key.article, id) for id in (claim.subject, claim.object))
        kin = claim.property if one < other else _KIN[claim.property]
        groups[min(one, other), max(one, other)].setdefault(kin, key)
    for kinds in groups.values():
        for (kin, left), (rival, right) in combinations(sorted(kinds.items()), 2):
            if left.article != right.article:
                reason = f"{kin} against {rival}"
                yield Contradiction("kinship", min(left, right), max(left, right), reason)


def _is_near(stories: Stories, left: Key, right: Key) -> bool:
    """Tell whether two articles are too close in time for a change; those without a date are."""
    one, other = stories.records.dates[left.article], stories.records.dates[right.article]
    return one is None or other is None or abs((one - other).days) < _YEAR / 4


def _number(stories: Stories, key: Key) -> int | None:
    value = stories.records.claims[key].value.casefold().strip()
    return int(value) if value.isdecimal() else _NUMBERS.get(value)


RIVALS: Mapping[str, Callable[[Stories, Key, Key], str]] = {
    "age": _ages,
    "children": _counts,
    "spouse": _spouses,
    "parent": _parents,
}
