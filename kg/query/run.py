"""Runs a query: checked by the guard first, then over the union of all graphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Triple

from kg.errors import LimitError, QueryError, RefusedError
from kg.query.guard import Checked, Dataset, check
from kg.query.results import Answer, Result, Table, Triples

if TYPE_CHECKING:
    from kg.query.terms import Value

Item = TypeVar("Item")


class Source(Protocol):
    """What can be queried: a store, here or elsewhere, whose graphs are read as one."""

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        """Answer a query as it is; raise SyntaxError where it cannot be parsed.

        It is of these graphs alone where they are given, else of all.
        """

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs."""


def run(
    source: Source,
    query: str,
    values: Mapping[str, Value] | None = None,
    *,
    prefixes: Mapping[str, str] | None = None,
    services: Collection[str] = (),
    rows: int | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Result:
    """Answer a query; raise QueryError where it is malformed, refused, fails, or gives too much.

    `values`, `prefixes` and `services` are those of `kg.query.guard.check`; `rows` is the most rows
    or triples to give. `default_graphs` and `named_graphs` are the IRIs of the graphs that it is
    of, instead of those that its FROM clauses name; by default it is of all. It takes the time it
    takes: `kg.query.worker` sets limits to that.
    """
    checked = check(query, values, prefixes=prefixes, services=services)
    dataset = Dataset(tuple(default_graphs), tuple(named_graphs)) or checked.dataset
    _check_dataset(source, dataset)
    try:
        return _result(_asked(source, checked.text, dataset), rows)
    except SyntaxError as error:
        raise QueryError(_where(checked, str(error))) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _check_dataset(source: Source, dataset: Dataset) -> None:
    """Raise RefusedError where the data set names a graph that the store does not hold."""
    if not dataset:
        return
    held = {graph.value for graph in source.graphs()}
    for name in (*dataset.default, *dataset.named):
        if name not in held:
            raise RefusedError(
                f"<{name}> is no graph of this store, and queries read the store alone; "
                "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists its graphs"
            )


def _asked(
    source: Source, sparql: str, dataset: Dataset
) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
    if not dataset:
        return source.query(sparql)
    return source.query(
        sparql,
        default_graphs=[NamedNode(name) for name in dataset.default],
        named_graphs=[NamedNode(name) for name in dataset.named],
    )


def _result(found: QuerySolutions | QueryBoolean | Iterable[Triple], rows: int | None) -> Result:
    if isinstance(found, QueryBoolean):
        return Answer(bool(found))
    if isinstance(found, QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        return Table(names, tuple(tuple(row) for row in _at_most(rows, found)))
    return Triples(tuple(sorted(set(_at_most(rows, found)), key=str)))


def _at_most(rows: int | None, found: Iterable[Item]) -> list[Item]:
    """Take all there is; raise QueryError where that is more than `rows`."""
    taken = list(found if rows is None else islice(found, rows + 1))
    if rows is not None and len(taken) > rows:
        raise LimitError(f"the query gives more than {rows} rows: add LIMIT, or allow more rows")
    return taken


_PLACE = re.compile(r"error at 1:(\d+): ")
_SEMANTIC = re.compile(r"^expected one of ([A-Z]\w* .*), \[_\]$")
"""How the engine says what is wrong with the meaning: as if it were one more token it expected."""


def _where(checked: Checked, message: str) -> str:
    """Return the engine's message with the place in the query as it was typed."""
    found = _PLACE.match(message)
    if not found:
        return f"the query is malformed: {message}"
    wanted = _SEMANTIC.sub(r"\1", message[found.end() :])
    return f"{wanted}: {checked.place(int(found[1]) - 1)}"
