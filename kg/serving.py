"""A built graph as a site: what `kg serve` hands to the server."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.closing import Closing
from kg.folder import opened
from kg.query import Limits, Pool, Result, Triples, named_queries, write
from kg.rdf.vocabulary import PREFIXES
from kg.resources import folder
from kg.serve import Shipped
from kg.serve.protocol import Asked
from kg.store import LocalStore, dump, dump_graph, read_store

FILES = {
    "/": "graph.html",
    "/graph.html": "graph.html",
    "/graph.ttl": "graph.ttl",
    "/graph.trig": "graph.trig",
    "/void.ttl": "void.ttl",
}
"""What can be fetched, and the names of the files in the output folder."""

PARTS = "graph-parts"
"""The folder of the pages that a large graph is drawn in."""

IN_MEMORY = 8 * 2**20
"""How many bytes of a graph are kept in memory before they go to disk."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a query gave, to be written in the format that the client wants."""

    result: Result

    @property
    def is_graph(self) -> bool:
        """Tell triples from a table, or a yes or no."""
        return isinstance(self.result, Triples)

    def written(self, format: str) -> str:
        """Return it in a format of `kg.query`."""
        return write(self.result, format, prefixes=PREFIXES)


class ServedGraph(Closing):
    """The graph in an output folder, as it is at the moment of each question.

    Where a run has changed the folder, the store is opened anew. Raises StoreError where there is
    no graph.
    """

    def __init__(
        self, output: Path, *, limits: Limits | None = None, services: Collection[str] = ()
    ) -> None:
        self.output = output
        self.limits, self.services = limits, tuple(services)
        self.queries = tuple(
            Shipped(query.name, query.title, query.description, query.text)
            for query in named_queries()
        )
        self._lock = threading.Lock()
        self._open: _Opened | None = None
        self._current()

    @property
    def files(self) -> Mapping[str, Path]:
        """What can be fetched as it is."""
        found = {path: self.output / name for path, name in FILES.items()}
        parts = sorted((self.output / PARTS).glob("*.html"))
        found |= {f"/{PARTS}/{part.name}": part for part in parts}
        return {**found, "/ontology.ttl": folder("ontology") / "kg.ttl"}

    def answer(self, asked: Asked) -> Answered:
        """Answer a query, guarded and within the limits."""
        pool = self._current().pool
        return Answered(
            pool.run(
                asked.query,
                prefixes=PREFIXES,
                services=self.services,
                default_graphs=asked.default_graphs,
                named_graphs=asked.named_graphs,
            )
        )

    def graph(self, name: str | None, format: str) -> BinaryIO | None:
        """Return a graph (all, without a name) in an RDF format; None where there is none."""
        store = self._current().store
        wanted = next((graph for graph in store.graphs() if graph.value == name), None)
        if name is not None and wanted is None:
            return None
        out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
        if wanted is None:
            dump(out, store, format, prefixes=PREFIXES)  # type: ignore[arg-type]
        else:
            dump_graph(out, store, wanted, format, prefixes=PREFIXES)  # type: ignore[arg-type]
        out.seek(0)
        return out  # type: ignore[return-value]

    def _current(self) -> _Opened:
        with self._lock:
            place = opened(self.output)
            version = (self.output / "manifest.json").stat().st_mtime_ns
            if self._open is None or self._open.version != version:
                if self._open:
                    self._open.close()
                pool = Pool(read_store, place.store, self.limits)
                self._open = _Opened(version, read_store(place.store), pool)
            return self._open

    def close(self) -> None:
        """Let go of the store and end all processes."""
        with self._lock:
            if self._open:
                self._open.close()
            self._open = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """The store as one version of the folder has it."""

    version: int
    store: LocalStore
    pool: Pool

    def close(self) -> None:
        """End the processes that ask, and close the store."""
        self.pool.close()
        self.store.close()
