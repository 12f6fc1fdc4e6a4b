"""Which program, weights and linguistic knowledge derived the graph (PROV-O).

A run is named by what went into it, so that the same input gives the same bytes; it has times only
where they are given.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from pyoxigraph import NamedNode, Quad

from kg.rdf import literals
from kg.rdf.iris import hashed, iris_of
from kg.rdf.vocabulary import PROV, SCHEMA
from kg.rdf.writer import GraphWriter


@dataclass(frozen=True, slots=True)
class Run:
    """What derives findings and resolutions from articles.

    `version` is the program's; `weights` and `ontology` are the versions of the encoder's weights
    and of the linguistic knowledge (a number or a digest); `pipeline` names the spaCy pipeline.
    `started` and `ended` are ISO 8601 date-times and belong to the run's identity.
    """

    version: str
    weights: str = ""
    ontology: str = ""
    pipeline: str = ""
    started: str = ""
    ended: str = ""


def run_id(run: Run) -> str:
    """Return what names a run: a hash of all that is said of it."""
    return hashed(*astuple(run))


def run_quads(run: Run, base: str) -> list[Quad]:
    """Return what is known of a run, in a named graph of its own.

    Raises ValueError where `started` or `ended` is no ISO 8601 date-time.
    """
    iris, name = iris_of(base), run_id(run)
    writer, node = GraphWriter(iris.run_graph(name)), iris.run(name)
    writer.classes(node, PROV.Activity)
    writer.label(node, f"Run of Witness {run.version}")
    _software(writer, node, iris.software(f"witness-{run.version}"), run.version)
    for entity, version, what in (
        (iris.weights, run.weights, "Weights of the encoder"),
        (iris.knowledge, run.ontology, "Linguistic knowledge"),
        (iris.software, run.pipeline, "spaCy pipeline"),
    ):
        if version:
            _used(writer, node, entity(version), f"{what} {version}")
    if run.started:
        writer.add(node, PROV.startedAtTime, literals.date_time(run.started))
    if run.ended:
        writer.add(node, PROV.endedAtTime, literals.date_time(run.ended))
    return writer.take()


def _software(writer: GraphWriter, run: NamedNode, node: NamedNode, version: str) -> None:
    writer.add(run, PROV.wasAssociatedWith, node)
    writer.classes(node, PROV.SoftwareAgent)
    writer.label(node, f"Witness {version}")
    writer.text(node, SCHEMA.softwareVersion, version)


def _used(writer: GraphWriter, run: NamedNode, node: NamedNode, label: str) -> None:
    writer.add(run, PROV.used, node)
    writer.classes(node, PROV.Entity)
    writer.label(node, label)
