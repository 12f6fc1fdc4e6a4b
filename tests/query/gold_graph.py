"""The graph of the gold: what a careful reader finds in the sample stories, and merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from pyoxigraph import NamedNode

from kg.evaluate.gold import Gold, read_gold_folder
from kg.model import Claim, Cluster, Contradiction, Key, Resolution
from kg.rdf.concepts import Concept
from kg.rdf.iris import iris_of
from kg.rdf.quads import Concepts, article_quads, resolution_quads
from kg.resources import folder
from kg.store import open_store

BASE = "https://example.org/data/"
REJECTING = ("asked", "denied", "declined", "thought")


def build(place: Path) -> Path:
    """Write the gold's graph into the store at `place`."""
    golds = read_gold_folder(folder("data") / "gold")
    concepts = concepts_of(golds)
    findings = [gold.findings for gold in golds]
    iris = iris_of(BASE)
    with open_store(place) as store:
        for each in findings:
            quads = article_quads(each, BASE, concepts=concepts)
            store.put(iris.article(each.article.id).graph, quads)
        resolution = resolution_of(golds)
        layer = resolution_quads(findings, resolution, BASE, concepts=concepts)
        store.put(iris.resolution_graph, layer)
        store.put(iris.concepts_graph, concepts.quads(BASE))
    return place


def concepts_of(golds: Iterable[Gold]) -> Concepts:
    """Return concepts for the event types and acts that the gold uses."""
    findings = [gold.findings for gold in golds]
    types = {event.type for each in findings for event in each.events}
    acts = {quote.act for each in findings for quote in each.quotes}
    return Concepts(
        {each: _concept("event-types", each) for each in types},
        {each: _concept("cues", each, asserts=each not in REJECTING) for each in acts},
    )


def _concept(scheme: str, notation: str, *, asserts: bool = False) -> Concept:
    iri = NamedNode(f"https://w3id.org/witness/{scheme}#{notation}")
    return Concept(iri, notation, notation.replace("-", " "), asserts=asserts)


def resolution_of(golds: Iterable[Gold]) -> Resolution:
    """Merge findings as the ids that the gold's articles share say."""
    entities: dict[str, list[Key]] = defaultdict(list)
    statements: dict[str, list[Key]] = defaultdict(list)
    events: dict[str, list[Key]] = defaultdict(list)
    disagreements: dict[str, list[tuple[Key, Claim]]] = defaultdict(list)
    words: dict[Key, str] = {}
    for gold in golds:
        article = gold.findings.article.id
        for entity in gold.findings.entities:
            key = Key(article, entity.id)
            entities[f"{gold.story}-{entity.id}"].append(key)
            words[key] = entity.name
        for quote in gold.findings.quotes:
            key = Key(article, quote.id)
            statements[f"{gold.story}-{gold.statements[quote.id]}"].append(key)
            words[key] = " ".join(gold.findings.article[piece] for piece in quote.content)
        for event in gold.findings.events:
            key = Key(article, event.id)
            events[f"{gold.story}-{gold.events[event.id]}"].append(key)
            words[key] = gold.findings.article[event.trigger]
        for number, name in gold.disagreements.items():
            claim = gold.findings.claims[number]
            disagreements[f"{gold.story}-{name}"].append((Key(article, str(number)), claim))
    return Resolution(
        entities=tuple(_clusters(entities, words)),
        statements=tuple(_clusters(statements, words)),
        events=tuple(_clusters(events, words)),
        contradictions=tuple(_contradictions(disagreements)),
    )


def _clusters(members: dict[str, list[Key]], words: dict[Key, str]) -> Iterator[Cluster]:
    for name, keys in members.items():
        fullest = max((words[key] for key in keys), key=lambda text: (len(text), text))
        yield Cluster(name, fullest, tuple(sorted(set(keys))))


def _contradictions(claims: dict[str, list[tuple[Key, Claim]]]) -> Iterator[Contradiction]:
    for found in claims.values():
        for (left, one), (right, other) in combinations(sorted(found, key=lambda c: c[0]), 2):
            if (one.value, one.object) != (other.value, other.object):
                reason = f"{one.value or one.object} against {other.value or other.object}"
                yield Contradiction(one.property, left, right, reason)
