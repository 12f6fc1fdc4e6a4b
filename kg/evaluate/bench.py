"""`make bench`: how fast it is, on the sample stories and made-up news; no test measures time.

Each figure is the best of some runs on one thread, with the machine and the date beside it.
"""

from __future__ import annotations

import gc
import platform
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from kg.evaluate.memory import forget_peak, peak_mb
from kg.evaluate.synthetic import articles
from kg.model import Article
from kg.resources import folder

_RUNS = 3
_SIZES = (1_000, 10_000)
"""How many made-up articles are judged."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    what: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.what:60} {self.value:12.2f} {self.unit}"


def machine() -> str:
    """Return the machine, the interpreter and the day, in a line."""
    return (
        f"{platform.machine()} {platform.system()}, Python {platform.python_version()}, "
        f"{datetime.now(UTC):%Y-%m-%d}"
    )


def figures() -> Iterator[Figure]:
    """Measure and yield the figures one after the other."""
    from kg.evaluate.bench_page import page_figures
    from kg.extract import extract
    from kg.parse import load, parse
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import resolve

    nlp, knowledge = load(), load_knowledge()
    gc.freeze()  # as a build does
    words, parsed, extracted = 0, 0.0, 0.0
    for article in _samples():  # one after the other, as a build reads them
        took, (doc,) = _best(partial(_all, parse, [article], nlp))
        words, parsed = words + sum(not token.is_space for token in doc), parsed + took
        extracted += _best(partial(extract, doc, knowledge))[0]
    yield Figure("parse: words a second, one thread", words / parsed, "words/s")
    yield Figure("extract: share of the parser's time", 100 * extracted / parsed, "%")
    yield from _resolving(partial(resolve, knowledge=knowledge))
    yield from (Figure(*found) for found in page_figures())


def figures_of_graph(place: Path) -> Iterator[Figure]:
    """Measure a graph whose store is at `place`: asking, exporting and checking it."""
    from kg.evaluate.bench_graph import graph_figures

    yield from (Figure(*found) for found in graph_figures(place))


def _resolving(resolve: Callable[[Any], Any]) -> Iterator[Figure]:
    """Resolve made-up news, and ten times as much of it; what it takes of time and memory."""
    seconds: dict[int, float] = {}
    forget_peak()
    for size in _SIZES:
        findings = list(articles(size))
        seconds[size], _ = _best(partial(resolve, findings), runs=1)
        yield Figure(f"resolve: {size} made-up articles", seconds[size], "s")
    least, most = _SIZES
    yield Figure(
        "resolve: time for ten times the articles", seconds[most] / seconds[least], "times"
    )
    yield Figure("resolve: most memory, findings and all", peak_mb(), "MB")


def _samples() -> list[Article]:
    from kg.read import read

    return [item for item in read([folder("data") / "articles"]) if isinstance(item, Article)]


def _all(work: Callable[..., Iterable[Any]], *given: object) -> list[Any]:
    """Return all that some work yields."""
    return list(work(*given))


def _best(work: Callable[[], Any], runs: int = _RUNS) -> tuple[float, Any]:
    """Return the least seconds that the work took, and its result."""
    least, result = float("inf"), None
    for _ in range(runs):
        started = time.perf_counter()
        result = work()
        least = min(least, time.perf_counter() - started)
    return least, result
