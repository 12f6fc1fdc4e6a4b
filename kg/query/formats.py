"""Results written out: tables for people and for spreadsheets, SPARQL's formats, RDF's formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
)

from kg.errors import QueryError
from kg.query.columns import aligned
from kg.query.results import Answer, Result, Table, Term, Triples, is_number

TABLES: Mapping[str, QueryResultsFormat | None] = {
    "table": None,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
"""Formats for SELECT and ASK; those with a value are SPARQL's own."""

GRAPHS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
"""Formats for CONSTRUCT and DESCRIBE."""


def write(
    result: Result,
    format: str = "",
    *,
    prefixes: Mapping[str, str] | None = None,
    width: int | None = None,
) -> str:
    """Return the result in `format`; "" is `table` or `ttl`, whichever fits.

    `width` is the most columns of text that a `table` may take; None cuts nothing. Raises
    QueryError for a format that is unknown or does not fit the kind of query.
    """
    check_format(result, format)
    if isinstance(result, Triples):
        return _graph(result, GRAPHS[format or "ttl"], prefixes or {})
    chosen = TABLES[format or "table"]
    if chosen is not None:
        return _in_sparqls_format(result, chosen)
    if isinstance(result, Answer):
        return "yes\n" if result else "no\n"
    return _text(result, prefixes or {}, width)


def check_format(result: Result, format: str) -> None:
    """Raise QueryError where `format` is unknown or does not fit the kind of result."""
    fitting, other = (GRAPHS, TABLES) if isinstance(result, Triples) else (TABLES, GRAPHS)
    if not format or format in fitting:
        return
    if format in other:
        gives = "triples" if isinstance(result, Triples) else "no triples"
        raise QueryError(
            f"this query gives {gives}: {format} is not for them, choose {_or(fitting)}"
        )
    raise QueryError(f"no format {format!r}; there are {_or((*TABLES, *GRAPHS))}")


def _or(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}"


# --- Tables -----------------------------------------------------------------------------------


def to_tsv(table: Table) -> str:
    """Return a table in SPARQL's TSV, which keeps every term as it is."""
    head = "\t".join(f"?{name}" for name in table.variables)
    lines = ("\t".join("" if cell is None else str(cell) for cell in row) for row in table.rows)
    return "\n".join((head, *lines, ""))


def from_tsv(lines: str) -> Table:
    """Read what `to_tsv` wrote."""
    found = pyoxigraph.parse_query_results(lines, format=QueryResultsFormat.TSV)
    if not isinstance(found, QuerySolutions):
        raise TypeError("these results are no table")
    return Table(tuple(each.value for each in found.variables), tuple(map(tuple, found)))


def _in_sparqls_format(result: Table | Answer, format: QueryResultsFormat) -> str:
    if isinstance(result, Answer):
        said = f'{{"head": {{}}, "boolean": {str(result.value).lower()}}}'
        found = pyoxigraph.parse_query_results(said, format=QueryResultsFormat.JSON)
    else:
        found = pyoxigraph.parse_query_results(to_tsv(result), format=QueryResultsFormat.TSV)
    written = (found.serialize(format=format) or b"").decode()
    return written if written.endswith("\n") else written + "\n"


def _text(table: Table, prefixes: Mapping[str, str], width: int | None) -> str:
    rows = [[_cell(cell, prefixes) for cell in row] for row in table.rows]
    columns = range(len(table.variables))
    right = [all(is_number(row[n]) for row in table.rows if row[n]) for n in columns]
    return aligned(table.variables, rows, right, width)


def _cell(cell: Term | None, prefixes: Mapping[str, str]) -> str:
    if isinstance(cell, NamedNode):
        return shortened(cell.value, prefixes)
    return cell.value if isinstance(cell, Literal) else "" if cell is None else str(cell)


_LOCAL = re.compile(r"[\w\-]+")


def shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with its prefix where that leaves a plain name, else as it is."""
    for name, namespace in prefixes.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{name}:{iri[len(namespace) :]}"
    return iri


# --- Triples ----------------------------------------------------------------------------------


def _graph(result: Triples, format: RdfFormat, prefixes: Mapping[str, str]) -> str:
    used = {name: iri for name, iri in prefixes.items() if _is_used(iri, result.triples)}
    written = pyoxigraph.serialize(
        map(_in_default_graph, result.triples) if format.supports_datasets else result.triples,
        format=format,
        prefixes=used,
    )
    return _in_order((written or b"").decode(), format)


def _is_used(namespace: str, triples: Iterable[Triple]) -> bool:
    return any(
        isinstance(part, NamedNode) and part.value.startswith(namespace)
        for triple in triples
        for part in triple
    )


def _in_default_graph(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())


_PREFIX_LINES = re.compile(r"\A(?:@prefix [^\n]*\n)+")
_NAMESPACES = re.compile(r"(?<=<rdf:RDF)(?: xmlns:[^=]+=\"[^\"]*\")+")


def _in_order(written: str, format: RdfFormat) -> str:
    """Sort the declarations of prefixes, which the serializer shuffles."""
    if format == RdfFormat.RDF_XML:
        written = _NAMESPACES.sub(
            lambda m: "".join(sorted(re.findall(r" xmlns:[^=]+=\"[^\"]*\"", m[0]))),
            written,
            count=1,
        ).replace("\r", "&#13;")
    else:
        written = _PREFIX_LINES.sub(
            lambda m: "".join(sorted(m[0].splitlines(keepends=True))), written, count=1
        )
    return written if written.endswith("\n") or not written else written + "\n"
