"""The findings of all articles by their addresses, as a resolution refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyoxigraph import NamedNode

from kg.model import Claim, Entity, Event, Findings, Key, Quote
from kg.rdf.iris import ArticleIris, Iris

Address = TypeVar("Address")
Noun = TypeVar("Noun")


class Addresses:
    """Looks findings and their nodes up by `Key`; an unknown key raises ValueError."""

    def __init__(self, findings: Iterable[Findings], iris: Iris) -> None:
        self.articles: dict[str, ArticleIris] = {}
        self.entities: dict[Key, Entity] = {}
        self.quotes: dict[Key, Quote] = {}
        self.events: dict[Key, Event] = {}
        self.claims: dict[Key, Claim] = {}
        self._findings: dict[str, Findings] = {}
        for each in findings:
            self._add(each, iris)

    def _add(self, findings: Findings, iris: Iris) -> None:
        article = findings.article.id
        self._findings[article] = findings
        self.articles[article] = iris.article(article)
        self.entities |= {Key(article, each.id): each for each in findings.entities}
        self.quotes |= {Key(article, each.id): each for each in findings.quotes}
        self.events |= {Key(article, each.id): each for each in findings.events}
        self.claims |= {Key(article, str(at)): each for at, each in enumerate(findings.claims)}

    @property
    def outlets(self) -> frozenset[str]:
        """The names of the articles' publishers."""
        return frozenset(each.article.publisher for each in self._findings.values())

    def findings(self, key: Key) -> Findings:
        """Return the findings of the article of this key."""
        return _look_up(self._findings, key.article, "an article")

    def entity(self, key: Key) -> Entity:
        """Return the entity at this key."""
        return _look_up(self.entities, key, "an entity")

    def quote(self, key: Key) -> Quote:
        """Return the quote at this key."""
        return _look_up(self.quotes, key, "a quote")

    def event(self, key: Key) -> Event:
        """Return the report of an event at this key."""
        return _look_up(self.events, key, "an event")

    def chain_node(self, key: Key) -> NamedNode:
        """Return the node of the entity at this key."""
        return self.articles[key.article].chain(key.finding)

    def quotation_node(self, key: Key) -> NamedNode:
        """Return the node of the quote at this key."""
        return self.articles[key.article].quotation(key.finding)

    def report_node(self, key: Key) -> NamedNode:
        """Return the node of the event's report at this key."""
        return self.articles[key.article].report(key.finding)

    def disputed_node(self, key: Key) -> NamedNode:
        """Return the node of one side of a contradiction: of an event's report, or of a claim."""
        return self.report_node(key) if key in self.events else self.claim_node(key)

    def claim_node(self, key: Key) -> NamedNode:
        """Return the node of the claim whose place in its article's findings the key holds."""
        claim = _look_up(self.claims, key, "a claim")
        return self.articles[key.article].claim(claim)


def _look_up(known: Mapping[Address, Noun], address: Address, what: str) -> Noun:
    try:
        return known[address]
    except KeyError:
        raise ValueError(
            f"the resolution names {what} that the findings do not hold, {address!r}:"
            " resolve these findings again"
        ) from None
