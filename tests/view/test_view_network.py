"""The graph for people: which nodes and edges findings become, and that each edge has its words."""

import dataclasses

import networkx as nx
import pytest
from view_stories import HOSTILE, POST, hostile, story

from kg.model import Article, Contradiction, Event, Findings, Key, Resolution, Span, Time
from kg.view.context import sentence
from kg.view.dates import readable
from kg.view.edges import EdgeKind, spans_of
from kg.view.network import network

ZOE, STATEMENT, RESCUE = "person/zoe", "statement/sister", "event/rescue"
POST_ARTICLE, WIRE_ARTICLE = "article/aaaaaaaaaaaaaaaa", "article/bbbbbbbbbbbbbbbb"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return network(*story())


def edges(graph: nx.MultiDiGraph, kind: EdgeKind) -> list[tuple[str, str, dict[str, object]]]:
    return [edge for edge in graph.edges(data=True) if edge[2]["kind"] == kind]


def ends(graph: nx.MultiDiGraph, kind: EdgeKind) -> set[tuple[str, str]]:
    return {(source, target) for source, target, _ in edges(graph, kind)}


def test_what_was_said_in_two_outlets_is_one_statement_with_two_edges(
    graph: nx.MultiDiGraph,
) -> None:
    said = [edge for edge in edges(graph, EdgeKind.SAID) if edge[0] == ZOE]
    assert {target for _, target, _ in said} == {STATEMENT}
    assert {data["outlet"] for *_, data in said} == {"The Ammer Post", "Northern Wire"}
    assert {data["act"] for *_, data in said} == {"said", "told"}
    assert graph.nodes[ZOE]["said"] == 1
    assert graph.nodes[STATEMENT]["outlets"] == 2


def test_only_what_happened_is_experienced(graph: nx.MultiDiGraph) -> None:
    assert ends(graph, EdgeKind.EXPERIENCED) == {(ZOE, RESCUE)}
    roles = {(data["value"], data["role"]) for *_, data in edges(graph, EdgeKind.ROLE)}
    assert roles == {
        ("rescue", "place"),
        ("charge", "agent"),
        ("charge", "experiencer"),
        ("injury", "experiencer"),
    }


def test_a_denial_is_not_said(graph: nx.MultiDiGraph) -> None:
    ((source, _, data),) = edges(graph, EdgeKind.NOT_SAID)
    assert source == "person/maud"
    assert data["act"] == "denied"


def test_an_unsure_speaker_is_possible_with_its_probability(graph: nx.MultiDiGraph) -> None:
    found = edges(graph, EdgeKind.POSSIBLY_SAID)
    assert sorted(data["confidence"] for *_, data in found) == [0.2, 0.4]


def test_an_event_in_a_quotation_names_whose_claim_it_is(graph: nx.MultiDiGraph) -> None:
    reports = {data["value"]: data for *_, data in edges(graph, EdgeKind.REPORTED_IN)}
    assert reports["charge"]["claimed_by"].startswith("organization/")
    assert reports["charge"]["modality"] == "planned"
    assert reports["rescue"]["about"] == ""
    ((source, target, _),) = edges(graph, EdgeKind.TELLS_OF)
    assert graph.nodes[source]["kind"] == "statement"
    assert graph.nodes[target]["type"] == "charge"


def test_disagreement_has_both_sides_with_their_words(graph: nx.MultiDiGraph) -> None:
    sides = {data["value"]: data for *_, data in edges(graph, EdgeKind.CONTRADICTS)}
    assert sides["34"]["words"] == "34"
    assert sides["36"]["words"] == "36-year-old"
    assert {data["about"] for data in sides.values()} == {ZOE}


def test_reports_that_contradict_each_other_are_about_whom_both_befell() -> None:
    findings, judged = story()
    wire = findings[1]
    later = Event(
        "v1",
        "rescue",
        wire.events[0].trigger,
        wire.events[0].participants,
        time=Time(wire.claims[0].evidence, "2024-03-19"),
    )
    reports = (findings[0], dataclasses.replace(wire, events=(later,)))
    keys = Key(findings[0].article.id, "v1"), Key(wire.article.id, "v1")
    disputed = Contradiction("date of rescue", *keys, "2024-03-12 against 2024-03-19")
    graph = network(reports, dataclasses.replace(judged, contradictions=(disputed,)))
    sides = {data["value"]: data for *_, data in edges(graph, EdgeKind.CONTRADICTS)}
    assert {value: data["words"] for value, data in sides.items()} == {
        "2024-03-12": "on Tuesday",
        "2024-03-19": "36-year-old",
    }
    assert {data["about"] for data in sides.values()} == {ZOE}
    assert {data["role"] for data in sides.values()} == {"date of rescue"}


def test_sources_claims_relatives_and_doubles(graph: nx.MultiDiGraph) -> None:
    assert ends(graph, EdgeKind.DRAWS_ON) == {
        (POST_ARTICLE, "source/talk"),
        (WIRE_ARTICLE, "source/talk"),
    }
    assert {data["role"] for *_, data in edges(graph, EdgeKind.CLAIM)} == {"age", "sibling"}
    ((source, target, _),) = edges(graph, EdgeKind.RELATED)
    assert source == ZOE
    assert graph.nodes[target]["label"] == "my sister"
    ((*_, data),) = edges(graph, EdgeKind.POSSIBLY_SAME)
    assert data["reason"] == "both are her sister"


def test_names_and_descriptions_are_kept(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes[ZOE]["also_called"] == "Lindqvist; Zoe Lindqvist"
    assert graph.nodes[ZOE]["described_as"] == "The swimmer"


def test_each_edge_gives_its_words_back(graph: nx.MultiDiGraph) -> None:
    findings, _ = story()
    texts = {f"article/{item.article.id}": item.article for item in findings}
    for _, _, data in graph.edges(data=True):
        if data["article"]:
            article = texts[data["article"]]
            spans = spans_of(data["words_at"])
            assert spans
            assert " … ".join(article[span] for span in spans) == data["words"]
        if data["sentence"]:
            begin = data["sentence_at"]
            whole = Span(begin, begin + len(data["sentence"]))
            assert article[whole] == data["sentence"]
            assert all(span in whole for span in spans)


def test_the_order_of_articles_makes_no_difference() -> None:
    (first, second), resolution = story()
    one, other = network((first, second), resolution), network((second, first), resolution)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_articles_that_are_left_out_leave_their_findings_out() -> None:
    (first, _), resolution = story()
    graph = network((first,), resolution)
    assert WIRE_ARTICLE not in graph
    assert not edges(graph, EdgeKind.CONTRADICTS)
    assert graph.nodes[STATEMENT]["articles"] == 1


def test_without_a_resolution_findings_stand_for_themselves() -> None:
    findings, _ = story()
    graph = network(findings, Resolution())
    people = [node for node, kind in graph.nodes(data="kind") if kind == "person"]
    assert len(people) == 4
    assert f"person/{findings[0].article.id}-e1" in people


@pytest.mark.parametrize(
    "source", ["a/b/rain.txt", "C:\\news\\rain.txt", "https://x.example/rain.txt/"]
)
def test_an_article_without_a_title_is_called_by_its_file(source: str) -> None:
    findings = Findings(Article(id="d" * 16, source=source, text="Rain."))
    assert network((findings,), Resolution()).nodes["article/" + "d" * 16]["label"] == "rain.txt"


def test_nothing_becomes_nothing() -> None:
    assert len(network((), Resolution())) == 0


def test_hostile_names_are_names() -> None:
    labels = {label for _, label in network(*hostile()).nodes(data="label")}
    assert labels >= set(HOSTILE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Lake Ammer", "Zoë Lindqvist, 34, was", id="first of its paragraph"),
        pytest.param("charged", "Police said that", id="not beyond its own"),
        pytest.param("The cold was", "“The cold was", id="keeps its opening mark"),
    ],
)
def test_sentence_begins_where_it_should(words: str, expected: str) -> None:
    begin = POST.index(words)
    found = sentence(POST, (Span(begin, begin + len(words)),))
    assert POST[found.begin : found.end].startswith(expected)


def test_titles_and_initials_end_no_sentence() -> None:
    text = "It rained. Dr. J. Okoye of St. Ives saw Mr. Bell fall. He rose."
    begin = text.index("fall")
    found = sentence(text, (Span(begin, begin + 4),))
    assert text[found.begin : found.end] == "Dr. J. Okoye of St. Ives saw Mr. Bell fall."


def test_sentence_of_a_text_without_end_is_bounded() -> None:
    text = "word " * 100_000
    found = sentence(text, (Span(250_000, 250_004),))
    assert found.end - found.begin < 2_000


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020", "2020"),
        ("2020-09", "Sept 2020"),
        ("2020-10-28T09:00:00+01:00", "28 Oct 2020"),
        ("2020-21", "spring 2020"),
        ("202X", "2020s"),
        ("2020-09~", "about Sept 2020"),
        ("2020/2021-03", "2020 – Mar 2021"),
        ("2020/..", "from 2020"),
        ("", ""),
        ("2020-99", "2020"),
        ("soon", "soon"),
    ],
)
def test_dates_read_as_people_write_them(edtf: str, words: str) -> None:
    assert readable(edtf) == words
