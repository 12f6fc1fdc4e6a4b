"""What all tests of extraction share."""

from __future__ import annotations

import pytest

from kg.knowledge import Knowledge
from kg.rdf.knowledge import load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return what the shipped ontology says of words."""
    return load_knowledge()
