"""The SKOS concepts that findings name by their notations: types of events and kinds of acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import OntologyError
from kg.knowledge import Knowledge
from kg.model import Quote
from kg.rdf import literals
from kg.rdf.cues import CUE
from kg.rdf.event_types import SCHEME
from kg.rdf.iris import iris_of
from kg.rdf.vocabulary import KG, SKOS
from kg.rdf.writer import GraphWriter

_EVENT_TYPES = NamedNode(SCHEME)
_ACTS = NamedNode(CUE + "acts")

SURE = 0.7
"""How sure a speaker must be to have said something in the graph; quotations keep the others.

Of some twenty quotations of PolNeAR's dev part below that were read, about a quarter were given to
the right person.
"""


@dataclass(frozen=True, slots=True)
class Concept:
    """A type of events or a kind of act; `broader` has the notations above it, nearest first."""

    iri: NamedNode
    notation: str
    label: str
    definition: str = ""
    broader: tuple[str, ...] = ()
    asserts: bool = False
    """Of an act: whether it puts its content forward (said, wrote; not asked, denied)."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """What the notations in findings stand for; a notation that is in no file is an error."""

    event_types: Mapping[str, Concept]
    acts: Mapping[str, Concept]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Concepts:
        """Return the concepts of linguistic knowledge."""
        types = (
            Concept(NamedNode(each.iri), each.notation, each.label, each.definition, each.within)
            for each in knowledge.event_types
        )
        acts = (
            Concept(
                NamedNode(each.iri),
                each.notation,
                each.label,
                each.definition,
                asserts=each.asserts,
            )
            for each in knowledge.acts.values()
        )
        return cls(_by_notation(types), _by_notation(acts))

    def event_type(self, notation: str) -> NamedNode:
        """Return the concept of a type of events; raises OntologyError where it is unknown."""
        return _look_up(self.event_types, notation, "event type", "event-types.ttl").iri

    def act(self, notation: str) -> NamedNode:
        """Return the concept of a kind of act; raises OntologyError where it is unknown."""
        return _look_up(self.acts, notation, "act", "cues.ttl").iri

    def puts_forward(self, quote: Quote) -> bool:
        """Tell whether its speaker surely put the content of `quote` forward (`kg:said`)."""
        act = _look_up(self.acts, quote.act, "act", "cues.ttl")
        return quote.affirmed and act.asserts and quote.confidence >= SURE

    def quads(self, base: str) -> list[Quad]:
        """Return what the concepts are called, in a named graph of their own.

        With them, the graph can be read without the ontology's files.
        """
        writer = GraphWriter(iris_of(base).concepts_graph)
        for concept in self.event_types.values():
            _describe(writer, concept, _EVENT_TYPES)
            for notation in concept.broader:
                writer.add(concept.iri, SKOS.broaderTransitive, self.event_type(notation))
            for notation in concept.broader[:1]:
                writer.add(concept.iri, SKOS.broader, self.event_type(notation))
        for concept in self.acts.values():
            _describe(writer, concept, _ACTS)
            asserts = literals.TRUE if concept.asserts else literals.FALSE
            writer.add(concept.iri, KG.asserts, asserts)
        return writer.take()


def _describe(writer: GraphWriter, concept: Concept, scheme: NamedNode) -> None:
    writer.classes(concept.iri, SKOS.Concept)
    writer.add(concept.iri, SKOS.inScheme, scheme)
    writer.add(concept.iri, SKOS.notation, literals.text(concept.notation))
    writer.add(concept.iri, SKOS.prefLabel, Literal(literals.safe(concept.label), language="en"))
    if concept.definition:
        definition = Literal(literals.safe(concept.definition), language="en")
        writer.add(concept.iri, SKOS.definition, definition)


def _by_notation(concepts: Iterable[Concept]) -> dict[str, Concept]:
    return {concept.notation: concept for concept in concepts}


def _look_up(known: Mapping[str, Concept], notation: str, what: str, file: str) -> Concept:
    try:
        return known[notation]
    except KeyError:
        raise OntologyError(
            f"the {what} {notation!r} stands in no ontology file: add it to ontology/{file}"
            " or name the file of your own that holds it"
        ) from None
