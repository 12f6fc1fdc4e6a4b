"""Whole runs: the same articles give the same bytes, in whatever order and however many runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rdflib

from kg import build, open_graph, remove
from kg.build import extract
from kg.errors import InputError, KgError
from kg.model import Findings
from kg.store import open_remote, read_store
from tests.newsroom import published, story, write_stories
from tests.store import servers

GRAPH = ("graph.ttl", "graph.trig", "graph.html", "void.ttl")
"""The files that depend on the articles alone, not on the way they were given."""


def graph(output: Path) -> dict[str, bytes]:
    return {name: content for name, content in published(output).items() if name in GRAPH}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stories(tmp_path_factory.mktemp("articles") / "in", 6)


@pytest.fixture(scope="module")
def built(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built")
    report = build(articles, output=output)
    assert (report.articles, report.new, report.failed) == (6, 6, ())
    return output


def test_who_said_what_and_who_experienced_what(built: Path) -> None:
    with open_graph(built) as found:
        said = {row["who"] for row in found.ask("who-said-what")}
        lived = {row["who"] for row in found.ask("who-experienced-what")}
    assert said == lived == {
        "Ingrid Solberg", "Kwame Mensah", "Teodora Ilieva", "Rafael Quiroga", "Mei Tanaka",
    }  # fmt: skip


def test_turtle_and_trig_parse_and_agree(built: Path) -> None:
    flat = rdflib.Graph().parse(built / "graph.ttl")
    named = rdflib.Dataset()
    named.parse(data=(built / "graph.trig").read_bytes(), format="trig")
    assert len(flat) > 500
    assert {triple[:3] for triple in named.quads()} == set(flat)


def test_building_again_writes_the_same_bytes(articles: Path, built: Path, tmp_path: Path) -> None:
    before = published(built)
    assert build(articles, output=built).new == 0
    assert published(built) == before
    build(articles, output=tmp_path)
    assert published(tmp_path) == before


def test_order_and_number_of_runs_do_not_matter(
    articles: Path, built: Path, tmp_path: Path
) -> None:
    files = sorted(articles.iterdir(), reverse=True)
    build(*files[:2], output=tmp_path)
    build(*files[2:5], output=tmp_path)
    build(*files, files[0], output=tmp_path)
    assert graph(tmp_path) == graph(built)


def test_several_processes_give_the_same_graph(articles: Path, built: Path, tmp_path: Path) -> None:
    build(articles, output=tmp_path, jobs=2)
    assert graph(tmp_path) == graph(built)


def test_removing_leaves_no_trace(articles: Path, tmp_path: Path) -> None:
    files = sorted(articles.iterdir())
    build(*files[:2], output=tmp_path / "less")
    build(*files[:4], output=tmp_path / "more")
    report = remove(
        "https://harbourpost.example/Quillford-bridge-2", str(files[3]), output=tmp_path / "more"
    )
    assert (report.removed, report.articles) == (2, 2)
    assert graph(tmp_path / "more") == graph(tmp_path / "less")
    with pytest.raises(KgError, match="no article of this graph"):
        remove("nowhere", output=tmp_path / "more")


def test_a_changed_article_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(story(1).replace("url:", "x-url:"), encoding="utf-8")
    build(file, output=tmp_path / "out")
    file.write_text(story(2).replace("url:", "x-url:"), encoding="utf-8")
    report = build(file, output=tmp_path / "out")
    assert (report.articles, report.new, report.removed) == (1, 1, 1)
    fresh = tmp_path / "fresh"
    build(file, output=fresh)
    assert graph(tmp_path / "out") == graph(fresh)


def test_one_bad_input_does_not_cost_the_others(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(story(1), encoding="utf-8")
    report = build(tmp_path, tmp_path / "none.txt", output=tmp_path / "out")
    assert report.articles == 1
    lines = (tmp_path / "out" / "failed.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert {Path(row["source"]).name for row in rows} == {"empty.txt", "none.txt"}
    assert all(row["reason"] and row["message"] for row in rows)


def test_no_article_at_all_is_an_empty_graph(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    build(tmp_path / "in", output=tmp_path / "out")
    with read_store(tmp_path / "out" / "store") as store:
        assert store.articles() == ()


def test_extracting_merges_nothing_and_keeps_going(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    found = list(extract(articles, tmp_path))
    assert sum(isinstance(item, Findings) for item in found) == 6
    assert sum(isinstance(item, InputError) for item in found) == 1


def test_findings_do_not_depend_on_other_articles(articles: Path) -> None:
    together = {item.article.id: item for item in extract(articles) if isinstance(item, Findings)}
    for file in sorted(articles.iterdir())[:3]:
        (alone,) = extract(file)
        assert isinstance(alone, Findings)
        assert together[alone.article.id] == alone


def test_the_time_stands_in_the_graph_only_where_it_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = write_stories(tmp_path / "in", 1)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build(articles, output=tmp_path / "out")
    assert b"AtTime" not in (tmp_path / "out" / "graph.ttl").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build(output=tmp_path / "out")
    moment = "2023-11-14T22:13:20"
    assert moment in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(KgError, match="SOURCE_DATE_EPOCH: 'yesterday' is no number"):
        build(output=tmp_path / "out")


def test_the_store_may_be_in_another_folder(tmp_path: Path) -> None:
    articles = write_stories(tmp_path / "in", 2)
    output, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    build(articles / "story-000.txt", output=output, store=elsewhere)
    build(articles, output=output)
    assert not (output / "store").exists()
    with read_store(elsewhere) as store, open_graph(output) as found:
        assert len(store.articles()) == 2
        assert len(found.ask("articles")) == 2


@pytest.mark.enable_socket
def test_a_server_is_kept_like_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    articles = write_stories(tmp_path / "in", 2)
    output = tmp_path / "out"
    with servers.oxigraph() as address:
        build(articles, output=output, store=address)
        with read_store(output / "store") as here, open_remote(address) as there:
            assert there.counts() == here.counts()
            assert there.counts().articles == 2
        (first, _) = json.loads((output / "manifest.json").read_text("utf-8"))["articles"]
        remove(first["id"], output=output, store=address)
        with read_store(output / "store") as here, open_remote(address) as there:
            assert there.graphs() == here.graphs()
            assert there.counts().articles == 1


def test_a_folder_that_is_no_output(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="kg build"):
        open_graph(tmp_path)


def killed_half_way(articles: Path, output: Path, count: int) -> None:
    """Start a build and kill it when half of the articles are kept."""
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(output)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while len(list(output.glob("findings/*/*.json"))) < count // 2:
        assert process.poll() is None, "the build ended before it was killed"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize(
    "count", [pytest.param(16, id="16"), pytest.param(200, id="200", marks=pytest.mark.slow)]
)
def test_a_killed_build_goes_on(tmp_path: Path, count: int) -> None:
    articles = write_stories(tmp_path / "in", count)
    output = tmp_path / "out"
    killed_half_way(articles, output, count)
    with read_store(output / "store") as store:
        kept = store.articles()
        assert count // 2 <= len(kept) < count
        whole = {graph: list(store.quads(graph)) for graph in kept}
    report = build(articles, output=output)
    assert 0 < report.new < count
    build(articles, output=tmp_path / "calm")
    assert published(output) == published(tmp_path / "calm")
    with read_store(output / "store") as store:
        assert all(list(store.quads(graph)) == quads for graph, quads in whole.items())
