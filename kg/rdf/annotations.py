"""Findings as W3C Web Annotations: what other tools for annotated text read and show.

Each quotation, report, claim and mention is one annotation. Its target is its place in the article,
by position and by the words themselves; its bodies say what kind of thing it is, which finding (and
which person or thing over all articles) it stands for, and how it reads in a line.
Source: https://www.w3.org/TR/annotation-model/, https://www.w3.org/TR/annotation-vocab/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.vocabulary import KG, RDF, RDFS, SCHEMA

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SURROUNDINGS = 32
"""How many code points before and after its words help to find a span in a changed text."""

Json = dict[str, Any]
_About = Mapping[NamedNode, list[NamedNode | Literal]]

_PIECES = {
    KG.DirectQuotation: KG.span,
    KG.IndirectQuotation: KG.span,
    KG.MixedQuotation: KG.span,
    KG.EventReport: KG.span,
    KG.Claim: KG.span,
    KG.CoreferenceChain: KG.mention,
}
"""The classes that are annotated, and what leads to their places in the text."""


def annotated(
    quads: Iterable[Quad], merged: Mapping[NamedNode, NamedNode], *, text: bool = True
) -> Iterator[Json]:
    """Yield the annotations of one article, whose graph `quads` are, in the order of their nodes.

    `merged` leads from what the article knows to what stands for it over all articles. Without
    `text`, nothing of the article is given but the words of its findings.
    """
    article = _Article(quads)
    for node in sorted(article.about, key=lambda node: node.value):
        for kind in article.values(node, RDF.type):
            if isinstance(kind, NamedNode) and kind in _PIECES:
                yield from article.annotations(node, kind, merged.get(node), text=text)


def merged_of(judged: Iterable[Quad]) -> dict[NamedNode, NamedNode]:
    """Return what leads from findings to the people, statements and events they are of.

    `judged` is the graph of what is judged over all articles.
    """
    leads = (KG.refersTo, KG.realises, KG.reports)
    return {
        quad.subject: quad.object
        for quad in judged
        if quad.predicate in leads
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }


class _Article:
    """An article's graph, by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: defaultdict[NamedNode, _About] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self.about[quad.subject][quad.predicate].append(quad.object)  # type: ignore[arg-type]
        nodes = [node for node in self.about if KG.Article in self.values(node, RDF.type)]
        self.node = nodes[0] if nodes else NamedNode("about:blank")
        self.text = self.word(self.node, SCHEMA.articleBody)

    def values(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        """Return all that a node has by a predicate."""
        return self.about[node][predicate] if node in self.about else []

    def word(self, node: NamedNode, predicate: NamedNode) -> str:
        """Return the first value that a node has by a predicate, or ""."""
        return next((value.value for value in self.values(node, predicate)), "")

    def annotations(
        self, node: NamedNode, kind: NamedNode, merged: NamedNode | None, *, text: bool
    ) -> Iterator[Json]:
        """Yield one annotation of a finding, or one of each mention of an entity."""
        spans = [each for each in self.values(node, _PIECES[kind]) if isinstance(each, NamedNode)]
        spans.sort(key=lambda span: int(self.word(span, KG.begin)))
        together = [[span] for span in spans] if kind == KG.CoreferenceChain else [spans]
        for pieces in filter(None, together):
            name = "annotation" if len(together) == 1 else f"annotation={self._place(pieces[0])}"
            yield {
                "id": f"{node.value}&{name}",
                "type": "Annotation",
                "motivation": "identifying" if kind == KG.CoreferenceChain else "classifying",
                "body": list(self._bodies(node, kind, merged)),
                "target": self._target([self._selected(piece, text=text) for piece in pieces]),
            }

    def _place(self, span: NamedNode) -> str:
        return span.value.rpartition("=")[2]

    def _bodies(self, node: NamedNode, kind: NamedNode, merged: NamedNode | None) -> Iterator[Json]:
        for term in (kind, *self.values(node, KG.eventType), *self.values(node, KG.act)):
            yield _resource("classifying", term.value)
        for each in filter(None, (node, merged)):
            yield _resource("identifying", each.value)
        if label := self.word(node, RDFS.label):
            yield {"type": "TextualBody", "purpose": "describing", "value": label}

    def _selected(self, span: NamedNode, *, text: bool) -> Json:
        begin, end = int(self.word(span, KG.begin)), int(self.word(span, KG.end))
        words: Json = {"type": "TextQuoteSelector", "exact": self.word(span, KG.exact)}
        if text and self.text:
            words["prefix"] = self.text[max(0, begin - SURROUNDINGS) : begin]
            words["suffix"] = self.text[end : end + SURROUNDINGS]
        position = {"type": "TextPositionSelector", "start": begin, "end": end}
        return {"id": span.value, "source": self.node.value, "selector": [position, words]}

    def _target(self, selected: list[Json]) -> Json:
        """Return the one place, or the places that only together are the finding's."""
        return selected[0] if len(selected) == 1 else {"type": "Composite", "items": selected}


def _resource(purpose: str, iri: str) -> Json:
    return {"type": "SpecificResource", "purpose": purpose, "source": iri}
