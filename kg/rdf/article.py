"""What one article says, as quads in the article's own named graph.

Nothing here depends on another article: entities are coreference chains, events are reports. Every
finding points at the spans of the text that carry it. What articles share (outlets, kinds of acts)
is named here and described in the layer of judgements: a triple stands in one graph alone, since
engines that read all graphs as one find it once for each graph that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.model import (
    Article,
    Claim,
    Entity,
    Event,
    Findings,
    MentionKind,
    Participant,
    Quote,
    Span,
)
from kg.rdf import literals
from kg.rdf.concepts import Concepts
from kg.rdf.iris import ArticleIris, Iris, iris_of, web
from kg.rdf.knowledge import shipped_concepts
from kg.rdf.provenance import Run, run_id
from kg.rdf.vocabulary import DCTERMS, ITSRDF, KG, PROV, SCHEMA, SKOS
from kg.rdf.writer import (
    CLAIM_PROPERTY,
    ENTITY_CLASS,
    GENDER,
    LABEL_LENGTH,
    MODALITY,
    POLARITY,
    QUOTATION_CLASS,
    GraphWriter,
    wording,
)

_MENTION_CLASS = {
    MentionKind.NAME: KG.NameMention,
    MentionKind.NOMINAL: KG.NominalMention,
    MentionKind.PRONOUN: KG.PronounMention,
}
_ROLE = {"experiencer": KG.experiencer, "agent": KG.agent, "place": KG.place}


def article_quads(
    findings: Findings, base: str, *, concepts: Concepts | None = None, run: Run | None = None
) -> list[Quad]:
    """Return what is found in one article, in its own named graph, each quad once.

    `concepts` defaults to those of the shipped ontology; `run` says what derived the findings.
    Raises OntologyError on an event type or act that `concepts` does not hold.
    """
    writer = _ArticleWriter(findings.article, iris_of(base), concepts or shipped_concepts())
    writer.article()
    writer.derivation(run)
    for entity in findings.entities:
        writer.chain(entity)
    for quote in findings.quotes:
        writer.quotation(quote)
    for event in findings.events:
        writer.report(event)
    for claim in findings.claims:
        writer.claim(claim)
    return writer.take()


def claim_property(name: str, iris: Iris) -> NamedNode:
    """Return the term that names the property of a claim."""
    return CLAIM_PROPERTY.get(name) or iris.claim_property(name)


class _ArticleWriter(GraphWriter):
    """Writes the findings of one article."""

    def __init__(self, article: Article, iris: Iris, concepts: Concepts) -> None:
        self.of: ArticleIris = iris.article(article.id)
        super().__init__(self.of.graph)
        self._article = article
        self._iris = iris
        self._concepts = concepts
        self._spans: dict[Span, NamedNode] = {}

    def article(self) -> None:
        """Write the article itself: its text, and what is known of its publication."""
        article, node = self._article, self.of.node
        self.classes(node, KG.Article, SCHEMA.NewsArticle)
        self.label(node, article.title or article.text[: LABEL_LENGTH + 1])
        self.text(node, SCHEMA.headline, article.title)
        self.text(node, SCHEMA.articleBody, article.text)
        self.text(node, SCHEMA.inLanguage, article.language)
        self.text(node, SCHEMA.creditText, article.author)
        self.add(node, SCHEMA.sha256, literals.text(article.sha256))
        if article.published:
            self.add(node, SCHEMA.datePublished, literals.date(article.published))
        if url := web(article.url):
            self.add(node, SCHEMA.url, url)
        if article.publisher.strip():
            self.add(node, SCHEMA.publisher, self._iris.outlet(article.publisher))

    def derivation(self, run: Run | None) -> None:
        """Say what this graph is, and what it was derived from and by."""
        self.classes(self.graph, KG.FindingsGraph)
        self.add(self.graph, PROV.wasDerivedFrom, self.of.node)
        if run:
            self.add(self.graph, PROV.wasGeneratedBy, self._iris.run(run_id(run)))

    def span(self, span: Span) -> NamedNode:
        """Return the node of a span, written on its first use."""
        node = self._spans.get(span)
        if node is None:
            node = self._spans[span] = self.of.span(span)
            self.classes(node, KG.Span)
            self.add(node, KG.begin, literals.integer(span.begin))
            self.add(node, KG.end, literals.integer(span.end))
            self.add(node, KG.exact, literals.text(self._article[span]))
            self.add(node, DCTERMS.isPartOf, self.of.node)
        return node

    def spans(self, subject: NamedNode, predicate: NamedNode, spans: Iterable[Span]) -> None:
        """Point from `subject` at spans of the text."""
        for span in spans:
            self.add(subject, predicate, self.span(span))

    def chain(self, entity: Entity) -> None:
        """Write an entity with all its mentions."""
        node = self._finding(self.of.chain(entity.id), entity.name, KG.CoreferenceChain)
        self.add(node, ITSRDF.taClassRef, ENTITY_CLASS[entity.type])
        if entity.gender in GENDER:
            self.add(node, SCHEMA.gender, GENDER[entity.gender])
        if entity.anonymous:
            self.add(node, KG.anonymous, literals.TRUE)
        for mention in entity.mentions:
            span = self.span(mention.span)
            self.add(node, KG.mention, span)
            self.classes(span, _MENTION_CLASS[mention.kind])
            if mention.kind is MentionKind.NAME:
                self._alternative_name(node, entity, mention.span)

    def _alternative_name(self, node: NamedNode, entity: Entity, span: Span) -> None:
        name = literals.line(self._article[span])
        if name != literals.line(entity.name):
            self.add(node, SKOS.altLabel, name)

    def quotation(self, quote: Quote) -> None:
        """Write a quotation: its words, its cue, who speaks to whom, and how sure that is."""
        words = wording(self._article, quote.content)
        classes = (QUOTATION_CLASS[quote.kind], KG.Quotation, SCHEMA.Quotation)
        node = self._finding(self.of.quotation(quote.id), words, *classes)
        self.text(node, SCHEMA.text, words)
        self.spans(node, KG.span, quote.content)
        self.spans(node, KG.cue, quote.cue)
        self.spans(node, KG.source, quote.source)
        self.add(node, KG.act, self._concepts.act(quote.act))
        self.add(node, KG.affirmed, literals.TRUE if quote.affirmed else literals.FALSE)
        self._speakers(node, quote)
        self._reference(node, KG.addressee, quote.addressee)
        self._reference(node, KG.channel, quote.channel)
        if quote.within is not None:
            self.add(node, KG.within, self.of.quotation(quote.within))
        self._judged(node, quote.confidence, quote.rule)

    def _speakers(self, node: NamedNode, quote: Quote) -> None:
        for speaker in speakers(quote):
            self._reference(node, KG.speaker, speaker)
        if not speakers(quote):
            self.classes(node, KG.UnattributedQuotation)
        for entity, probability in quote.candidates:
            candidate = self.of.candidate(quote.id, entity)
            self.add(node, KG.candidate, candidate)
            self.classes(candidate, KG.SpeakerCandidate)
            self._reference(candidate, KG.chain, entity)
            self.add(candidate, KG.confidence, literals.decimal(probability))

    def report(self, event: Event) -> None:
        """Write a report of an event: what, who, when, and in which world it is placed."""
        node = self._finding(self.of.report(event.id), self._article[event.trigger], KG.EventReport)
        self.add(node, KG.eventType, self._concepts.event_type(event.type))
        self.spans(node, KG.span, (event.trigger, *event.more))
        self.add(node, KG.polarity, POLARITY[event.polarity])
        self.add(node, KG.modality, MODALITY[event.modality])
        for participant in event.participants:
            self._participant(node, participant)
        if event.time:
            self.add(node, KG.timeSpan, self.span(event.time.span))
            if event.time.value:
                self.add(node, KG.edtf, literals.edtf(event.time.value))
        self._reported_in(node, event.reported_in)
        self._judged(node, event.confidence, event.rule)

    def _participant(self, node: NamedNode, participant: Participant) -> None:
        chain = self.of.chain(participant.entity)
        self.add(node, KG.participant, chain)
        if participant.role in _ROLE:
            self.add(node, _ROLE[participant.role], chain)

    def claim(self, claim: Claim) -> None:
        """Write the article's word on a property of an entity."""
        words = f"{claim.property}: {claim.value or self._article[claim.evidence]}"
        node = self._finding(self.of.claim(claim), words, KG.Claim)
        self.add(node, KG.subject, self.of.chain(claim.subject))
        self.add(node, KG.property, claim_property(claim.property, self._iris))
        self.text(node, KG.value, claim.value)
        self._reference(node, KG.object, claim.object)
        self.add(node, KG.span, self.span(claim.evidence))
        self._reported_in(node, claim.reported_in)
        self._judged(node, claim.confidence, "")

    def _finding(self, node: NamedNode, words: str, *classes: NamedNode) -> NamedNode:
        self.classes(node, *classes)
        self.label(node, words)
        self.add(node, DCTERMS.isPartOf, self.of.node)
        return node

    def _reference(self, node: NamedNode, predicate: NamedNode, entity: str | None) -> None:
        if entity is not None:
            self.add(node, predicate, self.of.chain(entity))

    def _reported_in(self, node: NamedNode, quote: str | None) -> None:
        if quote is not None:
            self.add(node, KG.reportedIn, self.of.quotation(quote))

    def _judged(self, node: NamedNode, confidence: float, rule: str) -> None:
        self.add(node, KG.confidence, literals.decimal(confidence))
        self.text(node, KG.reason, rule)


def speakers(quote: Quote) -> tuple[str, ...]:
    """Return the ids of all entities that utter a quote, the first one first."""
    first = () if quote.speaker is None else (quote.speaker,)
    return (*first, *quote.joint)
