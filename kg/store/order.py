"""The one order of triples, whatever the store: that of their lines in N-Triples, types first.

However many there are, only so many are in memory: they are sorted in runs, which go to disk where
there is more than one, and merged.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from heapq import merge
from itertools import groupby, islice
from tempfile import TemporaryFile, gettempdir
from typing import IO

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from kg.errors import StoreError

RUN = 32 * 2**20
"""How many bytes of lines are sorted in memory at once."""
BATCH = 2_000
"""How many lines are read as triples at once."""

_TYPE = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
_FIRST = " ! "
"""What no predicate's IRI comes before."""


def in_order(quad: Quad | Triple) -> str:
    """Return the key that sorts triples as `sorted_triples` does."""
    return f"{quad.subject} {quad.predicate} {quad.object}".replace(_TYPE, _FIRST, 1)


def line_of(triple: Triple) -> bytes:
    """Return a triple as a line of N-Triples."""
    return f"{triple} .\n".encode()


def sorted_triples(lines: Iterable[bytes]) -> Iterator[Triple]:
    """Yield the triples that lines of N-Triples hold, each once: by subject, predicate, object.

    Raises StoreError where there is no room for them.
    """
    with ExitStack() as open_files:
        distinct = (line for line, _ in groupby(merge(*_runs(lines, open_files), key=_key)))
        while batch := b"".join(islice(distinct, BATCH)):
            for quad in pyoxigraph.parse(batch, format=RdfFormat.N_TRIPLES):
                yield quad.triple


def _runs(lines: Iterable[bytes], open_files: ExitStack) -> list[Iterable[bytes]]:
    """Return the lines in sorted runs, all of them but the last on disk."""
    runs: list[Iterable[bytes]] = []
    run: list[bytes] = []
    size = 0
    for line in lines:
        run.append(line)
        size += len(line)
        if size >= RUN:
            runs.append(open_files.enter_context(_on_disk(sorted(run, key=_key))))
            run, size = [], 0
    return [*runs, sorted(run, key=_key)]


def _on_disk(run: Iterable[bytes]) -> IO[bytes]:
    with room():
        file = TemporaryFile()  # noqa: SIM115 - the caller closes it
        file.writelines(run)
        file.seek(0)
    return file


@contextmanager
def room() -> Iterator[None]:
    """Turn what goes wrong with temporary files into a StoreError that says what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{gettempdir()}: cannot hold what is to be sorted ({error}); "
            "name another folder in TMPDIR"
        ) from error


def _key(line: bytes) -> bytes:
    return line.replace(_TYPE_IN_LINES, _FIRST_IN_LINES, 1)


_TYPE_IN_LINES, _FIRST_IN_LINES = _TYPE.encode(), _FIRST.encode()
