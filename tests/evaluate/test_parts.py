"""Corpora are known by their folders, and their parts by their names."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.evaluate.parts import Part, named, parts_of
from kg.evaluate.run import MEASURES


def laid_out(folder: Path, *files: str) -> Path:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('<gold article="a">' if "gold" in file else "", encoding="utf-8")
    return folder


def found(folder: Path, path: Path | None = None) -> dict[str, list[str]]:
    parts = parts_of(path or folder, MEASURES)
    return {
        key: [p.relative_to(folder).as_posix() for p in part.paths] for key, part in named(parts)
    }


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            ["polnear/train/text/a", "polnear/dev/text/a"],
            {"polnear": ["polnear/dev"]},
            id="a folder for each part",
        ),
        pytest.param(
            ["ewt/train.conllu", "ewt/dev.conllu", "ewt/LICENSE.txt"],
            {"ewt": ["ewt/dev.conllu"]},
            id="a file for each part",
        ),
        pytest.param(
            ["gum/dev/a.conllu", "gum/test/b.conllu"],
            {"gum": ["gum/test"], "gum/dev": ["gum/dev"]},
            id="test beside dev",
        ),
        pytest.param(
            ["wnut17/wnut17train.conll", "wnut17/emerging.dev.conll"],
            {"wnut17": ["wnut17/emerging.dev.conll"]},
            id="the part is a word of the name",
        ),
        pytest.param(
            ["wnut17/emerging.test.annotated"],
            {"wnut17": ["wnut17/emerging.test.annotated"]},
            id="test alone",
        ),
        pytest.param(
            ["btc/a.conll", "btc/f.conll", "btc/h.conll"],
            {"btc": ["btc/h.conll"], "btc/dev": ["btc/f.conll"]},
            id="sections of BTC",
        ),
        pytest.param(
            ["wikigold/wikigold.conll.txt", "meantime/corpus_x/a.xml"],
            {"meantime": ["meantime"], "wikigold": ["wikigold"]},
            id="corpora without parts",
        ),
        pytest.param(["ewt/train.conllu"], {}, id="nothing but a train part"),
        pytest.param(
            ["gold/story/a.xml", "articles/a.txt"], {"gold": ["gold"]}, id="gold beside others"
        ),
        pytest.param(["else/a.txt"], {}, id="no corpus"),
    ],
)
def test_parts_of_a_folder_of_corpora(
    tmp_path: Path, files: list[str], expected: dict[str, list[str]]
) -> None:
    assert found(laid_out(tmp_path, *files)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("gum", {"gum": ["gum/dev"]}, id="a corpus"),
        pytest.param("gum/train", {"gum": ["gum/train"]}, id="a part, whichever"),
        pytest.param("ewt/dev.conllu", {"ewt": ["ewt/dev.conllu"]}, id="a file"),
        pytest.param("mine", {"gold": ["mine"]}, id="gold by its files"),
        pytest.param("gone", {}, id="nothing there"),
    ],
)
def test_a_path_may_be_one_corpus_or_one_part(
    tmp_path: Path, path: str, expected: dict[str, list[str]]
) -> None:
    laid_out(tmp_path, "gum/train/a.conllu", "gum/dev/b.conllu", "ewt/dev.conllu")
    laid_out(tmp_path, "mine/gold.xml")
    assert found(tmp_path, tmp_path / path) == expected


def test_files_of_a_part_that_is_a_folder_or_files(tmp_path: Path) -> None:
    laid_out(tmp_path, "btc/test/h.conll", "btc/test/README", "btc/f.conll")
    folder = Part("btc", "test", (tmp_path / "btc/test",))
    assert folder.files(".conll") == [tmp_path / "btc/test/h.conll"]
    assert folder.home == tmp_path
    file = Part("btc", "dev", (tmp_path / "btc/f.conll",))
    assert file.files(".conll") == [tmp_path / "btc/f.conll"]
    with pytest.raises(KgError, match=r"holds no \.xml"):
        file.files(".xml")
    with pytest.raises(KgError, match="is a folder"):
        _ = file.folder
