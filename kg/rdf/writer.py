"""Collects the quads of one named graph, with the nouns that several rooms of the graph share."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Article, EntityType, Modality, Polarity, QuoteKind, Span
from kg.rdf import literals
from kg.rdf.vocabulary import FOAF, KG, RDF, RDFS, SCHEMA

LABEL_LENGTH = 80
"""How many code points of a wording a label shows."""

ENTITY_CLASS = {
    EntityType.PERSON: SCHEMA.Person,
    EntityType.ORGANIZATION: SCHEMA.Organization,
    EntityType.PLACE: SCHEMA.Place,
    EntityType.GROUP: FOAF.Group,
    EntityType.DOCUMENT: SCHEMA.CreativeWork,
    EntityType.OTHER: SCHEMA.Thing,
}
GENDER = {"female": SCHEMA.Female, "male": SCHEMA.Male}
QUOTATION_CLASS = {
    QuoteKind.DIRECT: KG.DirectQuotation,
    QuoteKind.INDIRECT: KG.IndirectQuotation,
    QuoteKind.MIXED: KG.MixedQuotation,
}
POLARITY = {Polarity.POSITIVE: KG.Positive, Polarity.NEGATIVE: KG.Negative}
MODALITY = {
    Modality.ACTUAL: KG.Actual,
    Modality.PLANNED: KG.Planned,
    Modality.POSSIBLE: KG.Possible,
    Modality.CONDITIONAL: KG.Conditional,
    Modality.GENERIC: KG.Generic,
    Modality.FEARED: KG.Feared,
}
CLAIM_PROPERTY = {
    "age": FOAF.age,
    "occupation": SCHEMA.hasOccupation,
    "role": SCHEMA.jobTitle,
    "nationality": SCHEMA.nationality,
    "home": SCHEMA.homeLocation,
    "affiliation": SCHEMA.affiliation,
    "children": KG.numberOfChildren,
    "spouse": SCHEMA.spouse,
    "parent": SCHEMA.parent,
    "child": SCHEMA.children,
    "sibling": SCHEMA.sibling,
}
"""The findings' names of properties → the terms that name them; others are named below the base."""


class GraphWriter:
    """Collects the quads of one named graph, in the order in which they are added."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self._quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode, object: NamedNode | Literal) -> None:
        """Add one quad."""
        self._quads.append(Quad(subject, predicate, object, self.graph))

    def classes(self, subject: NamedNode, *classes: NamedNode) -> None:
        """Say what `subject` is."""
        for each in classes:
            self.add(subject, RDF.type, each)

    def label(self, subject: NamedNode, words: str) -> None:
        """Give `subject` a label of one short line; none where there are no words."""
        if words.strip():
            self.add(subject, RDFS.label, literals.line(words, limit=LABEL_LENGTH))

    def text(self, subject: NamedNode, predicate: NamedNode, words: str) -> None:
        """Add a plain string; nothing where it is empty."""
        if words:
            self.add(subject, predicate, literals.text(words))

    def take(self) -> list[Quad]:
        """Hand over what was collected, each quad once, and begin anew."""
        quads, self._quads = list(dict.fromkeys(self._quads)), []
        return quads


def wording(article: Article, pieces: Iterable[Span]) -> str:
    """Return the words of a finding's pieces, joined by a blank or, across lines, a blank line."""
    words, end = "", 0
    for piece in pieces:
        gap = "\n\n" if "\n" in article.text[end : piece.begin] else " "
        words += (gap if words else "") + article[piece]
        end = piece.end
    return words
