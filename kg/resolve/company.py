"""The company that people keep: what speaks for two names being one person beside the names.

`FEATURES` is the table of it. Each feature names the contexts in which an entity stands, and two
entities with a name in common that stand in one context have a reason in common. So what proposes
two people is what judges them, and nobody is compared with everybody.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.model import Claim, Entity, EntityType, Event, Evidence, Findings, Key, Mention, Quote
from kg.resolve.echoes import Echoes
from kg.resolve.names import Name, family_forms, given_forms
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


class Context(NamedTuple):
    """Something that an entity has to do with: `key` tells contexts apart, `what` is for people.

    `weight` is the part of its feature's weight that it counts. A tuple, since millions are hashed.
    """

    key: tuple[str, ...]
    what: str
    weight: float = 1.0


_Numbered = tuple[int, Context]
"""A context with the number of its feature."""


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
        self,
        records: Records,
        echoes: Echoes,
        people: Sequence[Person],
        weak: Iterable[int],
        numbers: Numbers,
    ) -> None:
        self.records = records
        self._numbers = numbers
        self.echoed = numbers.echoed
        self.echoes = echoes
        self.people = people
        self.place = {key: place for place, one in enumerate(people) for key in one.members}
        self.known = {
            place: _known(records, person) for place, person in enumerate(people) if person.is_full
        }
        self._forms_of: dict[Name, frozenset[str]] = {}
        self._wanted = self._proposing(weak)

    def _proposing(self, weak: Iterable[int]) -> frozenset[str]:
        """Return the forms that the weak share with anybody."""
        own = [frozenset(f for name in one.names for f in self._forms(name)) for one in self.people]
        held = Counter(form for forms in own for form in forms)
        return frozenset(form for place in weak for form in own[place] if held[form] > 1)

    def evidence(self) -> dict[tuple[int, int], tuple[Evidence, ...]]:
        """Return the reasons for any two people that have a name and a context in common."""
        index, names = Index(self._numbers), self.records.names
        for article, findings in self.records.articles.items():
            scene = Scene(self, findings)
            for entity in findings.entities:
                key = Key(article, entity.id)
                forms = self._forms(names[key]) & self._wanted if key in self.place else ()
                if forms:
                    index.put(self.place[key], forms, self._numbers.contexts(key, scene, entity))
        found: defaultdict[tuple[int, int], dict[_Numbered, float]] = defaultdict(dict)
        for context, places in index.shared():
            shares = self._shares(places)
            for pair in self._pairs(list(places)):
                share = _share(pair, shares)
                found[pair][context] = max(share, found[pair].get(context, 0.0))
        return {pair: tuple(_evidence(held)) for pair, held in sorted(found.items())}

    def _shares(self, places: Mapping[int, int]) -> Mapping[int, float]:
        """Return which share of the most articles each with a full name has in a context.

        Whoever is there with a short name is the one whom most articles have there: a slip makes
        another Bill somebody's husband in one, where forty have the right one. Nothing where nobody
        with a full name has a rival there, or nobody has a short one.
        """
        full = [place for place in places if place in self.known]
        if len(full) < 2 or len(full) == len(places):
            return {}
        most = max(places[place] for place in full)
        return {place: places[place] / most for place in full}

    def _forms(self, name: Name) -> frozenset[str]:
        if name not in self._forms_of:
            given = given_forms(name.given or name.family, self.records.knowledge.people)
            self._forms_of[name] = family_forms(name) | given
        return self._forms_of[name]

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


def _contexts(scene: Scene, entity: Entity) -> Iterator[tuple[int, Context]]:
    """Yield the contexts of an entity, each with the number of its feature."""
    for kind, feature in enumerate(FEATURES):
        for context in feature.contexts(scene, entity):
            yield kind, context


class Numbers:
    """The contexts that were met, each with a number, and those of each entity, over all rounds.

    The contexts of an article's entities depend on who is known in it, and are looked at anew only
    where that has changed since.
    """

    def __init__(self) -> None:
        self.echoed: dict[int, Context] = {}
        """Passage → the context that it is, made once."""
        self._numbers: dict[_Numbered, int] = {}
        self._held: dict[Key, tuple[tuple[_Present, ...], array[int]]] = {}

    def contexts(self, key: Key, scene: Scene, entity: Entity) -> array[int]:
        """Return the numbers of an entity's contexts."""
        cast, held = self._held.get(key, (None, None))
        if held is None or cast != scene.cast:
            number = self._numbers
            every = _contexts(scene, entity)
            held = array("I", (number.setdefault(each, len(number)) for each in every))
            self._held[key] = scene.cast, held
        return held

    def all(self) -> list[_Numbered]:
        """Return the contexts by their numbers."""
        return list(self._numbers)


class Index:
    """Who stands in each context, by each form of their names; in arrays, since these are many."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._forms: dict[str, int] = {}
        self._entries = array("I")

    def put(self, place: int, forms: Iterable[str], contexts: Iterable[int]) -> None:
        """Note the contexts of somebody with these forms of a name."""
        numbers = [self._forms.setdefault(form, len(self._forms)) for form in forms]
        for context in contexts:
            for form in numbers:
                self._entries.extend((context, form, place))

    def shared(self) -> Iterator[tuple[_Numbered, dict[int, int]]]:
        """Yield each context with the places, in order, that have a form of a name in common.

        With each place goes how often it stands there.
        """
        entries = np.frombuffer(self._entries, np.uint32).reshape(-1, 3)
        entries = entries[np.lexsort(entries.T[::-1])]
        first = np.flatnonzero(_begins(entries, 3))
        often = np.diff(np.r_[first, len(entries)])
        entries = entries[first]
        begins = np.flatnonzero(_begins(entries, 2))
        ends = np.r_[begins[1:], len(entries)]
        several = ends - begins > 1
        contexts = self._numbers.all()
        for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
            places = entries[begin:end, 2].tolist()
            yield (
                contexts[entries[begin, 0]],
                dict(zip(places, often[begin:end].tolist(), strict=True)),
            )


def _begins(rows: NDArray[np.uint32], columns: int) -> NDArray[np.bool_]:
    """Tell of each row whether its first columns are not those of the row before."""
    found = np.ones(len(rows), np.bool_)
    found[1:] = (rows[1:, :columns] != rows[:-1, :columns]).any(axis=1)
    return found


def _evidence(held: Mapping[_Numbered, float]) -> Iterator[Evidence]:
    kinds: defaultdict[int, list[Context]] = defaultdict(list)
    for (kind, context), share in held.items():
        kinds[kind].append(context if share == 1 else _counting(context, share))
    for kind, contexts in sorted(kinds.items()):
        feature = FEATURES[kind]
        most = _MOST if feature is BESIDE else 1
        best = sorted(contexts, key=lambda each: (-each.weight, each.what, each.key))[:most]
        for context in best:
            weight = round(feature.weight * context.weight, 6)
            yield Evidence(weight, feature.reason.format(context.what))


def _share(pair: tuple[int, int], shares: Mapping[int, float]) -> float:
    """Return the share of the one of two that has a full name, where the other has none."""
    held = [shares[place] for place in pair if place in shares]
    return held[0] if len(held) == 1 else 1.0


def _counting(context: Context, share: float) -> Context:
    return context._replace(weight=context.weight * share)


# --- One article ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Present:
    """Somebody with a full name, and the entity that they are in one article."""

    entity: str
    known: Known


class Setting:
    """What one article holds, whoever its people are."""

    def __init__(self, findings: Findings, echoes: Echoes, echoed: dict[int, Context]) -> None:
        self.findings = findings
        self._echoes = echoes
        self._echoed = echoed

    @cached_property
    def echoing(self) -> tuple[tuple[Quote, tuple[int, ...]], ...]:
        """The quotations with long verbatim passages that others share, and these passages."""
        article = self.findings.article.id
        found = (
            (quote, self._echoes.passages.get(Key(article, quote.id), ()))
            for quote in self.findings.quotes
        )
        return tuple((quote, passages) for quote, passages in found if passages)

    @cached_property
    def story(self) -> tuple[Context, ...]:
        """The passages that the article shares with others."""
        passages = sorted({passage for _, held in self.echoing for passage in held})
        return tuple(map(self.echoed, passages))

    def echoed(self, passage: int) -> Context:
        """Return a passage as a context, called by the words that it begins with."""
        if passage not in self._echoed:
            words = self._echoes.texts[passage][:6]
            self._echoed[passage] = Context((str(passage),), " ".join(words) + " …")
        return self._echoed[passage]

    @cached_property
    def passages_of(self) -> Mapping[str, tuple[int, ...]]:
        """Quotation → its passages."""
        return {quote.id: passages for quote, passages in self.echoing}

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
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """Entity → the claims of kinship that it is on either side of."""
        kin = (claim for claim in self.findings.claims if claim.property in _KIN)
        return _grouped((id, c) for c in kin for id in {c.subject, c.object} if id)

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Person → people whose mentions stand next to theirs."""
        people = (e for e in self.findings.entities if e.type is EntityType.PERSON)
        mentions: list[tuple[Mention, str]] = sorted((m, e.id) for e in people for m in e.mentions)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (one, left), (other, right) in pairwise(mentions):
            if left != right and 0 <= other.span.begin - one.span.end <= _NEXT:
                found[left].add(right)
                found[right].add(left)
        return {entity: tuple(sorted(beside)) for entity, beside in found.items()}


class Scene:
    """One article's findings, as the features look at them, given who is who so far."""

    def __init__(self, company: Company, findings: Findings) -> None:
        self._findings = findings
        self._company = company
        self._article = findings.article.id

    @cached_property
    def setting(self) -> Setting:
        """What the article holds, whoever its people are."""
        return Setting(self._findings, self._company.echoes, self._company.echoed)

    def known(self, entity: str | None) -> Iterator[Known]:
        """Yield who an entity is, where a full name says so."""
        found = self._company.of(Key(self._article, entity)) if entity else None
        if found:
            yield found

    @cached_property
    def cast(self) -> tuple[_Present, ...]:
        """Everybody with a full name in the article."""
        ids = (entity.id for entity in self._findings.entities)
        return tuple(_Present(id, known) for id in ids for known in self.known(id))

    @cached_property
    def beside(self) -> tuple[tuple[str, Context], ...]:
        """Everybody in the article whom few articles name, as a context of the others."""
        return tuple(
            (each.entity, Context((each.known.id,), each.known.name, _rarity(each.known)))
            for each in self.cast
            if each.known.articles <= _COMMON
        )


def _rarity(known: Known) -> float:
    return min(1.0, _RARE / known.articles)


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
    for claim in scene.setting.claims_of.get(entity.id, ()):
        is_subject = claim.subject == entity.id
        relation = _KIN[claim.property][0 if is_subject else 1]
        for other in scene.known(claim.object if is_subject else claim.subject):
            yield Context((relation, other.id), f"{relation} of {other.name}")


def _spoken(scene: Scene, entity: Entity) -> Iterator[Context]:
    for quote in scene.setting.quotes_of.get(entity.id, ()):
        for passage in scene.setting.passages_of.get(quote.id, ()):
            yield scene.setting.echoed(passage)


def _named_in(scene: Scene, entity: Entity) -> Iterator[Context]:
    for quote, passages in scene.setting.echoing:
        if any(m.span in piece for m in entity.mentions for piece in quote.content):
            yield from map(scene.setting.echoed, passages)


def _lived_through(scene: Scene, entity: Entity) -> Iterator[Context]:
    for event in scene.setting.events_of.get(entity.id, ()):
        own = {part.role for part in event.participants if part.entity == entity.id}
        for part in event.participants:
            if part.entity == entity.id:
                continue
            for other in scene.known(part.entity):
                for role in sorted(own):
                    what = f"{event.type.replace('-', ' ')} with {other.name}"
                    yield Context((event.type, role, part.role, other.id), what)


def _joint(scene: Scene, entity: Entity) -> Iterator[Context]:
    for quote in scene.setting.quotes_of.get(entity.id, ()):
        for speaker in (quote.speaker, *quote.joint):
            if speaker != entity.id:
                for other in scene.known(speaker):
                    yield Context((other.id,), other.name)


def _next_to(scene: Scene, entity: Entity) -> Iterator[Context]:
    for neighbour in scene.setting.neighbours.get(entity.id, ()):
        for other in scene.known(neighbour):
            yield Context((other.id,), other.name)


def _beside(scene: Scene, entity: Entity) -> Iterator[Context]:
    yield from (context for id, context in scene.beside if id != entity.id)


def _story(scene: Scene, _: Entity) -> Iterator[Context]:
    yield from scene.setting.story


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
