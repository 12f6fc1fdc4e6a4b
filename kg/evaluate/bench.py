"""`make bench`: how fast it is, measured on the sample stories; no test measures time.

Each figure is the best of some runs on one thread, with the machine and the date beside it.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from kg.model import Article, Findings
from kg.resources import folder

_RUNS = 3
_MANY = 5
"""How often the samples are read in one run of the bench."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    what: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.what:44} {self.value:10.1f} {self.unit}"


def machine() -> str:
    """Return the machine, the interpreter and the day, in a line."""
    return (
        f"{platform.machine()} {platform.system()}, Python {platform.python_version()}, "
        f"{datetime.now(UTC):%Y-%m-%d}"
    )


def figures() -> Iterator[Figure]:
    """Measure and yield the figures one after the other."""
    from kg.extract import extract
    from kg.parse import load, parse
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import resolve

    articles = _samples()
    nlp, knowledge = load(), load_knowledge()
    parsed, docs = _best(lambda: list(parse(articles * _MANY, nlp)))
    words = sum(not token.is_space for doc in docs for token in doc)
    yield Figure("parse: words a second, one thread", words / parsed, "words/s")
    extracted, findings = _best(lambda: [extract(doc, knowledge) for doc in docs])
    yield Figure("extract: share of the parser's time", 100 * extracted / parsed, "%")
    yield from _resolving(findings[: len(articles)], partial(resolve, knowledge=knowledge))


def _resolving(findings: list[Findings], resolve: Callable[[Any], Any]) -> Iterator[Figure]:
    """Resolve the samples, and ten times as many articles: copies under other ids."""
    many = [_copy(item, number) for number in range(10) for item in findings]
    once, _ = _best(lambda: resolve(findings))
    ten, _ = _best(lambda: resolve(many), runs=1)
    yield Figure(f"resolve: {len(findings)} articles", 1000 * once, "ms")
    yield Figure("resolve: time for ten times the articles", ten / once, "times")


def _copy(findings: Findings, number: int) -> Findings:
    article = replace(findings.article, id=f"{number:02}{findings.article.id[2:]}")
    return replace(findings, article=article)


def _samples() -> list[Article]:
    from kg.read import read

    return [item for item in read([folder("data") / "articles"]) if isinstance(item, Article)]


def _best(work: Callable[[], Any], runs: int = _RUNS) -> tuple[float, Any]:
    """Return the least seconds that the work took, and its result."""
    least, result = float("inf"), None
    for _ in range(runs):
        started = time.perf_counter()
        result = work()
        least = min(least, time.perf_counter() - started)
    return least, result
