"""Who may import whom (a room that reaches into another is found here)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
BASE = {"kg", "kg.closing", "kg.edtf", "kg.model", "kg.errors", "kg.knowledge", "kg.resources"}
STAGES = ("read", "parse", "extract", "resolve", "rdf", "store", "query", "view", "serve")
WORKSHOPS = {
    "train": {"parse"},
    "evaluate": {"read", "parse", "extract", "resolve", "train", "rdf", "store", "query", "view"},
    "sheets": {"query"},
}
"""Rooms that make, measure and show, and the stages that they look into."""

LIBRARIES = {
    "spacy": {"parse", "extract", "train", "evaluate"},
    "rdflib": {"rdf", "store", "query", "serve"},
    "pyoxigraph": {"rdf", "store", "query", "serve", "evaluate"},
    "pyshacl": {"rdf"},
    "pyvis": {"view"},
    "torch": {"train"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The stage a module belongs to; "" for those that stand beside the stages."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_stages_do_not_import_each_other(path: Path) -> None:
    own = room(path)
    if not own:
        return
    allowed = {own, *WORKSHOPS.get(own, ())}
    for name in imported(path):
        if name.split(".")[0] == "kg" and name not in BASE:
            assert name.split(".")[1] in allowed, f"{path} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imported(path):
        rooms = LIBRARIES.get(name.split(".")[0])
        assert rooms is None or room(path) in rooms, f"{path} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if path.name in {"cli.py", "__main__.py"}:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "exit", "quit"}, f"{path}:{node.lineno}"


def test_the_nouns_need_the_standard_library_alone() -> None:
    import sys

    for name in ("model", "findings_json", "errors", "knowledge", "edtf", "closing"):
        for module in imported(PACKAGE / f"{name}.py"):
            top = module.split(".")[0]
            assert top in sys.stdlib_module_names or module in BASE, f"{name} imports {module}"
