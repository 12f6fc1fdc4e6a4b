"""What the page holds, as plain JSON: nodes, ties, evidence, articles and the first view.

Nodes and articles share one numbering (first all nodes, then all articles), which evidence refers
to. What is missing from a piece of evidence has its usual value. Offsets count code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import networkx as nx

from kg.errors import KgError
from kg.model import Article, Findings, Modality, Polarity
from kg.view.dates import readable
from kg.view.edges import EdgeKind, pairs_of
from kg.view.nodes import NodeKind, article_id, headline, outlet
from kg.view.picture import FRAMES, WIDE, Box, box, choose, lay_out
from kg.view.ties import FOLDED, Tie, ties

Json: TypeAlias = dict[str, Any]
Places: TypeAlias = Mapping[str, tuple[int, int]]

SHAPES: Mapping[str, str] = {
    NodeKind.PERSON: "dot",
    NodeKind.ORGANIZATION: "square",
    NodeKind.GROUP: "triangle",
    NodeKind.PLACE: "triangleDown",
    NodeKind.DOCUMENT: "hexagon",
    NodeKind.OTHER: "star",
    NodeKind.EVENT: "diamond",
    NodeKind.STATEMENT: "box",
    NodeKind.SOURCE: "star",
}
"""vis-network's shape for each kind of node; the legend shows the same."""

_WEAK = frozenset({*FOLDED.values(), EdgeKind.POSSIBLY_SAME.value})
_WEAK_TIES = 0.75
"""How many weak ties the first view draws for each of its nodes, at most."""


MOST_DRAWN = 500
"""How many nodes a graph has at most for the page to offer a picture of all of them."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the page is made from.

    `first` has the nodes' places in each first view, the largest first; `every` those of all nodes
    where they are not too many.
    """

    nodes: Sequence[Json]
    ties: Sequence[Json]
    evidence: Sequence[Json]
    articles: Sequence[Json]
    first: Sequence[Places]
    every: Places
    focus: str | None


def content(
    graph: nx.MultiDiGraph, findings: Iterable[Findings], *, focus: str | None = None
) -> Content:
    """Return the page's content; `focus` is a node's id or name.

    Raises KgError where nothing or more than one thing has the name.
    """
    center = find(graph, focus) if focus else None
    nodes = [node for node, kind in graph.nodes(data="kind") if kind in SHAPES]
    boxes = {node: _box(graph.nodes[node]) for node in nodes}
    found = ties(graph)
    articles = _articles(graph, findings)
    numbers = {id_: number for number, id_ in enumerate([*nodes, *(one["id"] for one in articles)])}
    evidence, places = _evidence(graph, numbers)
    drawn = [node for node in nodes if graph.nodes[node]["kind"] != NodeKind.STATEMENT]
    is_offered = WIDE.nodes < len(drawn) <= MOST_DRAWN
    every = {node: boxes[node] for node in drawn if is_offered}
    return Content(
        nodes=[_node(node, graph.nodes[node], boxes[node]) for node in nodes],
        ties=[_tie(tie, places) for tie in found],
        evidence=evidence,
        articles=articles,
        first=_first(graph, found, boxes, center),
        every=lay_out(every, found, WIDE.aspect),
        focus=center,
    )


def find(graph: nx.MultiDiGraph, name: str) -> str:
    """Return the node that has this id or is called so, case aside.

    Raises KgError where nothing or more than one thing has the name.
    """
    if name in graph:
        return name
    wanted = name.casefold()
    found = [node for node, data in graph.nodes(data=True) if wanted in _names(data)]
    if len(found) == 1:
        return str(found[0])
    if found:
        raise KgError(f"{name!r} may be any of {', '.join(found)}: give one of these ids")
    raise KgError(f"nobody and nothing is called {name!r}: give a name as the graph has it")


def _names(data: Mapping[str, Any]) -> set[str]:
    return {data["label"].casefold(), *data.get("also_called", "").casefold().split("; ")}


# --- Nodes and ties -------------------------------------------------------------------------------


def _box(data: Mapping[str, Any]) -> Box:
    if data["kind"] == NodeKind.EVENT:
        name = data["type"].replace("-", " ").capitalize() or data["label"]
        return box(9 + round(3 * sqrt(data["weight"])), f"{name}\n{readable(data['when'])}".strip())
    if data["kind"] == NodeKind.STATEMENT:
        return box(0, f"“{data['label']}”")
    return box(8 + round(4 * sqrt(data.get("weight", 1))), data["label"])


def _node(node: str, data: Mapping[str, Any], around: Box) -> Json:
    kept = ("weight", "anonymous", "act", "type", "polarity", "modality", "gender")
    return {
        "id": node,
        "kind": data["kind"],
        "shape": SHAPES[data["kind"]],
        "label": "\n".join(around.lines),
        "name": data["label"],
        "size": around.size,
        "width": round(around.width),
        "height": round(around.height),
        "when": readable(data.get("when", "")),
        "sort": data.get("when", "").removeprefix("/"),
        **{name: data[name] for name in kept if data.get(name)},
    }


def _tie(tie: Tie, places: Mapping[str, int]) -> Json:
    return {
        "source": tie.source,
        "target": tie.target,
        "rests": {kind: [places[edge] for edge in edges] for kind, edges in tie.edges.items()},
    }


# --- Evidence and articles ------------------------------------------------------------------------


def _evidence(
    graph: nx.MultiDiGraph, numbers: Mapping[str, int]
) -> tuple[list[Json], dict[str, int]]:
    """Return all evidence, and the place of each edge of the graph in it."""
    evidence: list[Json] = []
    places: dict[str, int] = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        places[key] = len(evidence)
        evidence.append(_piece(numbers[source], numbers[target], data, numbers))
    return evidence, places


def _piece(source: int, target: int, data: Mapping[str, Any], numbers: Mapping[str, int]) -> Json:
    begin = data["sentence_at"]
    every: Json = {
        "kind": data["kind"],
        "from": source,
        "to": target,
        "in": numbers.get(data["article"]),
        "words": pairs_of(data["words_at"]),
        "who": pairs_of(data["who_at"]),
        "cue": pairs_of(data["cue_at"]),
        "around": [begin, begin + len(data["sentence"])] if begin >= 0 else None,
        "sure": round(data["confidence"], 2) if data["confidence"] < 1 else None,
        "modality": data["modality"] if data["modality"] != Modality.ACTUAL else "",
        "polarity": data["polarity"] if data["polarity"] != Polarity.POSITIVE else "",
        "when": readable(data["when"]),
        "edtf": data["when"] if data["kind"] == EdgeKind.REPORTED_IN else "",
        "about": numbers.get(data["about"]),
        "by": [numbers[node] for node in data["claimed_by"].split() if node in numbers],
        "count": data["weight"] if data["weight"] > 1 else None,
        **{name: data[name] for name in ("reason", "act", "rendering", "role", "value")},
    }
    return {name: value for name, value in every.items() if value not in (None, "", [])}


def _articles(graph: nx.MultiDiGraph, findings: Iterable[Findings]) -> list[Json]:
    """Return the articles of the graph in its order, with their texts."""
    texts = {article_id(item.article): item.article for item in findings}
    ids = [node for node, kind in graph.nodes(data="kind") if kind == NodeKind.ARTICLE]
    missing = [node for node in ids if node not in texts]
    if missing:
        raise KgError(f"the findings lack {missing[0]}: pass those that the graph was made from")
    return [_article(node, texts[node]) for node in ids]


def _article(node: str, article: Article) -> Json:
    return {
        "id": node,
        "kind": NodeKind.ARTICLE.value,
        "name": headline(article),
        "outlet": outlet(article),
        "author": article.author,
        "date": readable(article.published),
        "sort": article.published,
        "url": web_link(article.url),
        "text": article.text,
    }


def web_link(url: str) -> str:
    """Return `url` if it leads to the web and hides nothing, else ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = url.isprintable() and not any(mark in url for mark in " \"'<>\\")
    return url if plain and parts.scheme in ("http", "https") and parts.hostname else ""


# --- The first view -------------------------------------------------------------------------------


def _first(
    graph: nx.MultiDiGraph, found: Sequence[Tie], boxes: Mapping[str, Box], focus: str | None
) -> list[Places]:
    """Return the places of each first view; one that has no fewer nodes stands for those before."""
    views: dict[int, Places] = {}
    sizes = [frame.nodes for frame in FRAMES]
    for frame, chosen in zip(FRAMES, choose(graph, found, sizes, focus=focus), strict=True):
        views[len(chosen)] = lay_out({node: boxes[node] for node in chosen}, found, frame.aspect)
    return list(views.values())
