"""The 200 people whom PolNeAR's train part mentions most: strangers in one node, one in two nodes.

`judged/people.csv` holds no text and no name: `person` is the number that a reader gave somebody
(0 is nobody: an organization taken for one), `article` the beginning of the SHA-256 of an article's
text, `begin` and `end` where it first names them. It was made from a graph of all 840 articles: the
nodes of the 200 were read with the places that name them, and put right where two people were in
one or one in two; others of nearly the same names stand in it as well. What is judged is who an
entity is as a whole, not each pronoun.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Article, EntityType, Findings, Key, Resolution, digest

if TYPE_CHECKING:
    from spacy.language import Language

JUDGED = Path(__file__).parent / "judged" / "people.csv"
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "polnear"

Place = tuple[str, int, int]
NOBODY = 0


def people() -> dict[Place, int]:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {
            (row["article"], int(row["begin"]), int(row["end"])): int(row["person"]) for row in rows
        }


def test_the_verdicts_hold_no_text() -> None:
    judged = people()
    assert len(judged) > 3000
    assert len(set(judged.values()) - {NOBODY}) >= 190
    assert all(re.fullmatch("[0-9a-f]{16}", article) for article, *_ in judged)


@pytest.mark.slow
def test_strangers_stay_apart_and_nobody_is_split(nlp: Language) -> None:
    """One is known to be wrong, in both ways.

    He has his father's first name among those that he was born with, which one article takes for
    his father's name, and there he is in the father's node.
    """
    if not CORPUS.is_dir():
        pytest.skip(f"PolNeAR is not in {CORPUS}")
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import resolve

    knowledge = load_knowledge()
    findings = list(found(nlp, knowledge))
    resolution = resolve(findings, knowledge=knowledge)
    verdicts = people()
    judged = at_entities(findings, verdicts)
    named = sum(1 for place in named_places(findings) if verdicts.get(place))
    assert named >= 0.97 * sum(map(bool, verdicts.values())), (
        "mentions begin elsewhere: judge them anew"
    )
    nodes = {key: number for number, each in enumerate(resolution.entities) for key in each.members}
    assert len(strangers(nodes, judged)) <= 1
    assert len(split(nodes, judged, resolution)) <= 1


def found(nlp: Language, knowledge: object) -> Iterator[Findings]:
    from kg.extract import extract
    from kg.parse import parse

    with (CORPUS / "metadata.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        about = {row["filename"]: row for row in rows}
    for path in sorted((CORPUS / "train" / "text").glob("*.txt")):
        text, row = path.read_bytes().decode("utf-8").replace("\r\n", "\n"), about[path.stem]
        article = Article(
            digest(text)[:16],
            path.name,
            text,
            title=row["title"],
            published=row["publication_date"],
            publisher=row["publisher"],
        )
        (doc,) = parse([article], nlp)
        yield extract(doc, knowledge)  # type: ignore[arg-type]


def named_places(findings: list[Findings]) -> Iterator[Place]:
    """Yield where mentions of people stand, each place once for each article."""
    for each in findings:
        mentions = (m for e in each.entities if e.type is EntityType.PERSON for m in e.mentions)
        yield from {(each.article.id, m.span.begin, m.span.end) for m in mentions}


def at_entities(findings: list[Findings], judged: dict[Place, int]) -> dict[Key, int]:
    """Return who each entity is that has a mention at a judged place."""
    return {
        Key(each.article.id, entity.id): person
        for each in findings
        for entity in each.entities
        for mention in entity.mentions
        if entity.type is EntityType.PERSON
        and (person := judged.get((each.article.id, mention.span.begin, mention.span.end)))
    }


def strangers(nodes: dict[Key, int], judged: dict[Key, int]) -> list[set[int]]:
    """Return the people of each node that holds more than one."""
    held: defaultdict[int, set[int]] = defaultdict(set)
    for key, person in judged.items():
        held[nodes[key]].add(person)
    return [each for each in held.values() if len(each) > 1]


def split(nodes: dict[Key, int], judged: dict[Key, int], resolution: Resolution) -> list[int]:
    """Return the people of several nodes that no doubt ties together."""
    held: defaultdict[int, set[int]] = defaultdict(set)
    for key, person in judged.items():
        held[person].add(nodes[key])
    tied = {
        frozenset((nodes[match.left], nodes[match.right]))
        for match in resolution.unsure
        if match.left in nodes and match.right in nodes
    }
    return [person for person, places in sorted(held.items()) if not is_tied(places, tied)]


def is_tied(places: set[int], tied: set[frozenset[int]]) -> bool:
    """Tell whether doubts lead from any of the places to every other."""
    reached = {min(places)}
    while True:
        more = {place for pair in tied if pair & reached for place in pair & places} - reached
        if not more:
            return reached == places
        reached |= more
