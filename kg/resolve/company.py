"""The company that people keep: what speaks for two names being one person beside the names.

`FEATURES` is the table of it. Each feature names the contexts in which an entity stands, and two
entities with a name in common that stand in one context have a reason in common. So what proposes
two people is what judges them, and nobody is compared with everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import TypeVar

from kg.model import Entity, EntityType, Event, Evidence, Findings, Key, Mention, Quote
from kg.resolve.echoes import Echoes
from kg.resolve.names import family_forms, given_forms
from kg.resolve.parties import Person
from kg.resolve.records import Records

_CROWD = 30
"""A context that more people of one name share tells less: they are not compared all with all."""
_RARE = 10
"""Up to this many articles, being named beside somebody tells most."""
_COMMON = 50
"""Beyond this many articles, it tells nothing."""
_NEXT = 12
"""Characters between two mentions that stand next to each other: “Ann and her husband, Bo”."""
_MOST = 3
"""Reasons of one kind that count: being named in one story is never enough to be one."""


@dataclass(frozen=True, slots=True, order=True)
class Context:
    """Something that an entity has to do with: `key` tells contexts apart, `what` is for people.

    `weight` is the part of its feature's weight that it counts.
    """

    key: tuple[str, ...]
    what: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Feature:
    """A kind of context: what it weighs, how its reason reads, and which contexts an entity has."""

    weight: float
    reason: str
    contexts: Callable[[Scene, Entity], Iterable[Context]]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with a full name, as company of others: `articles` is how many name them."""

    id: str
    name: str
    articles: int


class Company:
    """What is known of the company of all people, given who is who so far.

    Only company of the people at the places `weak` is looked at, and of those who share a form of
    a name with them.
    """

    def __init__(
        self, records: Records, echoes: Echoes, people: Sequence[Person], weak: Iterable[int]
    ) -> None:
        self.records = records
        self.echoes = echoes
        self.people = people
        self.place = {key: place for place, one in enumerate(people) for key in one.members}
        self.known = {
            place: _known(records, person) for place, person in enumerate(people) if person.is_full
        }
        self._wanted = frozenset(
            form for place in weak for key in people[place].members for form in self._forms(key)
        )

    def evidence(self) -> dict[tuple[int, int], tuple[Evidence, ...]]:
        """Return the reasons for any two people that have a name and a context in common."""
        found: defaultdict[tuple[int, int], defaultdict[int, set[Context]]]
        found = defaultdict(lambda: defaultdict(set))
        for (kind, _, context), places in sorted(self._index().items()):
            for pair in self._pairs(sorted(places)):
                found[pair][kind].add(context)
        return {pair: tuple(_evidence(kinds)) for pair, kinds in sorted(found.items())}

    def _index(self) -> dict[tuple[int, str, Context], set[int]]:
        """Return who stands in each context, by each form of their names that matters."""
        index: defaultdict[tuple[int, str, Context], set[int]] = defaultdict(set)
        for article, findings in self.records.articles.items():
            scene = Scene(self, findings)
            for entity in findings.entities:
                key = Key(article, entity.id)
                forms = self._forms(key) & self._wanted if key in self.place else ()
                if not forms:
                    continue
                for kind, feature in enumerate(FEATURES):
                    for context in feature.contexts(scene, entity):
                        for form in forms:
                            index[kind, form, context].add(self.place[key])
        return index

    def _forms(self, key: Key) -> frozenset[str]:
        name = self.records.names[key]
        people = self.records.knowledge.people
        return family_forms(name) | given_forms(name.given or name.family, people)

    def _pairs(self, places: list[int]) -> Iterable[tuple[int, int]]:
        """Return whom to compare: all with all; in a crowd each with a neighbour and the named."""
        if len(places) <= _CROWD:
            return combinations(places, 2)
        full = [place for place in places if place in self.known][:_CROWD]
        pairs = {(min(a, b), max(a, b)) for a in places for b in full if a != b}
        return sorted(pairs | set(pairwise(places)))

    def of(self, key: Key) -> Known | None:
        """Return who an entity is, where a full name says so."""
        return self.known.get(self.place.get(key, -1))


def _known(records: Records, person: Person) -> Known:
    first = person.members[0]
    names = (records.entities[key].name for key in person.members[:_CROWD])
    name = min(names, key=lambda each: (-len(each), each))
    return Known(f"{first.article} {first.finding}", name, len(person.articles))


def _evidence(kinds: Mapping[int, set[Context]]) -> Iterator[Evidence]:
    for kind, contexts in sorted(kinds.items()):
        feature = FEATURES[kind]
        most = _MOST if feature is BESIDE else 1
        best = sorted(contexts, key=lambda each: (-each.weight, each.what, each.key))[:most]
        for context in best:
            weight = round(feature.weight * context.weight, 6)
            yield Evidence(weight, feature.reason.format(context.what))


# --- One article ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Present:
    """Somebody with a full name, and the entity that they are in one article."""

    entity: str
    known: Known


class Scene:
    """One article's findings, as the features look at them."""

    def __init__(self, company: Company, findings: Findings) -> None:
        self.findings = findings
        self._company = company
        self._article = findings.article.id

    def known(self, entity: str | None) -> Iterator[Known]:
        """Yield who an entity is, where a full name says so."""
        found = self._company.of(Key(self._article, entity)) if entity else None
        if found:
            yield found

    def passages(self, quote: Quote) -> tuple[int, ...]:
        """Return the long verbatim passages that a quotation shares with others."""
        return self._company.echoes.passages.get(Key(self._article, quote.id), ())

    def opening(self, passage: int) -> str:
        """Return the words that a passage begins with."""
        return " ".join(self._company.echoes.texts[passage][:6]) + " …"

    @cached_property
    def cast(self) -> tuple[_Present, ...]:
        """Everybody with a full name in the article."""
        ids = (entity.id for entity in self.findings.entities)
        return tuple(_Present(id, known) for id in ids for known in self.known(id))

    @cached_property
    def quotes_of(self) -> Mapping[str, tuple[Quote, ...]]:
        """Speaker → quotations."""
        return _grouped((s, q) for q in self.findings.quotes for s in (q.speaker, *q.joint) if s)

    @cached_property
    def events_of(self) -> Mapping[str, tuple[Event, ...]]:
        """Participant → event reports."""
        found = ((p.entity, event) for event in self.findings.events for p in event.participants)
        return _grouped(found)

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Person → people whose mentions stand next to theirs."""
        people = (e for e in self.findings.entities if e.type is EntityType.PERSON)
        mentions: list[tuple[Mention, str]] = sorted((m, e.id) for e in people for m in e.mentions)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (one, left), (other, right) in pairwise(mentions):
            if left != right and 0 <= other.span.begin - one.span.end <= _NEXT:
                found[left].add(right)
                found[right].add(left)
        return {entity: frozenset(beside) for entity, beside in found.items()}


_Found = TypeVar("_Found")


def _grouped(pairs: Iterable[tuple[str, _Found]]) -> dict[str, tuple[_Found, ...]]:
    found: defaultdict[str, list[_Found]] = defaultdict(list)
    for key, item in pairs:
        if item not in found[key]:
            found[key].append(item)
    return {key: tuple(items) for key, items in found.items()}


# --- The features ---------------------------------------------------------------------------------

_KIN = {
    # property of a claim: what its subject and its object are to each other
    "spouse": ("spouse", "spouse"),
    "sibling": ("sibling", "sibling"),
    "parent": ("child", "parent"),
    "child": ("parent", "child"),
}


def _kin(scene: Scene, entity: Entity) -> Iterator[Context]:
    for claim in scene.findings.claims:
        if claim.property not in _KIN or entity.id not in (claim.subject, claim.object):
            continue
        is_subject = claim.subject == entity.id
        relation = _KIN[claim.property][0 if is_subject else 1]
        for other in scene.known(claim.object if is_subject else claim.subject):
            yield Context((relation, other.id), f"{relation} of {other.name}")


def _spoken(scene: Scene, entity: Entity) -> Iterator[Context]:
    for quote in scene.quotes_of.get(entity.id, ()):
        for passage in scene.passages(quote):
            yield Context((str(passage),), scene.opening(passage))


def _named_in(scene: Scene, entity: Entity) -> Iterator[Context]:
    for quote in scene.findings.quotes:
        passages = scene.passages(quote)
        if passages and any(m.span in piece for m in entity.mentions for piece in quote.content):
            for passage in passages:
                yield Context((str(passage),), scene.opening(passage))


def _lived_through(scene: Scene, entity: Entity) -> Iterator[Context]:
    for event in scene.events_of.get(entity.id, ()):
        own = {part.role for part in event.participants if part.entity == entity.id}
        for part in event.participants:
            if part.entity == entity.id:
                continue
            for other in scene.known(part.entity):
                for role in sorted(own):
                    what = f"{event.type.replace('-', ' ')} with {other.name}"
                    yield Context((event.type, role, part.role, other.id), what)


def _joint(scene: Scene, entity: Entity) -> Iterator[Context]:
    for quote in scene.quotes_of.get(entity.id, ()):
        for speaker in (quote.speaker, *quote.joint):
            if speaker != entity.id:
                for other in scene.known(speaker):
                    yield Context((other.id,), other.name)


def _next_to(scene: Scene, entity: Entity) -> Iterator[Context]:
    for neighbour in sorted(scene.neighbours.get(entity.id, ())):
        for other in scene.known(neighbour):
            yield Context((other.id,), other.name)


def _beside(scene: Scene, entity: Entity) -> Iterator[Context]:
    for other in scene.cast:
        if other.entity != entity.id and other.known.articles <= _COMMON:
            weight = min(1.0, _RARE / other.known.articles)
            yield Context((other.known.id,), other.known.name, weight)


def _story(scene: Scene, _: Entity) -> Iterator[Context]:
    for quote in scene.findings.quotes:
        for passage in scene.passages(quote):
            yield Context((str(passage),), scene.opening(passage))


BESIDE = Feature(0.2, "both are named beside {}", _beside)

FEATURES = (
    Feature(0.85, "both say “{}”", _spoken),
    Feature(0.8, "both are {}", _kin),
    Feature(0.8, "both are named in “{}”", _named_in),
    Feature(0.55, "both take part in the {}", _lived_through),
    Feature(0.5, "both speak together with {}", _joint),
    Feature(0.45, "their articles share “{}”", _story),
    Feature(0.45, "both stand next to {}", _next_to),
    BESIDE,
)
