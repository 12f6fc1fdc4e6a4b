"""Parts of a graph for pages of their own, and which pages a graph has."""

import json
import re
import subprocess
import sys
import zlib
from base64 import b64decode
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from view_stories import story

from kg.cli import main
from kg.errors import KgError
from kg.evaluate.crowd import crowd, name
from kg.view.communities import communities, with_neighbours
from kg.view.excerpt import Wanted, about, kept, strongest
from kg.view.network import network
from kg.view.notebook import frame
from kg.view.overview import name as part_name
from kg.view.pages import write_page

ZOE, MAUD, RESCUE = "person/zoe", "person/maud", "event/rescue"
POST_ARTICLE, WIRE_ARTICLE = "article/aaaaaaaaaaaaaaaa", "article/bbbbbbbbbbbbbbbb"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return network(*story())


def held(page: str) -> dict[str, Any]:
    packed = re.search(r'id="data">([^<]*)<', page)
    assert packed
    found: dict[str, Any] = json.loads(zlib.decompress(b64decode(packed[1]), wbits=-15))
    return found


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        pytest.param("maud", {MAUD, WIRE_ARTICLE}, {RESCUE}, id="name"),
        pytest.param("Zoe lindqvist", {ZOE, RESCUE, "statement/sister"}, set(), id="accents"),
        pytest.param("cold LOUDER", {"statement/sister", ZOE}, {MAUD, RESCUE}, id="words"),
        pytest.param("capsized", {RESCUE, ZOE}, {MAUD, "statement/sister"}, id="sentence"),
        pytest.param("injury", {ZOE, WIRE_ARTICLE}, {RESCUE}, id="type of event"),
    ],
)
def test_about_words(
    graph: nx.MultiDiGraph, words: str, inside: set[str], outside: set[str]
) -> None:
    part = about(graph, words)
    assert inside <= set(part)
    assert not outside & set(part)


@pytest.mark.parametrize("words", ["zeppelin", "cold zeppelin", " ?! "])
def test_words_that_nothing_has_are_refused(graph: nx.MultiDiGraph, words: str) -> None:
    with pytest.raises(KgError, match=re.escape(repr(words))):
        about(graph, words)


def test_the_strongest_come_with_what_they_said(graph: nx.MultiDiGraph) -> None:
    part = strongest(graph, 1)
    kinds = nx.get_node_attributes(part, "kind")
    assert [node for node, kind in kinds.items() if kind == "person"] == [ZOE]
    assert "statement/sister" in part
    assert "event" not in kinds.values()


def test_a_part_keeps_all_evidence_between_its_nodes(graph: nx.MultiDiGraph) -> None:
    part = kept(graph, {ZOE, RESCUE})
    assert set(part) == {ZOE, RESCUE, POST_ARTICLE, WIRE_ARTICLE, "source/talk"}
    for source, target, key, data in graph.edges(keys=True, data=True):
        assert part.has_edge(source, target, key) == (
            data["about"] == ZOE
            if data["kind"] == "contradicts"
            else data["kind"] == "draws on" or ({source, target} <= set(part))
        )
    assert part.nodes[ZOE] == graph.nodes[ZOE]
    part.nodes[ZOE]["label"] = "somebody else"
    assert graph.nodes[ZOE]["label"] == "Zoë Lindqvist"


@pytest.mark.parametrize(
    ("wanted", "articles"),
    [
        (Wanted(), 2),
        (Wanted(since="2024-03-15"), 1),
        (Wanted(until="2024-03-14"), 1),
        (Wanted(since="2024-03", until="2024-03"), 2),
        (Wanted(since="2025"), 0),
    ],
    ids=str,
)
def test_articles_of_some_days(wanted: Wanted, articles: int) -> None:
    findings, _ = story()
    assert len(wanted.published(findings)) == articles


@pytest.mark.parametrize("asked", [{"since": "soon"}, {"until": "14.3.2024"}, {"top": -1}])
def test_what_cannot_be_wanted_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(KgError):
        Wanted(**asked)


def test_a_page_of_an_excerpt_says_so(tmp_path: Path) -> None:
    findings, resolution = story()
    path, wanted = tmp_path / "graph.html", Wanted(about="maud")
    write_page(network(findings, resolution), findings, path, wanted=wanted)
    data = held(path.read_text("utf-8"))
    assert data["excerpt"]["about"] == "maud"
    assert data["excerpt"]["shown"] < data["excerpt"]["all"]
    assert RESCUE not in {one["id"] for one in data["nodes"]}


def test_communities_hold_every_node_once_and_belong_together() -> None:
    graph = network(*crowd(6, 30))
    found = communities(graph, 200)
    drawn = [node for node, kind in graph.nodes(data="kind") if kind not in ("article", "source")]
    assert sorted(node for part in found for node in part) == sorted(drawn)
    assert len(found) == 6
    assert max(map(len, communities(graph, 50))) <= 50
    assert communities(graph, 200) == found


def test_small_communities_share_pages_with_those_they_are_tied_to() -> None:
    graph = network(*crowd(30, 5))
    alone, together = communities(graph, 60), communities(graph, 400)
    assert len(alone) == 30
    assert all(len(part) <= 15 for part in alone)
    assert 30 * 15 / 100 <= len(together) < 8
    assert max(map(len, together)) <= 100


def test_communities_that_share_a_page_are_tied() -> None:
    graph = network(*crowd(20, 5))
    for town in range(19):
        graph.add_edge(f"person/e-{town}-0", f"person/e-{town + 1}-0", key="x", kind="related")
    found = communities(graph, 200)
    assert 6 <= len(found) <= 12
    assert all(nx.is_connected(nx.Graph(graph.subgraph(part))) for part in found)


def test_a_large_graph_has_an_overview_and_pages(tmp_path: Path) -> None:
    findings, resolution = crowd(6, 30)
    graph = network(findings, resolution)
    path = tmp_path / "graph.html"
    write_page(graph, findings, path, most=200)
    data = held(path.read_text("utf-8"))
    files = [part["file"] for part in data["parts"]]
    assert files == [f"graph-parts/{number}.html" for number in range(1, 7)]
    pages = [held((tmp_path / file).read_text("utf-8")) for file in files]
    assert {node["id"] for page in pages for node in page["nodes"]} >= {
        node for node, kind in graph.nodes(data="kind") if kind not in ("article", "source")
    }
    assert all(page["whole"] == "../graph.html" for page in pages)
    for id_, _, words, part in data["elsewhere"]:
        assert any(node["id"] == id_ and node["name"] == words for node in pages[part]["nodes"])

    write_page(graph, findings, path)
    assert [one.name for one in tmp_path.iterdir()] == ["graph.html"]


def test_an_overview_draws_the_parts_and_what_ties_them(tmp_path: Path) -> None:
    findings, resolution = crowd(2, 60)
    graph = network(findings, resolution)
    path = tmp_path / "graph.html"
    write_page(graph, findings, path, most=90)
    data = held(path.read_text("utf-8"))
    parts = communities(graph, 90)
    assert [part["people"] for part in data["parts"]] == [
        sum(graph.nodes[node]["kind"] == "person" for node in part) for part in parts
    ]
    for part, drawn in zip(parts, data["parts"], strict=True):
        names = {graph.nodes[node]["label"] for node in part}
        assert names.issuperset(drawn["name"].split(", "))
        assert drawn["size"] > 0
    part_of = {node: number for number, part in enumerate(parts) for node in part}
    crossing = Counter(
        tuple(sorted((part_of[source], part_of[target])))
        for source, target in graph.edges()
        if source in part_of and target in part_of and part_of[source] != part_of[target]
    )
    assert crossing
    assert {(one["from"], one["to"]): one["count"] for one in data["bridges"]} == crossing
    for pair in (pair for one in data["bridges"] for pair in one["pairs"]):
        page = held((tmp_path / data["parts"][pair["part"]]["file"]).read_text("utf-8"))
        assert any([edge["from"], edge["to"]] == pair["ids"] for edge in page["edges"])


@pytest.mark.slow
def test_an_overview_opens_on_whom_it_is_asked_for(tmp_path: Path) -> None:
    findings, resolution = crowd(8, 60)
    graph = network(findings, resolution)
    absent = min(node for node, data in graph.nodes(data=True) if data["label"] == name(7, 59))
    path = tmp_path / "graph.html"
    write_page(graph, findings, path, most=600, focus=name(7, 59))
    data = held(path.read_text("utf-8"))
    assert data["focus"] == absent
    assert absent in {node["id"] for node in data["nodes"]}
    assert data["parts"]


def test_a_part_without_people_is_called_by_what_it_holds() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("event/e", kind="event", label="a flood", weight=1)
    graph.add_node("statement/s", kind="statement", label="The river rose " * 9, weight=3)
    assert part_name(graph, ["event/e"]) == "a flood"
    assert part_name(graph, ["statement/s"]).endswith("rose …”")


def test_same_input_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from kg.evaluate.crowd import crowd;"
        "from kg.view.excerpt import Wanted; from kg.view.network import network;"
        "from kg.view.pages import write_page; f, r = crowd(3, 30); g = network(f, r);"
        "write_page(g, f, Path('graph.html'), most=50);"
        "write_page(g, f, Path('part.html'), wanted=Wanted(about='ada', top=30))"
    )
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, env=environment)
        files = sorted(folder.rglob("*.html"))
        written.append({str(one.relative_to(folder)): one.read_bytes() for one in files})
    assert len(written[0]) > 4
    assert written[0] == written[1]


def test_no_edge_is_lost_between_parts() -> None:
    graph = network(*crowd(6, 30))
    parts = [kept(graph, with_neighbours(graph, part)) for part in communities(graph, 50)]
    found = {key for part in parts for *_, key in part.edges(keys=True)}
    assert found >= {
        key
        for _, _, key, kind in graph.edges(keys=True, data="kind")
        if kind not in ("contradicts", "draws on")
    }


def test_a_notebook_gets_a_frame_that_is_shut_off() -> None:
    findings, resolution = story()
    html = frame(network(findings, resolution), findings, title='"><script>')
    opening, page = html.split(' srcdoc="')
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in opening
    assert "&quot;&gt;&lt;script&gt;" in opening
    inside = unescape(page.removesuffix('"></iframe>'))
    assert '"' not in page.removesuffix('"></iframe>')
    assert inside.startswith("<!doctype html>")
    assert held(inside)["title"] == '"><script>'


def test_the_command_writes_an_excerpt_and_refuses_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kg.publish._kept", lambda output: story())
    view = ["view", str(tmp_path)]
    assert ended([*view, "--about", "maud", "--until", "2024-03-15", "--top", "2"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "graph.html")
    data = held((tmp_path / "graph.html").read_text("utf-8"))
    asked = {"about": "maud", "since": "", "until": "2024-03-15", "top": 2}
    assert {name: data["excerpt"][name] for name in asked} == asked
    assert ended([*view, "--about", "zeppelin"]) == 1
    assert "nothing in the graph has the words 'zeppelin'" in capsys.readouterr().err


def ended(arguments: list[str]) -> object:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    return done.value.code
