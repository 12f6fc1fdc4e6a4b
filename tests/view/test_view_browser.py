"""The page in a browser: Debian's Chromium opens it from disk, as a reader would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from view_reader import (
    AXE,
    LABELS_THAT_OVERLAP,
    VIOLATIONS,
    Reader,
    tab_to,
    wait,
)
from view_stories import HOSTILE, hostile, story

from kg.evaluate.crowd import crowd, name
from kg.model import Findings, Resolution
from kg.view.network import network
from kg.view.notebook import frame
from kg.view.pages import write_page
from tests.browser import IN_A_BROWSER, PATIENCE

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    findings, resolution = story()
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(network(findings, resolution), findings, path, title="A rescue")
    return path


@pytest.fixture
def reader(browser: Browser, file: Path) -> Iterator[Reader]:
    reader = Reader(browser, file, viewport={"width": 1300, "height": 850})
    yield reader
    reader.page.context.close()
    assert not reader.faults


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 390, "height": 844}, "has_touch": True}, id="phone"),
        pytest.param({"reduced_motion": "reduce"}, id="still"),
    ],
)
def test_opens_without_a_request_or_a_message(
    browser: Browser, file: Path, settings: dict[str, object]
) -> None:
    reader = Reader(browser, file, **settings)
    page = reader.open()
    expect(page.get_by_role("heading", name="A rescue")).to_be_visible()
    expect(page.locator("#counts")).to_contain_text("2 articles · 2 outlets · 3 people")
    assert page.evaluate(LABELS_THAT_OVERLAP) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page is wider than its window"
    page.context.close()
    assert not reader.faults


def test_search_leads_from_person_to_statement_to_the_words_in_the_article(reader: Reader) -> None:
    page = reader.open()
    reader.find("zoe lind")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Zoë Lindqvist")).to_be_focused()
    expect(panel).to_contain_text("1 statement · lived through 1 event · 2 articles")

    panel.get_by_role("link", name="“I thought of my sister, and").click()
    expect(panel.get_by_role("heading", level=2)).to_contain_text("The cold was louder.")
    expect(panel.locator("q button").last).to_have_text("[6 words left out]")
    panel.locator("q button").last.click()
    expect(panel.locator("q del").last).to_have_text("at all, The cold was louder.")
    left_out = panel.locator("section", has_text="Left out, and by whom")
    expect(left_out).to_contain_text("at all, The cold was louder.Northern Wire")
    expect(panel.locator(".note").first).to_contain_text("2 articles draw on one source")

    wordings = panel.locator("section", has_text="How each outlet has it")
    wordings.locator("summary", has_text="The Ammer Post").click()
    marked = wordings.locator("details[open] mark")
    assert marked.all_inner_texts() == [
        "I thought of my sister, and then of nothing at all,",
        "The cold was louder.",
    ]
    wordings.locator("details[open]").get_by_role("link", name="Read it in the article").click()
    expect(panel.get_by_role("heading", name="Swimmer tells of rescue")).to_be_visible()
    passage = "".join(panel.locator(".passage").all_text_contents())
    assert passage.startswith("“I thought of my sister")
    expect(panel.locator(".passage.quotation").last).to_be_in_viewport()
    expect(panel.get_by_role("link", name="Original at The Ammer Post")).to_have_attribute(
        "href", "https://post.example/rescue"
    )


def test_evidence_of_an_event_and_of_a_disagreement(reader: Reader) -> None:
    page = reader.open("#show=event/rescue")
    panel = page.locator("#panel")
    report = panel.locator("section", has_text="Reported by")
    assert report.locator("mark").all_inner_texts() == ["rescued"]
    expect(report).to_contain_text("The Ammer Post · 14 Mar 2024 · as fact")
    page.get_by_role("link", name="Disagreements").click()
    row = page.locator("#tables tbody tr")
    expect(row).to_contain_text("34 against 36 years old")


def test_a_tie_shows_the_words_it_rests_on(reader: Reader) -> None:
    page = reader.open("#show=person/zoe+event/rescue")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("lived through")
    assert panel.locator("mark").all_inner_texts() == ["rescued"]
    assert panel.locator(".sentence .who").all_inner_texts() == ["Zoë Lindqvist"]


def test_a_link_restores_the_view(reader: Reader) -> None:
    page = reader.open()
    reader.find("maud")
    page.get_by_role("link", name="Events").click()
    page.get_by_label("Groups").uncheck()
    page.locator("summary", has_text="Outlets").click()
    page.get_by_label("Northern Wire").uncheck()
    before = page.locator("main").inner_text()
    address = page.evaluate("location.hash")
    reader.open(address)
    assert page.locator("main").inner_text() == before
    expect(page.locator("summary", has_text="Outlets (−1)")).to_be_visible()
    page.locator("#reset").evaluate("button => button.click()")
    expect(page.get_by_label("Groups")).to_be_checked()
    page.go_back()
    expect(page.get_by_label("Groups")).not_to_be_checked()


def test_a_link_to_what_is_gone_says_so(reader: Reader) -> None:
    page = reader.open("#show=person/nobody")
    expect(page.locator("#panel")).to_contain_text("What this link leads to is not on this page.")


def test_a_menu_closes_when_something_else_is_chosen(reader: Reader) -> None:
    page = reader.open("#view=people")
    page.locator("#menus summary", has_text="Outlets").click()
    page.get_by_label("Northern Wire").uncheck()
    expect(page.get_by_label("Northern Wire")).to_be_visible()
    page.get_by_role("heading", name="Start here").click()
    expect(page.get_by_label("Northern Wire")).to_be_hidden()


def test_filters_and_tables_agree(reader: Reader) -> None:
    page = reader.open("#view=people")
    for change in ("nothing", "outlet"):
        if change == "outlet":
            page.locator("summary", has_text="Outlets").click()
            page.get_by_label("The Ammer Post").uncheck()
        rows = page.locator("#tables tbody tr")
        for kind in ("person", "organization", "group"):
            box = page.locator(f"#kind-{kind}")
            shown = (
                int(page.locator(f"label:has(#kind-{kind}) .n").inner_text()) if box.count() else 0
            )
            assert rows.locator(f".mark.{kind}").count() == shown
        named = page.get_by_role("link", name="People and others").locator(".n")
        assert int(named.inner_text()) == rows.count()
    page.get_by_role("link", name="Statements").click()
    expect(page.locator("#tables tbody tr")).to_have_count(2)
    assert page.locator("#tables").get_by_text("The Ammer Post").count() == 0


def test_tables_sort(reader: Reader) -> None:
    page = reader.open("#view=people")
    heading = page.locator("th", has_text="Name")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    names = page.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")


def test_keyboard_alone(reader: Reader) -> None:
    page = reader.open()
    keys = page.keyboard
    keys.press("/")
    keys.type("louder")
    keys.press("Enter")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    expect(panel.get_by_role("heading", level=2)).to_contain_text("The cold was louder.")
    tab_to(page, "Zoë")
    keys.press("Enter")
    expect(panel.get_by_role("heading", name="Zoë Lindqvist")).to_be_focused()
    tab_to(page, "“I thought of my sister")
    keys.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("I thought of my sister")
    tab_to(page, "The Ammer Post")
    keys.press("Enter")
    tab_to(page, "Read it in the article")
    keys.press("Enter")
    expect(panel.get_by_role("heading", name="Swimmer tells of rescue")).to_be_focused()
    expect(panel.locator(".passage").first).to_contain_text("“")
    keys.press("Escape")
    expect(panel.get_by_role("heading", name="Start here")).to_be_visible()


def test_statements_open_in_the_picture(reader: Reader) -> None:
    page = reader.open("#show=person/zoe")
    drawn = "witness.picture.nodes.getIds().includes('statement/sister')"
    assert not page.evaluate(drawn)
    page.get_by_role("button", name="Show statements in the picture").click()
    assert page.evaluate(drawn)
    assert page.evaluate(LABELS_THAT_OVERLAP) == []
    page.get_by_role("button", name="Re-arrange").click()
    wait(page, "witness.picture.network.physics.physicsEnabled === false")
    assert page.evaluate(LABELS_THAT_OVERLAP) == []


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.locator("#menus summary", has_text="Save").click()
        page.get_by_role("button", name=name).click()
    page.locator("#menus summary", has_text="Save").click()
    return download.value.path().read_bytes()


def test_the_picture_can_be_taken_along(reader: Reader) -> None:
    page = reader.open()
    drawn = set(page.evaluate("witness.picture.nodes.getIds()"))
    assert saved(page, "Picture (PNG)").startswith(b"\x89PNG")
    drawing = ElementTree.fromstring(saved(page, "Drawing (SVG)"))  # noqa: S314
    words = {text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"A rescue", "Zoë Lindqvist", "Rescue"} <= words
    graph = nx.read_gexf(io.BytesIO(saved(page, "GEXF")), version="1.3")
    assert set(graph) == drawn
    assert graph.nodes["person/zoe"]["label"] == "Zoë Lindqvist"
    rows = list(csv.reader(io.StringIO(saved(page, "Ties of the picture").decode("utf-8-sig"))))
    lived = next(row for row in rows if row[1] == "lived through")
    assert lived[0] == "Zoë Lindqvist"
    assert lived[3:6] == ["The Ammer Post", "2024-03-14", "rescued"]
    assert "was rescued from Lake Ammer" in lived[6]


def test_a_table_can_be_taken_along(reader: Reader) -> None:
    page = reader.open("#view=statements")
    rows = list(csv.reader(io.StringIO(saved(page, "Table (CSV)").decode("utf-8-sig"))))
    assert len(rows) == 1 + page.locator("#tables tbody tr").count()
    assert rows[0] == ["Statement", "Speaker", "Act", "Outlets"]


def test_what_is_pinned_stays_where_it_is(reader: Reader) -> None:
    page = reader.open("#show=person/zoe")
    before = page.evaluate("witness.picture.network.getPosition('person/zoe')")
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("button", name="Re-arrange").click()
    wait(page, "witness.picture.network.physics.physicsEnabled === false")
    assert page.evaluate("witness.picture.network.getPosition('person/zoe')") == before
    page.keyboard.press("Escape")
    expect(page.locator("#panel section", has_text="Pinned")).to_contain_text("Zoë Lindqvist")
    reader.open(page.evaluate("location.hash"))
    assert page.evaluate("witness.picture.network.getPosition('person/zoe')") == before


def test_timeline_tells_three_times_apart(reader: Reader) -> None:
    page = reader.open("#view=timeline")
    rows = page.locator("#timeline tbody tr")
    assert rows.locator("th").all_inner_texts() == [
        "12 Mar 2024", "14 Mar 2024", "15 Mar 2024", "Undated",
    ]  # fmt: skip
    cells = [row.locator("td").all_inner_texts() for row in rows.all()]
    assert "Rescue" in cells[0][0]
    assert "I thought of my sister" in cells[1][1]
    assert "Swimmer tells of rescue" in cells[1][2]
    assert "Charge" in cells[3][0]
    page.locator("#timeline").get_by_label("Happened").uncheck()
    expect(rows).to_have_count(2)


def test_who_quotes_whom_and_what_only_one_outlet_has(reader: Reader) -> None:
    page = reader.open("#view=voices")
    rows = [row.all_inner_texts() for row in table_rows(page)]
    assert ["Northern Wire", "Zoë Lindqvist", "1", "1", "1"] in rows
    assert ["Northern Wire", "Maud Lindqvist", "1", "0", "1"] in rows
    grid = page.locator("table.grid")
    expect(grid.locator("tr", has_text="Zoë Lindqvist").locator("td:not(.none)")).to_have_count(2)
    page.get_by_role("link", name="One outlet only").click()
    only = [row.all_inner_texts() for row in table_rows(page)]
    assert len(only) == page.evaluate("witness.selection.list('statement', 'event').length") - 1
    charge = next(row for row in only if row[0].startswith("Charge"))
    assert charge[2:] == ["The Ammer Post", "1\nNorthern Wire"]


def table_rows(page: Page) -> list[Locator]:
    return [row.locator("th, td") for row in page.locator("#tables .table-body tbody tr").all()]


def test_events_are_filtered_by_how_they_are_reported(reader: Reader) -> None:
    page = reader.open("#view=events")
    rows = page.locator("#tables tbody tr")
    expect(rows).to_have_count(3)
    page.locator("summary", has_text="More filters").click()
    page.get_by_label("planned").uncheck()
    expect(rows).to_have_count(2)
    page.get_by_label("said not to have happened").uncheck()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Rescue")


def test_hostile_words_stay_words(browser: Browser, tmp_path: Path) -> None:
    findings, resolution = hostile()
    file = tmp_path / "graph.html"
    write_page(network(findings, resolution), findings, file, title=HOSTILE[0])
    reader = Reader(browser, file, viewport={"width": 1300, "height": 850})
    page = reader.open()
    assert page.title() == HOSTILE[0]
    ids = page.evaluate("witness.model.things.map((thing) => thing.id)")
    for id_ in ids:
        page.evaluate("(id) => witness.go({ show: id, at: '' })", id_)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        addresses = page.eval_on_selector_all("a", "all => all.map((a) => a.getAttribute('href'))")
        assert all(address.startswith("#") for address in addresses)
        assert page.locator("#panel :is(script, img, iframe, [onload], [style])").count() == 0
    for view in ("people", "statements", "events", "articles"):
        page.evaluate("(view) => witness.go({ view, show: '' })", view)
    words = page.evaluate("witness.model.nodes.map((node) => node.name)")
    assert set(words) >= set(HOSTILE)
    page.get_by_role("combobox").fill("<img src=x")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x onerror=alert(3)>")
    page.context.close()
    assert not reader.faults


def test_a_page_of_nothing_opens(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    write_page(network((), Resolution()), (), file)
    reader = Reader(browser, file)
    page = reader.open()
    expect(page.locator(".empty")).to_be_visible()
    page.context.close()
    assert not reader.faults


# --- For everybody --------------------------------------------------------------------------------

PLACES = (
    *("", "#view=people", "#view=timeline", "#view=voices", "#view=only", "#view=disagreements"),
    *("#show=person/zoe", "#show=statement/sister", "#show=event/rescue"),
    *("#show=article/aaaaaaaaaaaaaaaa", "#show=person/zoe+event/rescue"),
)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"viewport": {"width": 1300, "height": 850}}, id="light"),
        pytest.param(
            {"viewport": {"width": 1300, "height": 850}, "color_scheme": "dark"}, id="dark"
        ),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="phone"),
    ],
)
def test_axe_finds_nothing_serious(
    browser: Browser, file: Path, settings: dict[str, object]
) -> None:
    reader = Reader(browser, file, **settings)
    page = reader.open()
    page.evaluate(AXE.read_text("utf-8"))
    for place in PLACES:
        page.evaluate("(place) => (location.hash = place)", place)
        assert page.evaluate(VIOLATIONS) == [], place
    page.context.close()
    assert not reader.faults


# --- Large graphs, frames -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    findings, resolution = crowd(17, 98)
    path = tmp_path_factory.mktemp("large") / "graph.html"
    write_page(network(findings, resolution), findings, path)
    return path


def test_five_thousand_nodes_can_be_searched_and_expanded(browser: Browser, large: Path) -> None:
    assert large.stat().st_size < 5_000_000
    reader = Reader(browser, large, viewport={"width": 1300, "height": 850})
    page = reader.open()
    expect(page.locator("#counts")).to_contain_text("1,666 people · 1,666 statements")
    somebody = name(11, 60)
    assert page.evaluate(LABELS_THAT_OVERLAP) == []
    reader.find(somebody)
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name=somebody)).to_be_focused()
    expect(panel).to_contain_text("1 statement · lived through 1 event")
    panel.get_by_role("button", name="2 steps").click()
    drawn = page.evaluate("witness.picture.nodes.get().map((node) => node.label)")
    assert somebody in [label.replace("\n", " ") for label in drawn]
    assert len(drawn) < 100
    assert page.evaluate(LABELS_THAT_OVERLAP) == []
    page.get_by_role("link", name="Statements").click()
    expect(page.locator("#tables tbody tr")).to_have_count(300)
    page.get_by_label("Filter this table").fill(f"{somebody} door 59 of 11")
    expect(page.locator("#tables tbody tr")).to_have_count(1)
    page.context.close()
    assert not reader.faults


def test_a_small_graph_can_be_drawn_whole(browser: Browser, tmp_path: Path) -> None:
    findings, resolution = crowd(4, 30)
    file = tmp_path / "graph.html"
    write_page(network(findings, resolution), findings, file)
    reader = Reader(browser, file, viewport={"width": 1300, "height": 850})
    page = reader.open()
    shown = page.locator(".shown")
    first = shown.inner_text()
    assert first.endswith(" of 240 shown")
    assert int(first.split()[0]) <= 72
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_text("240 of 240 shown")
    assert page.evaluate(LABELS_THAT_OVERLAP) == []
    page.get_by_role("button", name="Show the strongest").click()
    expect(shown).to_have_text(first)
    page.context.close()
    assert not reader.faults


def overview(
    browser: Browser,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: tuple[Sequence[Findings], Resolution],
    *,
    most: int,
) -> Page:
    """Open the overview of a graph with a page for each `most` nodes."""
    monkeypatch.setattr("kg.view.pages.OVERVIEW", 40)
    write_page(network(*made), made[0], folder / "graph.html", most=most)
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto((folder / "graph.html").as_uri())
    return page


def test_an_overview_leads_to_its_parts_and_back(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = overview(browser, tmp_path, monkeypatch, crowd(6, 30), most=200)
    expect(page.locator("#counts")).to_contain_text("parted into 6 parts, each a page of its own")
    rows = page.locator("#tables tbody tr")
    expect(rows).to_have_count(6)
    drawn = page.locator("svg.overview a")
    expect(drawn).to_have_count(6)
    listed = {row.inner_text() for row in rows.get_by_role("link").all()}
    for part in drawn.all():
        names = part.locator("text").all_text_contents()
        assert any(one.startswith(names[0]) for one in listed)
    page.get_by_role("combobox").fill(name(5, 29))
    expect(page.get_by_role("option").first).to_contain_text("on another page")
    page.get_by_role("option").first.click()
    expect(page.locator("#panel h2")).to_have_text(name(5, 29))
    expect(page.locator("#counts")).to_contain_text("of 6 of a larger graph")
    page.get_by_role("link", name="Back to the overview").click()
    expect(rows).to_have_count(6)
    drawn.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Back to the overview")).to_be_visible()
    page.close()


def test_ties_between_parts_lead_to_their_evidence(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = overview(browser, tmp_path, monkeypatch, crowd(2, 60), most=90)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    page.locator(".bridges summary").click()
    pair = page.locator(".bridges li li a").first
    one, other = (words.strip("“”,…. ") for words in pair.locator("bdi").all_inner_texts())
    pair.click()
    heading = page.locator("#panel h2")
    expect(heading).to_contain_text(one)
    expect(heading).to_contain_text(other)
    expect(page.locator("#panel mark").first).to_be_visible()

    page.goto(f"{(tmp_path / 'graph.html').as_uri()}#show=person/e-1-59")
    page.locator("#panel .alarm").get_by_role("link", name=name(1, 59)).click()
    expect(heading).to_have_text(name(1, 59))
    page.close()


def test_the_page_works_in_a_frame_that_is_shut_off(browser: Browser, tmp_path: Path) -> None:
    findings, resolution = story()
    html = frame(network(findings, resolution), findings, title="A rescue")
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{html}", "utf-8")
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    inside = page.frame_locator("iframe")
    inside.get_by_role("combobox").fill("zoe lind")
    inside.get_by_role("option").first.click()
    expect(inside.locator("#panel h2")).to_have_text("Zoë Lindqvist")
    inside.get_by_role("link", name="Timeline").click()
    expect(inside.locator("#timeline tbody tr")).to_have_count(4)
    page.close()
    assert not faults
