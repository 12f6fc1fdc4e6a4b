"""Several workers at once, for those who serve several people: one slow query holds up nobody."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from kg.errors import LimitError
from kg.query.worker import Limits, Worker

if TYPE_CHECKING:
    from kg.query.results import Result
    from kg.query.run import Options, Source
    from kg.query.terms import Value

WORKERS = 4
"""How many queries may run at once."""


class Pool:
    """Workers on one store, each started when it is first needed; used as one `Worker` is.

    A query waits at most `limits.seconds` for a worker that is free.
    """

    def __init__(
        self,
        opener: Callable[[str], Source],
        place: str | Path,
        limits: Limits | None = None,
        *,
        workers: int = WORKERS,
    ) -> None:
        self.limits = limits or Limits()
        self._free: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all = [Worker(opener, place, self.limits) for _ in range(workers)]
        for worker in self._all:
            self._free.put(worker)

    def run(
        self,
        query: str,
        values: Mapping[str, Value] | None = None,
        **options: Unpack[Options],
    ) -> Result:
        """Answer a query as `Worker.run` does, in the process that was last used of the free ones.

        Raises LimitError where none gets free in time.
        """
        with self._worker() as worker:
            return worker.run(query, values, **options)

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        try:
            worker = self._free.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise LimitError("too many queries at once: ask again in a while") from None
        try:
            yield worker
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all processes, once their queries are answered."""
        for worker in self._all:
            worker.close()
