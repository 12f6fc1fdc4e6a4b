"""People who are possibly one by what articles of much the same words call them, named or not.

Nobody is judged one with somebody by that: “the driver” of one article and the driver whom another
one names stay two, and possibly the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from kg.model import Entity, EntityType, Evidence, Findings, Key, MentionKind
from kg.resolve.components import Link
from kg.resolve.doubts import on_average, regrouped
from kg.resolve.likeness import Called, Cast, last_words, learnt, vectors
from kg.resolve.parties import Person, Traits
from kg.resolve.records import Records

_POSSIBLY = 0.5
"""Average probability from which two are possibly one; of those below, few are, in daily news."""
_FAINT = 0.05
"""Probability below which two people are no link."""
_MOST = 5
"""Mentions that tell what somebody is called."""


def cast_of(
    records: Records, findings: Findings, entities: Iterable[Entity] | None = None
) -> Cast | None:
    """Return the people of an article as they compare, or those given; None where there are none.

    Only those whose senses are known are there.
    """
    chosen = findings.entities if entities is None else entities
    own = [each for each in chosen if each.type is EntityType.PERSON and each.sense]
    if not own:
        return None
    keys = tuple(Key(findings.article.id, entity.id) for entity in own)
    called = tuple(
        Called(records.names.get(key), _heads(findings, entity), entity.gender)
        for key, entity in zip(keys, own, strict=True)
    )
    senses = vectors([entity.sense for entity in own])
    return Cast(keys, called, senses, records.knowledge.people)


def _heads(findings: Findings, entity: Entity) -> frozenset[str]:
    called = [m.span for m in entity.mentions if m.kind is not MentionKind.PRONOUN]
    return last_words(findings.article[span] for span in called[:_MOST])


def possibly_one(records: Records, people: Sequence[Person]) -> Iterator[tuple[Key, Key, Link]]:
    """Yield who is possibly one, by two of their findings; `people` are those with names."""
    known = {key for person in people for key in person.members}
    keys = sorted(key for key, each in records.entities.items() if _is_nameless(each, key, known))
    things = [*(person.members for person in people), *((key,) for key in keys)]
    traits = [*(person.traits for person in people), *(_traits(records, key) for key in keys)]
    articles = [Counter(key.article for key in members) for members in things]

    def are_apart(left: int, right: int) -> bool:
        one, two = traits[left], traits[right]
        meet = bool(one.names and two.names and articles[left].keys() & articles[right].keys())
        return bool(one.veto(two, meet=meet))

    places = [key for members in things for key in members]
    number = {key: at for at, key in enumerate(places)}
    groups = [[number[key] for key in members] for members in things]
    links = regrouped(groups, _links(records, number))
    for link in on_average(articles, links, records.near, are_apart, _POSSIBLY):
        yield places[link.left], places[link.right], link


def _is_nameless(entity: Entity, key: Key, known: set[Key]) -> bool:
    return entity.type is EntityType.PERSON and bool(entity.sense) and key not in known


def _traits(records: Records, key: Key) -> Traits:
    gender = records.entities[key].gender
    genders = frozenset({gender} if gender else ())
    return Traits(frozenset(), records.knowledge.people, genders, ruled=records.ruled)


def _links(records: Records, number: Mapping[Key, int]) -> Iterator[Link]:
    """Yield how probable it is that any two people of neighbouring articles are one."""
    found = {id: cast_of(records, findings) for id, findings in records.articles.items()}
    casts = {id: cast for id, cast in found.items() if cast}
    for left, cast in casts.items():
        near = records.near.get(left, {})
        for right in sorted(id for id in near.keys() & casts.keys() if id > left):
            other = casts[right]
            worth = learnt().people.probability(cast.compared(other, near[right]))
            for row, column in np.argwhere(worth >= _FAINT).tolist():
                likeness = round(float(worth[row, column]), 4)
                yield _link(number[cast.keys[row]], number[other.keys[column]], likeness)


def _link(one: int, other: int, worth: float) -> Link:
    evidence = Evidence(worth, "articles of much the same words call them alike")
    return Link(min(one, other), max(one, other), worth, (evidence,))
