"""A file of the user's own: its event type, its cue and its modality are extracted without code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli import main
from kg.extract import extract
from kg.knowledge import Knowledge
from kg.model import Article, Findings
from kg.parse import parse
from kg.rdf.knowledge import load_knowledge

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = (
    "Nora Quist capsized near the island in June. “The sail tore,” yodelled Nora Quist.\n\n"
    "Her brother Emil has never capsized."
)
OWN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://w3id.org/witness/ontology#> .
@prefix cue: <https://w3id.org/witness/cues#> .
@prefix evt: <https://w3id.org/witness/event-types#> .
@prefix my: <https://example.org/mine#> .

my:capsizing a skos:Concept ;
    skos:inScheme <https://w3id.org/witness/event-types> ;
    skos:broader evt:accident ;
    skos:notation "capsizing" ;
    skos:prefLabel "Capsizing"@en ;
    skos:definition "Somebody's boat turns over."@en ;
    kg:experiencerRole "sole:person" ;
    kg:triggerVerb "capsize"@en .

cue:said kg:cueVerb "yodel"@en .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "my.ttl"
    path.write_text(OWN, encoding="utf-8")
    return path


def findings(nlp: Language, knowledge: Knowledge) -> Findings:
    article = Article(id="a", source="a.txt", text=TEXT, published="2020-10-28")
    (doc,) = parse([article], nlp)
    return extract(doc, knowledge)


def test_a_type_of_ones_own_is_found_with_who_lived_through_it_and_when(
    nlp: Language, own: Path
) -> None:
    found = findings(nlp, load_knowledge(own))
    capsizings = [event for event in found.events if event.type == "capsizing"]
    assert [
        (
            TEXT[event.trigger.begin : event.trigger.end],
            [found.entity(each.entity).name for each in event.participants][:1],
            event.time.value if event.time else "",
            str(event.polarity),
        )
        for event in capsizings
    ] == [
        ("capsized", ["Nora Quist"], "2020-06", "positive"),
        ("capsized", ["Emil"], "", "negative"),
    ]


def test_a_cue_of_ones_own_leads_to_a_quotation_and_its_speaker(nlp: Language, own: Path) -> None:
    found = findings(nlp, load_knowledge(own))
    assert [
        (
            " ".join(TEXT[piece.begin : piece.end] for piece in quote.content),
            [TEXT[cue.begin : cue.end] for cue in quote.cue],
            found.entity(quote.speaker).name if quote.speaker else "",
            quote.act,
        )
        for quote in found.quotes
    ] == [("The sail tore,", ["yodelled"], "Nora Quist", "said")]


def test_without_the_file_there_is_neither(nlp: Language) -> None:
    found = findings(nlp, load_knowledge())
    assert "capsizing" not in {event.type for event in found.events}
    assert {quote.act for quote in found.quotes} == {"said"}  # by the encoder, if at all
    assert "yodel" not in str(load_knowledge().cues)


def test_the_command_takes_the_file(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["extract", str(article), "--ontology", str(own)])
    assert ended.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert "capsizing" in {event["type"] for event in found["events"]}
    assert [len(quote["cue"]) for quote in found["quotes"]] == [1]
