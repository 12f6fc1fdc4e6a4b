"""Which format a client gets: what it accepts against what there is (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TABLES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "table",
}
"""Media types for SELECT and ASK, the preferred one first, and what the formats are called."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
    "application/n-quads": "nq",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "text/plain": "nt",
}
"""Media types for CONSTRUCT and DESCRIBE and for whole graphs, the preferred one first."""


@dataclass(frozen=True, slots=True)
class _Range:
    """One element of an Accept header: what it matches, and how welcome that is."""

    type: str
    subtype: str
    quality: float

    def precision(self, media: str) -> int:
        """Tell how precisely it matches: 0 not at all, 3 the very type."""
        type_, _, subtype = media.partition("/")
        if self.type == "*":
            return 1
        if self.type != type_:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == subtype)


def chosen(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """Return the most welcome of the media types `offered`, or None where none is acceptable.

    Of those that are equally welcome the first one offered is taken.
    """
    ranges = list(_ranges(accept if accept and accept.strip() else "*/*"))
    best, most = None, 0.0
    for media in offered:
        quality = _quality(media, ranges)
        if quality > most:
            best, most = media, quality
    return best


def _quality(media: str, ranges: list[_Range]) -> float:
    """Return how welcome a media type is: the most precise range that matches decides."""
    matching = [(each.precision(media), each.quality) for each in ranges if each.precision(media)]
    return max(matching)[1] if matching else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for element in accept.lower().split(","):
        media, *parameters = (part.strip() for part in element.split(";"))
        type_, slash, subtype = media.partition("/")
        if type_ and slash and subtype:
            yield _Range(type_, subtype, _weight(parameters))


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
