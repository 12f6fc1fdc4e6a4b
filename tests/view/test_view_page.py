"""The page as a file: one document that asks for nothing, and in which words stay words."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from view_stories import HOSTILE, hostile, story

from kg.errors import KgError
from kg.model import Resolution
from kg.view.content import content, web_link
from kg.view.network import network
from kg.view.page import ASSETS, SCRIPTS, ReadingRoom
from kg.view.pages import write_page
from kg.view.picture import Box, box, choose, lay_out
from kg.view.ties import FOLDED, ties


class Elements(HTMLParser):
    """All start tags of a document with their attributes, and the text of each script and style."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.inside = False
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

        self.inside = tag in ("script", "style")
        if self.inside:
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, text = self.texts.pop()
            self.texts.append((tag, text + data))


@pytest.fixture
def page(tmp_path: Path) -> str:
    findings, resolution = story()
    write_page(network(findings, resolution), findings, tmp_path / "graph.html", title="A rescue")
    return (tmp_path / "graph.html").read_text("utf-8")


def held(page: str, id: str) -> str:
    packed = re.search(rf'id="{id}">([^<]*)<', page)
    assert packed
    return zlib.decompress(base64.b64decode(packed[1]), wbits=-15).decode()


def unpacked(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(held(page, "data"))
    return found


def test_document_is_complete(page: str) -> None:
    assert page.startswith("<!doctype html>\n")
    elements = Elements(page)
    assert ("html", {"lang": "en"}) in elements.tags
    assert ("meta", {"charset": "utf-8"}) in elements.tags
    assert "<title>A rescue</title>" in page
    assert page.endswith("</html>\n")


def test_nothing_is_loaded(page: str) -> None:
    loading = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
    for tag, attributes in Elements(page).tags:
        assert not loading & set(attributes), tag
        assert tag not in {"iframe", "object", "embed", "base", "form", "img"}
        assert attributes.get("href", "#").startswith(("#", "data:,"))


def test_policy_allows_the_scripts_and_styles_that_are_there_and_no_more(page: str) -> None:
    elements = Elements(page)
    (policy,) = (
        attributes["content"]
        for tag, attributes in elements.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        texts = [text for kind, text in elements.texts if kind == tag]
        code = [held(page, "library")] if tag == "script" else []
        code += [text for text in texts if not re.fullmatch(r"[\w+/=]+", text)]
        assert rules[rule].split() == [f"'sha256-{digest(text)}'" for text in code]


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_own_scripts_never_write_markup() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|srcdoc"
    )
    for name in SCRIPTS:
        assert not forbidden.search((ASSETS / f"{name}.js").read_text("utf-8")), name


def test_modules_stand_after_what_they_import() -> None:
    for place, name in enumerate(SCRIPTS):
        imported = re.findall(r'from "\./(\w+)\.js"', (ASSETS / f"{name}.js").read_text("utf-8"))
        assert set(imported) <= set(SCRIPTS[:place]), name


def test_hostile_words_are_not_in_the_markup(tmp_path: Path) -> None:
    findings, resolution = hostile()
    path = tmp_path / "graph.html"
    write_page(network(findings, resolution), findings, path)
    page = path.read_text("utf-8")
    assert not [words for words in HOSTILE if words in page]
    assert len(Elements(page).tags) == len(Elements(_plain_page(tmp_path)).tags)
    data = unpacked(page)
    assert {node["name"] for node in data["nodes"]} >= set(HOSTILE)
    assert [article["url"] for article in data["articles"]] == [""]


def _plain_page(tmp_path: Path) -> str:
    write_page(network((), Resolution()), (), tmp_path / "plain.html")
    return (tmp_path / "plain.html").read_text("utf-8")


def test_lone_surrogates_and_odd_titles_can_be_written(tmp_path: Path) -> None:
    write_page(network((), Resolution()), (), tmp_path / "p.html", title="a \ud800 <b>")
    assert "<title>a \ufffd &lt;b&gt;</title>" in (tmp_path / "p.html").read_text("utf-8")


def test_same_input_same_bytes_in_another_process(tmp_path: Path, page: str) -> None:
    code = (
        "from pathlib import Path; from view_stories import story;"
        "from kg.view.network import network; from kg.view.pages import write_page;"
        "f, r = story(); write_page(network(f, r), f, Path('again.html'), title='A rescue')"
    )
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)
        assert (tmp_path / "again.html").read_text("utf-8") == page


def test_writing_leaves_nothing_else_behind(tmp_path: Path) -> None:
    _plain_page(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["plain.html"]


def test_article_texts_stand_there_once(page: str) -> None:
    findings, _ = story()
    data = unpacked(page)
    assert [one["text"] for one in data["articles"]] == [item.article.text for item in findings]


def test_every_text_of_the_page_is_used_and_there() -> None:
    texts = json.loads((ASSETS / "texts.json").read_text("utf-8"))
    code = "".join((ASSETS / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    code += (ASSETS / "page.html").read_text("utf-8")
    named_at_run_time = set(re.findall(r'"(\w+)"', code)) | {"steps"}
    named_at_run_time |= set(re.findall(r"\b(\w+): (?:async )?\(", code))
    for group in (
        "search",
        "legend",
        "picture",
        "start",
        "panels",
        "tables",
        "excerpt",
        "save",
        "timeline",
        "voices",
    ):
        for key in texts[group]:
            used = re.search(rf"\b(T|texts\.{group}|texts\.views)\.{key}\b", code)
            assert used or key in named_at_run_time, f"{group}.{key} is not used"
    for group, key in re.findall(r"\btexts\.(\w+)\.(\w+)\b", code):
        assert key in texts[group], f"{group}.{key} is missing"


# --- Focus ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["person/zoe", "zoë lindqvist", "Zoe Lindqvist"])
def test_focus_is_an_id_or_a_name(name: str) -> None:
    findings, resolution = story()
    assert content(network(findings, resolution), findings, focus=name).focus == "person/zoe"


@pytest.mark.parametrize("name", ["Nobody At All", ""])
def test_unknown_focus_is_refused(name: str) -> None:
    findings, resolution = story()
    if name:
        with pytest.raises(KgError, match="nobody and nothing is called 'Nobody At All'"):
            content(network(findings, resolution), findings, focus=name)
    else:
        assert content(network(findings, resolution), findings, focus=name).focus is None


def test_findings_must_be_those_of_the_graph() -> None:
    findings, resolution = story()
    with pytest.raises(KgError, match="the findings lack article/"):
        content(network(findings, resolution), findings[:1])


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://post.example/a?b=c#d", True),
        ("http://post.example/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//post.example/a", False),
        ("https://", False),
        ("https://post.example/\u202e", False),
        ('https://post.example/"onload=', False),
        ("http://[bad", False),
        ("", False),
    ],
)
def test_only_web_links_are_links(url: str, kept: bool) -> None:
    assert web_link(url) == (url if kept else "")


# --- The picture ----------------------------------------------------------------------------------


def boxes_overlap(one: tuple[int, int], first: Box, other: tuple[int, int], second: Box) -> bool:
    across = abs(one[0] - other[0]) < (first.width + second.width) / 2 - 4
    down = abs(one[1] + first.below - other[1] - second.below)
    return across and down < (first.height + second.height) / 2 - 4


@pytest.mark.parametrize("nodes", [1, 2, 20, 60])
def test_no_two_labels_overlap(nodes: int) -> None:
    boxes = {
        f"n{number}": box(8 + number % 20, f"Person Number {number}") for number in range(nodes)
    }
    graph = network(*story())
    some = [
        tie.__class__(f"n{a}", f"n{b}", tie.edges)
        for tie in ties(graph)[:1]
        for a in range(nodes)
        for b in range(a + 1, nodes, 1 + a % 7)
        if a // 12 == b // 12
    ]
    places = lay_out(boxes, some, 1.3)
    names = sorted(boxes)
    assert not [
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if boxes_overlap(places[one], boxes[one], places[other], boxes[other])
    ]


def test_first_view_has_people_and_events_but_no_statements() -> None:
    graph = network(*story())
    (chosen,) = choose(graph, ties(graph), [50])
    kinds = {graph.nodes[node]["kind"] for node in chosen}
    assert {"person", "event"} <= kinds
    assert "statement" not in kinds
    assert chosen[0] == "person/zoe"
    assert [len(each) for each in choose(graph, ties(graph), [3, 2])] == [3, 2]


def test_first_view_with_a_focus_holds_what_can_be_reached() -> None:
    graph = network(*story())
    (chosen,) = choose(graph, ties(graph), [50], focus="event/rescue")
    assert "event/rescue" in chosen
    assert "person/zoe" in chosen


def test_statements_are_folded_into_their_speakers() -> None:
    graph = network(*story())
    kinds = {(tie.source, tie.target): set(tie.edges) for tie in ties(graph)}
    sister = next(node for node, label in graph.nodes(data="label") if label == "my sister")
    assert "spoke of" in kinds["person/zoe", sister]
    assert set(FOLDED.values()) <= {kind for found in kinds.values() for kind in found}


def test_labels_are_broken_and_cut() -> None:
    assert box(8, "A Name Of Some Length Indeed").lines == ("A Name Of Some", "Length Indeed")
    assert len(box(8, "many words " * 40).lines) == 3
    assert len(box(8, "x" * 400).lines[0]) < 30
    assert box(8, "").lines == ()


def test_room_takes_each_node_once_and_knows_its_ends() -> None:
    findings, resolution = story()
    room = ReadingRoom(content(network(findings, resolution), findings), title="")
    count = len(room.nodes)
    room.add_node(room.nodes[0]["id"], label="again")
    assert len(room.nodes) == count
    with pytest.raises(KeyError):
        room.add_edge(room.nodes[0]["id"], "nobody")
