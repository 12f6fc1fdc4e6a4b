"""From what is kept to what people take away: the graph's files, the page, exports, checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import KgError, QueryError
from kg.folder import OutputFolder, opened, read_manifest
from kg.knowledge import Knowledge
from kg.model import Findings, Resolution
from kg.rdf.concepts import Concepts
from kg.rdf.iris import iris_of
from kg.rdf.knowledge import load_knowledge
from kg.rdf.provenance import Run, run_id
from kg.rdf.quads import resolution_quads, run_quads
from kg.rdf.vocabulary import PREFIXES, SCHEMA
from kg.resolve import read_rulings, resolve
from kg.sheets import Register, Sheet, compared, disputed, portraits
from kg.store import (
    FORMATS,
    LocalStore,
    Mirrored,
    dump,
    dump_quads,
    dump_to,
    mirror,
    open_remote,
    read_store,
)

Progress = Callable[[int, int], None]
"""Told how many of how many graphs are done."""

if TYPE_CHECKING:
    import networkx as nx

    from kg.rdf.validation import Problem
    from kg.view.excerpt import Wanted

FILES = ("graph.ttl", "graph.trig", "graph.html")
"""What a run writes for people to take along, besides `void.ttl`, which describes it."""
ANNOTATIONS = "annotations"
"""The export format of W3C Web Annotations."""


def publish(
    findings: Sequence[Findings],
    store: LocalStore,
    place: OutputFolder,
    base: str,
    run: Run,
    knowledge: Knowledge,
    *,
    license: str = "",
) -> None:
    """Judge over all articles, put that into the store, and write the output folder's files."""
    from kg.rdf.void import void_quads

    resolution, concepts = _resolved(findings, place, knowledge), Concepts.of(knowledge)
    iris = iris_of(base)
    judged = resolution_quads(findings, resolution, base, concepts=concepts, run=run)
    store.put(iris.resolution_graph, judged)
    store.put(iris.run_graph(run_id(run)), run_quads(run, base))
    store.put(iris.concepts_graph, concepts.quads(base))
    _drop_stale(store, findings, base, run)
    dump_to(place.path / "graph.ttl", store, "ttl", prefixes=PREFIXES)
    dump_to(place.path / "graph.trig", store, "trig", prefixes=PREFIXES)
    described = void_quads(store.triples(), base, files=FILES[:2], license=license, run=run)
    dump_quads(place.path / "void.ttl", described, "ttl", prefixes=PREFIXES)
    _write_page(findings, resolution, place.path / "graph.html")


def _drop_stale(store: LocalStore, findings: Sequence[Findings], base: str, run: Run) -> None:
    """Remove the graphs of articles that are gone, and of runs that made nothing that is left."""
    iris = iris_of(base)
    wanted = {iris.article(item.article.id).graph for item in findings}
    wanted |= {iris.resolution_graph, iris.run_graph(run_id(run)), iris.concepts_graph}
    for graph in store.graphs():
        if graph not in wanted:
            store.remove(graph)


def _kept(output: Path) -> tuple[list[Findings], Resolution]:
    place = opened(output)
    findings = list(place.findings())
    ontology = (Path(path) for path in read_manifest(output)["ontology_files"])
    return findings, _resolved(findings, place, load_knowledge(*ontology))


def _resolved(
    findings: Sequence[Findings], place: OutputFolder, knowledge: Knowledge
) -> Resolution:
    """Judge over all articles, by the user's own table of people where the folder has one."""
    rulings = read_rulings(place.people) if place.people.is_file() else None
    return resolve(findings, knowledge=knowledge, rulings=rulings)


def _write_page(
    findings: Sequence[Findings],
    resolution: Resolution,
    path: Path,
    *,
    focus: str | None = None,
    wanted: Wanted | None = None,
) -> None:
    from kg.view.network import network
    from kg.view.pages import write_page

    read = wanted.published(findings) if wanted else findings
    write_page(network(read, resolution), read, path, focus=focus, wanted=wanted)


def publish_to(output: Path, address: str, *, progress: Progress | None = None) -> Mirrored:
    """Make the store at `address` hold the graphs of a built graph, and no longer those taken back.

    What else that store holds is left alone. Broken off, it goes on where it was when run again.
    Raises StoreError where the store fails.
    """
    place = opened(output)
    with read_store(place.store) as here, open_remote(address) as there:
        graphs = [graph.value for graph in here.graphs()]
        before = place.published(address)
        place.note_published(address, [*before, *graphs])
        done = mirror(here, there, before=before, progress=progress)
        place.note_published(address, graphs)
    return done


def write_view(output: Path, *, focus: str | None = None, wanted: Wanted | None = None) -> Path:
    """Write the page of a built graph anew and return its path.

    `focus` names what it opens on, `wanted` says which part of the graph it shows.
    """
    path = output / "graph.html"
    findings, resolution = _kept(output)
    _write_page(findings, resolution, path, focus=focus, wanted=wanted)
    return path


def notebook_view(output: Path) -> str:
    """Return the page of a built graph as HTML for a notebook: a frame shut off from it."""
    from kg.view.network import network
    from kg.view.notebook import frame

    findings, resolution = _kept(output)
    return frame(network(findings, resolution), findings)


def to_networkx(output: Path) -> nx.MultiDiGraph:
    """Return a built graph as networkx has it (see `kg.view.network`)."""
    from kg.view.network import network

    return network(*_kept(output))


def export(output: Path, format: str, out: BinaryIO, *, text: bool = True) -> None:
    """Write a built graph in any format of `formats()`; raises KgError for another.

    Without `text` the bodies of the articles are left out, and the sentences around what is found;
    the words of findings stay.
    """
    if format in FORMATS:
        with read_store(opened(output).store) as store:
            bodies = () if text else (SCHEMA.articleBody,)
            dump(out, store, format, prefixes=PREFIXES, without=bodies)
    elif format == ANNOTATIONS:
        _write_annotations(output, out, text=text)
    elif format in (writers := _drawings()):
        from kg.view.network import Drawing

        writers[format](Drawing(*_kept(output), sentences=text), out)
    else:
        raise KgError(f"no export format {format!r}; there are {', '.join(formats())}")


def formats() -> tuple[str, ...]:
    """Return the names of the export formats."""
    return (*FORMATS, ANNOTATIONS, *_drawings())


def _write_annotations(output: Path, out: BinaryIO, *, text: bool) -> None:
    """Write all findings as one page of Web Annotations (JSON-LD), article by article."""
    from kg.rdf.annotations import CONTEXT, annotated, merged_of

    iris = iris_of(read_manifest(output)["base"])
    page = {"@context": CONTEXT, "id": f"{iris.base}annotations", "type": "AnnotationPage"}
    out.write(json.dumps(page)[:-1].encode() + b', "items": [')
    with read_store(opened(output).store) as store:
        merged = merged_of(store.quads(iris.resolution_graph))
        separator = b"\n"
        for graph in store.articles():
            for each in annotated(store.quads(graph), merged, text=text):
                out.write(separator + json.dumps(each, ensure_ascii=False).encode())
                separator = b",\n"
    out.write(b"\n]}\n")


def _drawings() -> dict[str, Callable[[Any, BinaryIO], None]]:
    from kg.view.interchange import write_edges_csv, write_gexf, write_graphml, write_nodes_csv

    return {
        "graphml": write_graphml,
        "gexf": write_gexf,
        "csv": partial(_as_text, write_edges_csv),
        "csv-nodes": partial(_as_text, write_nodes_csv),
    }


def _as_text(
    write: Callable[[Any, TextIOWrapper], None], graph: nx.MultiDiGraph, out: BinaryIO
) -> None:
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    write(graph, text)
    text.detach()


def validate(output: Path) -> Iterator[Problem]:
    """Yield what the shapes forbid in a built graph, article by article."""
    from kg.rdf.validation import validate as check

    place = opened(output)
    iris = iris_of(read_manifest(output)["base"])
    with read_store(place.store) as store:
        articles = (store.quads(graph) for graph in store.articles())
        yield from check(chain(articles, [store.quads(iris.resolution_graph)]))


def shared_statements(output: Path, name: str = "") -> tuple[Sheet, ...]:
    """Return the statements that several articles carry, word by word; of `name` alone if given.

    Raises QueryError where nobody is called so.
    """
    return compared(_register(output, name), name)


def disagreements(output: Path, name: str = "") -> tuple[Sheet, ...]:
    """Return what the articles disagree on; about `name` alone if given.

    Raises QueryError where nobody is called so.
    """
    return disputed(_register(output, name), name)


def portrait(output: Path, name: str) -> tuple[Sheet, ...]:
    """Return all that is known of whoever is called `name`; raises QueryError where nobody is."""
    return portraits(_register(output, name), name)


def _register(output: Path, name: str) -> Register:
    register = Register(*_kept(output))
    if name and not register.people(name):
        raise QueryError(
            f"{output}: nobody is called {name!r}; `kg query {output} --name people` lists people"
        )
    return register
