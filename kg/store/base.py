"""What every store can do, wherever it is, and what it counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Triple,
)

ARTICLE = NamedNode("https://w3id.org/witness/ontology#Article")
"""The class whose instance marks the named graph it stands in as an article's own."""

Answer = QuerySolutions | QueryBoolean | Iterable[Triple]
"""What SELECT, ASK, and CONSTRUCT or DESCRIBE give."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    articles: int
    graphs: int
    quads: int


class Store(Protocol):
    """A place for named graphs, each of which is written and removed as a whole.

    Every method raises StoreError where the store cannot be reached, read or written.
    """

    def put(self, graph: NamedNode, quads: Iterable[Quad]) -> bool:
        """Make `graph` hold exactly `quads`, all or nothing; tell whether that changed it."""

    def remove(self, graph: NamedNode) -> bool:
        """Remove `graph` with all it holds; tell whether it was there."""

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs, in order."""

    def articles(self) -> tuple[NamedNode, ...]:
        """Return the names of the graphs that hold an article, in order."""

    def counts(self) -> Counts:
        """Count what the store holds."""

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield the quads of `graph`, sorted by subject, predicate, object."""

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all graphs together, each once, sorted."""

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a query over the union of all graphs, as it is: guarding is the caller's part.

        Where graphs are given, it is of these alone. Raises SyntaxError where the store cannot
        parse it.
        """

    def close(self) -> None:
        """Write out what is pending and let go of the store."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def checked(graph: NamedNode, quads: Iterable[Quad]) -> set[Quad]:
    """Return `quads` as a set; raise ValueError for one of another graph or with a blank node."""
    found = set(quads)
    for quad in found:
        if quad.graph_name != graph:
            raise ValueError(f"{quad} does not belong to the graph {graph}")
        if BlankNode in (type(quad.subject), type(quad.object)):
            raise ValueError(f"{quad} holds a blank node: give it an IRI made from its content")
    return found
