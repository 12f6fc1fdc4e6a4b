"""Values as RDF terms: what a query's parameter may be given as."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.tokens import is_iri

if TYPE_CHECKING:
    import rdflib

    Value = (
        str | int | float | Decimal | dt.date | NamedNode | Literal | rdflib.URIRef | rdflib.Literal
    )
    """What a parameter may be given as. A `str` is a string, never an IRI or a piece of a query."""

XSD = "http://www.w3.org/2001/XMLSchema#"


def from_words(words: str) -> Value:
    """Read a value as it is typed on a command line: `<https://…>` is an IRI, all else a string."""
    if is_iri(words) and ":" in words:
        return NamedNode(words[1:-1])
    return words


def term(name: str, value: object) -> NamedNode | Literal:
    """Return the value of the parameter `name` as a term; raise QueryError where it is none."""
    try:
        return _term(value)
    except (TypeError, ValueError) as error:
        raise QueryError(f"parameter {name}: {value!r} is no RDF term ({error})") from error


def _term(value: object) -> NamedNode | Literal:
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, dt.datetime):
        return Literal(value.isoformat(), datatype=NamedNode(XSD + "dateTime"))
    if isinstance(value, dt.date):
        return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=NamedNode(XSD + "decimal"))
    if type(value).__module__ == "rdflib.term":
        return _from_rdflib(value)
    if isinstance(value, str | bool | int | float):
        return Literal(value)
    raise TypeError(f"give a string, number, date or IRI instead of a {type(value).__name__}")


def _from_rdflib(value: object) -> NamedNode | Literal:
    import rdflib  # it is here already: only what gave the value needs it

    if isinstance(value, rdflib.URIRef):
        return NamedNode(str(value))
    if not isinstance(value, rdflib.Literal):
        raise TypeError("blank nodes and variables are no values")
    if value.language:
        return Literal(str(value), language=value.language)
    return Literal(str(value), datatype=NamedNode(str(value.datatype or XSD + "string")))
