"""Whether a graph can be trusted: SHACL (`ontology/shapes.ttl`), article by article, in words.

The shapes hold each span's words against the article's text, and each `kg:said` and
`kg:experienced` against the quotations and reports that must carry it. That there is no blank node
is checked on the quads themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from pyshacl.graph_abstraction import DataGraph
from rdflib import SH, Graph, URIRef
from rdflib import Literal as Boolean
from rdflib.term import Node

from kg.errors import OntologyError
from kg.rdf.literals import line
from kg.rdf.vocabulary import DCTERMS, KG, RDF
from kg.resources import folder

EXCERPT_LENGTH = 60
"""How many code points of the words at fault are shown."""


class Severity(StrEnum):
    """How bad it is; only violations make a graph invalid."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that the shapes forbid.

    `article` is the article's IRI, "" where the judgements over all articles are at fault. `place`
    is a range of the article's text, as RFC 5147 counts it ("812,901"), and `words` are what stands
    there; both are "" where they are not known. `node` is the subject of the offending quads.
    """

    article: str
    place: str
    node: str
    message: str
    words: str = ""
    severity: Severity = Severity.VIOLATION

    def __str__(self) -> str:
        where = self.article or "judgements over all articles"
        place = f" at {self.place}" if self.place else ""
        words = f" (“{self.words}”)" if self.words else ""
        return f"{self.severity}: {where}{place}{words}: {self.message} [{self.node}]"


def validate(graphs: Iterable[Iterable[Quad]]) -> Iterator[Problem]:
    """Yield every problem of a whole graph: of each article by itself, then of the judgements.

    `graphs` are the named graphs that `kg.rdf.quads` wrote, each with all its quads.
    """
    judged = Store()
    for graph in graphs:
        quads = list(graph)
        if _is_a(quads, KG.FindingsGraph):
            yield from validate_article(quads)
            quads = [quad for quad in quads if _concerns_judgements(quad)]
        judged.extend(_plain(quads))
    yield from _resolution_problems(judged)


def validate_article(quads: Iterable[Quad]) -> list[Problem]:
    """Return the problems of one article's graph, by place."""
    found = list(quads)
    store = Store()
    store.extend(_plain(found))
    article = next((str(quad.subject) for quad in found if quad.object == KG.Article), "")
    return sorted([*_blank_nodes(found, article.strip("<>")), *_problems(store, KG.FindingsGraph)])


def validate_resolution(quads: Iterable[Quad]) -> list[Problem]:
    """Return the problems of the judgements; `quads` are theirs and those of all articles."""
    store = Store()
    store.extend(_plain(quads))
    return _resolution_problems(store)


def _resolution_problems(store: Store) -> list[Problem]:
    return sorted([*_blank_nodes(store, ""), *_problems(store, KG.ResolutionGraph)])


_EVIDENCE = frozenset(
    (KG.speaker, KG.affirmed, KG.experiencer, KG.polarity, KG.modality, KG.span, KG.mention)
)
_EVIDENT = frozenset((KG.Quotation, KG.EventReport, KG.Claim, KG.CoreferenceChain))


def _concerns_judgements(quad: Quad) -> bool:
    """Tell whether the shapes of the judgements look at this quad of an article."""
    return quad.predicate in _EVIDENCE or quad.object in _EVIDENT


def _plain(quads: Iterable[Quad]) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]


def _is_a(quads: Iterable[Quad], kind: NamedNode) -> bool:
    return any(quad.object == kind and quad.predicate == RDF.type for quad in quads)


def _blank_nodes(quads: Iterable[Quad], article: str) -> Iterator[Problem]:
    terms = (term for quad in quads for term in (quad.subject, quad.object))
    for node in sorted({str(term) for term in terms if isinstance(term, BlankNode)}):
        yield Problem(article, "", node, "a blank node: every node of the graph has an IRI")


def _problems(store: Store, kind: NamedNode) -> Iterator[Problem]:
    """Run the shapes that are meant for this kind of graph on the default graph of `store`."""
    data = DataGraph.from_oxigraph_store(store)
    _, report, text = pyshacl.validate(
        data, shacl_graph=_shapes(kind), allow_warnings=True, inplace=True
    )
    if not isinstance(report, Graph):
        raise OntologyError(f"ontology/shapes.ttl cannot be used for validation: {text}")
    for result in report.subjects(SH.resultSeverity):
        yield _problem(store, report, result)


@lru_cache(maxsize=2)
def _shapes(kind: NamedNode) -> Graph:
    """Return the shapes, those for other kinds of graphs switched off."""
    shapes = Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")
    for shape, graph in list(shapes.subject_objects(URIRef(DCTERMS.subject.value))):
        if str(graph) != kind.value:
            shapes.add((shape, SH.deactivated, Boolean(True)))
    return shapes


def _problem(store: Store, report: Graph, result: Node) -> Problem:
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
    message = str(report.value(result, SH.resultMessage))
    span = _span(store, value) or _span(store, focus)
    article = str(span.value if span else focus).partition("#")[0]
    return Problem(
        article=article if span or _is_article(store, article) else "",
        place=span.value.partition(_PLACE)[2] if span else "",
        node=str(focus),
        message=message if value in (None, focus) else f"{message}: {value}",
        words=_excerpt(store, span) if span else "",
        severity=Severity(severity.lower()),
    )


_PLACE = "#char="


def _span(store: Store, node: Node | None) -> NamedNode | None:
    """Return the span that a node is, or the first at which a finding stands."""
    if not isinstance(node, URIRef):
        return None
    if _PLACE in node:
        return NamedNode(str(node))
    found = (quad.object for each in (KG.span, KG.mention) for quad in _about(store, node, each))
    spans = [span for span in found if isinstance(span, NamedNode) and _PLACE in span.value]
    return min(spans, key=lambda span: (len(span.value), span.value), default=None)


def _about(store: Store, node: str, predicate: NamedNode) -> Iterator[Quad]:
    return store.quads_for_pattern(NamedNode(str(node)), predicate, None, None)


def _is_article(store: Store, node: str) -> bool:
    return any(quad.object == KG.Article for quad in _about(store, node, RDF.type))


def _excerpt(store: Store, span: NamedNode) -> str:
    exact = next((quad.object for quad in _about(store, span.value, KG.exact)), None)
    return line(exact.value, limit=EXCERPT_LENGTH).value if isinstance(exact, Literal) else ""
