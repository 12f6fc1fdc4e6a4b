"""What `kg bench OUTPUT` measures of a graph; how long anything takes is no matter of tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.query import named_queries
from tests.query import gold_graph


def test_every_shipped_question_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold_graph.build(tmp_path / "store")
    (tmp_path / "manifest.json").write_text('{"fingerprint": "gold"}', encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["bench", str(tmp_path)])
    assert not ended.value.code
    lines = capsys.readouterr().out.splitlines()
    for query in named_queries():
        assert sum(line.startswith(f"ask {query.name}") for line in lines) >= 2
    (problems,) = (line for line in lines if line.startswith("validate: problems in 15 articles"))
    assert problems.split()[-1] == "0.00"
    assert any(line.startswith("export: Turtle, of pyoxigraph's own dump") for line in lines)
