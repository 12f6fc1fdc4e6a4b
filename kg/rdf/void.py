"""What the graph holds, counted, for those who look for data (VoID, DCAT)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import KgError
from kg.rdf import literals
from kg.rdf.iris import Iris, encode, iris_of
from kg.rdf.provenance import Run, run_id
from kg.rdf.vocabulary import DCAT, DCTERMS, KG, NAMESPACES, PROV, RDF, VOID
from kg.rdf.writer import GraphWriter

TITLE = "Who said what and who lived through what"
RIGHTS = "The words of the articles, whole or quoted, remain their publishers' and authors' own."

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
MEDIA_TYPE = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".xml": "application/rdf+xml",
}
"""By the ending of a file's name."""


def void_quads(
    triples: Iterable[Triple | Quad],
    base: str,
    *,
    files: Iterable[str] = (),
    title: str = TITLE,
    license: str = "",
    run: Run | None = None,
) -> list[Quad]:
    """Return the description of a data set, sorted, in a named graph of its own.

    `triples` are those of all graphs together, each once, in any order. `files` are the names of
    the files that hold the data set, as they are found below `base` once it is published. `license`
    is the IRI of the licence under which the user gives it away; that the words of the articles are
    their publishers' own is said in any case.
    """
    iris, counts = iris_of(base), _counted(triples)
    writer = _Description(iris)
    writer.about(title, license, run)
    writer.totals(counts)
    writer.partitions(_BY_CLASS, counts.classes)
    writer.partitions(_BY_PROPERTY, counts.properties)
    for file in files:
        writer.distribution(file, license)
    return sorted(writer.take(), key=str)


@dataclass(slots=True)
class _Counts:
    triples: int = 0
    classes: Counter[NamedNode] = field(default_factory=Counter)
    properties: Counter[NamedNode] = field(default_factory=Counter)
    subjects: set[int] = field(default_factory=set)
    objects: set[int] = field(default_factory=set)
    """By their hashes, which take little memory."""


def _counted(triples: Iterable[Triple | Quad]) -> _Counts:
    counts = _Counts()
    for triple in triples:
        counts.triples += 1
        counts.properties[triple.predicate] += 1
        counts.subjects.add(hash(triple.subject))
        counts.objects.add(hash(triple.object))
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            counts.classes[triple.object] += 1
    return counts


@dataclass(frozen=True, slots=True)
class _Partition:
    """The terms that describe a part of a data set: of the part, of its name, and of its size."""

    kind: str
    part: NamedNode
    term: NamedNode
    size: NamedNode


_BY_CLASS = _Partition("class", VOID.classPartition, VOID["class"], VOID.entities)
_BY_PROPERTY = _Partition("property", VOID.propertyPartition, VOID.property, VOID.triples)


class _Description(GraphWriter):
    """Writes the description of a data set."""

    def __init__(self, iris: Iris) -> None:
        super().__init__(iris.description_graph)
        self._iris = iris
        self._set = iris.dataset

    def about(self, title: str, license: str, run: Run | None) -> None:
        """Say what the data set is, whose, and from which run."""
        self.classes(self._set, VOID.Dataset, DCAT.Dataset)
        self.text(self._set, DCTERMS.title, title)
        self.text(self._set, DCTERMS.rights, RIGHTS)
        self.text(self._set, VOID.uriSpace, self._iris.base)
        if license:
            self.add(self._set, DCTERMS.license, NamedNode(license))
        if run:
            self.add(self._set, PROV.wasGeneratedBy, self._iris.run(run_id(run)))

    def totals(self, counts: _Counts) -> None:
        """Say how much there is, and in which vocabularies it is written."""
        for term, number in (
            (VOID.triples, counts.triples),
            (VOID.entities, len(counts.subjects)),
            (VOID.distinctSubjects, len(counts.subjects)),
            (VOID.distinctObjects, len(counts.objects)),
            (VOID.classes, len(counts.classes)),
            (VOID.properties, len(counts.properties)),
            (VOID.documents, counts.classes[KG.Article]),
        ):
            self.add(self._set, term, literals.integer(number))
        terms = [term.value for term in (*counts.classes, *counts.properties)]
        for namespace in NAMESPACES:
            if any(term.startswith(namespace.iri) for term in terms):
                self.add(self._set, VOID.vocabulary, NamedNode(namespace.iri))

    def partitions(self, by: _Partition, sizes: Mapping[NamedNode, int]) -> None:
        """Say how much there is of each class or property."""
        for term, size in sizes.items():
            node = self._part(by.kind, _short(term))
            self.add(self._set, by.part, node)
            self.add(node, by.term, term)
            self.add(node, by.size, literals.integer(size))

    def distribution(self, file: str, license: str) -> None:
        """Say that a file holds the data set."""
        node, url = self._part("distribution", file), NamedNode(self._iris.base + encode(file))
        self.add(self._set, DCAT.distribution, node)
        self.add(self._set, VOID.dataDump, url)
        self.classes(node, DCAT.Distribution)
        self.text(node, DCTERMS.title, file)
        self.add(node, DCAT.downloadURL, url)
        media = MEDIA_TYPE.get(PurePath(file).suffix)
        if media:
            self.add(node, DCAT.mediaType, NamedNode(_MEDIA_TYPES + media))
        if license:
            self.add(node, DCTERMS.license, NamedNode(license))

    def _part(self, kind: str, name: str) -> NamedNode:
        readable = encode(name).replace("%3A", ":")
        return NamedNode(f"{self._set.value}#{kind}={readable}")


def _short(term: NamedNode) -> str:
    """Return a term as prefix:name where its namespace is known, else as it is."""
    for namespace in NAMESPACES:
        if term.value.startswith(namespace.iri):
            return f"{namespace.prefix}:{term.value.removeprefix(namespace.iri)}"
    return term.value


def license_iri(license: str) -> str:
    """Return the licence's IRI, "" for none; raises KgError for what is no IRI."""
    try:
        return license and NamedNode(license).value
    except ValueError as error:
        raise KgError(
            f"licence {license!r}: is no IRI ({error}); give its address, such as "
            "https://creativecommons.org/licenses/by/4.0/"
        ) from error
