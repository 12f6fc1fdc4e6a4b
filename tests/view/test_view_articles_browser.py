"""The page of articles as they are built, in a browser: what it shows is what stands in them.

The same is asked of the sample stories, of whatever articles lie beside the project, and of a
crowd of some 5,000 nodes. All that is looked for comes from the graph, not from the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import networkx as nx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from view_reader import (
    AXE,
    DARK,
    LABELS_THAT_OVERLAP,
    NODES_CUT_OFF,
    PHONE,
    VIOLATIONS,
    WIDE,
    Reader,
)

from kg.build import build
from kg.evaluate.crowd import crowd
from kg.folder import opened
from kg.model import Findings
from kg.publish import to_networkx
from kg.view.edges import spans_of
from kg.view.network import network
from kg.view.nodes import article_id
from kg.view.pages import write_page
from tests.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "articles"
BESIDE = ROOT.parent / "shared" / "articles"
JOURNEYS = 4
VIEWS = ("picture", "people", "statements", "events", "timeline", "voices", "disagreements", "only")
KINDS = ("person", "organization", "group", "document", "other", "place")


@dataclass(frozen=True)
class Case:
    """A page, the graph that it is of, and the texts of its articles."""

    file: Path
    graph: nx.MultiDiGraph
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Journey:
    """From a person over a statement to the words in an article, as the graph has them."""

    person: str
    name: str
    statement: str
    wording: str
    article: str
    sentence: tuple[int, int]
    pieces: tuple[str, ...]


def built(sources: Iterable[Path], output: Path) -> Case:
    build(*sources, output=output)
    return case(output / "graph.html", to_networkx(output), opened(output).findings())


def case(file: Path, graph: nx.MultiDiGraph, findings: Iterable[Findings]) -> Case:
    return Case(file, graph, {article_id(item.article): item.article.text for item in findings})


def samples(folder: Path) -> Case:
    return built([SAMPLES], folder)


def beside(folder: Path) -> Case:
    articles = sorted(BESIDE.glob("*.txt"))
    if not articles:
        pytest.skip("no articles lie beside the project")
    return built(articles, folder)


def many(folder: Path) -> Case:
    findings, resolution = crowd(17, 98)
    graph = network(findings, resolution)
    write_page(graph, findings, folder / "graph.html")
    return case(folder / "graph.html", graph, findings)


@pytest.fixture(scope="module", params=[samples, beside, many])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    made: Callable[[Path], Case] = request.param
    return made(tmp_path_factory.mktemp(made.__name__))


@pytest.fixture
def reader(browser: Browser, read: Case) -> Iterator[Reader]:
    reader = Reader(browser, read.file, **WIDE)
    yield reader
    reader.close()


# --- From a person to the words -------------------------------------------------------------------


def journeys(read: Case) -> list[Journey]:
    """Return ways through the graph: of the most quoted, the statement that most articles have."""
    found: dict[str, Journey] = {}
    carried = Counter(node for node, _, kind in edges(read) if kind == "quoted in")
    order = sorted(carried, key=lambda node: (-carried[node], node))
    names = Counter(data["label"] for _, data in read.graph.nodes(data=True))
    for statement in order:
        for person, _, data in read.graph.in_edges(statement, data=True):
            name = read.graph.nodes[person]["label"]
            unique = names[name] == 1 and read.graph.nodes[person]["kind"] == "person"
            if data["kind"] == "said" and unique and person not in found:
                for way in ways(read, person, statement):
                    found[person] = way
    return list(found.values())[:JOURNEYS]


def edges(read: Case) -> Iterator[tuple[str, str, str]]:
    yield from read.graph.edges(data="kind")


def ways(read: Case, person: str, statement: str) -> Iterator[Journey]:
    """Yield a way for each sentence that has no other quotation of the same statement."""
    quotations = [
        data
        for *_, data in read.graph.out_edges(statement, data=True)
        if data["kind"] == "quoted in"
    ]
    places = Counter((data["article"], data["sentence_at"]) for data in quotations)
    for data in quotations:
        text, begin = read.texts[data["article"]], data["sentence_at"]
        if places[data["article"], begin] == 1:
            yield Journey(
                person,
                read.graph.nodes[person]["label"],
                statement,
                read.graph.nodes[statement]["label"],
                data["article"],
                (begin, begin + len(data["sentence"])),
                tuple(text[span.begin : span.end] for span in spans_of(data["words_at"])),
            )


def plain(words: str) -> str:
    return " ".join(words.split())


def address(id_: str) -> str:
    return f'a[href*="show={quote_plus(id_)}"]'


def in_article(journey: Journey) -> str:
    begin, end = journey.sentence
    return f'{address(journey.article)}[href*="at={begin}-{end}"]'


def test_search_leads_from_person_to_statement_to_the_words(reader: Reader, read: Case) -> None:
    ways = journeys(read)
    assert ways
    for way in ways:
        page = reader.open()
        panel = page.locator("#panel")
        page.get_by_role("combobox").fill(way.name)
        options = page.get_by_role("option")
        options.filter(has=page.locator(".name bdi", has_text=way.name)).first.click()
        expect(panel.get_by_role("heading", level=2)).to_have_text(way.name)

        show_all(panel)
        panel.locator(f"a.statement{address(way.statement).removeprefix('a')}").first.click()
        heading = panel.get_by_role("heading", level=2)
        assert plain(heading.inner_text()).strip("“”") == plain(way.wording).strip("“”")

        show_all(panel)
        evidence = panel.locator("section", has_text="How each outlet has it").locator(
            "details.evidence", has=page.locator(in_article(way))
        )
        open_all(evidence)
        marked = "".join(evidence.locator("mark").all_text_contents())
        assert marked == "".join(way.pieces)
        evidence.locator(in_article(way)).click()
        lies_open(page, read, way)


def show_all(panel: Locator) -> None:
    while panel.locator("button.more").count():
        panel.locator("button.more").first.click()


def open_all(details: Locator) -> None:
    details.evaluate_all("all => all.forEach((one) => (one.open = true))")


def lies_open(page: Page, read: Case, way: Journey) -> None:
    """Assert that the panel shows the article, with the sentence in sight and its words marked."""
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text(
        plain(read.graph.nodes[way.article]["label"])
    )
    assert panel.locator(".article-text").text_content() == read.texts[way.article]
    passage = "".join(panel.locator(".passage").all_text_contents())
    assert passage == read.texts[way.article][slice(*way.sentence)]
    quoted = "".join(panel.locator(".passage.quotation").all_text_contents())
    assert all(piece in quoted for piece in way.pieces)
    expect(panel.locator(".passage").first).to_be_in_viewport()


def test_the_keyboard_alone_does_the_same(reader: Reader, read: Case) -> None:
    way = journeys(read)[0]
    page = reader.open()
    keys, panel = page.keyboard, page.locator("#panel")
    keys.press("/")
    keys.type(way.name)
    choose(page, way.name)
    expect(panel.get_by_role("heading", level=2)).to_have_text(way.name)
    tab_to_link(page, way.statement)
    keys.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    for _ in range(200):
        keys.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            keys.press("Enter")
        if page.evaluate(f"document.activeElement.matches({in_article(way)!r})"):
            break
    keys.press("Enter")
    lies_open(page, read, way)
    keys.press("Escape")
    expect(panel.get_by_role("heading", name="Start here")).to_be_visible()


def choose(page: Page, name: str) -> None:
    """Go down the results of the search until one is called so, and take it."""
    for _ in range(12):
        if (
            page.locator('[role="option"][aria-selected="true"] .name bdi').first.inner_text()
            == name
        ):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def tab_to_link(page: Page, id_: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({address(id_)!r})"):
            return
        if page.evaluate("document.activeElement.matches('#panel button.more')"):
            page.keyboard.press("Enter")
    raise AssertionError(f"the keyboard does not reach {id_}")


def test_the_keyboard_walks_the_picture(reader: Reader, read: Case) -> None:
    page = reader.open()
    tab_to_picture(page)
    focused = "witness.picture.keys.id"
    drawn = set(page.evaluate("witness.picture.nodes.getIds()"))
    met = [page.evaluate(focused)]
    for _ in range(len(drawn) - 1):
        page.keyboard.press("PageDown")
        met.append(page.evaluate(focused))
    assert set(met) == drawn
    page.keyboard.press("Home")
    moved = [page.evaluate(focused)]
    for arrow in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(arrow)
        moved.append(page.evaluate(focused))
        node = read.graph.nodes[moved[-1]]
        called = "Event" if node["kind"] == "event" else plain(node["label"])
        said = page.locator("#announce").inner_text()
        assert called in said if moved[-1] != moved[-2] else said.startswith("No node further")
    assert len(set(moved)) > 1
    chosen = page.evaluate(focused)
    page.keyboard.press("Enter")
    expect(page.locator("#panel").get_by_role("heading", level=2)).to_be_focused()
    assert page.evaluate("witness.state.show") == chosen
    page.keyboard.press("Escape")
    expect(page.locator(".canvas")).to_be_focused()


def tab_to_picture(page: Page) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.canvas')"):
            return
    raise AssertionError("the keyboard does not reach the picture")


# --- Links, filters, tables -----------------------------------------------------------------------

SEEN = """() => [
  [...document.querySelectorAll("#panel, :is(#tables, #timeline):not([hidden])")]
    .map((one) => one.innerText),
  witness.picture.network.getPositions(),
]"""


def test_a_link_restores_what_was_seen(browser: Browser, reader: Reader, read: Case) -> None:
    way = journeys(read)[0]
    page = reader.open()
    page.locator("summary", has_text="More filters").click()
    page.locator("#sure").fill("0.6")
    for change in (
        {"show": way.person, "near": 2, "view": "picture"},
        {"show": way.statement, "near": 0, "view": "statements"},
        {"show": "", "view": "timeline"},
    ):
        page.evaluate("(change) => witness.go(change)", change)
        before = page.evaluate(SEEN)
        other = Reader(browser, read.file, **WIDE)
        again = other.open(page.evaluate("location.hash"))
        assert again.evaluate(SEEN) == before
        expect(again.locator("#sure")).to_have_value("0.6")
        other.close()


def test_filters_tables_and_graph_agree(reader: Reader, read: Case) -> None:
    page = reader.open("#view=people")
    page.locator("#kind-place").evaluate_all("all => all.forEach((box) => box.click())")
    outlets = sorted({data["outlet"] for *_, data in read.graph.edges(data=True)} - {""})
    counted(page, read, lambda _: True)
    page.locator("#menus summary", has_text="More filters").click()
    page.locator("#sure").fill("0.8")
    counted(page, read, lambda data: round(data["confidence"], 2) >= 0.8)
    page.locator("#reset").click()
    if len(outlets) < 2:
        return
    page.locator("#kind-place").evaluate_all("all => all.forEach((box) => box.click())")
    page.locator("#menus summary", has_text="Outlets").click()
    page.get_by_label(outlets[0], exact=False).first.uncheck()
    page.locator("#menus summary", has_text="Outlets").click()
    counted(page, read, lambda data: data["outlet"] != outlets[0])


def counted(page: Page, read: Case, counts: Callable[[Mapping[str, Any]], bool]) -> None:
    """Assert that legend, headings and tables have as many of each kind as the evidence has."""
    ends = {
        end
        for source, target, data in read.graph.edges(data=True)
        if counts(data)
        for end in (source, target)
    }
    wanted = Counter(read.graph.nodes[end]["kind"] for end in ends)
    for view, kinds in {"people": KINDS, "statements": ["statement"], "events": ["event"]}.items():
        page.locator("#views").get_by_role("link", name=TITLES[view]).click()
        show_all(page.locator("#tables"))
        marks = page.locator("#tables tbody th svg.mark")
        shown = Counter(kind.split()[-1] for kind in marks.evaluate_all(CLASSES))
        assert shown == Counter({kind: wanted[kind] for kind in kinds if wanted[kind]})
        for kind in kinds:
            box = page.locator(f"label:has(#kind-{kind}) .n")
            assert (int(box.inner_text()) if box.count() else 0) == wanted[kind]
        named = page.locator("#views").get_by_role("link", name=TITLES[view]).locator(".n")
        assert int(named.inner_text()) == sum(wanted[kind] for kind in kinds)


TITLES = {"people": "People and others", "statements": "Statements", "events": "Events"}
CLASSES = "all => all.map((one) => one.getAttribute('class'))"


# --- What is seen first, and by everybody ---------------------------------------------------------

SETTINGS = [
    pytest.param(WIDE, id="light"),
    pytest.param(DARK, id="dark"),
    pytest.param(PHONE, id="phone"),
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_nothing_overlaps_or_is_cut_off_at_first(
    browser: Browser, read: Case, settings: dict[str, object]
) -> None:
    reader = Reader(browser, read.file, **settings)
    page = reader.open()
    assert page.evaluate(LABELS_THAT_OVERLAP) == []
    assert page.evaluate(NODES_CUT_OFF) == []
    for view in VIEWS:
        page.evaluate("(view) => witness.go({ view })", view)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{view} is wider than its window"
    reader.close()


@pytest.mark.parametrize(
    ("settings", "smallest"),
    [pytest.param(WIDE, 0.0, id="wide"), pytest.param(PHONE, 0.55, id="phone")],
)
def test_a_neighbourhood_is_seen_whole_and_can_be_read(
    browser: Browser, read: Case, settings: dict[str, object], smallest: float
) -> None:
    person = journeys(read)[0].person
    reader = Reader(browser, read.file, **settings)
    for steps in (1, 2, 3):
        page = reader.open(f"#show={quote_plus(person)}&near={steps}")
        assert len(page.evaluate("witness.picture.nodes.getIds()")) > steps
        assert page.evaluate(LABELS_THAT_OVERLAP) == []
        assert page.evaluate(NODES_CUT_OFF) == []
        assert page.evaluate("witness.picture.network.getScale()") >= smallest
    reader.close()


@pytest.mark.parametrize(
    "read", [samples, beside, pytest.param(many, marks=pytest.mark.slow)], indirect=True
)
@pytest.mark.parametrize("settings", SETTINGS)
def test_axe_finds_nothing_serious(
    browser: Browser, read: Case, settings: dict[str, object]
) -> None:
    way = journeys(read)[0]
    reader = Reader(browser, read.file, **settings)
    page = reader.open()
    page.evaluate(AXE.read_text("utf-8"))
    event = max(node for node, kind in read.graph.nodes(data="kind") if kind == "event")
    places = [{"view": view, "show": ""} for view in VIEWS]
    shown = (way.person, way.statement, way.article, event, f"{way.person} {way.statement}")
    places += [{"view": "picture", "show": one} for one in shown]
    for place in places:
        page.evaluate("(place) => witness.go(place)", place)
        assert page.evaluate(VIOLATIONS) == [], place
    reader.close()
