"""Parts of a graph for pages of their own: what touches some words, what is weightiest.

A part keeps the edges between its nodes with all their evidence, and the articles that these stand
in. Its nodes' weights stay those of the whole graph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx

from kg.errors import KgError
from kg.model import Findings
from kg.view.edges import EdgeKind
from kg.view.nodes import NodeKind
from kg.view.picture import weights
from kg.view.ties import ties

_MARKS = re.compile(r"\w+", re.UNICODE)
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_CARRIERS = (NodeKind.ARTICLE, NodeKind.SOURCE)
_Edge: TypeAlias = tuple[str, str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a page shall hold: all that touches `about`, of articles of these days, the `top` ones.

    `since` and `until` are days, months or years, the last included; `top` counts people, others
    and events, 0 stands for all.
    """

    about: str = ""
    since: str = ""
    until: str = ""
    top: int = 0

    def __post_init__(self) -> None:
        for day in filter(None, (self.since, self.until)):
            if not _DAY.fullmatch(day):
                raise KgError(f"{day!r} is no date: give it as 2025, 2025-03 or 2025-03-01")
        if self.top < 0:
            raise KgError(f"top is {self.top}: give how many are to be shown, or leave it out")

    def __bool__(self) -> bool:
        return bool(self.about or self.since or self.until or self.top)

    def published(self, findings: Iterable[Findings]) -> list[Findings]:
        """Return the findings of the articles that were published on these days.

        Those without a date are left out where one is asked for.
        """
        return [item for item in findings if self._in_time(item.article.published)]

    def _in_time(self, day: str) -> bool:
        if not (self.since or self.until):
            return True
        begun = day[: len(self.since)] >= self.since
        ended = not self.until or day[: len(self.until)] <= self.until
        return day != "" and begun and ended

    def part(self, graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
        """Return the part of `graph` that touches the words, and of that the weightiest.

        Raises KgError where nothing does.
        """
        part = about(graph, self.about) if self.about else graph
        return strongest(part, self.top) if self.top else part


# --- What touches some words ----------------------------------------------------------------------


def about(graph: nx.MultiDiGraph, words: str) -> nx.MultiDiGraph:
    """Return what has all of the words, accents and case aside, and what is tied to it.

    People and others are searched by their names, statements by their words, events by their type
    and the sentences that report them. Raises KgError where nothing has the words.
    """
    wanted = set(_words(words))
    if not wanted:
        raise KgError(f"{words!r} has no words to look for")
    found = [node for node, text in _texts(graph).items() if wanted <= set(_words(text))]
    if not found:
        raise KgError(f"nothing in the graph has the words {words!r}: give others")
    near = {end for node in found for end in _tied(graph, node)}
    return kept(graph, {*found, *near})


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.findall("".join(one for one in decomposed if not unicodedata.combining(one)))


def _texts(graph: nx.MultiDiGraph) -> Mapping[str, str]:
    """Return the words that each node but articles and sources can be found by."""
    names = ("label", "also_called", "described_as", "type")
    texts = {
        node: [str(data.get(name, "")).replace("-", " ") for name in names]
        for node, data in graph.nodes(data=True)
        if data["kind"] not in _CARRIERS
    }
    for source, _, data in graph.edges(data=True):
        if data["kind"] == EdgeKind.REPORTED_IN:
            texts[source].append(data["sentence"])
        if data["kind"] == EdgeKind.QUOTED_IN:
            texts[source].append(data["words"])
    return {node: " ".join(parts) for node, parts in texts.items()}


def _tied(graph: nx.MultiDiGraph, node: str) -> set[str]:
    around = {*graph.successors(node), *graph.predecessors(node)}
    return {end for end in around if graph.nodes[end]["kind"] not in _CARRIERS}


# --- The weightiest -------------------------------------------------------------------------------


def strongest(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """Return the weightiest people, others and events, at most `most`, with what they said."""
    ranked = weights(graph, ties(graph))
    order = [
        node
        for node in sorted(ranked, key=lambda node: (-ranked[node], node))
        if graph.nodes[node]["kind"] not in (*_CARRIERS, NodeKind.STATEMENT)
    ]
    chosen = set(order[:most])
    return kept(graph, chosen | {end for node in chosen for end in _said(graph, node)})


def _said(graph: nx.MultiDiGraph, node: str) -> set[str]:
    kinds = (EdgeKind.SAID, EdgeKind.NOT_SAID)
    return {end for _, end, kind in graph.out_edges(node, data="kind") if kind in kinds}


def kept(graph: nx.MultiDiGraph, nodes: Collection[str]) -> nx.MultiDiGraph:
    """Return a graph of these nodes, the edges between them, and the articles that carry them."""
    wanted = {node for node in nodes if graph.nodes[node]["kind"] not in _CARRIERS}
    kinds = graph.nodes(data="kind")
    sources = [node for node, kind in kinds if node in wanted or kind in _CARRIERS]
    all_edges = list(graph.edges(sources, keys=True, data=True))
    edges = [edge for edge in all_edges if _stays(graph, edge, wanted)]
    inside = wanted | {data["article"] for *_, data in edges if data["article"]}
    edges += [edge for edge in all_edges if _is_drawn_on(edge) and edge[0] in inside]
    ends = inside | {edge[1] for edge in edges}
    part = nx.MultiDiGraph()
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if node in ends)
    part.add_edges_from(edges)
    return part


def _stays(graph: nx.MultiDiGraph, edge: _Edge, wanted: Collection[str]) -> bool:
    source, target, _, data = edge
    if data["kind"] == EdgeKind.CONTRADICTS:
        return str(data["about"]) in wanted
    return source in wanted and (target in wanted or graph.nodes[target]["kind"] in _CARRIERS)


def _is_drawn_on(edge: _Edge) -> bool:
    return str(edge[3]["kind"]) == EdgeKind.DRAWS_ON
