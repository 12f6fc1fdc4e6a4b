"""The edges of the graph: one for each place in an article that says something.

An edge carries its evidence: article, outlet, date, the sentence and the places of the words in the
article's text. Those that rest on a judgement over several articles carry its score and reasons.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import chain, islice

from kg.model import (
    Article,
    Claim,
    Contradiction,
    Entity,
    Event,
    Findings,
    Key,
    Match,
    MentionKind,
    Quote,
    Resolution,
    Span,
)
from kg.view.context import nearest, sentence
from kg.view.nodes import Nodes, Scalar, article_id, outlet


class EdgeKind(StrEnum):
    """What an edge says: first what people do, then where it stands."""

    SAID = "said"
    NOT_SAID = "not said"
    """Denied, declined, not said: the content was not put forward."""
    POSSIBLY_SAID = "possibly said"
    """The speaker is unsure; `confidence` is this candidate's probability."""
    ADDRESSED_TO = "addressed to"
    THROUGH = "through"
    SPEAKS_OF = "speaks of"
    TELLS_OF = "tells of"
    WITHIN = "within"
    EXPERIENCED = "experienced"
    """Lived through: the report says that it happened."""
    ROLE = "role"
    """Another part in an event, or the part of one who lives through what did not (yet) happen."""
    RELATED = "related"
    """Kinship and the like: `role` says what the target is to the source."""
    POSSIBLY_SAME = "possibly same"

    QUOTED_IN = "quoted in"
    REPORTED_IN = "reported in"
    MENTIONED_IN = "mentioned in"
    CLAIM = "claim"
    """An article's word on a property (`role`) of an entity, with its `value`."""
    CONTRADICTS = "contradicts"
    """Two articles' claims on one property (`role`) of one entity (`about`) cannot both hold."""
    DRAWS_ON = "draws on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One edge; `words` carry it, `who` names the person there, `cue` says how.

    `about` is the node that it is about besides its ends: the statement that reports an event or a
    claim (then `claimed_by` are its speakers), or the entity that a contradiction concerns.
    """

    source: str
    target: str
    kind: EdgeKind
    place: str
    """The finding that it comes from, unique together with the kind and the ends."""
    article: Article | None = None
    words: tuple[Span, ...] = ()
    who: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    confidence: float = 1.0
    reason: str = ""
    act: str = ""
    rendering: str = ""
    role: str = ""
    value: str = ""
    when: str = ""
    modality: str = ""
    polarity: str = ""
    about: str = ""
    claimed_by: str = ""
    weight: int = 1

    @property
    def id(self) -> str:
        """A key that comes from the content: 16 hex digits."""
        parts = (self.kind, self.source, self.target, self.place)
        return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def attributes(self) -> dict[str, Scalar]:
        """Return what the edge carries as strings and numbers, in a fixed order."""
        return {
            "kind": self.kind.value,
            "label": self.kind.value,
            **_copied(self),
            **self._evidence(),
        }

    def _evidence(self) -> dict[str, Scalar]:
        if self.article is None:
            return dict.fromkeys(_EVIDENCE, "") | {"sentence_at": -1}
        around = self._sentence(self.article)
        return {
            "article": article_id(self.article),
            "outlet": outlet(self.article),
            "date": self.article.published,
            "sentence": self.article[around] if around else "",
            "sentence_at": around.begin if around else -1,
            "words": " … ".join(self.article[span] for span in self.words),
            "words_at": _places(self.words),
            "who_at": _places(self.who),
            "cue_at": _places(self.cue),
        }

    def _sentence(self, article: Article) -> Span | None:
        if not self.words or self.kind is EdgeKind.MENTIONED_IN:
            return None
        return sentence(article.text, (*self.words, *self.who, *self.cue))


_COPIED = (
    *("weight", "confidence", "reason", "act", "rendering", "role", "value"),
    *("when", "modality", "polarity", "about", "claimed_by"),
)
_EVIDENCE = (
    *("article", "outlet", "date", "sentence", "sentence_at"),
    *("words", "words_at", "who_at", "cue_at"),
)


def _copied(edge: Edge) -> dict[str, Scalar]:
    return {name: getattr(edge, name) for name in _COPIED}


def _places(spans: Iterable[Span]) -> str:
    return " ".join(f"{span.begin}-{span.end}" for span in spans)


def pairs_of(places: str) -> list[list[int]]:
    """Return beginnings and ends as an edge's `words_at`, `who_at` or `cue_at` has them.

    "12-30 45-60" is [[12, 30], [45, 60]].
    """
    return [list(map(int, place.split("-"))) for place in places.split()]


def spans_of(places: str) -> tuple[Span, ...]:
    """Return the same as spans."""
    return tuple(Span(begin, end) for begin, end in pairs_of(places))


def edges(nodes: Nodes, resolution: Resolution) -> Iterator[Edge]:
    """Yield every edge, article by article, then those of the judgements over all articles."""
    for findings in nodes.findings.values():
        yield from _Found(nodes, findings).edges()
    for match in resolution.unsure:
        yield from _possibly_same(nodes, match)
    for contradiction in resolution.contradictions:
        yield from _contradicts(nodes, contradiction)
    for node, source in nodes.sources():
        for key in source.members:
            yield from _draws_on(nodes, node, key)


# --- What one article says ------------------------------------------------------------------------


class _Found:
    """The edges of one article's findings."""

    def __init__(self, nodes: Nodes, findings: Findings) -> None:
        self._nodes = nodes
        self._findings = findings
        self._article = findings.article
        self._quotes = {quote.id: quote for quote in findings.quotes}
        self._entities = {entity.id: entity for entity in findings.entities}
        self._mentions = sorted(
            (mention.span.begin, mention.span, entity.id)
            for entity in findings.entities
            for mention in entity.mentions
        )

    def edges(self) -> Iterator[Edge]:
        """Yield the edges of quotations, events, claims and mentions, in this order."""
        for quote in self._findings.quotes:
            yield from self._of_quote(quote)
        for event in self._findings.events:
            yield from self._of_event(event)
        for place, claim in enumerate(self._findings.claims):
            yield from self._of_claim(place, claim)
        for entity in self._findings.entities:
            yield self._mentioned(entity)

    def _entity(self, id: str) -> str:
        node = self._nodes.entity(Key(self._article.id, id))
        assert node is not None, id
        return node

    def _statement(self, id: str) -> str:
        node = self._nodes.statement(Key(self._article.id, id))
        assert node is not None, id
        return node

    # Quotations

    def _of_quote(self, quote: Quote) -> Iterator[Edge]:
        statement = self._statement(quote.id)
        yield self._quoted(quote, statement, article_id(self._article), EdgeKind.QUOTED_IN)
        kind = EdgeKind.SAID if quote.affirmed else EdgeKind.NOT_SAID
        for speaker in _speakers(quote):
            yield self._quoted(quote, self._entity(speaker), statement, kind)
        if quote.speaker is None:
            yield from self._candidates(quote, statement)
        if quote.addressee:
            addressee = self._entity(quote.addressee)
            yield self._quoted(quote, statement, addressee, EdgeKind.ADDRESSED_TO)
        if quote.channel:
            yield self._quoted(quote, statement, self._entity(quote.channel), EdgeKind.THROUGH)
        if quote.within:
            yield self._quoted(quote, statement, self._statement(quote.within), EdgeKind.WITHIN)
        yield from self._spoken_of(quote, statement)

    def _quoted(self, quote: Quote, source: str, target: str, kind: EdgeKind) -> Edge:
        return Edge(
            source=source,
            target=target,
            kind=kind,
            place=f"{self._article.id} {quote.id}",
            article=self._article,
            words=quote.content,
            who=quote.source,
            cue=quote.cue,
            confidence=quote.confidence,
            reason=quote.rule,
            act=quote.act,
            rendering=quote.kind.value,
        )

    def _candidates(self, quote: Quote, statement: str) -> Iterator[Edge]:
        for candidate, probability in quote.candidates:
            source = self._entity(candidate)
            edge = self._quoted(quote, source, statement, EdgeKind.POSSIBLY_SAID)
            yield replace(edge, confidence=probability)

    def _spoken_of(self, quote: Quote, statement: str) -> Iterator[Edge]:
        """Yield whom the quotation's words mention, other than its speakers."""
        speakers = {self._entity(speaker) for speaker in _speakers(quote)}
        for entity, spans in self._mentioned_in(quote).items():
            node = self._entity(entity)
            if node not in speakers:
                yield Edge(
                    source=statement,
                    target=node,
                    kind=EdgeKind.SPEAKS_OF,
                    place=f"{self._article.id} {quote.id} {entity}",
                    article=self._article,
                    words=spans,
                    confidence=quote.confidence,
                )

    def _mentioned_in(self, quote: Quote) -> dict[str, tuple[Span, ...]]:
        """Return whom the quotation's words mention, and where."""
        found: dict[str, dict[Span, None]] = {}
        for piece in quote.content:
            first = bisect_left(self._mentions, (piece.begin,))
            for begin, span, entity in islice(self._mentions, first, None):
                if begin >= piece.end:
                    break
                if span in piece:
                    found.setdefault(entity, {})[span] = None
        return {entity: tuple(spans) for entity, spans in sorted(found.items())}

    def _claimed_by(self, quote: str | None) -> str:
        speakers = _speakers(self._quotes[quote]) if quote else ()
        return " ".join(self._entity(speaker) for speaker in speakers)

    # Events

    def _of_event(self, event: Event) -> Iterator[Edge]:
        node = self._nodes.event(Key(self._article.id, event.id))
        assert node is not None, event.id
        yield self._reported(event, node, article_id(self._article), EdgeKind.REPORTED_IN)
        for participant in event.participants:
            lived = event.is_experienced and participant.role == "experiencer"
            yield self._reported(
                event,
                self._entity(participant.entity),
                node,
                EdgeKind.EXPERIENCED if lived else EdgeKind.ROLE,
                role=participant.role,
                who=self._beside(event.trigger, participant.entity),
            )
        if event.reported_in:
            statement = self._statement(event.reported_in)
            yield self._reported(event, statement, node, EdgeKind.TELLS_OF)

    def _reported(
        self,
        event: Event,
        source: str,
        target: str,
        kind: EdgeKind,
        *,
        role: str = "",
        who: tuple[Span, ...] = (),
    ) -> Edge:
        return Edge(
            source=source,
            target=target,
            kind=kind,
            place=f"{self._article.id} {event.id} {role}",
            article=self._article,
            words=(event.trigger,),
            who=who,
            cue=(event.time.span,) if event.time and kind is EdgeKind.REPORTED_IN else (),
            confidence=event.confidence,
            reason=event.rule,
            role=role,
            value=event.type,
            when=event.time.value if event.time else "",
            modality=event.modality.value,
            polarity=event.polarity.value,
            about=self._statement(event.reported_in) if event.reported_in else "",
            claimed_by=self._claimed_by(event.reported_in),
        )

    def _beside(self, words: Span, entity: str) -> tuple[Span, ...]:
        """Return where the sentence of `words` mentions the entity, nearest to them."""
        around = sentence(self._article.text, (words,))
        spans = (mention.span for mention in self._entities[entity].mentions)
        span = nearest(spans, words, within=around)
        return (span,) if span else ()

    # Claims and mentions

    def _of_claim(self, place: int, claim: Claim) -> Iterator[Edge]:
        subject = self._entity(claim.subject)
        targets = [(article_id(self._article), EdgeKind.CLAIM)]
        if claim.object:
            targets.append((self._entity(claim.object), EdgeKind.RELATED))
        for target, kind in targets:
            yield Edge(
                source=subject,
                target=target,
                kind=kind,
                place=f"{self._article.id} claim {place}",
                article=self._article,
                words=(claim.evidence,),
                who=self._beside(claim.evidence, claim.subject),
                confidence=claim.confidence,
                role=claim.property,
                value=claim.value,
                about=self._statement(claim.reported_in) if claim.reported_in else "",
                claimed_by=self._claimed_by(claim.reported_in),
            )

    def _mentioned(self, entity: Entity) -> Edge:
        named = (one.span for one in entity.mentions if one.kind is not MentionKind.PRONOUN)
        return Edge(
            source=self._entity(entity.id),
            target=article_id(self._article),
            kind=EdgeKind.MENTIONED_IN,
            place=f"{self._article.id} {entity.id}",
            article=self._article,
            words=tuple(sorted(named)),
            weight=len(entity.mentions),
        )


def _speakers(quote: Quote) -> tuple[str, ...]:
    return (*((quote.speaker,) if quote.speaker else ()), *quote.joint)


# --- What is judged over all articles -------------------------------------------------------------


def _possibly_same(nodes: Nodes, match: Match) -> Iterator[Edge]:
    left, right = nodes.any(match.left), nodes.any(match.right)
    if left and right and left != right:
        yield Edge(
            source=min(left, right),
            target=max(left, right),
            kind=EdgeKind.POSSIBLY_SAME,
            place=f"{match.left} {match.right}",
            confidence=match.score,
            reason="; ".join(one.reason for one in match.evidence),
        )


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a contradiction: a claim, or an article's report of an event."""

    article: Article
    subjects: tuple[str, ...]
    """The nodes that it may be about, the first of them foremost."""
    words: Span
    value: str
    confidence: float


def _contradicts(nodes: Nodes, contradiction: Contradiction) -> Iterator[Edge]:
    """Yield an edge from each side's article to the other's, with that side's words.

    It is about whom both sides are about; where that is nobody, each is about its own.
    """
    keys = contradiction.left, contradiction.right
    sides = [side for key in keys if (side := _side(nodes, contradiction, key))]
    if len(sides) < 2:
        return
    shared = [node for node in sides[0].subjects if node in sides[1].subjects]
    for key, side, other in zip(keys, sides, reversed(sides), strict=True):
        yield Edge(
            source=article_id(side.article),
            target=article_id(other.article),
            kind=EdgeKind.CONTRADICTS,
            place=f"{contradiction.left} {contradiction.right} {key.finding}",
            article=side.article,
            words=(side.words,),
            confidence=side.confidence,
            reason=contradiction.reason,
            role=contradiction.property,
            value=side.value,
            about=(shared or side.subjects)[0],
        )


def _side(nodes: Nodes, contradiction: Contradiction, key: Key) -> _Side | None:
    """Return what a side says, None where its article is not among the findings."""
    findings = nodes.findings.get(key.article)
    if findings is None:
        return None
    report = nodes.event(key)
    if report is not None:
        event = next(event for event in findings.events if event.id == key.finding)
        return _of_report(nodes, contradiction, findings.article, event, report)
    claim = findings.claims[int(key.finding)]
    about = nodes.entity(Key(key.article, claim.subject))
    value = claim.value or findings.article[claim.evidence]
    subjects = (about,) if about else ()
    return _Side(findings.article, subjects, claim.evidence, value, claim.confidence)


def _of_report(
    nodes: Nodes, contradiction: Contradiction, article: Article, event: Event, report: str
) -> _Side:
    """Return the side of an event's report: when it was, or what it was."""
    lived = (part.entity for part in event.participants if part.role == "experiencer")
    found = (nodes.entity(Key(article.id, entity)) for entity in lived)
    subjects = (*(node for node in found if node), report)
    if contradiction.is_of_time() and event.time:
        return _Side(article, subjects, event.time.span, event.time.value, event.confidence)
    return _Side(article, subjects, event.trigger, event.type.replace("-", " "), event.confidence)


def _draws_on(nodes: Nodes, source: str, key: Key) -> Iterator[Edge]:
    """Yield the edge from an article to its primary source, with the words that tell."""
    findings = nodes.findings.get(key.article)
    if findings:
        yield Edge(
            source=article_id(findings.article),
            target=source,
            kind=EdgeKind.DRAWS_ON,
            place=f"{key.article} {key.finding}",
            article=findings.article,
            words=_words(findings, key.finding),
        )


def _words(findings: Findings, finding: str) -> tuple[Span, ...]:
    """Return the content of the quote, or the first mention of the entity, that has this id."""
    quotes = (quote.content for quote in findings.quotes if quote.id == finding)
    mentions = ((entity.mentions[0].span,) for entity in findings.entities if entity.id == finding)
    return next(chain(quotes, mentions), ())
