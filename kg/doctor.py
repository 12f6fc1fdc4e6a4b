"""Is everything there? Versions, weights, data files, extras; and how to get what is missing."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import kg
from kg.errors import KgError

_NEEDED = ("spacy", "onnxruntime", "pyoxigraph", "rdflib", "networkx", "pyvis", "trafilatura")
_EXTRAS = {"torch": "train", "pandas": "pandas", "starlette": "serve", "uvicorn": "serve"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: whether it is well, and what was seen or what to do."""

    what: str
    seen: str
    well: bool = True

    def __str__(self) -> str:
        return f"{'ok     ' if self.well else 'MISSING'} {self.what}: {self.seen}"


def check() -> Iterator[Line]:
    """Yield a line for each thing that `kg` needs or can use."""
    yield Line("kg", kg.__version__)
    yield Line("python", platform.python_version())
    for name in _NEEDED:
        yield _package(name)
    for what, look in (("weights", _weights), ("ontology", _ontology), ("samples", _samples)):
        yield _tried(what, look)
    for name, extra in _EXTRAS.items():
        seen = _version(name) or f"not installed (only for pip install 'witness-kg[{extra}]')"
        yield Line(name, seen)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _package(name: str) -> Line:
    seen = _version(name)
    return Line(name, seen or "install the package again: pip install witness-kg", bool(seen))


def _tried(what: str, look: Callable[[], str]) -> Line:
    try:
        return Line(what, look())
    except (KgError, OSError) as error:
        return Line(what, str(error), well=False)


def _weights() -> str:
    from kg.parse import weights_version

    return weights_version()


def _ontology() -> str:
    from kg.rdf.knowledge import load_knowledge

    return f"{len(load_knowledge().event_types)} event types"


def _samples() -> str:
    from kg.resources import folder

    return str(folder("data") / "articles")
