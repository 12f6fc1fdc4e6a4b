"""Reads the ontology's linguistic knowledge, and a user's own, into `kg.knowledge`'s nouns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import OntologyError
from kg.knowledge import Knowledge
from kg.rdf.concepts import Concepts
from kg.rdf.cues import read_words
from kg.rdf.event_types import read_event_types
from kg.rdf.exclusions import read_exclusions
from kg.rdf.vocabulary import KG
from kg.resources import folder


def load_knowledge(*extra: Path) -> Knowledge:
    """Return what extraction goes by: the shipped files, with `extra` ones of the user's added.

    Raises OntologyError, naming file, term and remedy, where a file is malformed, uses a term that
    does not exist, or holds nothing to extract by.
    """
    shipped = folder("ontology")
    words = read_words(shipped / "cues.ttl", *extra)
    events = read_event_types(shipped / "event-types.ttl", *extra)
    for path in extra:
        _check_terms(path)
    exclusions = read_exclusions(events.types, shipped / "exclusions.ttl", *extra)
    return Knowledge(words.acts, words.cues, words.people, events, exclusions)


@lru_cache(maxsize=1)
def shipped_concepts() -> Concepts:
    """Return the event types and acts of the shipped ontology."""
    return Concepts.of(load_knowledge())


def _check_terms(path: Path) -> None:
    """Refuse a file with a misspelt term, or with none at all: its words would be passed over."""
    known = {term.value.removeprefix(KG.iri) for term in KG}
    used = set(_own_terms(path))
    for term in sorted(used - known):
        close = difflib.get_close_matches(term, known, 1)
        hint = (
            f": did you mean kg:{close[0]}?" if close else ": see ontology/kg.ttl for what there is"
        )
        raise OntologyError(f"{path}: there is no term kg:{term}{hint}")
    if not used:
        raise OntologyError(
            f"{path}: holds no event type, cue or exclusion: write it like"
            " ontology/event-types.ttl, ontology/cues.ttl or ontology/exclusions.ttl"
        )


def _own_terms(path: Path) -> Iterable[str]:
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        for node in (quad.subject, quad.predicate, quad.object):
            if isinstance(node, NamedNode) and node.value.startswith(KG.iri):
                yield node.value.removeprefix(KG.iri)
