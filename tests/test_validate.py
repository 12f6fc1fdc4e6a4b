"""Whole graphs of real runs are as the shapes want them, and what is planted in them is found."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg import build
from kg.publish import validate
from kg.rdf.validation import Problem, validate_article
from kg.rdf.vocabulary import KG, SCHEMA
from kg.resources import folder
from kg.store import open_store, read_store

POLNEAR = Path(__file__).parents[2] / "shared" / "corpora" / "polnear"
MANY = 120
"""How many articles of the corpus are built and checked."""
PLANTED = 10
"""In how many of them mistakes are planted."""


def problems(output: Path) -> list[str]:
    return [str(problem) for problem in validate(output)]


def planted(quads: list[Quad], stranger: NamedNode) -> Iterator[tuple[list[Quad], str]]:
    """Yield an article's graph with one mistake in it, and what has to be said of it."""
    places = [quad for quad in quads if quad.predicate == KG.begin]
    yield (
        _changed(quads, random.Random(1).choice(places), lambda quad: _next(quad.object)),
        "the words of a span are not those of the article's text",
    )
    speakers = [quad for quad in quads if quad.predicate == KG.speaker]
    if speakers:
        yield (
            _changed(quads, speakers[0], lambda _: stranger),
            "a speaker is an entity of the same article",
        )
        without = [quad for quad in quads if quad.subject != speakers[0].subject]
        kept = [quad for quad in quads if quad.subject == speakers[0].subject]
        silent = [quad for quad in kept if quad.predicate != KG.speaker]
        yield [*without, *silent], "a quotation has a speaker, or is said to have none"
    blank = Quad(BlankNode(), SCHEMA.name, Literal("nobody"), quads[0].graph_name)
    yield [*quads, blank], "a blank node"
    sure = next((quad for quad in quads if quad.predicate == KG.confidence), None)
    if sure:
        yield (
            _changed(quads, sure, lambda quad: Literal("1.5", datatype=quad.object.datatype)),
            "a confidence is one number from 0 to 1",
        )


def _changed(quads: list[Quad], old: Quad, value: object) -> list[Quad]:
    new = Quad(old.subject, old.predicate, value(old), old.graph_name)  # type: ignore[operator]
    return [new if quad == old else quad for quad in quads]


def _next(number: Literal) -> Literal:
    return Literal(int(number.value) + 1)


def hold(output: Path, articles: int, damaged: int) -> None:
    """Hold that a graph is valid, and that mistakes in some of its articles are found."""
    assert problems(output) == []
    with read_store(output / "store") as store:
        graphs = store.articles()
        assert len(graphs) >= articles
        by_graph = {graph: list(store.quads(graph)) for graph in graphs[: damaged + 1]}
    strangers = [
        next(quad.subject for quad in quads if quad.object == KG.CoreferenceChain)
        for quads in by_graph.values()
    ]
    for quads, stranger in zip(list(by_graph.values())[1:], strangers, strict=False):
        for wrong, message in planted(quads, stranger):
            found: list[Problem] = validate_article(wrong)
            assert any(problem.message.startswith(message) for problem in found), message


def test_the_samples_are_valid_and_mistakes_in_them_are_found(tmp_path: Path) -> None:
    build(folder("data") / "articles", output=tmp_path / "out")
    hold(tmp_path / "out", 15, 3)
    with open_store(tmp_path / "out" / "store") as store:
        resolution = next(graph for graph in store.graphs() if graph.value.endswith("resolution"))
        judged = list(store.quads(resolution))
        (who, when) = (
            next(quad.subject for quad in judged if quad.predicate == KG.said),
            next(quad.object for quad in judged if quad.predicate == KG.experienced),
        )
        store.put(resolution, [*judged, Quad(when, KG.said, who, resolution)])
    (line, *_) = problems(tmp_path / "out")
    assert "judgements over all articles" in line


@pytest.mark.slow
def test_articles_of_the_news_are_valid_and_mistakes_in_them_are_found(tmp_path: Path) -> None:
    """Real news, many outlets: those of the corpus, where it lies beside the project."""
    if not POLNEAR.is_dir():
        pytest.skip(f"the corpus is not in {POLNEAR}")
    with (POLNEAR / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        about = {row["filename"]: row for row in csv.DictReader(file, delimiter="\t")}
    texts = sorted((POLNEAR / "train" / "text").glob("*.txt"))
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as lines:
        for path in texts[:: len(texts) // MANY][:MANY]:
            row = about.get(path.stem, {})
            article = {
                "id": path.stem,
                "text": path.read_bytes().decode("utf-8"),
                "title": row.get("title", ""),
                "published": row.get("publication_date", ""),
                "publisher": row.get("publisher", ""),
            }
            lines.write(json.dumps(article) + "\n")
    build(tmp_path / "news.jsonl", output=tmp_path / "out", any_language=True)
    hold(tmp_path / "out", 100, PLANTED)
