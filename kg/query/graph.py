"""A graph to ask: queries, people, and the same content for rdflib, networkx and pandas."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Triple,
)

from kg.closing import Closing
from kg.errors import QueryError
from kg.query.named import named_query
from kg.query.results import Plain, Result, Table, html_table
from kg.query.worker import Limits, Worker

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import rdflib

    from kg.query.terms import Value


PEOPLE_SHOWN = 12
"""How many people a notebook shows of a graph."""


class Source(Protocol):
    """The store behind a graph, as far as it is read."""

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        """Answer a query as it is, of these graphs alone where they are given."""

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs."""

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield the quads of one graph."""

    def close(self) -> None:
        """Let go of the store."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person over all articles; `names` are what the articles call them, `name` first."""

    iri: str
    name: str
    names: tuple[str, ...]
    statements: int
    events: int
    articles: int


class Graph(Closing):
    """A graph that was built, open for reading.

    `opener` opens the store at `place`; it has to be a function of a module. Queries run in a
    process of their own, within `limits`, over the union of all named graphs; GRAPH ?g names them.
    `services` are the addresses that SERVICE may call; none by default. `network` makes what
    `to_networkx` gives.
    """

    def __init__(
        self,
        opener: Callable[[str], Source],
        place: str | Path,
        *,
        prefixes: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        services: Collection[str] = (),
        network: Callable[[Graph], Any] | None = None,
    ) -> None:
        self.place = str(place)
        self.source = opener(self.place)
        self.prefixes = dict(prefixes or {})
        self.services = tuple(services)
        self._network = network
        self._worker = Worker(opener, self.place, limits)

    def query(self, sparql: str, /, **values: Value) -> Result:
        """Answer a SPARQL query; keyword arguments take the place of its variables.

        A `str` is a string, whatever it holds; pass a NamedNode or rdflib.URIRef for an IRI. Raises
        QueryError where the query is malformed, RefusedError where it would change the graph or
        reach out of the store, LimitError where it takes too much.
        """
        return self._worker.run(sparql, values, prefixes=self.prefixes, services=self.services)

    def ask(self, name: str, /, **values: Value) -> Result:
        """Answer the shipped query called `name`; see `kg.query.named.named_queries`."""
        query = named_query(name)
        known = [parameter.name for parameter in query.parameters]
        for value in values:
            if value not in known:
                has = f"its parameters are {', '.join(known)}" if known else "it has none"
                raise QueryError(f"{name} has no parameter {value}; {has}")
        return self.query(query.text, **values)

    @property
    def process(self) -> int | None:
        """The id of the process that runs the queries; None before the first of them."""
        return self._worker.process

    def people(self) -> tuple[Person, ...]:
        """Return all people, those with most statements and events first."""
        names: dict[Plain, set[str]] = {}
        for row in self._table("names-of-people"):
            names.setdefault(row["iri"], set()).add(str(row["name"]))
        return tuple(_person(row, names[row["iri"]]) for row in self._table("people"))

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset with the same named graphs; its default graph is their union."""
        import rdflib  # takes long to load: only who wants it waits

        dataset = rdflib.Dataset(default_union=True)
        for name in self.source.graphs():
            graph = dataset.graph(rdflib.URIRef(name.value))
            for quad in self.source.quads(name):
                graph.add(tuple(_for_rdflib(part) for part in quad.triple))  # type: ignore[arg-type]
        return dataset

    def to_networkx(self) -> Any:
        """Return a networkx MultiDiGraph; raises QueryError where the graph was opened without."""
        if self._network is None:
            raise QueryError(f"{self.place}: was opened without the network; use kg.open_graph")
        return self._network(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a DataFrame of all edges (said, experienced), a row for each piece of evidence.

        Raises ImportError with the remedy where pandas is missing.
        """
        return self._table("evidence").to_pandas()

    def _table(self, name: str) -> Table:
        found = self.ask(name)
        assert isinstance(found, Table)
        return found

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.place!r})"

    def _repr_html_(self) -> str:
        people = self.people()
        shown = [
            [person.name, str(person.statements), str(person.events), str(person.articles)]
            for person in people[:PEOPLE_SHOWN]
        ]
        articles = len(self._table("articles"))
        caption = f"{articles} articles, {len(people)} people, of whom those with most to tell:"
        return html_table(
            ("person", "said", "lived through", "articles"),
            shown,
            f"<caption>{escape(caption)}</caption>",
        )

    def close(self) -> None:
        """Let go of the store and end the process that runs the queries."""
        self._worker.close()
        self.source.close()


def _person(row: Mapping[str, Plain], names: set[str]) -> Person:
    name = str(row["name"])
    return Person(
        iri=str(row["iri"]),
        name=name,
        names=(name, *sorted(names - {name})),
        statements=_count(row["statements"]),
        events=_count(row["events"]),
        articles=_count(row["articles"]),
    )


def _count(cell: Plain) -> int:
    return cell if isinstance(cell, int) else 0


def _for_rdflib(part: NamedNode | Literal | BlankNode | Triple) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(part, NamedNode):
        return rdflib.URIRef(part.value)
    if isinstance(part, BlankNode):
        return rdflib.BNode(part.value)
    if isinstance(part, Triple):
        raise QueryError(f"rdflib does not know triples as terms: {part}")
    if part.language:
        return rdflib.Literal(part.value, lang=part.language)
    datatype = part.datatype.value
    if datatype == "http://www.w3.org/2001/XMLSchema#string":
        return rdflib.Literal(part.value)
    return rdflib.Literal(part.value, datatype=rdflib.URIRef(datatype), normalize=False)
