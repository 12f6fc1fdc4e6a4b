"""All that is known of somebody: names, claims, words, events, articles, doubts, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Claim, Cluster, Event, Key, Match, MentionKind, Modality, Polarity, Quote
from kg.sheets.conflicts import disputed
from kg.sheets.register import Register
from kg.sheets.sheet import Cell, Sheet, listed, support

Rows = Iterable[tuple[Cell, ...]]


def portraits(register: Register, name: str) -> tuple[Sheet, ...]:
    """Return what is known of everybody who is called so, in a sheet for each kind of thing.

    A person's first sheet is of kind “person”; sheets without rows are left out.
    """
    return tuple(
        sheet for each in register.people(name) for sheet in _Portrait(register, each).sheets()
    )


class _Portrait:
    """One person over all articles."""

    def __init__(self, register: Register, person: Cluster) -> None:
        self._register = register
        self._person = person
        self._members = set(person.members)
        self._articles = sorted({key.article for key in person.members})

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets that have rows."""
        count = len(self._articles)
        title = f"{self._person.label}: {support(count, self._person.independent)}"
        yield self._sheet("person", title, ("called", "articles", "outlets"), self._names())
        rest = (
            self._sheet(
                "is", "is", ("what", "value", "articles", "outlets", "words"), self._claims()
            ),
            self._sheet(
                "said", "said",
                ("statement", "how", "since", "articles", "independent sources", "outlets"),
                self._said(),
            ),
            self._sheet(
                "lived through", "lived through",
                ("event", "part", "how", "when", "articles", "independent sources", "outlets"),
                self._events(),
            ),
            self._sheet(
                "articles", "named in", ("outlet", "date", "title", "as", "address", "article"),
                self._places(),
            ),
            self._sheet(
                "unsure", "perhaps the same as", ("who", "probability", "why", "id"), self._doubts()
            ),
            self._sheet(
                "disagreements", "disagreements", ("about", "says", "outlet", "date", "words"),
                self._disagreements(),
            ),
        )  # fmt: skip
        yield from (sheet for sheet in rest if sheet.rows)

    def _sheet(self, kind: str, title: str, columns: tuple[str, ...], rows: Rows) -> Sheet:
        items = dict(self._register.resolution.identities)
        item = items.get(self._person.id, "")
        about: list[tuple[str, Cell]] = [("who", self._person.label), ("id", self._person.id)]
        about += [("wikidata", item)] if item else []
        return Sheet(kind, title, tuple(about), columns, tuple(rows))

    # The chapters

    def _names(self) -> Rows:
        """What articles call them, the commonest first."""
        found: defaultdict[str, set[Key]] = defaultdict(set)
        for key in self._person.members:
            entity, article = self._register.entities[key], self._register.article(key)
            for mention in entity.mentions:
                if mention.kind is MentionKind.NAME:
                    found[" ".join(article[mention.span].split())].add(key)
        for name, keys in sorted(found.items(), key=lambda each: (-len(each[1]), each[0])):
            yield name, len(keys), self._register.outlets(keys)

    def _claims(self) -> Rows:
        found: defaultdict[tuple[str, str], list[tuple[Key, Claim]]] = defaultdict(list)
        for article in self._articles:
            for claim in self._register.findings[article].claims:
                key = Key(article, claim.subject)
                if key in self._members:
                    found[claim.property, self._value(article, claim)].append((key, claim))
        for (property, value), claims in sorted(found.items()):
            keys = [key for key, _ in claims]
            key, claim = claims[0]
            words = self._register.around(key, claim.evidence.begin, claim.evidence.end)
            yield property, value, len(set(keys)), self._register.outlets(keys), words

    def _value(self, article: str, claim: Claim) -> str:
        return self._register.label(Key(article, claim.object)) if claim.object else claim.value

    def _said(self) -> Rows:
        own: list[tuple[str, tuple[Cell, ...]]] = []
        for statement in self._register.resolution.statements:
            keys = [
                key
                for key in statement.members
                if any(who is self._person for who in self._register.speakers(key))
            ]
            if keys:
                acts = listed(_act(self._register.quotes[key]) for key in keys)
                own.append((statement.label, (acts, *self._support(statement, keys))))
        for label, cells in sorted(own, key=lambda each: (str(each[1][1]), each[0])):
            yield label, *cells

    def _events(self) -> Rows:
        rows: list[tuple[Cell, ...]] = []
        for event in self._register.resolution.events:
            parts = {key: self._parts(key) for key in event.members}
            keys = [key for key, roles in parts.items() if roles]
            if keys:
                reports = [self._register.events[key] for key in keys]
                times = listed(each.time.value for each in reports if each.time and each.time.value)
                roles = listed(role for key in keys for role in parts[key])
                _, *counts = self._support(event, keys)
                rows.append((event.label, roles, listed(map(_world, reports)), times, *counts))
        yield from sorted(rows, key=lambda row: (not row[3], str(row[3]), str(row[0])))

    def _parts(self, key: Key) -> set[str]:
        participants = self._register.events[key].participants
        return {
            each.role for each in participants if Key(key.article, each.entity) in self._members
        }

    def _support(self, cluster: Cluster, keys: list[Key]) -> tuple[Cell, ...]:
        """Return since when, in how many articles, of how many sources, and where."""
        articles = len({key.article for key in cluster.members})
        independent = articles if cluster.independent is None else cluster.independent
        since = self._register.since(keys)
        return since, articles, independent, self._register.outlets(cluster.members)

    def _places(self) -> Rows:
        register = self._register
        for key in sorted(self._person.members, key=lambda key: (register.day(key), key)):
            name = register.entities[key].name
            address = f"{key.article}#{key.finding}"
            title = register.article(key).title
            yield register.outlet(key), register.day(key), title, name, address, register.place(key)

    def _doubts(self) -> Rows:
        for match in self._register.resolution.unsure:
            other = self._other(match)
            if other:
                reasons = (f"{each.reason} ({each.weight:+.2f})" for each in match.evidence)
                yield other.label, match.score, "; ".join(reasons), other.id

    def _other(self, match: Match) -> Cluster | None:
        """Return the other side of a match that is on this person."""
        sides = [self._register.thing.get(key) for key in (match.left, match.right)]
        if self._person not in sides:
            return None
        return sides[0] if sides[1] is self._person else sides[1]

    def _disagreements(self) -> Rows:
        for sheet in disputed(self._register):
            facts = dict(sheet.about)
            if facts["id"] == self._person.id:
                for says, outlet, date, _, words, _ in sheet.rows:
                    yield facts["about"], says, outlet, date, words


def _act(quote: Quote) -> str:
    return quote.act if quote.affirmed else f"not {quote.act}"


def _world(event: Event) -> str:
    """Return how an event is told of: happened, not happened, planned and so on."""
    negated = "not " if event.polarity is Polarity.NEGATIVE else ""
    return negated + ("happened" if event.modality is Modality.ACTUAL else event.modality.value)
