"""The SKOS concepts that findings name by their notations: types of events and kinds of acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import OntologyError
from kg.knowledge import Knowledge
from kg.model import Quote


@dataclass(frozen=True, slots=True)
class Concepts:
    """What the notations in findings stand for; a notation that is in no file is an error."""

    event_types: Mapping[str, NamedNode]
    acts: Mapping[str, NamedNode]
    assertive: frozenset[str]
    """Notations of the acts that put their content forward: said, wrote; not asked, denied."""

    @classmethod
    def of(cls, knowledge: Knowledge) -> Concepts:
        """Return the concepts of linguistic knowledge."""
        return cls(
            event_types={each.notation: NamedNode(each.iri) for each in knowledge.event_types},
            acts={act.notation: NamedNode(act.iri) for act in knowledge.acts.values()},
            assertive=frozenset(act.notation for act in knowledge.acts.values() if act.asserts),
        )

    def event_type(self, notation: str) -> NamedNode:
        """Return the concept of a type of events; raises OntologyError where it is unknown."""
        return _look_up(self.event_types, notation, "event type", "event-types.ttl")

    def act(self, notation: str) -> NamedNode:
        """Return the concept of a kind of act; raises OntologyError where it is unknown."""
        return _look_up(self.acts, notation, "act", "cues.ttl")

    def puts_forward(self, quote: Quote) -> bool:
        """Tell whether the speaker of `quote` put its content forward as such (`kg:said`)."""
        self.act(quote.act)
        return quote.affirmed and quote.act in self.assertive


def _look_up(known: Mapping[str, NamedNode], notation: str, what: str, file: str) -> NamedNode:
    try:
        return known[notation]
    except KeyError:
        raise OntologyError(
            f"the {what} {notation!r} stands in no ontology file: add it to ontology/{file}"
            " or name the file of your own that holds it"
        ) from None
