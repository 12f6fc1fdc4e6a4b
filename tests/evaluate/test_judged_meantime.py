"""People of MEANTIME's articles who are judged one in several: 200 read pairs, no strangers.

`judged/meantime-people.csv` holds no text and no name: `person` is the number that a reader gave
somebody (0 is nobody: an organization taken for one), `article` the beginning of the SHA-256 of an
article's text as it is laid out for measuring, `begin` and `end` where it names them. It was made
from all nodes of people that several articles share, each read with its mentions.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Key

if TYPE_CHECKING:
    from spacy.language import Language

JUDGED = Path(__file__).parent / "judged" / "meantime-people.csv"
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "meantime"


def people() -> dict[tuple[str, int], int]:
    """Return who is named where, by article and the end of the name."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["article"], int(row["end"])): int(row["person"]) for row in rows}


def test_so_many_pairs_were_read() -> None:
    held = Counter(person for person in people().values() if person)
    assert sum(number * (number - 1) // 2 for number in held.values()) >= 100


@pytest.mark.slow
def test_no_strangers_are_merged_and_nobody_is_split(nlp: Language) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"MEANTIME is not in {CORPUS}")
    from kg.evaluate.meantime import read_article
    from kg.evaluate.texts import Reader
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import resolve

    reader, judged = Reader(nlp), people()
    texts = (read_article(path).text for path in sorted(CORPUS.rglob("*.xml")))
    findings = [reader.find(reader.lay(text).doc) for text in texts]
    known = {
        Key(each.article.id, entity.id): person
        for each in findings
        for entity in each.entities
        for mention in entity.mentions
        if (person := judged.get((each.article.id, mention.span.end)))
    }
    nodes: defaultdict[int, set[int]] = defaultdict(set)
    for at, node in enumerate(resolve(findings, knowledge=load_knowledge()).entities):
        for key in node.members:
            if key in known:
                nodes[at].add(known[key])
    assert len(known) >= 0.95 * sum(map(bool, judged.values()))
    assert all(len(held) == 1 for held in nodes.values()), "strangers"
    assert len(nodes) == len(set(known.values())), "somebody is split"
