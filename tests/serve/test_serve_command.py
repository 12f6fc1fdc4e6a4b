"""`kg serve` as a process of its own: it says where it is, answers, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from kg.rdf.vocabulary import KG, PREFIXES

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the libraries, of themselves
]
WHO = "SELECT ?name { ?p a schema:Person ; schema:name ?name } ORDER BY ?name"
PATIENCE = 60
"""Seconds that the process may take to end."""


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between here and here."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@contextmanager
def serving(output: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start `kg serve` on a free port; yield the process and its address."""
    command = [sys.executable, "-m", "kg", "serve", str(output), "--port", "0", *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert process.stderr
            yield process, process.stderr.readline().partition(" ")[0]
        finally:
            process.kill()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_it_answers_the_usual_clients_and_ends_cleanly(
    output: Path, ending: signal.Signals
) -> None:
    with serving(output) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        wrapper = SPARQLWrapper(f"{address}sparql")
        wrapper.setQuery(WHO)
        wrapper.setReturnFormat(JSON)
        rows = wrapper.queryAndConvert()["results"]["bindings"]
        names = [row["name"]["value"] for row in rows]
        assert "Marisol Tveit" in names
        graph = rdflib.Graph(SPARQLStore(f"{address}sparql", method="POST"))
        assert [str(row[0]) for row in graph.query(WHO, initNs=PREFIXES)] == names
        assert set(graph.subjects(rdflib.URIRef(KG.said.value)))
        process.send_signal(ending)
        out, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, said) == (0, "", "ended\n")


def test_a_port_that_is_taken_is_told_of(output: Path) -> None:
    with serving(output) as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        with serving(output, "--port", port) as (second, _):
            assert second.wait(PATIENCE) == 1
