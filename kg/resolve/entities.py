"""Who is the same person over all articles; organizations, places and the like by equal names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import Cluster, Entity, EntityType, Evidence, Key, Match, Verdict
from kg.resolve.bodies import bodies
from kg.resolve.clusters import cluster
from kg.resolve.company import Company, Numbers
from kg.resolve.components import SAME, UNSURE, Joined, Link, join, score, veto
from kg.resolve.echoes import Echoes
from kg.resolve.names import Name, family_forms, fit, fold, given_forms, written
from kg.resolve.parties import Person, namesakes
from kg.resolve.people import possibly_one
from kg.resolve.records import Records
from kg.resolve.rulings import Ruling
from kg.resolve.stories import Stories

_RARE = 0.15
"""What it tells that a family name is of one known person only."""
_TOGETHER = -0.1
"""What it tells of names that nearly fit that one article has both: it may have misspelt one."""
_OFTEN = 3
"""Articles that name somebody in full for a family name alone to be usually theirs."""
_MOSTLY = 0.8
"""The part of the articles with a family name in full that name the one who is usually meant."""
_ROUNDS = 6
"""Who is known in one round is company in the next; few stories need more than three."""


@dataclass(frozen=True, slots=True)
class Entities:
    """Every entity in one cluster, and the people of whom it is not sure that they are two."""

    clusters: tuple[Cluster, ...]
    unsure: tuple[Match, ...]


def resolve_entities(records: Records, echoes: Echoes) -> Entities:
    """Judge which entities are one thing; people by name and company, others by equal names."""
    people, unsure = _people(records, echoes)
    unsure = _with_doubts(unsure, people, possibly_one(records, people))
    groups = [one.members for one in people]
    known = {key for group in groups for key in group}
    groups += _by_name(records, (key for key in records.entities if key not in known))
    stories = Stories(records, echoes, _clusters(records, groups))
    return Entities(_clusters(records, bodies(records, stories, groups)), unsure)


def _clusters(records: Records, groups: Iterable[tuple[Key, ...]]) -> tuple[Cluster, ...]:
    names = {key: _written(entity) for key, entity in records.entities.items()}
    clusters = (cluster(_label(records, group), group, names.__getitem__) for group in groups)
    return tuple(sorted(clusters, key=lambda each: each.members))


def identities(records: Records, clusters: Iterable[Cluster]) -> tuple[tuple[str, str], ...]:
    """Return the people of whom the user's table says which item of Wikidata they are."""
    found = ((each.id, row.item) for each in clusters if (row := _row(records, each.members)))
    return tuple(sorted((id, item) for id, item in found if item))


def _row(records: Records, keys: Iterable[Key]) -> Ruling | None:
    """Return the row of the user's table that means one of these."""
    rows = records.ruled.rows
    numbers = (records.rows[key] for key in keys if key in records.rows)
    return next((rows[number] for number in numbers if number < len(rows)), None)


# --- People ---------------------------------------------------------------------------------------


def _people(records: Records, echoes: Echoes) -> tuple[list[Person], tuple[Match, ...]]:
    """Join people round by round, until nobody new is recognised by their company."""
    people = namesakes(records)
    joined, numbers = Joined((), ()), Numbers()
    for _ in range(_ROUNDS):
        joined = join(people, _links(records, echoes, people, numbers))
        if len(joined.groups) == len(people):
            break
        people = [_one(people, group) for group in joined.groups]
    else:
        joined = join(people, _links(records, echoes, people, numbers))
    told = {(link.left, link.right) for link in joined.unsure}
    usual = (link for link in _usually_meant(people) if (link.left, link.right) not in told)
    doubts = sorted({*joined.unsure, *_named_together(records, people), *usual}, key=_ends)
    return people, tuple(_match(people, link) for link in doubts)


def _with_doubts(
    unsure: Iterable[Match], people: Sequence[Person], alike: Iterable[tuple[Key, Key, Link]]
) -> tuple[Match, ...]:
    """Add the doubts about people who are called alike, but where there is one already."""
    first = {key: person.members[0] for person in people for key in person.members}
    found = {(match.left, match.right): match for match in unsure}
    for one, other, link in alike:
        left, right = sorted((first.get(one, one), first.get(other, other)))
        match = Match(left, right, Verdict.UNSURE, link.score, link.evidence)
        found.setdefault((left, right), match)
    return tuple(match for _, match in sorted(found.items()))


def _ends(link: Link) -> tuple[int, int]:
    return link.left, link.right


def _named_together(records: Records, people: Sequence[Person]) -> Iterator[Link]:
    """Yield people of nearly one name whom an article tells apart: it may have misspelt one."""
    for (left, right), evidence in _fitting(records, people):
        one, other = people[left], people[right]
        is_doubtful = score(evidence) < SAME and not one.articles.isdisjoint(other.articles)
        evidence = (*evidence, Evidence(_TOGETHER, "one article names both"))
        if is_doubtful and score(evidence) >= UNSURE:
            if not one.traits.veto(other.traits, meet=False):
                yield Link(left, right, score(evidence), evidence)


def _usually_meant(people: Sequence[Person]) -> Iterator[Link]:
    """Yield whom a family name alone usually means: possibly that one is meant again."""
    families: defaultdict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        for family in {name.family for name in person.names if name.is_full}:
            families[family].append(place)
    for place, person in enumerate(people):
        if person.is_full:
            continue
        found = [at for at in families[min(person.names).family] if not veto(people[at], person)]
        named = [len(people[at].articles) for at in found]
        if named and max(named) >= max(_OFTEN, _MOSTLY * sum(named)):
            usual = found[named.index(max(named))]
            reason = f"{max(named)} articles name {_fullest(people[usual])}, hardly any another"
            left, right = sorted((place, usual))
            yield Link(left, right, UNSURE, (Evidence(UNSURE, reason),))


def _fullest(person: Person) -> str:
    return max(sorted(map(written, person.names)), key=len)


def _one(people: Sequence[Person], group: Sequence[int]) -> Person:
    first, *others = (people[at] for at in group)
    return first.joined(others) if others else first


def _links(
    records: Records, echoes: Echoes, people: Sequence[Person], numbers: Numbers
) -> Iterator[Link]:
    """Yield what speaks for any two people being one: their names, and their company."""
    by_name = dict(_fitting(records, people))
    weak = {at for pair, evidence in by_name.items() if score(evidence) < SAME for at in pair}
    weak |= {at for at, person in enumerate(people) if not person.is_full}
    company = Company(records, echoes, people, weak, numbers).evidence()
    families = _families(people)
    for pair in sorted(company.keys() | by_name.keys()):
        left, right = (people[at] for at in pair)
        if pair not in by_name and left.is_full and right.is_full:
            continue
        names = by_name.get(pair) or _bare_evidence(left, right, families)
        evidence = (*names, *company.get(pair, ()))
        worth = score(evidence)
        if worth >= UNSURE:
            yield Link(*pair, worth, evidence)


def _fitting(
    records: Records, people: Sequence[Person]
) -> Iterator[tuple[tuple[int, int], tuple[Evidence, ...]]]:
    """Yield people whose full names may be one person's: of one family name and given initial."""
    blocks: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for place, person in enumerate(people):
        for name in person.names:
            if name.is_full:
                for block in _blocks(records, name):
                    blocks[block].add(place)
    pairs = {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}
    for pair in sorted(pairs):
        evidence = _name_evidence(*(people[at] for at in pair))
        if evidence:
            yield pair, evidence


def _blocks(records: Records, name: Name) -> Iterator[tuple[str, str]]:
    people, own = records.knowledge.people, (name.given, *name.middle[:1])
    initials = {form[0] for given in own for form in given_forms(given, people)}
    for family in family_forms(name):
        yield from ((family, initial) for initial in initials)


def _name_evidence(left: Person, right: Person) -> tuple[Evidence, ...]:
    """Return what the best fitting full names of two people say; nothing where one is excluded."""
    found: list[tuple[Evidence, ...]] = []
    for one in sorted(left.names):
        for other in sorted(right.names):
            fitted = fit(one, other, left.traits.people)
            if fitted.veto:
                return ()
            if one.is_full and other.is_full:
                found.append(fitted.evidence)
    return max(found, key=score, default=())


def _families(people: Iterable[Person]) -> Mapping[str, int]:
    """Return of how many people with a full name each family name is."""
    return Counter(family for one in people for family in {n.family for n in one.names if n.given})


def _bare_evidence(
    left: Person, right: Person, families: Mapping[str, int]
) -> tuple[Evidence, ...]:
    names = min(left.names), min(right.names)
    found = fit(*names, left.traits.people).evidence
    if names[0].family == names[1].family and families.get(names[0].family) == 1:
        return (*found, Evidence(_RARE, f"nobody else is called {names[0].family}"))
    return found


def _match(people: Sequence[Person], link: Link) -> Match:
    left, right = sorted((people[link.left].members[0], people[link.right].members[0]))
    return Match(left, right, Verdict.UNSURE, link.score, link.evidence)


# --- Organizations, places, groups, works ---------------------------------------------------------

_THE = re.compile(r"^(the|a|an)\s+")
_OTHER = re.compile(r"[^\w&+]+")


def _by_name(records: Records, keys: Iterable[Key]) -> list[tuple[Key, ...]]:
    """Put what has a name together by kind and equal name; what has none stays by itself."""
    same: defaultdict[tuple[object, ...], list[Key]] = defaultdict(list)
    for key in keys:
        entity = records.entities[key]
        named = key in records.named and entity.type is not EntityType.PERSON
        same[(entity.type, plain(entity.name)) if named else (key,)].append(key)
    return [tuple(group) for group in same.values()]


def plain(name: str) -> str:
    """Return a name as it compares: without capitals, accents, article, genitive and marks."""
    name = re.sub(r"['’]s?$", "", fold(name).strip())
    name = re.sub(r"['’]", "", _THE.sub("", name)).replace("&", " and ")
    return " ".join(_OTHER.sub(" ", name).split())


def _label(records: Records, keys: Iterable[Key]) -> str:
    """Return the fullest name; of equally full ones the most frequent, then the first.

    Where the user's table has a name, it is that.
    """
    keys = tuple(keys)
    if row := _row(records, keys):
        return row.name
    counted = Counter(_written(records.entities[key]) for key in keys)
    return min(counted, key=lambda name: (-len(name.split()), -counted[name], name))


def _written(entity: Entity) -> str:
    return " ".join(entity.name.split())
