"""Figures by corpus, with the project's own pipeline over a few words."""

from pathlib import Path

import pytest
from evaluate_samples import conllu, write

from kg.errors import KgError, WeightsError
from kg.evaluate.memory import forget_peak, peak_mb
from kg.evaluate.run import HELD_OUT, Figures, figures, table
from kg.evaluate.stories import Miss

EWT = conllu(
    "Ada PROPN 3 nsubj",
    "Finch PROPN 1 flat",
    "slept VERB 0 root SpaceAfter=No",
    ". PUNCT 3 punct",
    comments="# newdoc id = d\n# newpar\n# sent_id = s1",
)
UNER = "# sent_id = s1\n1\tAda\tB-PER\t-\n2\tFinch\tI-PER\t-\n3\tslept\tO\t-\n4\t.\tO\t-\n\n"
EVERYWHERE = {"words_per_second", "peak_mb"}


def test_each_corpus_gets_its_figures(tmp_path: Path) -> None:
    write(tmp_path, "ewt/dev.conllu", EWT)
    write(tmp_path, "uner-ewt/dev.iob2", UNER)
    write(tmp_path, "btc/f.conll", "Ada B-PER\nFinch I-PER\nslept O\n")
    found = figures(tmp_path)
    assert {corpus: set(row) for corpus, row in found.items()} == {
        "ewt": {"upos", "uas", "las", "las_raw", "sentence_f1"} | EVERYWHERE,
        "uner-ewt": {"names_f1"} | EVERYWHERE,
        "btc": {"names_f1"} | EVERYWHERE,
    }
    for row in found.values():
        assert all(0 <= value <= 1 for name, value in row.items() if name not in EVERYWHERE)
        assert row["words_per_second"] > 0
        assert row["peak_mb"] > 0


def test_names_on_ewt_need_ewt(tmp_path: Path) -> None:
    write(tmp_path, "uner-ewt/dev.iob2", UNER)
    with pytest.raises(KgError, match="ewt"):
        figures(tmp_path / "uner-ewt")


def test_of_wikigold_as_one_file_only_what_training_leaves_out_is_measured(tmp_path: Path) -> None:
    mix = pytest.importorskip("kg.train.mix", reason="needs the extra train", exc_type=ImportError)
    assert mix.HELD_OUT == HELD_OUT
    sentences = "-DOCSTART- O\n\n" + "Rain O\n\n" * 100
    path = write(tmp_path, "wikigold/wikigold.conll.txt", sentences)
    assert figures(path.parent)["wikigold"]["names_f1"] == 0


def test_nothing_to_measure_is_an_error_that_says_what_could_be(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="polnear, ewt"):
        figures(tmp_path)


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    write(tmp_path, "ewt/dev.conllu", EWT)
    with pytest.raises(WeightsError, match="nowhere"):
        figures(tmp_path, weights=tmp_path / "nowhere")


def test_the_table_shows_percent_and_misses() -> None:
    found = Figures({"gold": {"quotes_recall": 0.9725, "words_per_second": 4179.4}})
    found.misses = (Miss("a.txt", 3, "speaker", "Go", "Ada", "nobody"),)
    assert table(found).splitlines() == [
        "gold",
        "  quotes_recall         97.2",
        "  words_per_second     4,179",
        "a.txt:3 speaker: “Go”: expected Ada, found nobody",
    ]
    assert table({}) == ""


def test_peak_memory_is_some_megabytes() -> None:
    forget_peak()
    assert 10 < peak_mb() < 100_000
