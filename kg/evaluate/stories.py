"""The sample stories: what extraction finds in them against their gold.

Each article's text goes through pipeline and extraction; nothing is merged over articles. Entities
are aligned one to one by the mentions that they share (`kg.evaluate.identity`), and a found entity
that stands for no gold one is right nowhere.

Quotes. `quotes_precision`, `quotes_recall`: all pieces of the content exact. `direct_…`,
`mixed_…`, `indirect_…`: content and kind both right. `quotes_too_many`: how many found quotes have
with no gold quote an intersection over union of their characters of .5. Gold and found quotes are
matched one to one, exact ones first, then the best of at least .5; of the matched,
`speaker_accuracy` is the share whose speakers (joint ones too, or nobody) are right, `act_accuracy`
the share whose act is, and whether it was performed.

People. `person_f1`: mentions of entities that are people, by exact span; `person_coref_…`: their
clusters, singletons kept (see `kg.evaluate.clusters`).

Events. A found event is a gold one if the type is the same and a trigger of the one overlaps one of
the other, one to one, the most characters in common first. `event_f1`: pairs of event and
experiencer, an event without experiencer counting as one pair with nobody. Of the matched events,
`modality_accuracy` is the share with the right polarity and modality; `time_accuracy` the share
with the right value, of those where either side gives one.

Claims. `claim_f1`: subject, property and value; the value is the other entity where gold and
finding both name one, otherwise the words, without regard to case, blanks and a leading article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kg.evaluate.clusters import Cluster, Coreference
from kg.evaluate.gold import Gold, read_gold_folder
from kg.evaluate.identity import aligned_entities
from kg.evaluate.scores import Count, characters, iou
from kg.evaluate.texts import Reader
from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Findings,
    Quote,
    QuoteKind,
    Span,
)

_ARTICLE = re.compile(r"(the|an?)\s+", re.IGNORECASE)
NOBODY = "nobody"


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """One place where finding and gold differ, in words for people to read."""

    article: str
    begin: int
    kind: str
    words: str
    expected: str
    found: str

    def __str__(self) -> str:
        return (
            f"{self.article}:{self.begin} {self.kind}: “{self.words}”: "
            f"expected {self.expected}, found {self.found}"
        )


def story_figures(folder: Path, reader: Reader) -> tuple[dict[str, float], tuple[Miss, ...]]:
    """Return the figures of all gold below a folder, and every miss."""
    figures = StoryFigures()
    for gold in read_gold_folder(folder):
        doc = reader.read_article(gold.findings.article)
        figures.add(gold.findings, reader.find(doc))
    return figures.figures(), tuple(sorted(figures.misses))


def misses(gold: Gold, found: Findings) -> tuple[Miss, ...]:
    """Return every place where findings differ from the gold of their article."""
    figures = StoryFigures()
    figures.add(gold.findings, found)
    return tuple(sorted(figures.misses))


@dataclass(slots=True)
class StoryFigures:
    """Counts articles and notes what is missed."""

    quotes: Count = field(default_factory=Count)
    kinds: dict[QuoteKind, Count] = field(
        default_factory=lambda: {kind: Count() for kind in QuoteKind}
    )
    too_many: int = 0
    speakers: Count = field(default_factory=Count)
    acts: Count = field(default_factory=Count)
    people: Count = field(default_factory=Count)
    coreference: Coreference = field(default_factory=Coreference)
    events: Count = field(default_factory=Count)
    modalities: Count = field(default_factory=Count)
    times: Count = field(default_factory=Count)
    claims: Count = field(default_factory=Count)
    misses: list[Miss] = field(default_factory=list)

    def add(self, gold: Findings, found: Findings) -> None:
        """Count one article."""
        both = _Both(gold, found)
        self._add_quotes(both)
        self._add_people(both)
        self._add_events(both)
        self._add_claims(both)

    def figures(self) -> dict[str, float]:
        """Return the figures so far."""
        by_kind = {
            f"{kind}_{name}": getattr(count, name)
            for kind, count in self.kinds.items()
            for name in ("precision", "recall")
        }
        return {
            "quotes_precision": self.quotes.precision,
            "quotes_recall": self.quotes.recall,
            **by_kind,
            "quotes_too_many": float(self.too_many),
            "speaker_accuracy": self.speakers.recall,
            "act_accuracy": self.acts.recall,
            "person_f1": self.people.f1,
            **self.coreference.figures("person_coref"),
            "event_f1": self.events.f1,
            "modality_accuracy": self.modalities.recall,
            "time_accuracy": self.times.recall,
            "claim_f1": self.claims.f1,
        }

    def _miss(self, both: _Both, kind: str, span: Span, expected: str, found: str) -> None:
        article = both.gold.article
        words = " ".join(article[span].split())
        self.misses.append(
            Miss(article.source, span.begin, kind, _short(words), _short(expected), _short(found))
        )

    # Quotes

    def _add_quotes(self, both: _Both) -> None:
        gold, found = both.gold.quotes, both.found.quotes
        self.quotes.add((q.content for q in found), (q.content for q in gold))
        for kind, count in self.kinds.items():
            count.add(_contents(found, kind), _contents(gold, kind))
        matches = matched(gold, found, lambda a, b: iou(a.content, b.content), least=0.5)
        for quote in gold:
            partner = matches.get(quote.id)
            if partner is None:
                self._miss(both, f"{quote.kind} quote", quote.content[0], "a quote", "none")
                continue
            if partner.content != quote.content:
                self._miss(
                    both, f"{quote.kind} quote", quote.content[0],
                    both.words(quote.content), both.words(partner.content),
                )  # fmt: skip
            self._add_speakers(both, quote, partner)
            self._add_act(both, quote, partner)
        used = {id(partner) for partner in matches.values()}
        for quote in found:
            if id(quote) not in used:
                near = any(iou(quote.content, other.content) >= 0.5 for other in gold)
                self.too_many += not near
                self._miss(
                    both, f"{quote.kind} quote", quote.content[0], "none", both.words(quote.content)
                )

    def _add_speakers(self, both: _Both, gold: Quote, found: Quote) -> None:
        wanted = {id for id in (gold.speaker, *gold.joint) if id is not None}
        ours = {both.identity(id) for id in (found.speaker, *found.joint) if id is not None}
        self.speakers.wanted += 1
        if wanted == ours:
            self.speakers.right += 1
        else:
            named = (id for id in (found.speaker, *found.joint) if id is not None)
            self._miss(
                both, "speaker", gold.content[0],
                both.names(sorted(wanted)), both.found_names(named),
            )  # fmt: skip

    def _add_act(self, both: _Both, gold: Quote, found: Quote) -> None:
        self.acts.wanted += 1
        if (gold.act, gold.affirmed) == (found.act, found.affirmed):
            self.acts.right += 1
        else:
            self._miss(both, "act", gold.content[0], _act(gold), _act(found))

    # People

    def _add_people(self, both: _Both) -> None:
        gold, found = _people(both.gold.entities), _people(both.found.entities)
        places = {mention: entity for entity in gold for mention in _mentions(entity)}
        ours = {mention: entity for entity in found for mention in _mentions(entity)}
        self.people.add(ours, places)
        self.coreference.add(map(_mentions, gold), map(_mentions, found))
        for span in sorted(places.keys() - ours.keys()):
            self._miss(both, "mention", span, places[span].name, "none")
        for span in sorted(ours.keys() - places.keys()):
            self._miss(both, "mention", span, "none", both.found_names([ours[span].id]))
        for span in sorted(places.keys() & ours.keys()):
            if both.identity(ours[span].id) != places[span].id:
                self._miss(
                    both, "person", span, places[span].name, both.found_names([ours[span].id])
                )

    # Events

    def _add_events(self, both: _Both) -> None:
        gold, found = both.gold.events, both.found.events
        matches = matched(gold, found, _same_event)
        partners = {id(partner): event for event in gold if (partner := matches.get(event.id))}
        self.events.add(
            (
                (partners[id(event)].id if id(event) in partners else event, who)
                for event in found
                for who in _experiencers(event, both.identity)
            ),
            ((event.id, who) for event in gold for who in _experiencers(event, str)),
        )
        for event in gold:
            if event.id in matches:
                self._add_details(both, event, matches[event.id])
            else:
                self._miss(both, "event", event.trigger, event.type, "none")
        for event in found:
            if id(event) not in partners:
                self._miss(both, "event", event.trigger, "none", event.type)

    def _add_details(self, both: _Both, gold: Event, found: Event) -> None:
        wanted = set(_experiencers(gold, str))
        ours = set(_experiencers(found, both.identity))
        if wanted != ours:
            named = (p.entity for p in found.participants if p.role == "experiencer")
            self._miss(
                both, f"experiencer of {gold.type}", gold.trigger,
                both.names(sorted(wanted - {NOBODY})), both.found_names(named),
            )  # fmt: skip
        self.modalities.wanted += 1
        if (gold.polarity, gold.modality) == (found.polarity, found.modality):
            self.modalities.right += 1
        else:
            self._miss(
                both, f"modality of {gold.type}", gold.trigger, _modality(gold), _modality(found)
            )
        if _time(gold) or _time(found):
            self.times.wanted += 1
            if _time(gold) == _time(found):
                self.times.right += 1
            else:
                self._miss(
                    both, f"time of {gold.type}", gold.trigger,
                    _time(gold) or "none", _time(found) or "none",
                )  # fmt: skip

    # Claims

    def _add_claims(self, both: _Both) -> None:
        wanted, ours = _distinct(both.gold.claims), _distinct(both.found.claims)
        self.claims.wanted += len(wanted)
        self.claims.found += len(ours)
        for claim in wanted:
            partner = next((other for other in ours if both.same_claim(claim, other)), None)
            if partner is not None:
                ours.remove(partner)
                self.claims.right += 1
                continue
            what = f"{claim.property} of {both.names([claim.subject])}: {claim.value}"
            self._miss(both, "claim", claim.evidence, what, "none")
        for claim in ours:
            what = f"{claim.property} of {both.found_names([claim.subject])}: {claim.value}"
            self._miss(both, "claim", claim.evidence, "none", what)


class _Both:
    """Gold and findings of one article, and who is who in them."""

    def __init__(self, gold: Findings, found: Findings) -> None:
        if gold.article.text != found.article.text:
            raise ValueError(f"{found.article.source}: the findings are of another text")
        self.gold, self.found = gold, found
        key: list[Cluster] = [_mentions(entity) for entity in gold.entities]
        self._places = aligned_entities(found.entities, key)

    def identity(self, id: str) -> str:
        """Return the id of the gold entity that a found one stands for, else one of its own."""
        place = self._places.get(id)
        return f"found {id}" if place is None else self.gold.entities[place].id

    def same_claim(self, gold: Claim, found: Claim) -> bool:
        """Tell whether two claims give the same property of the same person the same value."""
        if (gold.subject, gold.property) != (self.identity(found.subject), found.property):
            return False
        if gold.object is not None and found.object is not None:
            return gold.object == self.identity(found.object)
        return _plain(gold.value) == _plain(found.value)

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words that spans cover."""
        article: Article = self.gold.article
        return " … ".join(" ".join(article[span].split()) for span in spans)

    def names(self, ids: Iterable[str]) -> str:
        """Return the names of gold entities."""
        return ", ".join(self.gold.entity(id).name for id in ids) or NOBODY

    def found_names(self, ids: Iterable[str]) -> str:
        """Return names as found, marked where the entity stands for another or none."""
        named = []
        for id in ids:
            name, meant = self.found.entity(id).name, self._meaning(id)
            named.append(name if name == meant else f"{name} (= {meant})")
        return ", ".join(named) or NOBODY

    def _meaning(self, id: str) -> str:
        """Return whom a found entity stands for, or whom it was split off from."""
        if id in self._places:
            return self.gold.entities[self._places[id]].name
        spans = _mentions(self.found.entity(id))
        shared = [(len(spans & _mentions(entity)), entity.name) for entity in self.gold.entities]
        most, name = max(shared, default=(0, ""))
        return f"split off from {name}" if most else "nobody in the gold"


Item = TypeVar("Item", Quote, Event)


def matched(
    gold: Sequence[Item],
    found: Sequence[Item],
    similarity: Callable[[Item, Item], float],
    least: float = 0.0,
) -> dict[str, Item]:
    """Return gold id → found item, one to one, the most similar pairs first.

    A pair must be similar at all, and at least as much as `least`.
    """
    pairs = [
        (-score, i, j)
        for i, wanted in enumerate(gold)
        for j, ours in enumerate(found)
        if (score := similarity(wanted, ours)) > 0 and score >= least
    ]
    matches: dict[str, Item] = {}
    used: set[int] = set()
    for _, i, j in sorted(pairs):
        if gold[i].id not in matches and j not in used:
            matches[gold[i].id] = found[j]
            used.add(j)
    return matches


def _same_event(gold: Event, found: Event) -> float:
    if gold.type != found.type:
        return 0.0
    wanted, ours = (characters((event.trigger, *event.more)) for event in (gold, found))
    return float(len(wanted & ours))


def _experiencers(event: Event, identity: Callable[[str], str]) -> Sequence[str]:
    """Return the people who live through an event; NOBODY where there are none."""
    who = [identity(p.entity) for p in event.participants if p.role == "experiencer"]
    return who or [NOBODY]


def _people(entities: Iterable[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity.type is EntityType.PERSON]


def _mentions(entity: Entity) -> frozenset[Span]:
    return frozenset(mention.span for mention in entity.mentions)


def _contents(quotes: Iterable[Quote], kind: QuoteKind) -> list[tuple[Span, ...]]:
    return [quote.content for quote in quotes if quote.kind is kind]


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, of those that say the same the first."""
    first: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        key = (claim.subject, claim.property, claim.object or "", _plain(claim.value))
        first.setdefault(key, claim)
    return list(first.values())


def _plain(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.split()).casefold(), count=1)


def _act(quote: Quote) -> str:
    return quote.act if quote.affirmed else f"{quote.act} (not performed or rejected)"


def _modality(event: Event) -> str:
    return f"{event.polarity}, {event.modality}"


def _time(event: Event) -> str:
    return event.time.value if event.time else ""


def _short(words: str, most: int = 120) -> str:
    half = most // 2
    return words if len(words) <= most else f"{words[:half]} … {words[-half:]}"


__all__ = ["Miss", "StoryFigures", "misses", "story_figures"]
