"""The parse tree of a query, by rdflib's SPARQL 1.1 parser: a second opinion on what it would do.

The parser takes long to load and to run, so that this module is imported where it is needed alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue


class NoTreeError(Exception):
    """A text is no SPARQL 1.1 query from the offset `at` on; None where it is nested too deeply."""

    def __init__(self, at: int | None) -> None:
        super().__init__(at)
        self.at = at


def names(text: str) -> frozenset[str]:
    """Return the names of all parts of a query; raises NoTreeError where it has no parse tree."""
    try:
        return frozenset(part.name for part in _parts(parseQuery(text)))
    except ParseBaseException as error:
        raise NoTreeError(error.loc) from error
    except RecursionError as error:
        raise NoTreeError(None) from error


def _parts(tree: object) -> Iterator[CompValue]:
    """Yield every part of a parse tree that has a name, at whatever depth."""
    waiting: list[object] = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ParseResults | list | tuple):
            waiting.extend(part)
