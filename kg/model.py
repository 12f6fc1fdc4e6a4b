"""The nouns: what is found in an article, and what is judged over all articles.

All are frozen, check themselves when they are made, and need the standard library alone. Offsets
count Unicode code points in the article's text as read and are half-open (`Span`). `Findings` is
what one article says and never depends on another article; `Resolution` is a mapping laid over the
findings of all articles, and dropping it undoes every merge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in an article's text."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end:
            raise ValueError(f"empty or reversed span {self.begin}:{self.end}")

    def __contains__(self, other: Span) -> bool:
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one code point."""
        return self.begin < other.end and other.begin < self.end


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    """Several people without a list of names: “two officials”, “fans”."""
    DOCUMENT = "document"
    """A thing that speaks for its author: a report, a lawsuit, an essay."""
    OTHER = "other"


class MentionKind(StrEnum):
    """The form of a mention."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class QuoteKind(StrEnum):
    """How an utterance is rendered: in its own words, in the reporter's, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    """Whether an event is said to have happened or not to have happened."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """In which world an event is placed. Only `ACTUAL` ones become `kg:experienced`."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    GENERIC = "generic"
    FEARED = "feared"


class Verdict(StrEnum):
    """An answer on identity; unsure is an answer."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read; `text` is sacred, every offset counts in it.

    `id` is the first 16 hex digits of the SHA-256 of the canonical URL or, without one, of the
    text. `published` is an ISO 8601 date or date-time, as coarse as the article says it.
    """

    id: str
    source: str
    text: str = field(repr=False)
    title: str = ""
    url: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    language: str = "en"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hex."""
        return digest(self.text)

    def __getitem__(self, span: Span) -> str:
        if span.end > len(self.text):
            raise IndexError(f"span {span.begin}:{span.end} ends after the text of {self.source}")
        return self.text[span.begin : span.end]


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8 (lone surrogates kept), in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- What the encoder sees in a text; laid on a spaCy Doc as `doc._.…`, see kg/parse -------------


@dataclass(frozen=True, slots=True)
class Attribution:
    """The encoder's proposal that `content` is attributed to `source` by `cue`.

    The spans count code points; `score` is a probability in [0, 1].
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The encoder's proposal that two mentions of one text refer to one entity.

    `antecedent` stands before `mention`; `score` is a probability in [0, 1]. The candidates of one
    mention sum to at most 1; what is missing is the probability that the mention is new.
    """

    mention: Span
    antecedent: Span
    score: float


# --- What is found in one article ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One place where an article refers to an entity."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Entity:
    """All mentions in one article of one person, organization, … (a coreference chain).

    `name` is the fullest name the article gives, or its best description where it gives none.
    `gender` is "female", "male" or "" where the text does not say. `sense` is what the words that
    call it mean in their places: a unit vector in int8, b"" where it is not known.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...]
    gender: str = ""
    anonymous: bool = False
    """True where no name is given: never merged across articles by its description."""
    sense: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError(f"entity {self.id} ({self.name!r}) has no mention")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation as it stands in one article.

    `content` excludes the outer quotation marks and may have several pieces, in order of the text.
    `speaker` is an entity's id, or None where unsure: `candidates` holds (entity, probability).
    `speakers` beyond the first stand in `joint` ("… and … said"). `within` is the id of the quote
    that holds this one. `affirmed` is False where the act was not performed as such
    ("did not say", "may announce"). `rule` says why the speaker was chosen.
    """

    id: str
    kind: QuoteKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    joint: tuple[str, ...] = ()
    act: str = "said"
    affirmed: bool = True
    addressee: str | None = None
    channel: str | None = None
    within: str | None = None
    confidence: float = 1.0
    rule: str = ""
    candidates: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"quote {self.id} has no content")
        _check_confidence(self.id, self.confidence)
        if list(self.content) != sorted(self.content):
            raise ValueError(f"the pieces of quote {self.id} are not in the order of the text")


@dataclass(frozen=True, slots=True, order=True)
class Participant:
    """The part an entity has in an event: experiencer, agent, place, or another."""

    role: str
    entity: str


@dataclass(frozen=True, slots=True)
class Time:
    """When: the words, and their value in EDTF (ISO 8601-2), as coarse; "" if unknown."""

    span: Span
    value: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One report of an event: its trigger, who took part, when, and whether it is said to be so.

    `type` is a notation of `ontology/event-types.ttl`; `more` holds further triggers of the same
    event in the article; `reported_in` is the quote that holds it, where it is a speaker's claim.
    `sense` is what its triggers mean in their places: a unit vector in int8, b"" if not known.
    """

    id: str
    type: str
    trigger: Span
    participants: tuple[Participant, ...] = ()
    time: Time | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    reported_in: str | None = None
    more: tuple[Span, ...] = ()
    confidence: float = 1.0
    rule: str = ""
    sense: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        _check_confidence(self.id, self.confidence)

    @property
    def is_experienced(self) -> bool:
        """Whether the report states that it happened."""
        return self.polarity is Polarity.POSITIVE and self.modality is Modality.ACTUAL


@dataclass(frozen=True, slots=True)
class Claim:
    """An article's word on a property of an entity (age, role, spouse …), with its evidence.

    `object` is the other entity's id where the value is an entity (kinship).
    """

    subject: str
    property: str
    value: str
    evidence: Span
    object: str | None = None
    reported_in: str | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _check_confidence(f"{self.property} of {self.subject}", self.confidence)


def _check_confidence(what: str, confidence: float) -> None:
    if not 0.0 <= confidence <= 1.0:
        raise ValueError(f"confidence {confidence} of {what} is not in [0, 1]")


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is found in one article; refers to its entities and quotes by their ids."""

    article: Article
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        entities = _unique("entity", self.entities)
        quotes = _unique("quote", self.quotes)
        _unique("event", self.events)
        for what, refs in (("entity", self._entity_refs()), ("quote", self._quote_refs())):
            known = entities if what == "entity" else quotes
            unknown = sorted({ref for ref in refs if ref is not None} - known)
            if unknown:
                raise ValueError(f"{self.article.source}: unknown {what} {', '.join(unknown)}")
        self._check_spans()

    def _entity_refs(self) -> Iterable[str | None]:
        for quote in self.quotes:
            yield from (quote.speaker, quote.addressee, quote.channel, *quote.joint)
            yield from (entity for entity, _ in quote.candidates)
        for event in self.events:
            yield from (participant.entity for participant in event.participants)
        for claim in self.claims:
            yield from (claim.subject, claim.object)

    def _quote_refs(self) -> Iterable[str | None]:
        yield from (quote.within for quote in self.quotes)
        yield from (event.reported_in for event in self.events)
        yield from (claim.reported_in for claim in self.claims)

    def spans(self) -> Iterable[Span]:
        """Yield every span of every finding."""
        for entity in self.entities:
            yield from (mention.span for mention in entity.mentions)
        for quote in self.quotes:
            yield from (*quote.content, *quote.cue, *quote.source)
        for event in self.events:
            yield from (event.trigger, *event.more)
            if event.time:
                yield event.time.span
        yield from (claim.evidence for claim in self.claims)

    def _check_spans(self) -> None:
        length = len(self.article.text)
        for span in self.spans():
            if span.end > length:
                raise ValueError(
                    f"span {span.begin}:{span.end} ends after the text of {self.article.source}"
                )

    def entity(self, id: str) -> Entity:
        """Return the entity with this id, or raise KeyError."""
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)


def _unique(what: str, items: Iterable[Any]) -> set[str]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise ValueError(f"two {what} findings have the id {item.id}")
        seen.add(item.id)
    return seen


# --- What is judged over all articles -----------------------------------------------------------


class Key(NamedTuple):
    """A finding's address: the article's id and the finding's id in it.

    A tuple, since a graph has many, and they are looked up and put in order all the time.
    """

    article: str
    finding: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a judgement: a weight in [-1, 1] and the reason in words."""

    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """A judgement on whether two findings are of one thing, with its reasons."""

    left: Key
    right: Key
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError(f"a match names its left finding first: {self.left}, {self.right}")
        _check_confidence(f"{self.left} and {self.right}", self.score)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Findings of any articles that are judged to be one thing.

    `id` comes from the content and is the last part of the thing's IRI; `label` is its fullest name
    or wording; `members` are in order. `independent` is how many of their articles are independent
    sources, those that draw on one primary source counted once; None where it was not counted.
    `replaces` are the ids that the members had or would have without the first of them.
    """

    id: str
    label: str
    members: tuple[Key, ...]
    independent: int | None = None
    replaces: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.members or list(self.members) != sorted(set(self.members)):
            raise ValueError(f"the members of {self.id} are none, repeated, or out of order")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims, or reports of events, that cannot both hold.

    A claim is addressed by its place in `Findings.claims`, a report by its id. `property` is that
    of the claims; of reports it says what differs: “date of death”, “cause of death”.
    """

    property: str
    left: Key
    right: Key
    reason: str

    def is_of_time(self) -> bool:
        """Tell whether two reports differ in when something was."""
        return self.property.startswith(DATE_OF)


DATE_OF = "date of "
"""What the property of a contradiction begins with that is about when something was."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The layer of judgements over the findings of all articles; findings stay as they are."""

    entities: tuple[Cluster, ...] = ()
    statements: tuple[Cluster, ...] = ()
    events: tuple[Cluster, ...] = ()
    unsure: tuple[Match, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    sources: tuple[Cluster, ...] = ()
    """Articles that draw on one primary source; `members` address a quote or a channel."""
    identities: tuple[tuple[str, str], ...] = ()
    """The id of a person's cluster, and the item of Wikidata that the user says they are."""
