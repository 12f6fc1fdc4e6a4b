"""The terms that the graph is written in, as closed namespaces: a misspelt term fails at once.

`KG` holds the terms of `ontology/kg.ttl` (a test holds the two together). The others list what is
used of standard vocabularies, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode


class ClosedNamespace:
    """A namespace whose terms are listed, as attributes; any other name raises AttributeError."""

    def __init__(self, prefix: str, iri: str, terms: str) -> None:
        self.prefix = prefix
        self.iri = iri
        self._terms = {name: NamedNode(iri + name) for name in terms.split()}
        self.__dict__ |= self._terms

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{self.prefix}:{name} is no term of {self.iri} that is used here")

    def __getitem__(self, name: str) -> NamedNode:
        return self._terms[name] if name in self._terms else self.__getattr__(name)

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(self._terms.values())

    def __contains__(self, term: object) -> bool:
        return term in self._terms.values()

    def __repr__(self) -> str:
        return f"ClosedNamespace({self.prefix!r}, {self.iri!r})"


KG = ClosedNamespace(
    "kg",
    "https://w3id.org/witness/ontology#",
    # what an article holds
    "Article Span NameMention NominalMention PronounMention CoreferenceChain Finding Quotation"
    " DirectQuotation IndirectQuotation MixedQuotation UnattributedQuotation SpeakerCandidate"
    " EventReport Claim"
    " mention span cue source timeSpan begin end exact"
    " speaker addressee channel within candidate chain act affirmed"
    " eventType participant experiencer agent place polarity modality reportedIn edtf"
    " subject property object value numberOfChildren confidence reason anonymous"
    " Polarity Positive Negative"
    " Modality Actual Planned Possible Conditional Generic Feared"
    # what is judged over all articles
    " Statement Event Judgement PossibleMatch Disagreement"
    " said stated realises experienced hasExperiencer hasAgent reports refersTo"
    " possiblySame contradicts concerns articleCount independentSourceCount"
    # whose word it is
    " FindingsGraph ResolutionGraph"
    # what linguistic knowledge is written in (event-types.ttl, cues.ttl, exclusions.ttl)
    " triggerVerb triggerNoun triggerPhrase exclusion looseTrigger experiencerRole agentRole"
    " undergoingVerb performingVerb occurringVerb"
    " markerVerb markerNoun markerAdjective markerAdverb markerAuxiliary markerConjunction"
    " asserts rejects addresses takesNoun"
    " cueVerb quotingVerb refusingVerb namingVerb hearingVerb idleVerb"
    " cueNoun cuePhrase"
    " personNoun femaleNoun maleNoun personTitle femaleTitle maleTitle inverseKinship claimProperty"
    " singleKin speaksFor mayBeThing shortForm word"
    " post notAgainWithin excludes",
)

SCHEMA = ClosedNamespace(
    "schema",
    "https://schema.org/",
    "NewsArticle Quotation CreativeWork Person Organization Place Thing"
    " NewsMediaOrganization Female Male"
    " name alternateName gender text headline articleBody datePublished publisher creditText"
    " inLanguage url sha256 creator softwareVersion"
    " sameAs"
    " spouse parent children sibling nationality homeLocation affiliation jobTitle hasOccupation",
)
SEM = ClosedNamespace(
    "sem",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "Event Time eventType hasActor hasPlace hasTime"
    " hasEarliestBeginTimeStamp hasLatestEndTimeStamp",
)
PROV = ClosedNamespace(
    "prov",
    "http://www.w3.org/ns/prov#",
    "Entity Activity SoftwareAgent hadPrimarySource wasDerivedFrom wasGeneratedBy"
    " wasAssociatedWith used startedAtTime endedAtTime",
)
ITSRDF = ClosedNamespace("itsrdf", "http://www.w3.org/2005/11/its/rdf#", "taClassRef")
TIME = ClosedNamespace("time", "http://www.w3.org/2006/time#", "TemporalEntity")
SKOS = ClosedNamespace(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept prefLabel altLabel notation definition broader broaderTransitive inScheme",
)
FOAF = ClosedNamespace("foaf", "http://xmlns.com/foaf/0.1/", "Group age")
DCTERMS = ClosedNamespace(
    "dcterms",
    "http://purl.org/dc/terms/",
    "isPartOf isReplacedBy title subject license rights",
)
VOID = ClosedNamespace(
    "void",
    "http://rdfs.org/ns/void#",
    "Dataset triples entities distinctSubjects distinctObjects properties classes documents"
    " classPartition class propertyPartition property vocabulary uriSpace dataDump",
)
DCAT = ClosedNamespace(
    "dcat",
    "http://www.w3.org/ns/dcat#",
    "Dataset Distribution distribution downloadURL mediaType",
)
RDF = ClosedNamespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = ClosedNamespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = ClosedNamespace(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "string integer decimal boolean date dateTime gYear gYearMonth",
)
EDTF = ClosedNamespace("edtf", "http://id.loc.gov/datatypes/edtf/", "EDTF")
"""The Library of Congress's datatype for the dates of ISO 8601-2."""

NAMESPACES = (
    *(KG, SCHEMA, SEM, PROV, ITSRDF, TIME, SKOS, FOAF, DCTERMS, VOID, DCAT),
    *(RDF, RDFS, XSD, EDTF),
)
PREFIXES: Mapping[str, str] = {namespace.prefix: namespace.iri for namespace in NAMESPACES}
"""Prefix → namespace, for serialisations and queries."""
