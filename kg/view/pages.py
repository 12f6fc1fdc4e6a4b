"""Which pages a graph has: one, or an overview and one for each community if it is too large."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import networkx as nx

from kg.model import Findings
from kg.view.communities import communities, with_neighbours
from kg.view.content import Json, content, find
from kg.view.excerpt import Wanted, kept, strongest
from kg.view.nodes import NodeKind
from kg.view.overview import ACTORS, name, overview
from kg.view.page import ReadingRoom, Scope

TITLE = "Who said what, who lived through what"
LARGEST = 10_000
"""How many people, others, statements and events one page holds at most."""
OVERVIEW = 400
"""How many people, others and events an overview shows."""


def write_page(
    graph: nx.MultiDiGraph,
    findings: Sequence[Findings],
    path: Path,
    *,
    title: str = TITLE,
    focus: str | None = None,
    wanted: Wanted | None = None,
    most: int = LARGEST,
) -> None:
    """Write the page of `graph`, which `network` made from these `findings` or from some of them.

    `focus` is the id or the name of a node: the page opens on it and its neighbourhood. Of a graph
    with more than `most` nodes besides articles it is an overview, and the communities have pages
    in a folder beside it. The same input gives the same bytes. Raises KgError where `focus` is
    unknown or not unique, or nothing has the words that are wanted.
    """
    asked = wanted or Wanted()
    part = asked.part(graph)
    pages = path.with_name(f"{path.stem}-parts")
    if pages.is_dir():
        shutil.rmtree(pages)
    if _size(part) <= most:
        scope = Scope(excerpt=_excerpt(asked, part, graph))
        _write(part, findings, path, title, focus, scope)
    else:
        _write_overview(part, findings, path, pages, title, focus, most)


def _write(
    graph: nx.MultiDiGraph,
    findings: Sequence[Findings],
    path: Path,
    title: str,
    focus: str | None,
    scope: Scope,
) -> None:
    found = content(graph, findings, focus=focus)
    ReadingRoom(found, title=title, scope=scope).write_html(str(path))


def _size(graph: nx.MultiDiGraph) -> int:
    return sum(kind != NodeKind.ARTICLE for _, kind in graph.nodes(data="kind"))


def _excerpt(wanted: Wanted, part: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> Json:
    if not wanted:
        return {}
    return {**asdict(wanted), "shown": _size(part), "all": _size(graph)}


# --- An overview and its parts --------------------------------------------------------------------


def _write_overview(
    graph: nx.MultiDiGraph,
    findings: Sequence[Findings],
    path: Path,
    pages: Path,
    title: str,
    focus: str | None,
    most: int,
) -> None:
    parts = communities(graph, most)
    files = [f"{pages.name}/{number}.html" for number in range(1, len(parts) + 1)]
    for number, (nodes, file) in enumerate(zip(parts, files, strict=True), 1):
        part = kept(graph, with_neighbours(graph, nodes))
        scope = Scope(whole=f"../{path.name}", excerpt={"part": number, "parts": len(parts)})
        _write(part, findings, path.parent / file, f"{title}: {name(graph, nodes)}", None, scope)
    shown = _shown(graph, focus)
    circles, bridges = overview(graph, parts, files)
    scope = Scope(
        excerpt={"shown": _size(shown), "all": _size(graph)},
        parts=circles,
        bridges=bridges,
        elsewhere=list(_elsewhere(graph, parts, shown)),
    )
    _write(shown, findings, path, title, focus, scope)


def _shown(graph: nx.MultiDiGraph, focus: str | None) -> nx.MultiDiGraph:
    """Return the strongest of the graph, and what the page opens on with all that is tied to it."""
    shown = strongest(graph, OVERVIEW)
    if focus is None:
        return shown
    center = find(graph, focus)
    return kept(graph, {*shown, center, *graph.successors(center), *graph.predecessors(center)})


def _elsewhere(
    graph: nx.MultiDiGraph, parts: Sequence[Sequence[str]], shown: nx.MultiDiGraph
) -> Iterable[tuple[str, str, str, int]]:
    """Yield id, kind, name and number of the part of all named who do not stand in the overview."""
    for number, nodes in enumerate(parts):
        for node in nodes:
            data = graph.nodes[node]
            if data["kind"] in ACTORS and not data["anonymous"] and node not in shown:
                yield node, data["kind"], data["label"], number
