"""The notebook in the docs is the one that `make docs` runs, and nothing in it failed."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def cells() -> tuple[tuple[str, str], ...]:
    spec = importlib.util.spec_from_file_location("make_docs", DOCS / "make_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: tuple[tuple[str, str], ...] = module.CELLS
    return made


def test_the_notebook_is_as_it_was_made() -> None:
    notebook = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
    found = [(each["cell_type"], "".join(each["source"])) for each in notebook["cells"]]
    assert found == list(cells())


def test_every_cell_was_run_and_none_failed() -> None:
    notebook = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
    code = [each for each in notebook["cells"] if each["cell_type"] == "code"]
    assert all(each["execution_count"] for each in code)
    assert not [
        output for each in code for output in each["outputs"] if output["output_type"] == "error"
    ]
    shown = [output for each in code for output in each["outputs"]]
    assert len(shown) >= len(code) - 1, "all but the last show something"
