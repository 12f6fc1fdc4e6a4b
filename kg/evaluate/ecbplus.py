"""ECB+ (Cybulska & Vossen, 2014): the same events and people over articles, as `resolve` has them.

Only mentions in annotated sentences count. Which article belongs to which topic is not told: all
articles of the part are judged in one go.

`event_conll_gold`: each gold trigger is a report; those of one lemma in one article are one, its
type is the lemma, and who takes part is who is found in its sentence. `person_conll_gold`: a gold
mention of a person goes with the found entity that has a mention with the same last word, else with
one around it, or is a person without a name by itself. `event_conll`, `person_conll`: end to end,
events and people as extraction has them; a found one that is in the gold by its last word counts as
that, another one in annotated sentences as wrong.

ECB+ knows no doubt: what is possibly the same counts as the same. In the figures that end in
`_sure` only what is judged the same does. All are CoNLL F1 (see `kg.evaluate.clusters`), singletons
kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from kg.evaluate.clusters import Coreference
from kg.evaluate.texts import Laid, Reader, WordSpan
from kg.extract.reading import read as reading_of
from kg.extract.senses import Senses
from kg.model import (
    Cluster,
    Entity,
    EntityType,
    Event,
    Findings,
    Key,
    Mention,
    MentionKind,
    Participant,
    Resolution,
    Span,
)
from kg.resolve.components import Sets
from kg.train.corpora import read_ecbplus

Place = tuple[str, Span]

_ADDED = "gold"
"""What the ids of gold mentions begin with that nothing found ends with."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article: what is found in it, and the gold mentions with their chains."""

    findings: Findings
    annotated: tuple[Span, ...]
    events: Mapping[Span, str]
    lemmas: Mapping[Span, str]
    people: Mapping[Span, str]
    senses: Senses


def cross_document_figures(
    path: Path, reader: Reader, resolve: Callable[[Sequence[Findings]], Resolution]
) -> dict[str, float]:
    """Return the figures of a part of ECB+."""
    told = list(read(path, reader))
    found = resolve([each.findings for each in told])
    on_gold = resolve([with_gold_people(with_gold_events(each), each) for each in told])
    figures: dict[str, float] = {}
    for name, things_of in (("", with_doubts), ("_sure", without_doubts)):
        figures |= {
            f"event_conll_gold{name}": _event_conll(told, things_of(on_gold, "events"), _by_gold),
            f"person_conll_gold{name}": _person_conll(
                told, things_of(on_gold, "entities"), _on_gold
            ),
            f"event_conll{name}": _event_conll(told, things_of(found, "events"), _by_finding),
            f"person_conll{name}": _person_conll(told, things_of(found, "entities"), _found_people),
        }
    return figures


def read(path: Path, reader: Reader) -> Iterator[Told]:
    """Read a part of ECB+ and find what is in its articles."""
    with path.open(encoding="utf-8") as lines:
        for line, text in zip(lines, read_ecbplus(path), strict=True):
            laid = reader.lay(text)
            yield _told(json.loads(line), laid, reader.find(laid.doc))


def _told(raw: dict[str, object], laid: Laid, findings: Findings) -> Told:
    sentences: list[list[str]] = raw["sentences"]  # type: ignore[assignment]
    begins = [sum(map(len, sentences[:at])) for at in range(len(sentences) + 1)]
    annotated: list[int] = raw["annotated_sentences"]  # type: ignore[assignment]
    gold: dict[str, dict[Span, str]] = {"ACTION": {}, "HUMAN_PART_PER": {}}
    lemmas: dict[Span, str] = {}
    for number, mention in enumerate(raw["mentions"]):  # type: ignore[var-annotated, arg-type]
        kind = next((kind for kind in gold if kind in mention["type"]), "")
        if not kind or mention["sentence"] not in annotated:
            continue
        words = _words(begins[mention["sentence"]], mention["tokens"])
        span = laid.span(*words)
        chain = mention["chain"] or f"{raw['doc']} {number}"
        gold[kind].setdefault(span, chain)
        lemmas[span] = _lemma(laid, words)
    within = tuple(
        laid.span(begins[at], begins[at + 1]) for at in annotated if begins[at] < begins[at + 1]
    )
    senses = Senses(laid.doc, reading_of(laid.doc))
    return Told(findings, within, gold["ACTION"], lemmas, gold["HUMAN_PART_PER"], senses)


def _words(begin: int, tokens: Sequence[int]) -> WordSpan:
    return begin + tokens[0], begin + tokens[-1] + 1


def _lemma(laid: Laid, words: WordSpan) -> str:
    tokens = laid.doc[laid.places[words[0]] : laid.places[words[1] - 1] + 1]
    return tokens.root.lemma_.casefold()


def with_gold_events(told: Told) -> Findings:
    """Return the findings with the gold's events instead of those that were found."""
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    for span in sorted(told.events):
        groups[told.lemmas[span]].append(span)
    events = tuple(
        Event(f"v{number}", lemma, spans[0], _beside(told, spans), more=tuple(spans[1:]))
        for number, (lemma, spans) in enumerate(sorted(groups.items()))
    )
    events = tuple(replace(event, sense=told.senses.of_event(event)) for event in events)
    claims = tuple(replace(claim, reported_in=None) for claim in told.findings.claims)
    return replace(told.findings, events=events, claims=claims)


def _beside(told: Told, spans: Iterable[Span]) -> tuple[Participant, ...]:
    """Return who and what is found in the sentences of these spans."""
    around = [each for each in told.annotated for span in spans if span in each]
    beside = {
        Participant("place" if entity.type is EntityType.PLACE else "other", entity.id)
        for entity in told.findings.entities
        for mention in entity.mentions
        if any(mention.span in each for each in around)
    }
    return tuple(sorted(beside))


def with_gold_people(findings: Findings, told: Told) -> Findings:
    """Return findings in which each gold mention of a person is somebody's."""
    owner = owners(told)
    added = tuple(
        Entity(
            owner[span],
            EntityType.PERSON,
            told.findings.article[span],
            (Mention(span, MentionKind.NOMINAL),),
            anonymous=True,
            sense=told.senses.of_words([span]),
        )
        for span in sorted(told.people)
        if owner[span].startswith(_ADDED)
    )
    return replace(findings, entities=(*findings.entities, *added))


def owners(told: Told) -> dict[Span, str]:
    """Return whose each gold mention of a person is.

    It is that of the shortest found mention that ends with it, else of the shortest around it.
    """
    found = sorted(
        (mention.span.end - mention.span.begin, mention.span, entity.id)
        for entity in told.findings.entities
        for mention in entity.mentions
    )
    ending: dict[int, str] = {}
    for _, span, entity in found:
        ending.setdefault(span.end, entity)
    added = (f"{_ADDED}{number}" for number in count())
    owned: dict[Span, str] = {}
    for mention in sorted(told.people):
        around = (entity for _, span, entity in found if mention in span)
        owned[mention] = ending.get(mention.end) or next(around, "") or next(added)
    return owned


# --- Clusters -------------------------------------------------------------------------------------


def _conll(key: Mapping[Place, str], response: Mapping[Place, Hashable]) -> float:
    """Return the CoNLL F1 of mentions by what each side says they are."""
    figures = Coreference()
    figures.add(grouped(key), grouped(response))
    return figures.conll


def grouped(places: Mapping[Place, Hashable]) -> list[frozenset[Hashable]]:
    """Return the sets of mentions that are one."""
    groups: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for place, thing in places.items():
        groups[thing].add(place)
    return [frozenset(group) for group in groups.values()]


Things = Mapping[Key, int]


def without_doubts(resolution: Resolution, kind: str) -> dict[Key, int]:
    """Return the number of the thing that each finding of a kind is."""
    clusters: Sequence[Cluster] = getattr(resolution, kind)
    return {key: at for at, each in enumerate(clusters) for key in each.members}


def with_doubts(resolution: Resolution, kind: str) -> dict[Key, int]:
    """Return the number of the thing that each finding is if what is possibly the same is."""
    things = without_doubts(resolution, kind)
    sets = Sets(len(getattr(resolution, kind)))
    for match in resolution.unsure:
        if match.left in things and match.right in things:
            sets.join(things[match.left], things[match.right])
    return {key: sets.find(at) for key, at in things.items()}


def _gold(told: Iterable[Told], of: Callable[[Told], Mapping[Span, str]]) -> dict[Place, str]:
    return {(t.findings.article.id, span): chain for t in told for span, chain in of(t).items()}


Reports = Callable[[Told], Iterator[tuple[Event, Iterable[Span]]]]


def _by_gold(told: Told) -> Iterator[tuple[Event, Iterable[Span]]]:
    for event in with_gold_events(told).events:
        yield event, (event.trigger, *event.more)


def _by_finding(told: Told) -> Iterator[tuple[Event, Iterable[Span]]]:
    for event in told.findings.events:
        yield event, _as_gold(told, (event.trigger, *event.more), told.events)


def _event_conll(told: Sequence[Told], things: Things, reports: Reports) -> float:
    response: dict[Place, Hashable] = {}
    for each in told:
        article = each.findings.article.id
        for event, spans in reports(each):
            response |= {(article, span): things[Key(article, event.id)] for span in spans}
    return _conll(_gold(told, lambda each: each.events), response)


def _as_gold(told: Told, spans: Iterable[Span], gold: Iterable[Span]) -> Iterator[Span]:
    """Yield spans as the gold has them, by their last words, where their sentence is annotated."""
    ending = {span.end: span for span in gold}
    for span in spans:
        if any(span in sentence for sentence in told.annotated):
            yield ending.get(span.end, span)


Answer = Callable[[Told, Things], Iterator[tuple[Span, Hashable]]]


def _person_conll(told: Sequence[Told], things: Things, answer: Answer) -> float:
    response = {
        (each.findings.article.id, span): thing
        for each in told
        for span, thing in answer(each, things)
    }
    return _conll(_gold(told, lambda each: each.people), response)


def _on_gold(told: Told, things: Things) -> Iterator[tuple[Span, Hashable]]:
    """Yield the gold mentions with who they are."""
    article = told.findings.article.id
    for span, entity in owners(told).items():
        yield span, things[Key(article, entity)]


def _found_people(told: Told, things: Things) -> Iterator[tuple[Span, Hashable]]:
    article = told.findings.article.id
    for entity in told.findings.entities:
        if entity.type is EntityType.PERSON:
            spans = (mention.span for mention in entity.mentions)
            for span in _as_gold(told, spans, told.people):
                yield span, things[Key(article, entity.id)]
