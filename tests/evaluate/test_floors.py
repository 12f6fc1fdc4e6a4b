"""Floors: pinned below what was measured, held by what is measured later.

The floors of corpora are held where the corpora lie beside the project; those of the sample stories
everywhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_samples import write

from kg.errors import KgError
from kg.evaluate import floors
from kg.evaluate.floors import (
    Floor,
    broken,
    digests,
    pin,
    pinned,
    read_floors,
    write_floors,
)
from kg.evaluate.run import Figures, figures

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
FLOORS = read_floors(Path(__file__).with_name("floors.json"))
AGAIN = "python -m kg.evaluate.floors PATH tests/evaluate/floors.json"


@pytest.mark.slow
@pytest.mark.parametrize("corpus", [name for name in FLOORS if name != "gold"])
def test_figures_on_corpora_hold_their_floors(corpus: str) -> None:
    if not CORPORA.is_dir():
        pytest.skip(f"the corpora are not in {CORPORA}")
    _hold(corpus, CORPORA / corpus.partition("/")[0])


@pytest.mark.slow
def test_figures_on_the_sample_stories_hold_their_floors() -> None:
    if "gold" not in FLOORS:
        pytest.skip("no floor is pinned for the sample stories")
    _hold("gold", ROOT / "data" / "gold")


def _hold(corpus: str, path: Path) -> None:
    floor = FLOORS[corpus]
    assert digests(path)[corpus] == floor.digest, f"the data have changed: pin anew with {AGAIN}"
    assert not list(broken(floor, figures(path)[corpus]))


# --- The mechanism --------------------------------------------------------------------------------


def test_floors_lie_a_little_below_and_leave_out_what_depends_on_the_machine() -> None:
    measured = {"x": {"f1": 0.9, "low": 0.001, "words_per_second": 9000.0, "quotes_too_many": 3.0}}
    floor = pinned(measured, {"x": "abc"}, slack=0.01)["x"]
    assert floor == Floor("abc", {"f1": 0.89, "low": 0.0, "quotes_too_many": 3.0})


@pytest.mark.parametrize(
    ("measured", "words"),
    [
        pytest.param({"f1": 0.9, "quotes_too_many": 3}, [], id="held"),
        pytest.param({"f1": 0.95, "quotes_too_many": 0}, [], id="better"),
        pytest.param(
            {"f1": 0.8, "quotes_too_many": 3}, ["f1 is 0.8000: its floor is 0.9000"], id="fallen"
        ),
        pytest.param(
            {"f1": 0.9, "quotes_too_many": 4},
            ["quotes_too_many is 4.0000: its floor is 3.0000"],
            id="more of what should be few",
        ),
        pytest.param(
            {"quotes_too_many": 3}, ["f1 was not measured: its floor is 0.9000"], id="not measured"
        ),
    ],
)
def test_a_fallen_figure_is_said(measured: dict[str, float], words: list[str]) -> None:
    assert list(broken(Floor("", {"f1": 0.9, "quotes_too_many": 3}), measured)) == words


def test_pinning_leaves_the_floors_of_other_corpora(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "ewt/dev.conllu", "")
    file = tmp_path / "floors.json"
    write_floors(file, {"gum": Floor("old", {"las": 0.8}), "ewt": Floor("old", {"las": 0.1})})
    monkeypatch.setattr(floors, "figures", lambda path, weights: Figures(ewt={"las": 0.88}))
    pin(tmp_path, file)
    assert read_floors(file) == {
        "gum": Floor("old", {"las": 0.8}),
        "ewt": Floor(digests(tmp_path)["ewt"], {"las": 0.875}),
    }


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    write(tmp_path, "gum/dev/a.conllu", "1")
    first = digests(tmp_path)
    assert digests(tmp_path / "gum") == first
    write(tmp_path, "gum/dev/b.conllu", "")
    second = digests(tmp_path)
    write(tmp_path, "gum/dev/a.conllu", "2")
    assert len({row["gum"] for row in (first, second, digests(tmp_path))}) == 3


def test_a_broken_file_of_floors_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "floors.json", '{"gum": {}}')
    with pytest.raises(KgError, match=r"floors\.json"):
        read_floors(path)
