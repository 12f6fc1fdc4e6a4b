"""The shipped event types hold together; a user adds to them; a mistake is named with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge import EventLexicon, EventType, MarkerKind, Pattern, Slot, TriggerKind
from kg.model import Modality
from kg.rdf.event_types import pattern_of, read_event_types
from kg.resources import folder

SHIPPED = folder("ontology") / "event-types.ttl"
AGREED = """
birth death pregnancy pregnancy-loss pregnancy-complication premature-birth illness injury
diagnosis treatment surgery blood-transfusion hospital-stay recovery bereavement marriage
engagement separation divorce adoption move coming-out appointment hiring promotion resignation
dismissal retirement award strike arrest charge trial testimony plea conviction acquittal
sentence release lawsuit settlement appeal investigation election candidacy vote protest
sanction speech attack killing shooting abduction rape robbery fraud accident collision
explosion fire flood storm earthquake collapse rescue evacuation displacement disappearance
bankruptcy acquisition investment launch publication interview apology announcement meeting
performance debut competition win defeat transfer record graduation travel return farewell
""".split()
HEAD = """
@prefix kg: <https://w3id.org/witness/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix evt: <https://w3id.org/witness/event-types#> .
@prefix my: <https://example.org/my#> .
"""
OWN = """my:regatta a skos:Concept ;
    skos:inScheme <https://w3id.org/witness/event-types> ;
    skos:notation "regatta" ;
    skos:prefLabel "Regatta"@en ;
"""


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return read_event_types(SHIPPED)


def write(folder: Path, text: str) -> Path:
    path = folder / "my.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


# --- What is shipped ----------------------------------------------------------------------------


def test_all_agreed_types_are_there_and_many_more(lexicon: EventLexicon) -> None:
    assert set(AGREED) <= set(lexicon.by_notation)
    assert len(lexicon.types) >= 150


def test_every_type_is_labelled_defined_and_under_a_readable_top(lexicon: EventLexicon) -> None:
    tops = {each.notation for each in lexicon.types if not each.within}
    assert tops == {
        *("life", "work", "law", "politics", "conflict", "disaster", "economy", "culture"),
        "communication",
    }
    for each in lexicon.types:
        assert each.label
        assert each.definition.endswith(".")
        assert each.notation in tops or each.within[-1] in tops
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.notation)


def test_every_type_but_the_tops_is_triggered_and_says_who_takes_part(
    lexicon: EventLexicon,
) -> None:
    for each in lexicon.types:
        if each.within:
            assert each.patterns, each.notation
            assert each.slots, each.notation


def test_no_type_excludes_its_own_triggers(lexicon: EventLexicon) -> None:
    def words(pattern: Pattern) -> tuple[frozenset[str], ...]:
        return pattern.words

    for each in lexicon.types:
        both = {words(p) for p in each.patterns} & {
            words(p) for p in each.exclusions if not p.slots
        }
        assert not both, each.notation


def test_markers_name_modalities_of_the_findings(lexicon: EventLexicon) -> None:
    names = {marker.modality for marker in lexicon.markers}
    assert names <= {"negative", *Modality}
    assert lexicon.modality_of[MarkerKind.AUXILIARY, "will"] == "planned"
    assert lexicon.modality_of[MarkerKind.VERB, "fear"] == "feared"


def test_patterns_are_looked_up_by_their_head(lexicon: EventLexicon) -> None:
    def types(word: str) -> set[str]:
        return {each.notation for each, _ in lexicon.by_word[word]}

    assert "birth" in types("give")
    assert "illness" in types("attack")
    assert "illness" not in lexicon.by_word.get("heart", ())


# --- The notation -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "slots"),
    [
        ("give birth", ["give", "birth"], []),
        ("lose son|baby", ["lose", "baby|son"], []),
        ("[experiencer] give birth", ["give", "birth"], [("subject", "experiencer", "")]),
        ("fire [experiencer:person]", ["fire"], [("object", "experiencer", "person")]),
        ("move to [place:place]", ["move", "to"], [("to", "place", "place")]),
        ("treat [other] in|at ward", ["treat", "at|in", "ward"], [("object", "other", "")]),
        ("save [experiencer]'s life", ["save", "life"], [("owner", "experiencer", "")]),
        ("[experiencer]’s engagement", ["engagement"], [("possessor", "experiencer", "")]),
        ("recover [:thing]", ["recover"], [("object", "", "thing")]),
        ("win #", ["win", "#"], []),
    ],
)
def test_a_pattern_is_words_and_places(
    text: str, words: list[str], slots: list[tuple[str, str, str]]
) -> None:
    pattern = pattern_of(text, TriggerKind.PHRASE)
    assert ["|".join(sorted(word)) for word in pattern.words] == words
    assert pattern.slots == tuple(Slot(*slot) for slot in slots)


@pytest.mark.parametrize(
    "text", ["", "[experiencer]", "#", "[victim] die", "die [", "a|| b", "[other:dog] bark"]
)
def test_a_pattern_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"word|places"):
        pattern_of(text, TriggerKind.PHRASE)


# --- A user's own -------------------------------------------------------------------------------


def test_a_user_adds_a_type(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        OWN
        + '    skos:broader evt:competition ; kg:experiencerRole "sole:person" ;\n'
        + '    kg:triggerVerb "regatta"@en ; kg:triggerPhrase "[experiencer] row regatta"@en .',
    )
    own: EventType = read_event_types(SHIPPED, path).by_notation["regatta"]
    assert own.iri == "https://example.org/my#regatta"
    assert own.within == ("competition", "culture")
    assert [pattern.kind for pattern in own.patterns] == [TriggerKind.VERB, TriggerKind.PHRASE]


def test_a_user_adds_words_to_a_shipped_type(tmp_path: Path, lexicon: EventLexicon) -> None:
    path = write(
        tmp_path, 'evt:death kg:triggerVerb "croak"@en . kg:Feared kg:markerVerb "quake"@en .'
    )
    own = read_event_types(SHIPPED, path)
    assert "death" in {each.notation for each, _ in own.by_word["croak"]}
    assert own.modality_of[MarkerKind.VERB, "quake"] == "feared"
    assert len(own.types) == len(lexicon.types)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("evt:death kg:triggerVerb .", 6, "correct the Turtle"),
        (OWN + '    kg:trigerVerb "row"@en .', 10, "did you mean kg:triggerVerb?"),
        (OWN + '    kg:experienserRole "subject" .', 10, "did you mean kg:experiencerRole?"),
        (OWN + '    kg:triggerVerb ""@en .', 10, "must be words"),
        (OWN + "    kg:triggerVerb evt:death .", 10, "must be words"),
        (OWN + '    kg:triggerPhrase "[victim] row"@en .', 10, "'[victim]' is neither a word"),
        (OWN + '    kg:triggerVerb "[other] row"@en .', 10, "belong in a kg:triggerPhrase"),
        (OWN + '    kg:experiencerRole "subjekt" .', 10, "no place in a sentence"),
        (
            OWN + '    kg:triggerVerb "row" ; kg:exclusion "paddle hard" .',
            10,
            "no word of a trigger",
        ),
        (
            OWN + '    kg:triggerVerb "row" ; kg:looseTrigger "paddle" .',
            10,
            "begins none of its triggers",
        ),
        (OWN + "    skos:broader evt:nonesuch .", 10, "is no event type"),
        (OWN + "    skos:broader my:regatta .", 6, "broader than itself"),
        (
            OWN.replace('"regatta"', '"death"') + '    kg:triggerVerb "row" .',
            8,
            "same skos:notation",
        ),
        ('my:row kg:triggerVerb "row"@en .', 6, "has no skos:notation"),
        ('my:row skos:notation "row" ; kg:triggerVerb "row"@en .', 6, "has no skos:prefLabel"),
        ('evt:death kg:markerVerb "row"@en .', 6, "it belongs on one of kg:Negative"),
        ('evt:death kg:undergoingVerb "row"@en .', 6, "it belongs on <https://w3id.org/"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_remedy(
    text: str, line: int, told: str, tmp_path: Path
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(OntologyError) as caught:
        read_event_types(SHIPPED, path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert f", line {line}:" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="name a Turtle file that can be read"):
        read_event_types(tmp_path / "nowhere.ttl")
