"""The embedded store: an Oxigraph in a folder, with one writer at a time and any readers."""

import gc
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Triple

from kg.closing import Closing
from kg.errors import StoreError
from kg.store.base import ARTICLE, Answer, Counts, checked
from kg.store.order import RUN, room, sorted_triples

log = logging.getLogger(__name__)

LAYOUT = "witness store 1"
"""What `VERSION` in the folder says: it changes when stores of before can no longer be read."""


def open_store(path: Path | str) -> "LocalStore":
    """Open the store in the folder `path` for writing; make it where there is none.

    Raises StoreError where the folder is locked by another writer, holds something else, or was
    written by another version.
    """
    folder = Path(path)
    if not (folder / "VERSION").exists():
        _claim(folder)
    _check_layout(folder)
    with _store_errors(folder):
        return LocalStore(folder, pyoxigraph.Store(str(folder)), writable=True)


def read_store(path: Path | str) -> "LocalStore":
    """Open the store in the folder `path` for reading alone, as it is at this moment.

    Another process may be writing: what it adds later is not seen. Raises StoreError where there is
    no store, or one of another version.
    """
    folder = Path(path)
    if not (folder / "CURRENT").exists():
        raise StoreError(f"{folder}: there is no store here; build one with `kg build`")
    _check_layout(folder)
    with _store_errors(folder):
        return LocalStore(folder, pyoxigraph.Store.read_only(str(folder)), writable=False)


def _claim(folder: Path) -> None:
    """Mark a new or empty folder as a store; leave any other alone."""
    unfinished = folder / "VERSION.new"
    if folder.exists() and (not folder.is_dir() or set(folder.iterdir()) - {unfinished}):
        raise StoreError(f"{folder}: holds something else; name a new or empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished.write_text(LAYOUT + "\n", encoding="ascii")
    unfinished.replace(folder / "VERSION")


def _check_layout(folder: Path) -> None:
    try:
        layout = (folder / "VERSION").read_text(encoding="utf-8", errors="replace").strip()
    except OSError as error:
        raise StoreError(f"{folder}: is not a store that kg wrote ({error.strerror})") from error
    if layout != LAYOUT:
        raise StoreError(
            f"{folder}: is a “{layout[:60]}”, this version reads “{LAYOUT}”; "
            "remove the folder and build again"
        )


@contextmanager
def _store_errors(folder: Path) -> Iterator[None]:
    """Turn the database's own errors into StoreErrors that say what to do."""
    try:
        yield
    except OSError as error:
        if "lock" in str(error).lower():
            message = f"{folder}: another process is writing to it; wait until it has finished"
        else:
            message = f"{folder}: cannot be read or written ({error})"
        raise StoreError(message) from error


class LocalStore(Closing):
    """A `Store` in a folder on disk; made by `open_store` and `read_store`.

    Every change is one transaction: a process killed at any moment leaves whole graphs only.
    """

    def __init__(self, folder: Path, database: pyoxigraph.Store, *, writable: bool) -> None:
        self.folder = folder
        self.writable = writable
        self._open: pyoxigraph.Store | None = database

    @property
    def _database(self) -> pyoxigraph.Store:
        if self._open is None:
            raise StoreError(f"{self.folder}: the store is closed")
        return self._open

    def put(self, graph: NamedNode, quads: Iterable[Quad]) -> bool:
        """Make `graph` hold exactly `quads`, all or nothing; tell whether that changed it.

        Only what differs is written. Raises ValueError for a quad of another graph or with a blank
        node, StoreError where the store is open for reading alone.
        """
        wanted = checked(graph, quads)
        if not wanted:
            return self.remove(graph)
        self._check_writable()
        held = set(self._database.quads_for_pattern(None, None, None, graph))
        gone, fresh = held - wanted, wanted - held
        with _store_errors(self.folder):
            if gone:
                self._database.update(_exchange(graph, gone, fresh))
            elif fresh:
                self._database.extend(fresh)
        return bool(gone or fresh)

    def remove(self, graph: NamedNode) -> bool:
        """Remove `graph` with all it holds, all or nothing; tell whether it was there."""
        self._check_writable()
        with _store_errors(self.folder):
            if not self._database.contains_named_graph(graph):
                return False
            self._database.update(f"DROP GRAPH {graph}")
        return True

    def _check_writable(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.folder}: is open for reading alone")

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs, in order."""
        with _store_errors(self.folder):
            return _in_order(self._database.named_graphs())

    def articles(self) -> tuple[NamedNode, ...]:
        """Return the names of the graphs that hold an article, in order."""
        found = self._database.query(
            f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?article a {ARTICLE} }} }}"
        )
        assert isinstance(found, QuerySolutions)
        return _in_order(row[0] for row in found)

    def counts(self) -> Counts:
        """Count what the store holds."""
        return Counts(len(self.articles()), len(self.graphs()), len(self._database))

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield the quads of `graph`, sorted by subject, predicate, object."""
        for each in sorted_triples(self._lines(graph)):
            yield Quad(each.subject, each.predicate, each.object, graph)

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all graphs together, each once, sorted."""
        return sorted_triples(chain.from_iterable(map(self._lines, self.graphs())))

    def _lines(self, graph: NamedNode) -> Iterator[bytes]:
        """Yield the triples of `graph` as lines of N-Triples, as the database comes upon them."""
        with SpooledTemporaryFile(RUN) as file:
            with room():
                self._database.dump(file, RdfFormat.N_TRIPLES, from_graph=graph)
                file.seek(0)
            yield from file

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a query over the union of all graphs, as it is: guarding is the caller's part.

        Where graphs are given, it is of these alone.
        """
        if default_graphs is None and named_graphs is None:
            return self._database.query(sparql, use_default_graph_as_union=True)
        return self._database.query(
            sparql, default_graph=list(default_graphs or ()), named_graphs=list(named_graphs or ())
        )

    def optimize(self) -> None:
        """Compact the files, for faster reading after much writing."""
        self._check_writable()
        with _store_errors(self.folder):
            self._database.optimize()

    def close(self) -> None:
        """Write out what is pending and let go of the folder."""
        if self._open is None:
            return
        if self.writable:
            with _store_errors(self.folder):
                self._open.flush()
        self._open = None
        gc.collect()  # the lock goes with the last reference, which a traceback's cycle may hold
        if self.writable:
            _drop_old_logs(self.folder)


def _in_order(
    nodes: Iterable[NamedNode | BlankNode | Literal | Triple | None],
) -> tuple[NamedNode, ...]:
    return tuple(sorted((node for node in nodes if isinstance(node, NamedNode)), key=str))


def _exchange(graph: NamedNode, gone: Iterable[Quad], fresh: Iterable[Quad]) -> str:
    """Return one update, hence one transaction, that takes `gone` out and puts `fresh` in."""
    return (
        f"DELETE DATA {{ GRAPH {graph} {{ {_lines(gone)} }} }} ;\n"
        f"INSERT DATA {{ GRAPH {graph} {{ {_lines(fresh)} }} }}"
    )


def _lines(quads: Iterable[Quad]) -> str:
    return "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)


def _drop_old_logs(folder: Path) -> None:
    """Remove the database's diaries of earlier openings, of which each opening leaves one more."""
    for diary in folder.glob("LOG.old.*"):
        try:
            diary.unlink()
        except OSError as error:
            log.debug("%s stays: %s", diary, error)
