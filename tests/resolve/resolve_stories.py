"""Findings made by hand: a cast, what they say, what happens to them, what is claimed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import (
    Article,
    Claim,
    Cluster,
    Entity,
    EntityType,
    Event,
    Findings,
    Key,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Time,
    digest,
)
from kg.resolve import resolve

TYPES = {
    "p": EntityType.PERSON,
    "o": EntityType.ORGANIZATION,
    "l": EntityType.PLACE,
    "g": EntityType.GROUP,
}
"""The first letter of an entity's id tells its type; an id ending in _ is nameless."""


@dataclass
class Writer:
    """Writes an article's text and remembers where things stand in it."""

    text: str = ""
    mentions: dict[str, list[Mention]] = field(default_factory=dict)

    def put(self, words: str, *, after: str = "\n") -> Span:
        begin = len(self.text)
        self.text += words + after
        return Span(begin, begin + len(words))

    def mention(self, id: str, name: str, *, after: str) -> None:
        kind = MentionKind.NOMINAL if id.endswith("_") else MentionKind.NAME
        self.mentions.setdefault(id, []).append(Mention(self.put(name, after=after), kind))


@dataclass(frozen=True)
class Said:
    """Words, or pieces of words, of a speaker."""

    words: str | tuple[str, ...]
    speaker: str | None = None
    kind: str = "direct"
    joint: tuple[str, ...] = ()
    within: str | None = None
    channel: str | None = None
    affirmed: bool = True


@dataclass(frozen=True)
class Happened:
    """A report of an event, its participants by role."""

    type: str
    parts: Mapping[str, str | Sequence[str]]
    time: str = ""
    modality: str = "actual"
    when: str = ""
    """The words for the time, where they are not its value."""
    named: bool = False
    """Whether the names of those who live through it stand before it."""


def told(
    outlet: str,
    cast: Mapping[str, str],
    said: Sequence[Said] = (),
    happened: Sequence[Happened] = (),
    claims: Sequence[tuple[str, str, str]] = (),
    *,
    beside: bool = False,
    published: str = "",
) -> Findings:
    """Return the findings of one article; `claims` are (subject, property, value or entity).

    With `beside` the mentions of the cast stand next to each other.
    """
    writer = Writer()
    writer.put(f"{outlet} reports.")
    for id, name in cast.items():
        writer.mention(id, name, after=" and " if beside else " is mentioned in this article. ")
    quotes = tuple(_quote(writer, place, each, cast) for place, each in enumerate(said, 1))
    events = tuple(_event(writer, place, each, cast) for place, each in enumerate(happened, 1))
    made = tuple(_claim(writer, *each, cast) for each in claims)
    entities = tuple(
        Entity(id, TYPES[id[0]], name, tuple(writer.mentions[id]), anonymous=id.endswith("_"))
        for id, name in cast.items()
    )
    article = Article(digest(writer.text)[:16], outlet, writer.text, published=published)
    return Findings(article, entities, quotes, events, made)


def _quote(writer: Writer, place: int, said: Said, cast: Mapping[str, str]) -> Quote:
    pieces = (said.words,) if isinstance(said.words, str) else said.words
    begin = len(writer.text)
    spans = tuple(writer.put(piece) for piece in pieces)
    for id, name in cast.items():
        at = writer.text.find(name, begin)
        if at >= 0 and not id.endswith("_"):
            writer.mentions[id].append(Mention(Span(at, at + len(name)), MentionKind.NAME))
    return Quote(
        f"q{place}",
        QuoteKind(said.kind),
        spans,
        speaker=said.speaker,
        joint=said.joint,
        within=said.within,
        channel=said.channel,
        affirmed=said.affirmed,
    )


def _event(writer: Writer, place: int, happened: Happened, cast: Mapping[str, str]) -> Event:
    parts = tuple(
        Participant(role, entity)
        for role, entities in happened.parts.items()
        for entity in ([entities] if isinstance(entities, str) else entities)
    )
    for part in parts if happened.named else ():
        writer.mention(part.entity, cast[part.entity], after=", it says, had a ")
    trigger = writer.put(happened.type)
    words = happened.when or happened.time
    time = Time(writer.put(words), happened.time) if words else None
    return Event(
        f"v{place}", happened.type, trigger, parts, time, modality=Modality(happened.modality)
    )


def _claim(
    writer: Writer, subject: str, property: str, value: str, cast: Mapping[str, str]
) -> Claim:
    if value in cast:
        writer.mention(subject, cast[subject], after="’s ")
        kin = writer.put(property, after=" of many years, ")
        writer.mention(value, cast[value], after="\n")
        return Claim(subject, property, cast[value], kin, object=value)
    writer.mention(subject, cast[subject], after=" is called ")
    evidence = writer.put(f"{property} {value}")
    return Claim(subject, property, value, evidence)


# --- What came of it, in words --------------------------------------------------------------------


def people(*findings: Findings) -> list[list[str]]:
    """Return who is one, as outlet:entity, where anybody is in more than one article."""
    return several(findings, resolve(findings).entities)


def statements(*findings: Findings) -> list[list[str]]:
    """Return which quotations are one statement, as outlet:quote, where there are several."""
    return several(findings, resolve(findings).statements)


def events(*findings: Findings) -> list[list[str]]:
    """Return which reports are one event, as outlet:event, where there are several."""
    return several(findings, resolve(findings).events)


def unsure(*findings: Findings) -> list[tuple[str, str]]:
    """Return of which findings it is not sure whether they are one."""
    outlets = _outlets(findings)
    matches = resolve(findings).unsure
    pairs = (sorted((_name(outlets, m.left), _name(outlets, m.right))) for m in matches)
    return sorted((left, right) for left, right in pairs)


def several(findings: Sequence[Findings], clusters: Sequence[Cluster]) -> list[list[str]]:
    """Return the clusters of several findings, each as outlet:finding."""
    outlets = _outlets(findings)
    named = (sorted(_name(outlets, key) for key in each.members) for each in clusters)
    return sorted(group for group in named if len(group) > 1)


def _outlets(findings: Sequence[Findings]) -> dict[str, str]:
    return {each.article.id: each.article.source for each in findings}


def _name(outlets: Mapping[str, str], key: Key) -> str:
    return f"{outlets[key.article]}:{key.finding}"


def labels(resolution: Resolution) -> list[str]:
    """Return the names of all entities, in order."""
    return sorted(each.label for each in resolution.entities)
