"""Runs a query: checked by the guard first, then over the union of all graphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, TypeVar, Unpack

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
)

from kg.errors import LimitError, QueryError, RefusedError
from kg.query.formats import from_tsv
from kg.query.guard import Checked, Dataset, check
from kg.query.results import Answer, Result, Table, Triples

if TYPE_CHECKING:
    from kg.query.terms import Value

Item = TypeVar("Item")
Found = QuerySolutions | QueryBoolean | Iterable[Triple]
"""What an engine gives."""


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


class Options(TypedDict, total=False):
    """How a query is read.

    `prefixes` and `services` are those of `kg.query.guard.check`. `default_graphs` and
    `named_graphs` are the IRIs of the graphs that it is of, instead of those that its FROM clauses
    name; by default it is of all.
    """

    prefixes: Mapping[str, str]
    services: Collection[str]
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]


def run(
    source: Source,
    query: str,
    values: Mapping[str, Value] | None = None,
    *,
    rows: int | None = None,
    **options: Unpack[Options],
) -> Result:
    """Answer a query; raise QueryError where it is malformed, refused, fails, or gives too much.

    `values` are its parameters (see `kg.query.binding`), `rows` is the most rows or triples to
    give. It takes the time it takes: `kg.query.worker` sets limits to that.
    """
    return _run(source, query, values, options, partial(_result, rows=rows))


def run_packed(
    source: Source,
    query: str,
    values: Mapping[str, Value] | None = None,
    *,
    rows: int | None = None,
    **options: Unpack[Options],
) -> tuple[str, bytes]:
    """Answer a query as `run` does, for another process: with a kind and bytes for `unpacked`.

    A table is written by the engine itself, row by row.
    """
    return _run(source, query, values, options, partial(_packed, rows=rows))


def _run(
    source: Source,
    query: str,
    values: Mapping[str, Value] | None,
    options: Options,
    taken: Callable[[Found], Item],
) -> Item:
    prefixes, services = options.get("prefixes"), options.get("services", ())
    checked = check(query, values, prefixes=prefixes, services=services)
    default, named = options.get("default_graphs", ()), options.get("named_graphs", ())
    dataset = Dataset(tuple(default), tuple(named)) or checked.dataset
    _check_dataset(source, dataset)
    try:
        return taken(_asked(source, checked.text, dataset))
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


def _asked(source: Source, sparql: str, dataset: Dataset) -> Found:
    if not dataset:
        return source.query(sparql)
    return source.query(
        sparql,
        default_graphs=[NamedNode(name) for name in dataset.default],
        named_graphs=[NamedNode(name) for name in dataset.named],
    )


def _result(found: Found, rows: int | None) -> Result:
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
        raise _too_many(rows)
    return taken


def _too_many(rows: int | None) -> LimitError:
    return LimitError(f"the query gives more than {rows} rows: add LIMIT, or allow more rows")


# --- For another process --------------------------------------------------------------------------


def _packed(found: Found, rows: int | None) -> tuple[str, bytes]:
    if isinstance(found, QuerySolutions):
        lines = _Lines(rows)
        try:
            found.serialize(lines, format=QueryResultsFormat.TSV)
        except OSError:
            lines.check()
            raise
        lines.check()
        return "table", lines.getvalue()
    result = _result(found, rows)
    if isinstance(result, Triples):
        return "triples", "".join(f"{triple} .\n" for triple in result.triples).encode()
    return "answer", b"true" if result else b""


def unpacked(kind: str, payload: bytes) -> Result:
    """Return the result that `run_packed` packed."""
    if kind == "answer":
        return Answer(bool(payload))
    if kind == "table":
        return from_tsv(payload.decode())
    quads = pyoxigraph.parse(payload, format=RdfFormat.N_TRIPLES)
    return Triples(tuple(quad.triple for quad in quads))


class _Lines(BytesIO):
    """Takes a table in SPARQL's TSV, a line for each row below the head; `rows` at most."""

    def __init__(self, rows: int | None) -> None:
        super().__init__()
        self._rows = rows
        self._lines = 0

    def write(self, chunk: Any, /) -> int:
        """Take a chunk; raises OSError once there are too many rows, which ends the query."""
        self._lines += bytes(chunk).count(b"\n")
        if self._is_full():
            raise OSError("too many rows")
        return super().write(chunk)

    def _is_full(self) -> bool:
        return self._rows is not None and self._lines - 1 > self._rows

    def check(self) -> None:
        """Raise LimitError where there were too many rows."""
        if self._is_full():
            raise _too_many(self._rows)


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
