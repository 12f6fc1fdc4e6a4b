"""Queries with limits of time and memory, run by a process of their own that can be ended.

The engine cannot be stopped in the middle of a query, and a hostile one may exhaust its stack: both
end the process here, never the caller's. The process is kept for further queries. Requests and
replies are lines of JSON, a reply's terms follow it in SPARQL's TSV or N-Triples.

    python -m kg.query.worker MODULE:FUNCTION PLACE BYTES
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Unpack

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.errors import KgError, LimitError, QueryError, RefusedError, StoreError
from kg.query.results import Result
from kg.query.run import Options, run_packed, unpacked
from kg.query.terms import term

if TYPE_CHECKING:
    from kg.query.run import Source
    from kg.query.terms import Value


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may take; None is without limit.

    `seconds` of waiting, `rows` (or triples) in the result, and `memory` in bytes for the engine,
    which is held on Linux alone.
    """

    seconds: float | None = 60.0
    rows: int | None = 100_000
    memory: int | None = 2 * 2**30


class Worker:
    """Runs queries in a process of its own, started with the first one.

    `opener` opens what is to be queried, given `place`; it has to be a function of a module, as the
    process finds it by its name.
    """

    def __init__(
        self, opener: Callable[[str], Source], place: str | Path, limits: Limits | None = None
    ) -> None:
        self.limits = limits or Limits()
        self._opener = f"{opener.__module__}:{opener.__qualname__}"
        self._place = str(place)
        self._lock = threading.Lock()
        self._process: _Process | None = None

    @property
    def process(self) -> int | None:
        """The process's id; None where there is none."""
        return self._process.id if self._process else None

    def run(
        self,
        query: str,
        values: Mapping[str, Value] | None = None,
        **options: Unpack[Options],
    ) -> Result:
        """Answer a query, as `kg.query.run.run` does, within the limits.

        Raises LimitError where it exceeds one of them, StoreError where the store cannot be opened.
        """
        request = {
            **options,
            "query": query,
            "values": {name: _packed(name, value) for name, value in (values or {}).items()},
            "services": sorted(options.get("services", ())),
            "rows": self.limits.rows,
            "seconds": self.limits.seconds,
        }
        with self._lock:
            return self._ask(json.dumps(request))

    def _ask(self, request: str) -> Result:
        if self._process is None:
            self._process = _Process(self._opener, self._place, self.limits.memory or 0)
        process, self._process = self._process, None
        try:
            kind, payload = process.ask(request, self.limits.seconds)
        except BaseException:
            process.end()  # it may still be at work on what nobody waits for
            raise
        self._process = process
        return _unpacked(kind, payload)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._process:
                self._process.end()
            self._process = None


class _Process:
    """The other process, as seen from here."""

    def __init__(self, opener: str, place: str, memory: int) -> None:
        command = [sys.executable, "-P", "-m", "kg.query.worker", opener, place, str(memory)]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        self._process = subprocess.Popen(  # noqa: S603 - this module, run by this Python
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )
        self.id = self._process.pid
        self.end = weakref.finalize(self, _end, self._process, self._said)

    def ask(self, request: str, seconds: float | None) -> tuple[str, bytes]:
        """Return the kind of reply and its payload; raise LimitError where none comes in time."""
        self._receive()  # the word that it is ready: its start does not count
        too_late = threading.Event()
        with _deadline(seconds, too_late, self._process):
            self._send(request)
            reply = self._receive()
        if reply is not None:
            return reply
        if too_late.is_set():
            raise LimitError(f"the query took longer than {seconds:g} seconds: ask for less")
        raise LimitError(f"the query was too much for the engine: {self._last_words()}")

    def _send(self, request: str) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it ended; what it said tells why
            self._process.stdin.write(request.encode() + b"\n")
            self._process.stdin.flush()

    def _receive(self) -> tuple[str, bytes] | None:
        """Return the kind and the payload of what it sends; None where it ended instead."""
        assert self._process.stdout
        header = json.loads(self._process.stdout.readline() or "{}")
        payload = self._process.stdout.read(header.get("size", 0))
        return (header["kind"], payload) if header and len(payload) == header["size"] else None

    def _last_words(self) -> str:
        code = self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode(errors="replace").strip()
        if "memory allocation" in said or "MemoryError" in said:
            return "it needs more memory than it may take"
        return said.rpartition("\n")[2] or f"it ended with {code}"


def _end(process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, said):
        if pipe:
            with suppress(BrokenPipeError):
                pipe.close()


@contextmanager
def _deadline(
    seconds: float | None, too_late: threading.Event, process: subprocess.Popen[bytes]
) -> Iterator[None]:
    """Kill the process after `seconds`, which ends all reading from it."""

    def kill() -> None:
        too_late.set()
        process.kill()

    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


# --- What goes over ---------------------------------------------------------------------------


def _packed(name: str, value: Value) -> list[str]:
    """Return a value for a request: a string stays one, since the query may tell what it is."""
    return ["words", value] if type(value) is str else ["term", str(term(name, value))]


def _value(kind: str, packed: str) -> Value:
    if kind == "words":
        return packed
    (quad,) = pyoxigraph.parse(f"<a:a> <a:a> {packed} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object


def _unpacked(kind: str, payload: bytes) -> Result:
    if kind in ("answer", "table", "triples"):
        return unpacked(kind, payload)
    raise _ERRORS.get(kind, QueryError)(payload.decode())


_ERRORS = {each.__name__: each for each in (StoreError, RefusedError, LimitError)}


# --- The other process ------------------------------------------------------------------------


def main(opener: str, place: str, memory: str) -> None:
    """Answer requests from stdin until it ends."""
    source: Source | None = None
    _send("ready", b"")
    for line in sys.stdin.buffer:
        try:
            if source is None:
                source = _open(opener, place)
                _hold_memory(int(memory))
            reply = _answer(source, json.loads(line))
        except KgError as error:
            reply = type(error).__name__, str(error).encode(errors="replace")
        _send(*reply)
        _send("ready", b"")


def _answer(source: Source, request: dict[str, Any]) -> tuple[str, bytes]:
    with _own_deadline(request.pop("seconds")):
        values = {name: _value(*packed) for name, packed in request.pop("values").items()}
        return run_packed(source, request.pop("query"), values, **request)


def _send(kind: str, payload: bytes) -> None:
    sys.stdout.buffer.write(json.dumps({"kind": kind, "size": len(payload)}).encode() + b"\n")
    sys.stdout.buffer.write(payload)
    sys.stdout.buffer.flush()


def _open(opener: str, place: str) -> Source:
    module, _, function = opener.partition(":")
    opened: Source = getattr(importlib.import_module(module), function)(place)
    return opened


def _hold_memory(most: int) -> None:
    """Let this process take at most so many bytes more than it has now; Linux alone can do that."""
    if not most or sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + most
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


@contextmanager
def _own_deadline(seconds: float | None) -> Iterator[None]:
    """End this process where it is at work long after the deadline: who asked may be gone."""
    timer = threading.Timer((seconds or 0) + 10, os._exit, [1])
    timer.daemon = True
    if seconds is not None:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


if __name__ == "__main__":
    main(*sys.argv[1:])
