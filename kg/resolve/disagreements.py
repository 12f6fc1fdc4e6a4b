"""Where the articles' claims cannot all hold; each is kept, and none is overwritten.

`RIVALS` is the table of properties of which a person has one value at a time, and of what makes two
values exclude each other; which posts do is knowledge (`ontology/exclusions.ttl`). What may have
changed between two articles is no disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from kg.model import Claim, Contradiction, Key
from kg.resolve.accounts import rival_reports, rivals
from kg.resolve.names import fit, parse_name
from kg.resolve.naming import is_named_beside, is_possessed
from kg.resolve.parties import SPEAKS
from kg.resolve.stories import Stories

_YEAR = 365.25
_LIKELY = 0.1
"""A birthday between two articles explains two ages only if it is at least this probable: the
nearer the years between the articles are to those between the ages, the more."""
_SLIP = 5
"""Years by which articles differ on somebody's age; beyond, one of the ages is somebody else's, but
where the user's own table says that both are of one person."""
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
    speaking = _speaking(stories)
    for key, claim in stories.records.claims.items():
        if claim.property in RIVALS and _is_plain(stories, key, claim):
            person = stories.of(key.article, claim.subject)
            if person not in speaking or not _is_infant(stories, key, claim):
                groups[person, claim.property].append(key)
    found = {pair for keys in groups.values() for pair in _pairs(stories, sorted(keys))}
    contradictions = (_contradiction(stories, left, right) for left, right in sorted(found))
    told = [each for each in contradictions if each]
    told += [*_kinships(stories), *_callings(stories), *rival_reports(stories)]
    return tuple(sorted(told, key=lambda each: (each.left, each.right, each.property)))


def _is_plain(stories: Stories, key: Key, claim: Claim) -> bool:
    """Tell whether a claim of kinship says in names who is whose, now: “Ann’s husband, Bo”."""
    if claim.object is None:
        return True
    both = [Key(key.article, id) for id in (claim.subject, claim.object)]
    records, words = stories.records, claim.evidence
    is_named = all(is_named_beside(records, each, words) for each in both)
    return is_named and any(is_possessed(records, each, words) for each in both)


def _speaking(stories: Stories) -> frozenset[int]:
    """Return whoever is quoted somewhere: no infant, whatever number stands there."""
    spoken = ((key, quote.speaker) for key, quote in stories.records.quotes.items())
    return frozenset(stories.of(key.article, speaker) for key, speaker in spoken if speaker)


def _is_infant(stories: Stories, key: Key, claim: Claim) -> bool:
    age = _number(stories, key)
    return claim.property == "age" and age is not None and age < SPEAKS


def _pairs(stories: Stories, keys: list[Key]) -> Iterator[tuple[Key, Key]]:
    """Pair each claim with the first claim of every other value in another article."""
    claims = stories.records.claims
    by_value: defaultdict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_value[_value(stories, key, claims[key])].append(key)
    for value, own in by_value.items():
        for other, others in by_value.items():
            for key in own if other != value else ():
                rival = next((each for each in others if each.article != key.article), None)
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
    years = (days[1] - days[0]).days / _YEAR if days[0] and days[1] else 0.0
    off = abs(ages[1] - ages[0] - years)
    if off > _SLIP and not (_is_ruled(stories, left) and _is_ruled(stories, right)):
        return ""
    if days[0] is None or days[1] is None:
        return f"{ages[0]} against {ages[1]} years old"
    if off <= 1 - _LIKELY:
        return ""
    apart = abs((days[1] - days[0]).days)
    days_apart = f"{apart} day{'' if apart == 1 else 's'}"
    return f"{ages[0]} against {ages[1]} years old, {days_apart} apart"


def _is_ruled(stories: Stories, key: Key) -> bool:
    """Tell whether the user's own table says who a claim is about."""
    subject = stories.records.claims[key].subject
    return Key(key.article, subject) in stories.records.rows


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
        if not claim.object or claim.property not in _KIN or not _is_plain(stories, key, claim):
            continue
        one, other = (stories.of(key.article, id) for id in (claim.subject, claim.object))
        kin = claim.property if one < other else _KIN[claim.property]
        groups[min(one, other), max(one, other)].setdefault(kin, key)
    for kinds in groups.values():
        for (kin, left), (rival, right) in combinations(sorted(kinds.items()), 2):
            if left.article != right.article:
                reason = f"{kin} against {rival}"
                yield Contradiction("kinship", min(left, right), max(left, right), reason)


_CALLINGS = ("role", "occupation")
"""Properties of claims that name posts: one outlet's role is another's occupation."""


def _callings(stories: Stories) -> Iterator[Contradiction]:
    """Yield claims that give somebody two posts of one ladder; where one article has both, none."""
    exclusions = stories.records.knowledge.exclusions
    groups: defaultdict[int, defaultdict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for key, claim in sorted(stories.records.claims.items()):
        if claim.property in _CALLINGS and _value(stories, key, claim) in exclusions.posts:
            entity = Key(key.article, claim.subject)
            if is_named_beside(stories.records, entity, claim.evidence):
                person = groups[stories.thing[entity]]
                person[_value(stories, key, claim)].append(key)
    for posts in groups.values():
        for (one, left), (other, right) in combinations(sorted(posts.items()), 2):
            if exclusions.exclude(one, other):
                yield from _rival_posts(stories, left, right)


def _rival_posts(stories: Stories, left: list[Key], right: list[Key]) -> Iterator[Contradiction]:
    if not {key.article for key in left}.isdisjoint(key.article for key in right):
        return
    claims = stories.records.claims
    for one, other in rivals(left, right):
        if _is_near(stories, one, other):
            kinds = {claims[key].property for key in (one, other)}
            reason = " against ".join(claims[key].value for key in (one, other))
            yield Contradiction(kinds.pop() if len(kinds) == 1 else "role", one, other, reason)


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
