"""MEANTIME: who said, and who took part, through extraction.

The tokens go through the pipeline with the blanks that English prose has between them, sentences as
paragraphs only where title and date end. Only the first sentences, with title and date, are
annotated in full (`_ANNOTATED`), so that what is found after them does not count.

An entity is right where one of its mentions in the article overlaps a mention of the gold entity
(all mentions that refer to one instance) and they share at least half of their characters, both
taken together.

`said_precision`, `said_recall`: pairs of cue and speaker. Gold: SPEECH_COGNITIVE events with an
Arg0. Found: quotes with a speaker, at their first cue. The words must overlap and the entity be
right.

`participates_precision`, `participates_recall`: for found events whose trigger overlaps a gold
event mention, pairs of event and person, group or organization that takes part in whatever role.
Gold: HAS_PARTICIPANT with a person or organization.

`person_b3`: people over all articles, gold mentions, B³ F1 (see `kg.evaluate.clusters`): who a
mention is in the gold, by the instance's id, against who it is as `resolve` has it, through the
found mention that has its words, or ends as it does. What is possibly the same counts as the same;
in `person_b3_sure` only what is judged the same does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from kg.evaluate.clusters import b_cubed
from kg.evaluate.ecbplus import Place, grouped, with_doubts, without_doubts
from kg.evaluate.scores import Count, iou
from kg.evaluate.texts import Laid, Reader, WordSpan, natural_gaps
from kg.model import EntityType, Event, Findings, Key, Resolution, Span
from kg.train.annotated import PARAGRAPH, Annotated

_ANNOTATED = 5
"""The last sentence that is annotated in full; 0 is the title, 1 the date."""

_WHO = frozenset({"PER", "ORG"})
_OURS = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event mention by words, and the instances that take part, by role."""

    words: WordSpan
    speech: bool
    participants: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeantimeText:
    """An article: its words, who or what is mentioned where, and its events."""

    text: Annotated
    entities: dict[str, list[WordSpan]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    events: list[GoldEvent] = field(default_factory=list)
    end: int = 0
    """The first word that is not annotated in full."""
    things: dict[str, str] = field(default_factory=dict)
    """Instance → its id over all articles."""


def read_article(path: Path) -> MeantimeText:
    """Read one article; an instance without a type of its own has the type ""."""
    root = parse(path).getroot()  # noqa: S314 (a corpus that the user names)
    tokens = root.findall("token")
    places = {token.attrib["t_id"]: at for at, token in enumerate(tokens)}
    sentences = [int(token.attrib["sentence"]) for token in tokens]
    markables = {item.attrib["m_id"]: item for item in root.find("Markables") or ()}
    instance = _instances(root)
    events = _events(root, markables, instance, places)
    end = next((at for at, number in enumerate(sentences) if number > _ANNOTATED), len(tokens))
    return MeantimeText(
        _text(path.stem, [token.text or "" for token in tokens], sentences),
        _entities(markables, instance, places),
        {
            id: item.attrib.get("ent_type", "")
            for id, item in markables.items()
            if item.tag == "ENTITY"
        },
        [event for event in events if event.words[1] <= end],
        end,
        {
            id: item.attrib.get("instance_id", f"{path.stem} {id}")
            for id, item in markables.items()
            if item.tag == "ENTITY"
        },
    )


def _text(name: str, words: list[str], sentences: list[int]) -> Annotated:
    starts = [int(not at or number != sentences[at - 1]) for at, number in enumerate(sentences)]
    gaps = natural_gaps(words, starts)
    for at, start in enumerate(starts):
        if start and sentences[at] <= 2:
            gaps[at] = PARAGRAPH
    return Annotated(name, "meantime", words, gaps)


def _instances(root: Element) -> dict[str, str]:
    """Return mention → what it refers to; one that refers to nothing is its own instance."""
    found = {}
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        for source in relation.findall("source"):
            if target is not None:
                found[source.attrib["m_id"]] = target.attrib["m_id"]
    return found


def _words(item: Element, places: dict[str, int]) -> WordSpan | None:
    anchors = [places[a.attrib["t_id"]] for a in item.findall("token_anchor")]
    return (min(anchors), max(anchors) + 1) if anchors else None


def _entities(
    markables: dict[str, Element], instance: dict[str, str], places: dict[str, int]
) -> dict[str, list[WordSpan]]:
    entities: dict[str, list[WordSpan]] = {}
    for id, item in markables.items():
        words = _words(item, places)
        if item.tag == "ENTITY_MENTION" and words:
            entities.setdefault(instance.get(id, id), []).append(words)
    return entities


def _events(
    root: Element, markables: dict[str, Element], instance: dict[str, str], places: dict[str, int]
) -> Iterable[GoldEvent]:
    taking_part: dict[str, list[tuple[str, str]]] = {}
    for relation in root.iter("HAS_PARTICIPANT"):
        source, target = relation.find("source"), relation.find("target")
        if source is not None and target is not None:
            who = instance.get(target.attrib["m_id"], target.attrib["m_id"])
            taking_part.setdefault(source.attrib["m_id"], []).append(
                (relation.attrib.get("sem_role", ""), who)
            )
    for id, item in markables.items():
        words = _words(item, places)
        if item.tag == "EVENT_MENTION" and words:
            kind = markables[instance[id]].attrib.get("class", "") if id in instance else ""
            yield GoldEvent(words, kind == "SPEECH_COGNITIVE", tuple(taking_part.get(id, ())))


def meantime_figures(
    paths: Sequence[Path],
    reader: Reader,
    resolve: Callable[[Sequence[Findings]], Resolution] | None = None,
) -> dict[str, float]:
    """Return the figures of articles, those over all of them where `resolve` is given."""
    said, participates = Count(), Count()
    people: dict[Place, str] = {}
    owners: dict[Place, Key] = {}
    every: list[Findings] = []
    for path in paths:
        gold = read_article(path)
        laid = reader.lay(gold.text)
        findings = reader.find(laid.doc)
        add_said(said, gold, laid, findings)
        add_participants(participates, gold, laid, findings)
        people |= people_of(gold, laid, findings)
        owners |= owners_of(findings, people)
        every.append(findings)
    figures = {
        "said_precision": said.precision,
        "said_recall": said.recall,
        "participates_precision": participates.precision,
        "participates_recall": participates.recall,
    }
    return figures | (over_articles(people, owners, resolve(every)) if resolve else {})


# --- People over all articles ---------------------------------------------------------------------


def people_of(gold: MeantimeText, laid: Laid, findings: Findings) -> dict[Place, str]:
    """Return the gold's mentions of people, where they are annotated in full, with who they are."""
    return {
        (findings.article.id, laid.span(*words)): gold.things.get(id, f"{gold.text.id} {id}")
        for id, mentions in gold.entities.items()
        for words in mentions
        if gold.types.get(id) == "PER" and words[1] <= gold.end
    }


def owners_of(findings: Findings, people: Iterable[Place]) -> dict[Place, Key]:
    """Return the found entity that has each gold mention of an article, where one has."""
    found = sorted(
        (mention.span.end - mention.span.begin, mention.span, entity.id)
        for entity in findings.entities
        for mention in entity.mentions
    )
    by_end: dict[int, str] = {}
    for _, span, entity in found:
        by_end.setdefault(span.end, entity)
    exact = {span: entity for _, span, entity in found}
    own = findings.article.id
    owned = {
        span: exact.get(span) or by_end.get(span.end) for article, span in people if article == own
    }
    return {(own, span): Key(own, entity) for span, entity in owned.items() if entity}


def over_articles(
    people: Mapping[Place, str], owners: Mapping[Place, Key], resolution: Resolution
) -> dict[str, float]:
    """Return B³ of people over all articles; a mention that nobody has is somebody by itself."""
    figures: dict[str, float] = {}
    for name, things_of in (("", with_doubts), ("_sure", without_doubts)):
        known = things_of(resolution, "entities")
        ours = {place: known[owners[place]] if place in owners else place for place in people}
        figures[f"person_b3{name}"] = b_cubed(grouped(people), grouped(ours)).f1
    return figures


class _Entities:
    """Tells whether a found entity is a gold one."""

    def __init__(self, gold: MeantimeText, laid: Laid, findings: Findings) -> None:
        self._gold = {
            id: [laid.span(*words) for words in mentions] for id, mentions in gold.entities.items()
        }
        self._found = {
            entity.id: [mention.span for mention in entity.mentions] for entity in findings.entities
        }

    def same(self, found: str, gold: str) -> bool:
        """Tell whether a mention of one lies on a mention of the other, half of both in common."""
        return any(
            ours.overlaps(theirs) and iou([ours], [theirs]) >= 0.5
            for ours in self._found[found]
            for theirs in self._gold.get(gold, ())
        )


def add_said(count: Count, gold: MeantimeText, laid: Laid, findings: Findings) -> None:
    """Count pairs of cue and speaker."""
    entities, limit = _Entities(gold, laid, findings), _limit(gold, laid)
    wanted = [
        (laid.span(*event.words), who)
        for event in gold.events
        if event.speech
        for role, who in event.participants
        if role == "Arg0"
    ]
    found = {
        (quote.cue[0], quote.speaker)
        for quote in findings.quotes
        if quote.cue and quote.speaker is not None and quote.cue[0].end <= limit
    }
    _add_pairs(count, found, wanted, entities)


def add_participants(count: Count, gold: MeantimeText, laid: Laid, findings: Findings) -> None:
    """Count pairs of event and participant, of the events that both sides have."""
    entities = _Entities(gold, laid, findings)
    who = {entity.id for entity in findings.entities if entity.type in _OURS}
    events = [(laid.span(*event.words), event) for event in gold.events]
    for event in findings.events:
        theirs = [
            (span, found) for span, found in events for place in _places(event)
            if span.overlaps(place)
        ]  # fmt: skip
        if theirs:
            span = theirs[0][0]
            found = {(span, p.entity) for p in event.participants if p.entity in who}
            wanted = {
                (span, target)
                for _, gold_event in theirs
                for _, target in gold_event.participants
                if gold.types.get(target, "") in _WHO
            }
            _add_pairs(count, found, sorted(wanted), entities)


def _places(event: Event) -> tuple[Span, ...]:
    return (event.trigger, *event.more)


def _add_pairs(
    count: Count,
    found: Iterable[tuple[Span, str]],
    wanted: Sequence[tuple[Span, str]],
    entities: _Entities,
) -> None:
    """Count (place, who) pairs, each wanted one joined with at most one found."""
    left = list(wanted)
    count.wanted += len(left)
    for place, who in sorted(found):
        count.found += 1
        partner = next(
            (pair for pair in left if pair[0].overlaps(place) and entities.same(who, pair[1])),
            None,
        )
        if partner is not None:
            left.remove(partner)
            count.right += 1


def _limit(gold: MeantimeText, laid: Laid) -> int:
    """Return the code point where full annotation ends."""
    return laid.span(0, gold.end).end if gold.end else 0
