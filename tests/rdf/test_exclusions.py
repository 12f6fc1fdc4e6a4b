"""What cannot both hold, as `ontology/exclusions.ttl` and a user's own file say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge import Exclusions, Knowledge
from kg.rdf.exclusions import read_exclusions
from kg.rdf.knowledge import load_knowledge

HEAD = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://w3id.org/witness/ontology#> .
@prefix evt: <https://w3id.org/witness/event-types#> .
@prefix : <https://example.org/own#> .
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def read(tmp_path: Path, knowledge: Knowledge, turtle: str) -> Exclusions:
    file = tmp_path / "own.ttl"
    file.write_text(HEAD + turtle, encoding="utf-8")
    return read_exclusions(knowledge.event_types, file)


def test_a_ladder_has_posts_under_several_names(tmp_path: Path, knowledge: Knowledge) -> None:
    own = read(tmp_path, knowledge, ':mill kg:post "miller|Master  miller"@en , "carter"@en .')
    assert own.exclude("Carter", "master miller")
    assert not own.exclude("miller", "master miller")
    assert not own.exclude("carter", "carter")
    assert not own.exclude("carter", "baker")


def test_shipped_posts_exclude_none_of_their_own_names(knowledge: Knowledge) -> None:
    posts = knowledge.exclusions.posts
    assert posts
    assert all(word == word.casefold() for word in posts)
    assert not any(knowledge.exclusions.exclude(word, word) for word in posts)


def test_events_that_happen_once_and_not_together(tmp_path: Path, knowledge: Knowledge) -> None:
    own = read(tmp_path, knowledge, "evt:move kg:notAgainWithin 3 ; kg:excludes evt:arrest .")
    assert own.not_again == {"move": 3}
    assert own.apart == {frozenset(("move", "arrest"))}


@pytest.mark.parametrize(
    ("turtle", "problem"),
    [
        pytest.param(':mill kg:post "miller|"@en .', "kg:post without words", id="no words"),
        pytest.param("evt:move kg:notAgainWithin 1.5 .", "no number of days", id="no days"),
        pytest.param("evt:moving kg:notAgainWithin 3 .", "no event type", id="no type"),
        pytest.param("evt:move kg:excludes evt:moving .", "no event type", id="excludes no type"),
        pytest.param("evt:move kg:excludes 3 .", "no event type", id="excludes a number"),
        pytest.param("evt:move kg:excludes .", "correct the Turtle", id="broken"),
    ],
)
def test_a_mistake_is_named(
    tmp_path: Path, knowledge: Knowledge, turtle: str, problem: str
) -> None:
    with pytest.raises(OntologyError, match=problem) as raised:
        read(tmp_path, knowledge, turtle)
    assert "own.ttl" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.ttl"):
        read_exclusions((), tmp_path / "none.ttl")
