"""Reads the ontology's linguistic knowledge, and a user's own, into `kg.knowledge`'s nouns."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.knowledge import Knowledge
from kg.rdf.concepts import Concepts


def load_knowledge(*extra: Path) -> Knowledge:
    raise NotImplementedError


@lru_cache(maxsize=1)
def shipped_concepts() -> Concepts:
    """Return the event types and acts of the shipped ontology."""
    return Concepts.of(load_knowledge())
