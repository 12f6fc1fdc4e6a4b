"""The findings of all articles, side by side and in one order, as the judges look them up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from kg.knowledge import Knowledge
from kg.model import Claim, Entity, EntityType, Event, Findings, Key, MentionKind, Quote
from kg.resolve.likeness import learnt
from kg.resolve.names import Name, fit, parse_name
from kg.resolve.neighbours import Near, neighbours
from kg.resolve.rulings import Ruled, Rulings

_Item = TypeVar("_Item")
_CAPITALS = re.compile(r"[A-Z]\S*(\s[A-Z]\S*)+")
"""Words that all begin with a capital."""


@dataclass(frozen=True)
class Records:
    """Findings by article, each article once, in the order of their ids."""

    articles: dict[str, Findings]
    knowledge: Knowledge
    ruled: Ruled = field(default_factory=Ruled)

    @classmethod
    def of(
        cls, findings: Iterable[Findings], knowledge: Knowledge, rulings: Rulings | None = None
    ) -> Records:
        """Take an article that is given twice once."""
        by_id = {item.article.id: item for item in findings}
        articles = (item.article for item in by_id.values())
        ruled = (rulings or Rulings()).laid_over(articles, knowledge.people)
        return cls(dict(sorted(by_id.items())), knowledge, ruled)

    @cached_property
    def entities(self) -> dict[Key, Entity]:
        """Every entity by its address, in order."""
        return _in_order((a, e.id, e) for a, found in self.articles.items() for e in found.entities)

    @cached_property
    def quotes(self) -> dict[Key, Quote]:
        """Every quotation by its address, in order."""
        return _in_order((a, q.id, q) for a, found in self.articles.items() for q in found.quotes)

    @cached_property
    def events(self) -> dict[Key, Event]:
        """Every event report by its address, in order."""
        return _in_order((a, e.id, e) for a, found in self.articles.items() for e in found.events)

    @cached_property
    def claims(self) -> dict[Key, Claim]:
        """Every claim by its place in its article's findings."""
        return {
            Key(article, str(place)): claim
            for article, found in self.articles.items()
            for place, claim in enumerate(found.claims)
        }

    @cached_property
    def named(self) -> frozenset[Key]:
        """The entities that their article calls by a name; no other is ever merged."""
        return self._named_by_extraction | self.names.keys()

    @cached_property
    def _named_by_extraction(self) -> frozenset[Key]:
        return frozenset(
            key
            for key, entity in self.entities.items()
            if not entity.anonymous
            and any(mention.kind is MentionKind.NAME for mention in entity.mentions)
        )

    @cached_property
    def names(self) -> dict[Key, Name]:
        """The personal names of the people who have one.

        Where an article has a name of one word or none for somebody, but a description of them is
        word by word what another name in full is, it is theirs: the name was not seen as one.
        """
        people = self.knowledge.people
        parsed = (
            (key, parse_name(self.entities[key].name, people))
            for key in self._named_by_extraction
            if self.entities[key].type is EntityType.PERSON
        )
        found = {key: name for key, name in parsed if name is not None}
        full = frozenset(name.key for name in found.values() if name.is_distinct)
        found |= self._overlooked(found, full)
        return dict(sorted(found.items()))

    def _overlooked(
        self, names: Mapping[Key, Name], full: Collection[tuple[object, ...]]
    ) -> dict[Key, Name]:
        """Return the full names that stand among the descriptions of those who have none."""
        found: dict[Key, Name] = {}
        for key, entity in self.entities.items():
            own = names.get(key)
            if entity.type is EntityType.PERSON and not (own and own.is_full):
                called = sorted(name for name in self._described(key) if name.key in full)
                if len({name.key for name in called}) == 1 and self._may_be(own, called[0]):
                    found[key] = called[0]
        return found

    def _may_be(self, short: Name | None, full: Name) -> bool:
        """Tell whether a full name may be that of somebody with a name of one word, or none."""
        return short is None or not fit(short, full, self.knowledge.people).veto

    def _described(self, key: Key) -> Iterator[Name]:
        """Yield the descriptions of somebody that are written as names are."""
        article = self.articles[key.article].article
        for mention in self.entities[key].mentions:
            text = article[mention.span]
            if mention.kind is MentionKind.NOMINAL and _CAPITALS.fullmatch(text):
                name = parse_name(text, self.knowledge.people)
                if name:
                    yield name

    @cached_property
    def rows(self) -> dict[Key, int]:
        """The people whom the user's table means, and their numbers there."""
        numbers = ((key, self.ruled.number(key, self.entities[key].name)) for key in self.names)
        return {key: number for key, number in numbers if number is not None}

    @cached_property
    def dates(self) -> dict[str, date | None]:
        """The day on which each article was published, where it is known; of a year its middle."""
        return {id: _day(found.article.published) for id, found in self.articles.items()}

    @cached_property
    def near(self) -> Near:
        """The articles that share much of their words with each article, and how much."""
        texts = {id: found.article.text for id, found in self.articles.items()}
        return neighbours(texts, learnt().rarity)

    def content(self, key: Key) -> str:
        """Return a quotation's words as they stand, its pieces joined by a space."""
        article = self.articles[key.article].article
        return " ".join(article[piece] for piece in self.quotes[key].content)


def _in_order(items: Iterable[tuple[str, str, _Item]]) -> dict[Key, _Item]:
    found = {Key(article, id): item for article, id, item in items}
    return dict(sorted(found.items(), key=lambda pair: pair[0]))


def _day(published: str) -> date | None:
    middle = {4: "-07-01", 7: "-15"}
    day = published[:10]
    try:
        return date.fromisoformat(day + middle.get(len(day), ""))
    except ValueError:
        return None
