"""What is judged over all articles, as quads in one named graph laid over the articles' own graphs.

Persons, statements and events stand here once, however many articles tell of them; dropping the
graph undoes every merge and loses no finding. `kg:said`, `kg:experienced` and relations between
people are written out as plain triples, so that no reasoner is needed to ask for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from pyoxigraph import Literal, NamedNode, Quad

from kg.edtf import period
from kg.model import (
    Cluster,
    Contradiction,
    EntityType,
    Event,
    Evidence,
    Findings,
    Key,
    Match,
    MentionKind,
    Quote,
    Resolution,
    Verdict,
)
from kg.rdf import literals
from kg.rdf.addresses import Addresses
from kg.rdf.article import speakers
from kg.rdf.concepts import Concepts
from kg.rdf.iris import Iris, iris_of
from kg.rdf.knowledge import shipped_concepts
from kg.rdf.provenance import Run, run_id
from kg.rdf.vocabulary import DCTERMS, KG, PROV, SCHEMA, SEM, TIME, XSD
from kg.rdf.writer import CLAIM_PROPERTY, ENTITY_CLASS, GENDER, GraphWriter

_WIKIDATA = "http://www.wikidata.org/entity/"


def resolution_quads(
    findings: Iterable[Findings],
    resolution: Resolution,
    base: str,
    *,
    concepts: Concepts | None = None,
    run: Run | None = None,
) -> Iterator[Quad]:
    """Yield the merged layer, each quad once.

    Raises ValueError where the resolution names a finding that `findings` does not hold, and
    OntologyError on an event type or act that `concepts` does not hold.
    """
    iris = iris_of(base)
    found = Addresses(findings, iris)
    layer = _Layer(found, resolution, iris, concepts or shipped_concepts())
    yield from layer.itself(run)
    for cluster in resolution.entities:
        yield from layer.entity(cluster)
    for cluster in resolution.statements:
        yield from layer.statement(cluster)
    for cluster in resolution.events:
        yield from layer.event(cluster)
    yield from layer.times()
    for key, quote in found.quotes.items():
        yield from layer.creators(key, quote)
    yield from layer.relations(resolution.contradictions)
    yield from layer.disagreements(resolution.contradictions)
    yield from layer.possibly_same(resolution.unsure)
    yield from layer.sources(resolution.sources)
    yield from layer.outlets()
    yield from layer.properties()


@dataclass(frozen=True, slots=True)
class _Thing:
    """An entity over all articles: its node, and what kind of thing it is."""

    node: NamedNode
    type: EntityType


class _Layer(GraphWriter):
    """Writes the judgements, part by part; each method hands over the quads of its part."""

    def __init__(
        self, found: Addresses, resolution: Resolution, iris: Iris, concepts: Concepts
    ) -> None:
        super().__init__(iris.resolution_graph)
        self._found = found
        self._iris = iris
        self._concepts = concepts
        self._things: dict[Key, _Thing] = {}
        self._times: set[str] = set()
        self._items = dict(resolution.identities)
        for cluster in resolution.entities:
            self._things |= dict.fromkeys(cluster.members, self._thing(cluster))
        self._entity_nodes = {key: thing.node for key, thing in self._things.items()}
        self._statement_nodes = _nodes(resolution.statements, iris.statement)
        self._event_nodes = _nodes(resolution.events, iris.event)

    def _thing(self, cluster: Cluster) -> _Thing:
        counted = Counter(self._found.entity(key).type for key in cluster.members)
        most = max(EntityType, key=lambda each: counted[each])
        return _Thing(self._iris.entity(most, cluster.id), most)

    def itself(self, run: Run | None) -> list[Quad]:
        """Say what this graph is and what made it."""
        self.classes(self.graph, KG.ResolutionGraph)
        if run:
            self.add(self.graph, PROV.wasGeneratedBy, self._iris.run(run_id(run)))
        return self.take()

    # --- persons, organizations, places -----------------------------------------------------------

    def entity(self, cluster: Cluster) -> list[Quad]:
        """Write an entity: its names, and the coreference chains that refer to it."""
        thing = self._things[cluster.members[0]]
        members = [self._found.entity(key) for key in cluster.members]
        self.classes(thing.node, ENTITY_CLASS[thing.type])
        self.label(thing.node, cluster.label)
        self._names(thing.node, cluster)
        genders = {member.gender for member in members} & GENDER.keys()
        if len(genders) == 1:
            self.add(thing.node, SCHEMA.gender, GENDER[genders.pop()])
        if all(member.anonymous for member in members):
            self.add(thing.node, KG.anonymous, literals.TRUE)
        if item := self._items.get(cluster.id):
            self.add(thing.node, SCHEMA.sameAs, NamedNode(_WIKIDATA + item))
        for key in cluster.members:
            self.add(self._found.chain_node(key), KG.refersTo, thing.node)
        self._stands_for(thing.node, cluster, partial(self._iris.entity, thing.type))
        return self.take()

    def _stands_for(
        self, node: NamedNode, cluster: Cluster, name: Callable[[str], NamedNode]
    ) -> None:
        """Say of how many articles and sources a thing is known, and which IRIs it replaces."""
        articles = len({key.article for key in cluster.members})
        self.add(node, KG.articleCount, literals.integer(articles))
        if cluster.independent is not None:
            self.add(node, KG.independentSourceCount, literals.integer(cluster.independent))
        for id in cluster.replaces:
            self.add(name(id), DCTERMS.isReplacedBy, node)

    def _names(self, node: NamedNode, cluster: Cluster) -> None:
        name = literals.line(cluster.label)
        if name.value:
            self.add(node, SCHEMA.name, name)
        others = {other for key in cluster.members for other in self._names_in_article(key)}
        for other in sorted(others - {name}, key=lambda literal: literal.value):
            self.add(node, SCHEMA.alternateName, other)

    def _names_in_article(self, key: Key) -> Iterator[Literal]:
        entity, article = self._found.entity(key), self._found.findings(key).article
        names = [m.span for m in entity.mentions if m.kind is MentionKind.NAME]
        yield from (literals.line(article[span]) for span in names)
        if names:
            yield literals.line(entity.name)

    # --- who said what ----------------------------------------------------------------------------

    def statement(self, cluster: Cluster) -> list[Quad]:
        """Write a statement: its fullest wording, its quotations, and who put it forward."""
        node = self._iris.statement(cluster.id)
        self.classes(node, KG.Statement)
        self.label(node, cluster.label)
        self.text(node, SCHEMA.text, cluster.label)
        for key in cluster.members:
            quote = self._found.quote(key)
            self.add(self._found.quotation_node(key), KG.realises, node)
            if self._concepts.puts_forward(quote):
                self._said(key, quote, node)
        self._stands_for(node, cluster, self._iris.statement)
        return self.take()

    def _said(self, key: Key, quote: Quote, statement: NamedNode) -> None:
        for speaker in self._speakers(key, quote):
            self.add(speaker.node, KG.stated, statement)
            if speaker.type is EntityType.PERSON:
                self.add(speaker.node, KG.said, statement)

    def creators(self, key: Key, quote: Quote) -> list[Quad]:
        """Say whose words a quotation is; nobody's, where the act was not performed."""
        if quote.affirmed:
            for speaker in self._speakers(key, quote):
                self.add(self._found.quotation_node(key), SCHEMA.creator, speaker.node)
        return self.take()

    def _speakers(self, key: Key, quote: Quote) -> Iterator[_Thing]:
        for speaker in speakers(quote):
            if thing := self._things.get(Key(key.article, speaker)):
                yield thing

    # --- who lived through what -------------------------------------------------------------------

    def event(self, cluster: Cluster) -> list[Quad]:
        """Write an event: its types, its reports, and who had part in it where it happened."""
        node = self._iris.event(cluster.id)
        self.classes(node, KG.Event, SEM.Event)
        self.label(node, cluster.label)
        for key in cluster.members:
            report = self._found.event(key)
            self.add(self._found.report_node(key), KG.reports, node)
            self.add(node, SEM.eventType, self._concepts.event_type(report.type))
            if report.is_experienced:
                self._happened(key, report, node)
        self._stands_for(node, cluster, self._iris.event)
        return self.take()

    def _happened(self, key: Key, report: Event, event: NamedNode) -> None:
        for participant in report.participants:
            thing = self._things.get(Key(key.article, participant.entity))
            if thing:
                self._takes_part(thing, participant.role, event)
        if report.time and report.time.value:
            self._times.add(report.time.value)
            self.add(event, SEM.hasTime, self._iris.time(report.time.value))

    def _takes_part(self, thing: _Thing, role: str, event: NamedNode) -> None:
        if role == "place":
            self.add(event, SEM.hasPlace, thing.node)
            return
        self.add(event, SEM.hasActor, thing.node)
        if role == "agent":
            self.add(event, KG.hasAgent, thing.node)
        if role == "experiencer" and thing.type is EntityType.PERSON:
            self.add(thing.node, KG.experienced, event)

    def times(self) -> list[Quad]:
        """Write the times of the events written so far, with the first and last days possible."""
        for value in sorted(self._times):
            node = self._iris.time(value)
            self.classes(node, TIME.TemporalEntity, SEM.Time)
            self.label(node, value)
            self.add(node, KG.edtf, literals.edtf(value))
            possible = period(value)
            if possible and possible.earliest:
                first = Literal(possible.earliest.isoformat(), datatype=XSD.date)
                self.add(node, SEM.hasEarliestBeginTimeStamp, first)
            if possible and possible.latest:
                last = Literal(possible.latest.isoformat(), datatype=XSD.date)
                self.add(node, SEM.hasLatestEndTimeStamp, last)
        return self.take()

    # --- relations and disagreements --------------------------------------------------------------

    def relations(self, contradictions: Iterable[Contradiction]) -> list[Quad]:
        """Write claims that relate two entities as plain triples (kinship, home, …).

        Only what an article says in its own voice and no article contradicts: the rest stays with
        the claims.
        """
        disputed = {key for found in contradictions for key in (found.left, found.right)}
        for key, claim in self._found.claims.items():
            if claim.object is None or claim.reported_in is not None or key in disputed:
                continue
            subject = self._entity_nodes.get(Key(key.article, claim.subject))
            value = self._entity_nodes.get(Key(key.article, claim.object))
            if subject and value and subject != value and claim.property in CLAIM_PROPERTY:
                self.add(subject, CLAIM_PROPERTY[claim.property], value)
        return self.take()

    def disagreements(self, contradictions: Iterable[Contradiction]) -> list[Quad]:
        """Write which claims and reports cannot both hold, in what, and why."""
        for found in contradictions:
            left, right = map(self._found.disputed_node, (found.left, found.right))
            if left == right:
                continue
            node = self._iris.disagreement(left, right)
            self._both_ways(left, KG.contradicts, right)
            self.classes(node, KG.Disagreement, KG.Judgement)
            self._concerns(node, left, right)
            self.label(node, found.property)
            self.text(node, KG.reason, found.reason)
        return self.take()

    def possibly_same(self, matches: Iterable[Match]) -> list[Quad]:
        """Write which things may be one, how probable that is, and what speaks for and against."""
        for match in matches:
            sides = self._sides(match)
            if match.verdict is not Verdict.UNSURE or len(set(sides.things)) < 2:
                continue
            left, right = sides.things
            node = self._iris.match(match)
            self._both_ways(left, KG.possiblySame, right)
            self.classes(node, KG.PossibleMatch, KG.Judgement)
            self._concerns(node, left, right)
            for each in sides.findings:
                self.add(node, PROV.wasDerivedFrom, each)
            self.add(node, KG.confidence, literals.decimal(match.score))
            for evidence in match.evidence:
                self.add(node, KG.reason, _reason(evidence))
        return self.take()

    def _sides(self, match: Match) -> _Sides:
        found, both = self._found, (match.left, match.right)
        for known, node, things in (
            (found.entities, found.chain_node, self._entity_nodes),
            (found.quotes, found.quotation_node, self._statement_nodes),
            (found.events, found.report_node, self._event_nodes),
        ):
            if all(key in known for key in both):
                merged = tuple(things[key] for key in both if key in things)
                return _Sides(tuple(node(key) for key in both), merged)
        raise ValueError(
            f"the resolution compares {match.left} and {match.right}, which are no two entities,"
            " quotes or events of the findings: resolve these findings again"
        )

    def _both_ways(self, left: NamedNode, predicate: NamedNode, right: NamedNode) -> None:
        self.add(left, predicate, right)
        self.add(right, predicate, left)

    def _concerns(self, node: NamedNode, left: NamedNode, right: NamedNode) -> None:
        self.add(node, KG.concerns, left)
        self.add(node, KG.concerns, right)

    # --- what several outlets draw on -------------------------------------------------------------

    def sources(self, clusters: Iterable[Cluster]) -> list[Quad]:
        """Write the primary sources, and which articles and quotations draw on each."""
        for cluster in clusters:
            source = self._iris.source(cluster.id)
            self.classes(source, PROV.Entity)
            self.label(source, cluster.label)
            for key in cluster.members:
                article = self._found.findings(key).article.id
                self.add(self._found.articles[article].node, PROV.hadPrimarySource, source)
                for quote in self._drawn(key):
                    self.add(self._found.quotation_node(quote), PROV.hadPrimarySource, source)
        return self.take()

    def _drawn(self, key: Key) -> Iterator[Key]:
        """Yield the quotes that a member of a source stands for: itself, or those of a channel."""
        if key in self._found.quotes:
            yield key
            return
        self._found.entity(key)
        for quote in self._found.findings(key).quotes:
            if quote.channel == key.finding:
                yield Key(key.article, quote.id)

    # --- what all articles share ------------------------------------------------------------------

    def outlets(self) -> list[Quad]:
        """Write what the outlets of the articles are called."""
        for name in sorted({name for name in self._found.outlets if name.strip()}):
            outlet = self._iris.outlet(name)
            self.classes(outlet, SCHEMA.NewsMediaOrganization)
            self.label(outlet, name)
            self.add(outlet, SCHEMA.name, literals.line(name))
        return self.take()

    def properties(self) -> list[Quad]:
        """Write what properties of claims are called that no vocabulary is known to name."""
        named = {claim.property for claim in self._found.claims.values()} - CLAIM_PROPERTY.keys()
        for name in sorted(named):
            self.label(self._iris.claim_property(name), name)
        return self.take()


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two sides of a match: the findings' own nodes, and the merged things they are of."""

    findings: tuple[NamedNode, ...]
    things: tuple[NamedNode, ...]


def _nodes(clusters: Iterable[Cluster], name: Callable[[str], NamedNode]) -> dict[Key, NamedNode]:
    return {key: name(cluster.id) for cluster in clusters for key in cluster.members}


def _reason(evidence: Evidence) -> Literal:
    return literals.line(f"{evidence.reason} ({evidence.weight:+.2f})")
