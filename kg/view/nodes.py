"""The nodes of the graph: what each cluster of findings is, and which node a finding belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar
from urllib.parse import urlsplit

from kg.model import (
    Article,
    Cluster,
    Entity,
    Event,
    Findings,
    Key,
    MentionKind,
    Modality,
    Polarity,
    Quote,
    Resolution,
)

Scalar: TypeAlias = str | int | float | bool


class NodeKind(StrEnum):
    """What a node is: an entity's type, or one of the things that articles hold."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"
    OTHER = "other"
    STATEMENT = "statement"
    EVENT = "event"
    ARTICLE = "article"
    SOURCE = "source"
    """What several articles draw on: an essay, an agency, a press release."""


def outlet(article: Article) -> str:
    """Return who published the article, as well as it says so; "" where it does not."""
    return article.publisher or (urlsplit(article.url).hostname or "").removeprefix("www.")


def headline(article: Article) -> str:
    """Return the article's title; where it has none, the last part of where it was read from."""
    return article.title or re.split(r"[/\\]", article.source.rstrip("/\\"))[-1]


Item = TypeVar("Item", Entity, Quote, Event)


_Items: TypeAlias = Mapping[Key, tuple[Findings, Item]]


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """One node's findings: `members` beside the findings of the article that each stands in."""

    id: str
    label: str
    members: tuple[tuple[Findings, Item], ...]


class Nodes:
    """All nodes, and for each finding the id of its node.

    Findings that no cluster holds stand for themselves; clusters' members that are not among the
    findings are left out.
    """

    def __init__(self, findings: Sequence[Findings], resolution: Resolution) -> None:
        unique = {item.article.id: item for item in findings}
        self.findings: Mapping[str, Findings] = dict(sorted(unique.items()))
        entities, quotes, events = self._items()
        self.entities = _groups(
            resolution.entities, entities, entity_kind, lambda _, entity: entity.name
        )
        self.statements = _groups(
            resolution.statements, quotes, lambda _: NodeKind.STATEMENT, wording
        )
        self.events = _groups(
            resolution.events,
            events,
            lambda _: NodeKind.EVENT,
            lambda article, event: article[event.trigger],
        )
        self._sources = {f"{NodeKind.SOURCE}/{one.id}": one for one in resolution.sources}
        self._ids = {
            (type(item), Key(found.article.id, item.id)): group.id
            for groups in (self.entities, self.statements, self.events)
            for group in groups
            for found, item in group.members
        }

    def _items(
        self,
    ) -> tuple[_Items[Entity], _Items[Quote], _Items[Event]]:
        found = self.findings.values()
        return (
            {Key(item.article.id, one.id): (item, one) for item in found for one in item.entities},
            {Key(item.article.id, one.id): (item, one) for item in found for one in item.quotes},
            {Key(item.article.id, one.id): (item, one) for item in found for one in item.events},
        )

    def entity(self, key: Key) -> str | None:
        """Return the id of an entity's node, or None if the findings do not hold it."""
        return self._ids.get((Entity, key))

    def statement(self, key: Key) -> str | None:
        """Return the id of the statement's node that a quotation realises, or None."""
        return self._ids.get((Quote, key))

    def event(self, key: Key) -> str | None:
        """Return the id of an event's node, or None if the findings do not hold it."""
        return self._ids.get((Event, key))

    def any(self, key: Key) -> str | None:
        """Return the id of the node of whatever finding has this key."""
        return self.entity(key) or self.statement(key) or self.event(key)

    def sources(self) -> Iterator[tuple[str, Cluster]]:
        """Yield the primary sources with the ids of their nodes."""
        yield from self._sources.items()

    def attributes(self) -> Iterator[tuple[str, dict[str, Scalar]]]:
        """Yield every node's id and attributes, in order of kind and id."""
        yield from ((group.id, _entity_attributes(group)) for group in self.entities)
        yield from ((group.id, _statement_attributes(group)) for group in self.statements)
        yield from ((group.id, _event_attributes(group)) for group in self.events)
        for item in self.findings.values():
            yield article_id(item.article), _article_attributes(item.article)
        for node, source in self._sources.items():
            yield node, {"kind": NodeKind.SOURCE.value, "label": source.label}


def article_id(article: Article) -> str:
    """Return the id of an article's node."""
    return f"{NodeKind.ARTICLE}/{article.id}"


def wording(article: Article, quote: Quote) -> str:
    """Return a quotation's words, its pieces joined by blanks."""
    return " ".join(article[piece] for piece in quote.content)


def entity_kind(entities: Sequence[Entity]) -> NodeKind:
    """Return the type that most of the entities have."""
    return NodeKind(most_common(entity.type.value for entity in entities))


def most_common(values: Iterable[str]) -> str:
    """Return the most frequent value, of several the longest, then the first; "" of none."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default="")


def _groups(
    clusters: Iterable[Cluster],
    items: _Items[Item],
    kind: Callable[[Sequence[Item]], NodeKind],
    label: Callable[[Article, Item], str],
) -> tuple[Group[Item], ...]:
    groups, left = [], dict(items)
    for cluster in sorted(clusters, key=lambda cluster: cluster.id):
        members = tuple(left.pop(key) for key in cluster.members if key in left)
        if members:
            node = f"{kind([item for _, item in members])}/{cluster.id}"
            groups.append(Group(node, cluster.label, members))
    for key, (findings, item) in left.items():
        node = f"{kind([item])}/{key.article}-{key.finding}"
        groups.append(Group(node, label(findings.article, item), ((findings, item),)))
    return tuple(sorted(groups, key=lambda group: group.id))


# --- What each kind of node says of itself --------------------------------------------------------


def _entity_attributes(group: Group[Entity]) -> dict[str, Scalar]:
    entities = [entity for _, entity in group.members]
    return {
        "kind": entity_kind(entities).value,
        "label": group.label,
        "also_called": _forms(group, MentionKind.NAME),
        "described_as": _forms(group, MentionKind.NOMINAL),
        "gender": most_common(entity.gender for entity in entities),
        "anonymous": all(entity.anonymous for entity in entities),
    }


def _forms(group: Group[Entity], kind: MentionKind) -> str:
    """Return the distinct words of the entity's mentions of one kind, without its label."""
    forms = {
        findings.article[mention.span]
        for findings, entity in group.members
        for mention in entity.mentions
        if mention.kind is kind
    }
    return "; ".join(sorted(forms - {group.label}))


def _statement_attributes(group: Group[Quote]) -> dict[str, Scalar]:
    quotes = [quote for _, quote in group.members]
    return {
        "kind": NodeKind.STATEMENT.value,
        "label": group.label,
        "act": most_common(quote.act for quote in quotes),
        "affirmed": any(quote.affirmed for quote in quotes),
    }


def _event_attributes(group: Group[Event]) -> dict[str, Scalar]:
    events = [event for _, event in group.members]
    happened = any(event.is_experienced for event in events)
    return {
        "kind": NodeKind.EVENT.value,
        "label": group.label,
        "type": most_common(event.type for event in events),
        "when": most_common(event.time.value for event in events if event.time),
        "modality": (
            Modality.ACTUAL.value
            if happened
            else most_common(event.modality.value for event in events)
        ),
        "polarity": (
            Polarity.POSITIVE.value
            if happened
            else most_common(event.polarity.value for event in events)
        ),
    }


def _article_attributes(article: Article) -> dict[str, Scalar]:
    return {
        "kind": NodeKind.ARTICLE.value,
        "label": headline(article),
        "outlet": outlet(article),
        "date": article.published,
        "author": article.author,
        "url": article.url,
    }
