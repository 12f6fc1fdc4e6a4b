"""Which articles tell one story: they share passages, seldom named people, or their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import combinations

from kg.model import Cluster, EntityType, Key
from kg.resolve.echoes import Echoes
from kg.resolve.records import Records

_CROWD = 20
"""Articles that pass on the same words beyond which these tell of no one story."""
_SELDOM = 10
"""Articles that may name somebody for them to tell which articles belong together."""


_ALIKE = 0.4
"""Cosine of two articles' words from which they tell one story."""


class Stories:
    """Who is who, and which articles are of one story, given that."""

    def __init__(self, records: Records, echoes: Echoes, entities: Iterable[Cluster]) -> None:
        self.records = records
        self.echoes = echoes
        self.clusters = tuple(entities)
        self.thing: Mapping[Key, int] = {
            key: place for place, each in enumerate(self.clusters) for key in each.members
        }

    def share(self, left: str, right: str) -> bool:
        """Tell whether two articles are of one story."""
        if left == right or not self._passages[left].isdisjoint(self._passages[right]):
            return True
        if self.records.near.get(left, {}).get(right, 0.0) >= _ALIKE:
            return True
        return len(self._people[left] & self._people[right]) >= 2

    def beside(self, article: str) -> frozenset[str]:
        """Return the articles that are of one story with this one, as far as few are."""
        return self._beside.get(article, frozenset())

    @cached_property
    def _beside(self) -> Mapping[str, frozenset[str]]:
        blocks: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for article in self.records.articles:
            for kind, held in (("words", self._passages), ("people", self._people)):
                for each in held[article]:
                    blocks[kind, each].add(article)
        pairs = {
            pair
            for block in blocks.values()
            if len(block) <= _CROWD
            for pair in combinations(sorted(block), 2)
        }
        pairs |= {
            (one, two) for one, others in self.records.near.items() for two in others if one < two
        }
        found: defaultdict[str, set[str]] = defaultdict(set)
        for left, right in pairs:
            if self.share(left, right):
                found[left].add(right)
                found[right].add(left)
        return {article: frozenset(others) for article, others in found.items()}

    def of(self, article: str, entity: str) -> int:
        """Return the number of the thing that an entity is."""
        return self.thing[Key(article, entity)]

    def is_named(self, thing: int) -> bool:
        """Tell whether any article calls the thing by a name."""
        return thing in self._named

    @cached_property
    def _named(self) -> frozenset[int]:
        return frozenset(self.thing[key] for key in self.records.named)

    @cached_property
    def _passages(self) -> Mapping[str, frozenset[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for key, passages in self.echoes.passages.items():
            found[key.article].update(passages)
        return {article: frozenset(found[article]) for article in self.records.articles}

    @cached_property
    def _people(self) -> Mapping[str, frozenset[int]]:
        """Article → the people in it whom few articles name."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for place, each in enumerate(self.clusters):
            articles = {key.article for key in each.members}
            kind = self.records.entities[each.members[0]].type
            if kind is EntityType.PERSON and 1 < len(articles) <= _SELDOM:
                for article in articles:
                    found[article].add(place)
        return {article: frozenset(found[article]) for article in self.records.articles}
