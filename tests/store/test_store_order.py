"""One order of triples, in memory and out of it."""

from __future__ import annotations

import errno
import io
import random
import tracemalloc
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple
from store_samples import NASTY, TEXT, article, graph_of

from kg.errors import StoreError
from kg.store import dump, open_store
from kg.store import order as module
from kg.store.order import in_order, line_of, sorted_triples

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREDICATES = tuple(map(NamedNode, ("urn:a", "urn:a#b", "urn:ab", "urn:z", TYPE.value)))
OBJECTS = (NamedNode("urn:a"), Literal("a"), Literal("a", language="en"), Literal(1))


def triples() -> list[Triple]:
    subjects = [NamedNode(f"urn:{name}") for name in ("s", "s#1", "s10", "s2", "é", "😀")]
    found = [Triple(s, p, o) for s in subjects for p in PREDICATES for o in OBJECTS]
    return [*found, *(quad.triple for quad in article("a", *NASTY))]


@pytest.mark.parametrize("run", [1, 500, 2**20], ids=["each alone", "several", "one run"])
def test_runs_on_disk_and_in_memory_give_one_order(
    monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(module, "RUN", run)
    monkeypatch.setattr(module, "BATCH", 7)
    lines = [line_of(triple) for triple in [*triples(), *triples()]]
    random.Random(run).shuffle(lines)
    assert list(sorted_triples(lines)) == sorted(set(triples()), key=in_order)


def test_of_all_that_is_said_of_a_thing_its_types_come_first() -> None:
    found = list(sorted_triples(map(line_of, triples())))
    firsts = [triple for before, triple in zip([None, *found], found, strict=False)
              if before is None or before.subject != triple.subject]  # fmt: skip
    assert {triple.predicate for triple in firsts} == {TYPE}
    assert [each.predicate for each in found if each.subject.value == "urn:s"] == [
        each for each in (TYPE, *PREDICATES[1:2], PREDICATES[0], *PREDICATES[2:4]) for _ in OBJECTS
    ]


def test_what_is_large_is_written_without_being_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RUN", 2**18)
    monkeypatch.setattr(module, "BATCH", 100)
    words, size = "word " * 200, 0
    with open_store(tmp_path / "store") as store:
        for name in map(str, range(8)):
            nodes = [NamedNode(f"urn:{name}/{n}") for n in range(1_000)]
            store.put(
                graph_of(name), [Quad(n, TEXT, Literal(words), graph_of(name)) for n in nodes]
            )
            size += len(nodes) * len(words)
        for format in ("ttl", "nq"):
            tracemalloc.start()
            dump(_Nowhere(), store, format)  # type: ignore[arg-type]
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < size / 4


def test_a_disk_that_is_full_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "RUN", 1)
    monkeypatch.setattr(module, "TemporaryFile", full)
    with pytest.raises(StoreError, match=r"cannot hold .*No space left.*TMPDIR"):
        list(sorted_triples(map(line_of, triples())))


class _Nowhere(io.RawIOBase):
    """Takes bytes and forgets them."""

    def writable(self) -> bool:
        return True

    def write(self, chunk: object) -> int:
        return len(chunk)  # type: ignore[arg-type]
