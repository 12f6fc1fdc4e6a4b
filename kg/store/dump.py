"""A store's content as RDF in any format: sorted, streamed, the same bytes for the same content."""

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.store.base import Store
from kg.store.order import in_order

log = logging.getLogger(__name__)

FORMATS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""Each format by the name that `kg export --format` knows it by."""


def dump_to(
    path: Path, store: Store, format: str, *, prefixes: Mapping[str, str] | None = None
) -> None:
    """Write the store to the file `path`, which holds the whole or what it held before.

    Raises ValueError for a format that is not in `FORMATS`.
    """
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as output:
        dump(output, store, format, prefixes=prefixes)
    unfinished.replace(path)


def dump(
    output: BinaryIO,
    store: Store,
    format: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    without: Collection[NamedNode] = (),
) -> None:
    """Write the store to `output`; formats without named graphs get the union of all graphs.

    What has a predicate of `without` is left out. Streams, as the store does. Raises ValueError for
    a format that is not in `FORMATS`.
    """
    rdf = _rdf(format)
    content = _content(store, rdf)
    if without:
        content = (each for each in content if each.predicate not in without)  # type: ignore[assignment]
    _write(output, content, rdf, prefixes)


def dump_graph(
    output: BinaryIO,
    store: Store,
    graph: NamedNode,
    format: str,
    *,
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write one graph to `output`, with its name only where the format has names of graphs.

    Raises ValueError for a format that is not in `FORMATS`.
    """
    rdf, quads = _rdf(format), store.quads(graph)
    content = quads if rdf.supports_datasets else (quad.triple for quad in quads)
    _write(output, content, rdf, prefixes)


def dump_quads(
    path: Path, quads: Iterable[Quad], format: str, *, prefixes: Mapping[str, str] | None = None
) -> None:
    """Write some quads, sorted, to the file `path`; without their graphs where the format has none.

    Raises ValueError for a format that is not in `FORMATS`.
    """
    rdf, found = _rdf(format), sorted(set(quads), key=in_order)
    content: Iterable[Quad] | Iterable[Triple] = found
    if not rdf.supports_datasets:
        content = (quad.triple for quad in found)
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as output:
        _write(output, content, rdf, prefixes)
    unfinished.replace(path)


def _rdf(format: str) -> RdfFormat:
    if format not in FORMATS:
        raise ValueError(f"no RDF format {format!r}; there are {', '.join(FORMATS)}")
    return FORMATS[format]


def _write(
    output: BinaryIO,
    content: Iterable[Quad] | Iterable[Triple],
    rdf: RdfFormat,
    prefixes: Mapping[str, str] | None,
) -> None:
    steady = _Steady(output, rdf, dict(prefixes or {}))
    pyoxigraph.serialize(content, steady, rdf, prefixes=steady.prefixes)  # type: ignore[arg-type]
    steady.finish()


def _content(store: Store, rdf: RdfFormat) -> Iterator[Quad] | Iterator[Triple]:
    if rdf.supports_datasets:
        return (quad for graph in store.graphs() for quad in store.quads(graph))
    if rdf == RdfFormat.RDF_XML:
        return (_fit_for_xml(triple) for triple in store.triples())
    return store.triples()


NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def _fit_for_xml(triple: Triple) -> Triple:
    """Return the triple with U+FFFD for what XML cannot hold, and say so in the log."""
    value = triple.object
    if not isinstance(value, Literal) or not NOT_IN_XML.search(value.value):
        return triple
    log.warning(
        "%s: XML cannot hold some of its characters, U+FFFD stands for them", triple.subject
    )
    text = NOT_IN_XML.sub("\ufffd", value.value)
    if value.language:
        return Triple(triple.subject, triple.predicate, Literal(text, language=value.language))
    return Triple(triple.subject, triple.predicate, Literal(text, datatype=value.datatype))


class _Steady(RawIOBase):
    """Passes on what the serializer writes, with its prefixes in order: it shuffles them.

    In RDF/XML carriage returns are written as references too: raw ones are read as line feeds.
    """

    def __init__(self, output: BinaryIO, rdf: RdfFormat, prefixes: dict[str, str]) -> None:
        super().__init__()
        self.prefixes = prefixes
        self._output = output
        self._is_xml = rdf == RdfFormat.RDF_XML
        self._header: bytes | None = b"" if self._is_xml or prefixes else None

    def writable(self) -> bool:
        """Tell that bytes are taken."""
        return True

    def write(self, chunk: bytes, /) -> int:  # type: ignore[override]
        """Pass on a chunk, or hold it back as long as the header is not complete."""
        text = chunk.replace(b"\r", b"&#13;") if self._is_xml else bytes(chunk)
        if self._header is None:
            self._output.write(text)
        else:
            self._header += text
            if self._is_complete(self._header):
                self.finish()
        return len(chunk)

    def _is_complete(self, header: bytes) -> bool:
        if self._is_xml:
            return bool(_ROOT.search(header))
        return header.count(b"\n") > len(self.prefixes)

    def finish(self) -> None:
        """Write what is still held back; nothing where nothing is."""
        if self._header is not None:
            order = _ordered_root if self._is_xml else _ordered_lines
            self._output.write(order(self._header))
            self._header = None


_ROOT = re.compile(rb"(<rdf:RDF)((?: xmlns:[^=]+=\"[^\"]*\")*)>")
_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def _ordered_lines(header: bytes) -> bytes:
    return _PREFIX_LINES.sub(lambda m: b"".join(sorted(m[0].splitlines(keepends=True))), header, 1)


def _ordered_root(header: bytes) -> bytes:
    def ordered(root: re.Match[bytes]) -> bytes:
        return root[1] + b"".join(sorted(re.findall(rb" xmlns:[^=]+=\"[^\"]*\"", root[2]))) + b">"

    return _ROOT.sub(ordered, header, count=1)
