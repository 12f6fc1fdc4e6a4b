"""The queries that are shipped: `ontology/queries/*.rq`, each with a header that says what it asks.

A query runs as it stands in any SPARQL tool: its parameters are declared in it with their defaults,
as in `VALUES ?person { "" }`. The header is the comment above it:

    # title: Who said what
    # description: Each statement, with who made it and how many outlets carry it.
    # param person: a part of the speaker's name; empty for everybody
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import QueryError
from kg.query.binding import defaults
from kg.query.tokens import tokens
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for; `default`, written in SPARQL, serves where none is given."""

    name: str
    description: str
    default: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query under a name, with what it asks in words."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries(place: Path | None = None) -> tuple[NamedQuery, ...]:
    """Return the queries in the folder `place`, by default the shipped ones, by their names.

    Raises QueryError where a header is malformed.
    """
    return tuple(read_query(file) for file in _files(place))


def _files(place: Path | None) -> list[Path]:
    return sorted((place or folder("ontology") / "queries").glob("*.rq"))


def named_query(name: str, place: Path | None = None) -> NamedQuery:
    """Return the query called `name`; raises QueryError, naming those there are, without it."""
    files = {file.stem: file for file in _files(place)}
    if name not in files:
        raise QueryError(f"no query is called {name!r}; there are {', '.join(files)}")
    return read_query(files[name])


_HEADER = re.compile(r"#[ ]?(?P<key>title|description|param (?P<name>\w+)):\s*(?P<words>.*)")
_MORE = re.compile(r"#\s{2,}(?P<words>\S.*)")


def read_query(file: Path) -> NamedQuery:
    """Read one file; raises QueryError where its header is incomplete or does not fit it."""
    return _read(file, file.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def _read(file: Path, text: str) -> NamedQuery:
    header = dict(_header(text))
    for key in ("title", "description"):
        if not header.get(key):
            raise QueryError(f"{file}: the header lacks “# {key}: …”")
    return NamedQuery(
        file.stem,
        header["title"],
        header["description"],
        tuple(_parameters(file, text, header)),
        text,
    )


def _parameters(file: Path, text: str, header: Mapping[str, str]) -> Iterator[Parameter]:
    found = tokens(text)
    for key, words in header.items():
        if not key.startswith("param "):
            continue
        name = key.removeprefix("param ")
        default = "".join(token.text for token in defaults(found, name))
        if not default:
            raise QueryError(f"{file}: parameter {name} needs “VALUES ?{name} {{ … }}”")
        yield Parameter(name, words, default)


def _header(text: str) -> Iterator[tuple[str, str]]:
    """Yield the header's entries; a line that is indented continues the one above."""
    key, words = "", ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if entry := _HEADER.fullmatch(line.rstrip()):
            if key:
                yield key, words
            key, words = entry["key"], entry["words"]
        elif more := _MORE.fullmatch(line.rstrip()):
            words += " " + more["words"]
    if key:
        yield key, words
