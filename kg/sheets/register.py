"""Findings and judgements looked up by what they are of: who a thing is, where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.model import Article, Cluster, Entity, EntityType, Findings, Key, Quote, Resolution


class Register:
    """The findings of all articles and what is judged over them."""

    def __init__(self, findings: Sequence[Findings], resolution: Resolution) -> None:
        self.findings = {each.article.id: each for each in findings}
        self.resolution = resolution
        self.entities = {Key(a, e.id): e for a, f in self.findings.items() for e in f.entities}
        self.quotes = {Key(a, q.id): q for a, f in self.findings.items() for q in f.quotes}
        self.events = {Key(a, v.id): v for a, f in self.findings.items() for v in f.events}
        self.thing = {key: each for each in resolution.entities for key in each.members}
        self.event = {key: each for each in resolution.events for key in each.members}

    def article(self, key: Key) -> Article:
        """Return the article that a finding is of."""
        return self.findings[key.article].article

    def outlet(self, key: Key) -> str:
        """Return what people call the article's origin: its outlet, else its title or source."""
        article = self.article(key)
        return article.publisher or article.title or article.source

    def outlets(self, keys: Iterable[Key]) -> str:
        """Return the outlets of findings, each once."""
        return ", ".join(sorted({self.outlet(key) for key in keys}))

    def since(self, keys: Iterable[Key]) -> str:
        """Return the day of the first article that has one, as YYYY-MM-DD or coarser, or ""."""
        return min((day for key in keys if (day := self.day(key))), default="")

    def day(self, key: Key) -> str:
        """Return the day on which an article was published, or ""."""
        return self.article(key).published[:10]

    def place(self, key: Key) -> str:
        """Return where an article can be read: its URL, else what it was read from."""
        article = self.article(key)
        return article.url or article.source

    def words(self, key: Key) -> tuple[str, ...]:
        """Return the pieces of a quotation as they stand."""
        article = self.article(key)
        return tuple(article[piece] for piece in self.quotes[key].content)

    def speakers(self, key: Key) -> Iterator[Cluster]:
        """Yield who speaks a quotation."""
        quote: Quote = self.quotes[key]
        for id in (quote.speaker, *quote.joint):
            if id and Key(key.article, id) in self.thing:
                yield self.thing[Key(key.article, id)]

    def label(self, key: Key) -> str:
        """Return the name of the thing that an entity is."""
        return self.thing[key].label

    def around(self, key: Key, begin: int, end: int) -> str:
        """Return a range of an article's text with some words around it, on one line."""
        text = self.article(key).text
        left = text.rfind(" ", 0, max(begin - _AROUND, 0)) + 1
        right = text.find(" ", min(end + _AROUND, len(text)))
        right = len(text) if right < 0 else right
        words = " ".join(text[left:right].split())
        return f"{'… ' if left else ''}{words}{' …' if right < len(text) else ''}"

    # --- people -----------------------------------------------------------------------------------

    def people(self, name: str) -> list[Cluster]:
        """Return the people who are called so, those of most articles first.

        Who has just this name, or this id, comes before who has it as a part of theirs.
        """
        wanted = folded(name)
        named = [(each, self.names(each)) for each in self._named]
        found = [
            each
            for each, names in named
            if wanted in map(folded, names) or each.id in (name, wanted)
        ]
        parts = [each for each, names in named if any(wanted in folded(one) for one in names)]
        return sorted(found or parts, key=lambda each: (-_articles(each), each.label, each.id))

    @cached_property
    def _named(self) -> tuple[Cluster, ...]:
        return tuple(
            each
            for each in self.resolution.entities
            if any(self._is_person(self.entities[key]) for key in each.members)
        )

    def _is_person(self, entity: Entity) -> bool:
        return entity.type is EntityType.PERSON and not entity.anonymous

    def is_named(self, cluster: Cluster) -> bool:
        """Tell whether any article has a name for a thing."""
        return not all(self.entities[key].anonymous for key in cluster.members)

    def names(self, cluster: Cluster) -> set[str]:
        """Return what articles call somebody, and what the graph does."""
        return {cluster.label, *(self.entities[key].name for key in cluster.members)}

    def independent(self, cluster: Cluster, keys: Iterable[Key]) -> int:
        """Return of how many independent sources these findings on somebody are.

        Articles that draw on one source of that person's words are one.
        """
        groups = [{article} for article in {key.article for key in keys}]
        for drawn in self._drawn.get(cluster.id, ()):
            joined = [group for group in groups if group & drawn]
            groups = [group for group in groups if not group & drawn]
            groups += [set().union(*joined)] if joined else []
        return len(groups)

    @cached_property
    def _drawn(self) -> dict[str, list[set[str]]]:
        """A person's id → for each source of their words the articles that draw on it."""
        found: dict[str, list[set[str]]] = {}
        for source in self.resolution.sources:
            speakers = {each.id for key in source.members for each in self.speakers(key)}
            for speaker in sorted(speakers):
                found.setdefault(speaker, []).append({key.article for key in source.members})
        return found


_AROUND = 50
"""How many characters of the text stand around evidence."""


def folded(text: str) -> str:
    """Return `text` without capitals, accents and repeated blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _articles(cluster: Cluster) -> int:
    return len({key.article for key in cluster.members})
