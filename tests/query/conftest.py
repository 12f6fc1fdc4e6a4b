from pathlib import Path

import gold_graph
import pytest

from kg.query import Graph
from kg.rdf.vocabulary import PREFIXES
from kg.store import LocalStore, read_store


@pytest.fixture(scope="session")
def gold_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that holds what a careful reader finds in the sample stories."""
    return gold_graph.build(tmp_path_factory.mktemp("gold") / "store")


@pytest.fixture(scope="session")
def store(gold_store: Path) -> LocalStore:
    return read_store(gold_store)


@pytest.fixture(scope="session")
def graph(gold_store: Path) -> Graph:
    with Graph(read_store, gold_store, prefixes=PREFIXES) as opened:
        yield opened
