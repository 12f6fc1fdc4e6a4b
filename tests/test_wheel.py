"""A wheel built from the project works from any folder, with all its files inside."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.newsroom import write_stories

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = place.glob("*.whl")
    return built


def test_what_travels_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "kg/py.typed",
        "kg/findings.schema.json",
        "kg/parse/weights/encoder.onnx",
        "kg/parse/tables/en_lemma_rules.json.gz",
        "kg/ontology/kg.ttl",
        "kg/ontology/queries/who-said-what.rq",
        "kg/data/articles/README.md",
        "kg/view/assets/vis-network.min.js",
        "kg/serve/assets/yasgui.min.js",
        "kg/serve/assets/LICENSES-yasgui.txt",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "output/"))]


def test_the_wheel_builds_a_graph_anywhere(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own; what it needs is lent from this one, to save the download."""
    bare = [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")]
    subprocess.run(bare, check=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    (site,) = (tmp_path / "env" / "lib").glob("python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    articles = write_stories(tmp_path / "in", 2)
    where = subprocess.run(
        [python, "-c", "import kg; print(kg.__file__)"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(site))
    for arguments in (["doctor"], ["build", articles, "-o", tmp_path / "out"]):
        subprocess.run([tmp_path / "env" / "bin" / "kg", *arguments], cwd=tmp_path, check=True)
    assert (tmp_path / "out" / "graph.html").stat().st_size > 100_000
