"""Everything public says what it is; ruff looks at no method of a class with an underscore."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "kg"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def public(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods that others call."""
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            yield from public(child)
        elif isinstance(child, FUNCTIONS) and not child.name.startswith("_"):
            yield child


def test_every_public_function_says_what_it_is() -> None:
    silent = [
        f"{path.relative_to(PACKAGE)}: {each.name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for each in public(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(each)
    ]
    assert silent == []
