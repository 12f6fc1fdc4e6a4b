"""What people see: the reading room, and the page where one asks, which asks nobody else."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pyoxigraph import Literal, NamedNode, Quad
from serve_client import Client

from kg.errors import KgError, StoreError
from kg.query import named_queries
from kg.serve.protocol import Asked
from kg.serve.server import serve
from kg.serving import ServedGraph
from kg.store import open_store
from tests.browser import NEEDS_CHROMIUM, PATIENCE

pytestmark = pytest.mark.enable_socket


def test_the_reading_room_and_the_files_are_there(client: Client) -> None:
    assert "the reading room" in client("/").text
    assert client("/void.ttl").type == "text/turtle"
    assert "kg:said" in client("/ontology.ttl").text
    assert client("/.well-known/void").headers["location"] == "/void.ttl"
    assert client("/graph.trig").status == 404, "it is not in this folder"
    assert client("/manifest.json").status == 404


def test_the_page_comes_with_all_it_needs(client: Client) -> None:
    page = client("/query")
    assert page.type == "text/html"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for part in ("yasgui.min.js", "yasgui.min.css", "query.js", "query.css"):
        assert f"/assets/{part}" in page.text
        assert client(f"/assets/{part}").status == 200
    assert "MIT" in client("/assets/LICENSES-yasgui.txt").text
    shipped = json.loads(client("/queries.json").text)
    assert [each["name"] for each in shipped] == [each.name for each in named_queries()]


@NEEDS_CHROMIUM
def test_a_reader_asks_and_nobody_else_is_asked(client: Client, browser: Browser) -> None:
    faults: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((client.address, "data:", "blob:")) or faults.append(request.url)
        ),
    )
    page.goto(f"{client.address}query")
    page.locator("#shipped").select_option("who-said-what")
    table = page.locator(".yasr table")
    expect(table).to_contain_text("Gideon Vasquez-Thorne", timeout=PATIENCE)
    expect(page.locator("#about")).to_contain_text("Each statement in its fullest wording")
    page.locator(".CodeMirror").click()
    page.keyboard.type("k")
    page.close()
    assert faults == []


def test_a_new_run_is_served_without_starting_again(tmp_path: Path) -> None:
    graph = NamedNode("urn:g")
    count = Asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    def run(size: int) -> None:
        with open_store(tmp_path / "store") as store:
            store.put(
                graph,
                [Quad(NamedNode(f"urn:{n}"), NamedNode("urn:p"), Literal(n), graph)
                 for n in range(size)],
            )  # fmt: skip
        time.sleep(0.01)  # as far apart as the clock of files can tell
        (tmp_path / "manifest.json").write_text(json.dumps({"fingerprint": "x", "run": size}))

    run(1)
    with ServedGraph(tmp_path) as site:
        for size in (1, 3, 2):
            run(size)
            assert site.answer(count).written("csv").split() == ["n", str(size)]
            file = site.graph(None, "nt")
            assert file
            with file:
                assert len(file.readlines()) == size
            assert site.graph("urn:none", "nt") is None


def test_the_parts_of_a_large_graph_are_served_and_nothing_beside_them(output: Path) -> None:
    parts = output / "graph-parts"
    parts.mkdir(exist_ok=True)
    (parts / "1.html").write_text("a part of the reading room", encoding="utf-8")
    (parts / "notes.txt").write_text("for nobody", encoding="utf-8")
    with ServedGraph(output) as site:
        assert site.files["/graph-parts/1.html"] == parts / "1.html"
        assert "/graph-parts/notes.txt" not in site.files


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no finished graph"):
        ServedGraph(tmp_path)


def test_a_port_that_is_taken_is_told(output: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, ServedGraph(output) as site:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(KgError, match=r"port \d+ .*cannot be used.*--port"):
            serve(site, port)
