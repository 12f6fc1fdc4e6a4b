"""A real server on this machine, over the graph of the gold."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from serve_client import Client

from kg.query import Limits
from kg.serve.app import application
from kg.serve.server import _listener
from kg.serving import ServedGraph
from tests.query import gold_graph


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the graph of the gold, as far as a server looks at it."""
    place = tmp_path_factory.mktemp("served")
    gold_graph.build(place / "store")
    manifest = {"fingerprint": "gold", "base": gold_graph.BASE}
    (place / "manifest.json").write_text(json.dumps(manifest))
    (place / "graph.html").write_text("<!doctype html><title>the reading room</title>")
    (place / "void.ttl").write_text("<> a <http://rdfs.org/ns/void#Dataset> .")
    return place


@contextmanager
def _served(output: Path, limits: Limits) -> Iterator[Client]:
    with ServedGraph(output, limits=limits) as site, _listener(0) as listener:
        config = uvicorn.Config(application(site), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield Client(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def client(output: Path) -> Iterator[Client]:
    with _served(output, Limits(seconds=None, rows=20_000, memory=None)) as client:
        yield client


@pytest.fixture
def hurried(output: Path) -> Iterator[Client]:
    """A server that gives up at once."""
    with _served(output, Limits(seconds=0.2, rows=None, memory=None)) as client:
        yield client
