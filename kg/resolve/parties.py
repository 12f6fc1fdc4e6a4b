"""A person as far as known: the entities judged to be one, and what excludes others from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import combinations, product
from typing import TypeVar

from kg.knowledge import People
from kg.model import Key
from kg.resolve.components import Sets
from kg.resolve.names import Name, fit
from kg.resolve.records import Records
from kg.resolve.rulings import Ruled

_Held = TypeVar("_Held")

_GENERATION = 10
"""Years between the births of two people of one name."""
_ENOUGH = 0.1
"""The part of somebody's articles that must give an age for it to tell them from others."""
SPEAKS = 4
"""From this age on somebody may be quoted."""
_SHARED = 2
"""People of other families whom two of one name must both be named beside to be one person,
whatever ages they are given."""
_COMMON = 50
"""Who is named in more articles than this is nobody's company."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells a person from others, as the `articles` that name them, so many, give it.

    `born` are the first and the last year of birth that the ages in `aged` places speak for; `rows`
    are the person's numbers in the user's table, whose word is `ruled`.
    """

    names: frozenset[Name]
    people: People = field(repr=False, compare=False)
    genders: frozenset[str] = frozenset()
    born: tuple[int, ...] = ()
    aged: int = 0
    articles: int = 1
    rows: frozenset[int] = frozenset()
    ruled: Ruled = field(default_factory=Ruled, repr=False, compare=False)

    def veto(self, other: Traits, *, meet: bool) -> str:
        """Return why the two cannot be one person, "" where they can."""
        if self.ruled.exclude(self.rows, other.rows):
            return "the table of people tells them apart"
        if meet:
            return "one article tells them apart"
        if veto := self._name_veto(other):
            return veto
        if self.genders and other.genders and self.genders.isdisjoint(other.genders):
            return f"{min(self.genders)} and {min(other.genders)}"
        has_age = self.born and other.born and self._has_age and other._has_age
        if has_age and _apart(self.born, other.born):
            return f"born about {self.born[0]} and {other.born[0]}"
        return ""

    @property
    def _has_age(self) -> bool:
        """Whether enough articles give an age for it to be theirs, and not a bystander's."""
        return self.aged >= _ENOUGH * self.articles

    def _name_veto(self, other: Traits) -> str:
        """Return which names exclude each other; of names that users gave one has to fit."""
        pairs = product(sorted(self.names), sorted(other.names))
        vetoes = [fit(left, right, self.people).veto for left, right in pairs]
        if (self.rows or other.rows) and not all(vetoes):
            return ""
        return next(filter(None, vetoes), "")

    def joined(self, other: Traits) -> Traits:
        """Return what the two are as one, who stand in no article together."""
        return Traits(
            self.names | other.names,
            self.people,
            self.genders | other.genders,
            _ends((*self.born, *other.born)),
            self.aged + other.aged,
            self.articles + other.articles,
            self.rows | other.rows,
            self.ruled,
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Entities that are one person."""

    members: tuple[Key, ...]
    articles: frozenset[str]
    traits: Traits

    @property
    def names(self) -> frozenset[Name]:
        """Every name that the articles give."""
        return self.traits.names

    @property
    def is_full(self) -> bool:
        """Whether a full name is known."""
        return any(name.is_full for name in self.names)

    def joined(self, others: Iterable[Person]) -> Person:
        """Return what this and others are as one."""
        every = (self, *others)
        return Person(
            tuple(sorted(key for one in every for key in one.members)),
            frozenset().union(*(one.articles for one in every)),
            reduce(Traits.joined, (one.traits for one in every)),
        )


def _apart(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    return right[0] - left[-1] > _GENERATION or left[0] - right[-1] > _GENERATION


def _ends(years: Collection[int]) -> tuple[int, ...]:
    return (min(years), max(years)) if years else ()


def namesakes(records: Records) -> list[Person]:
    """Return the people of all articles, those of one full name already as one.

    A name of one word, or with no more than an initial before it, is never enough for that; and of
    one name there may be people of two generations. Whom the user's table means are as it says.
    """
    born, circles = _births(records), _Circles(records)
    alone: list[list[Key]] = []
    same: dict[tuple[object, ...], list[Key]] = {}
    ruled: dict[int, list[Key]] = {}
    for key, name in records.names.items():
        if key in records.rows:
            ruled.setdefault(records.rows[key], []).append(key)
        elif name.is_distinct:
            same.setdefault(name.key, []).append(key)
        else:
            alone.append([key])
    for keys in same.values():
        alone += _generations(keys, born, circles)
    return [_person(keys, records, born) for keys in sorted([*alone, *ruled.values()])]


def _person(keys: Iterable[Key], records: Records, born: Mapping[Key, int]) -> Person:
    keys = tuple(sorted(keys))
    names = frozenset(records.names[key] for key in keys)
    genders = {records.entities[key].gender for key in keys} | {name.gender for name in names}
    years = [born[key] for key in keys if key in born]
    articles = frozenset(key.article for key in keys)
    traits = Traits(
        names=names,
        people=records.knowledge.people,
        genders=_alike(frozenset(genders - {""})),
        born=_ends(years),
        aged=len(years),
        articles=len(articles),
        rows=_alike(frozenset(records.rows[key] for key in keys if key in records.rows)),
        ruled=records.ruled,
    )
    return Person(keys, articles, traits)


@lru_cache(1 << 8)
def _alike(held: frozenset[_Held]) -> frozenset[_Held]:
    """Return one set for all that are equal: nearly everybody has the same few."""
    return held


def _births(records: Records) -> dict[Key, int]:
    """Return the year of birth that each person's age in a dated article speaks for.

    Whoever speaks is no infant, whatever number stands there.
    """
    speakers = {Key(key.article, quote.speaker or "") for key, quote in records.quotes.items()}
    found: dict[Key, int] = {}
    for key, claim in records.claims.items():
        day, who = records.dates[key.article], Key(key.article, claim.subject)
        if claim.property == "age" and claim.value.isdecimal() and day is not None:
            if int(claim.value) >= SPEAKS or who not in speakers:
                found.setdefault(who, day.year - int(claim.value))
    return found


class _Circles:
    """Whom the articles name beside whom, by full names."""

    def __init__(self, records: Records) -> None:
        self._names = records.names
        self._cast: defaultdict[str, set[Name]] = defaultdict(set)
        for key, name in records.names.items():
            if name.is_distinct:
                self._cast[key.article].add(name)
        self._articles = Counter(name.key for cast in self._cast.values() for name in cast)

    def of(self, keys: Iterable[Key]) -> set[object]:
        """Return the people of other families beside these, but those whom all articles name."""
        keys = tuple(keys)
        own = {self._names[key].family for key in keys}
        beside = (name for key in keys for name in self._cast[key.article])
        return {
            name.key
            for name in beside
            if name.family not in own and self._articles[name.key] <= _COMMON
        }


def _generations(
    keys: list[Key], born: Mapping[Key, int], circles: _Circles
) -> Iterator[list[Key]]:
    """Part people of one name by their years of birth; those without one stay by themselves.

    Parts that keep the same company are one person all the same: one of the ages is wrong.
    """
    parts = _by_birth(keys, born)
    if len(parts) < 2:
        yield keys
        return
    parts.append([key for key in keys if key not in born])
    company = [circles.of(part) for part in parts]
    sets = Sets(len(parts))
    for left, right in combinations(range(len(parts)), 2):
        if len(company[left] & company[right]) >= _SHARED:
            sets.join(left, right)
    for group in sets.groups():
        whole = sorted(key for at in group for key in parts[at])
        if whole:
            yield whole


def _by_birth(keys: list[Key], born: Mapping[Key, int]) -> list[list[Key]]:
    parts: list[list[Key]] = []
    last = None
    for year, key in sorted((born[key], key) for key in keys if key in born):
        if last is None or year - last > _GENERATION:
            parts.append([])
        parts[-1].append(key)
        last = year
    return parts
