"""A request of the SPARQL 1.1 Protocol, read as the standard says.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

MOST_FIELDS = 1000
"""How many parameters a request may have."""

READ_ONLY = "this graph is read only: it takes queries, no updates"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the graphs that it is of where the request names them."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class RequestError(Exception):
    """A request that cannot be served, with the status code that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def asked_by_get(parameters: str) -> Asked | None:
    """Return the query in the parameters of a URL; None where there is none at all.

    Raises RequestError where they cannot be read or hold no one query.
    """
    fields = _fields(parameters)
    _refuse_updates(fields)
    return _asked(fields) if any(name == "query" for name, _ in fields) else None


def asked_by_post(content_type: str, parameters: str, body: bytes) -> Asked:
    """Return the query in a request's body; raises RequestError where it holds none."""
    media, _, options = content_type.lower().partition(";")
    words = _decoded(body, options)
    kind = media.strip()
    if kind == UPDATE:
        raise RequestError(403, READ_ONLY)
    if kind == QUERY:
        return _asked([*_fields(parameters), ("query", words)])
    if kind == FORM:
        fields = [*_fields(parameters), *_fields(words)]
        _refuse_updates(fields)
        return _asked(fields)
    raise RequestError(415, f"send the query as {FORM} or {QUERY}, not as {media or 'nothing'}")


def _decoded(body: bytes, options: str) -> str:
    header = Message()
    header["Content-Type"] = f"text/plain; {options}"
    charset = header.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise RequestError(415, f"send the query in UTF-8, not in {charset}")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the request is not in UTF-8: {error}") from error


def _fields(parameters: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            parameters, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise RequestError(400, f"the parameters cannot be read: {error}") from error


def _refuse_updates(fields: Sequence[tuple[str, str]]) -> None:
    if any(name == "update" for name, _ in fields):
        raise RequestError(403, READ_ONLY)


def _asked(fields: Sequence[tuple[str, str]]) -> Asked:
    queries = _all(fields, "query")
    if len(queries) != 1:
        raise RequestError(400, f"give one query, in the parameter query; here are {len(queries)}")
    return Asked(queries[0], _all(fields, "default-graph-uri"), _all(fields, "named-graph-uri"))


def _all(fields: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)
