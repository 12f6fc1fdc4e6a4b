"""How fast a built graph is asked, written out and checked, beside what its engine takes by itself.

Each shipped question is asked as users ask it (guarded, in a process of its own, as a table) and by
pyoxigraph alone, in turns; the best of some runs counts. What is measured is time of the processor,
of both processes on Linux, so that neighbours on the machine do not count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.query import Graph, Limits, named_queries
from kg.query.guard import check
from kg.rdf.validation import validate
from kg.rdf.vocabulary import PREFIXES
from kg.store import LocalStore, dump, read_store

Measured = tuple[str, float, str]

_RUNS = 5
_LEAST_RUNS = 2
_ENOUGH = 10.0
"""Seconds after which a thing is measured no more than `_LEAST_RUNS` times."""


def graph_figures(place: Path, checked: int = 100) -> Iterator[Measured]:
    """Yield what was measured on the store at `place`, its value and unit.

    The shapes are held against at most `checked` articles. Raises StoreError where there is none.
    """
    with read_store(place) as store:
        found = store.counts()
        yield "graph: articles", found.articles, ""
        yield "graph: quads", found.quads, ""
        yield from _asked(place)
        yield from _written(store, place)
        yield from _checked(store, checked)


def _asked(place: Path) -> Iterator[Measured]:
    database = pyoxigraph.Store.read_only(str(place))
    limits = Limits(seconds=None, rows=None, memory=None)
    with Graph(read_store, place, prefixes=PREFIXES, limits=limits) as graph:
        graph.ask("articles")  # starts the process, and reads what is on disk
        clock = _clock_of(graph.process)
        for query in named_queries():
            text = check(query.text, prefixes=PREFIXES).text
            works = partial(_rows, database, text), partial(graph.ask, query.name)
            raw, asked = _in_turns(*works, clock=clock)
            yield f"ask {query.name}", 1000 * asked, "ms"
            yield f"ask {query.name}: of pyoxigraph's own time", asked / raw, "times"


def _clock_of(process: int | None) -> Callable[[], float]:
    """Return a clock of the processor's time that this process and another one took together.

    Source: clock_getcpuclockid(3); where that is not Linux's, it is a clock on the wall.
    """
    if sys.platform != "linux" or process is None:
        return time.perf_counter
    others = (~process << 3) | 2
    return lambda: time.process_time() + time.clock_gettime(others)


def _rows(database: pyoxigraph.Store, text: str) -> list[tuple[Any, ...]]:
    found = database.query(text, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [tuple(row) for row in found]


def _written(store: LocalStore, place: Path) -> Iterator[Measured]:
    """Measure Turtle against pyoxigraph's dump as TriG: it has none of all graphs as Turtle."""
    database = pyoxigraph.Store.read_only(str(place))
    with TemporaryFile() as raw, TemporaryFile() as ours:
        own, written = _in_turns(
            lambda: database.dump(raw, RdfFormat.TRIG, prefixes=dict(PREFIXES)),
            lambda: dump(ours, store, "ttl", prefixes=PREFIXES),
        )
    yield "export: Turtle", written, "s"
    yield "export: Turtle, of pyoxigraph's own dump", written / own, "times"


def _checked(store: LocalStore, most: int) -> Iterator[Measured]:
    articles = store.articles()[:most]
    begin = time.process_time()
    problems = len(list(validate(store.quads(graph) for graph in articles)))
    yield "validate: seconds an article", (time.process_time() - begin) / len(articles), "s"
    yield f"validate: problems in {len(articles)} articles", problems, ""


def _in_turns(
    *works: Callable[[], Any], clock: Callable[[], float] = time.process_time
) -> tuple[float, ...]:
    """Return the least seconds that each took; in turns, so that all meet the same noise."""
    least = [float("inf")] * len(works)
    begin = time.perf_counter()
    for run in range(1, _RUNS + 1):
        for number, work in enumerate(works):
            started = clock()
            work()
            least[number] = min(least[number], clock() - started)
        if run >= _LEAST_RUNS and time.perf_counter() - begin > _ENOUGH:
            break
    return tuple(least)
