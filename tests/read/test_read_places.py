"""Where articles may lie, and in which order they come."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str, str | bytes], Path]
Outcome = Callable[..., list[str]]


@pytest.fixture
def here(write: Write, story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change into a folder with five articles and what a folder holds beside articles."""
    for name in ("b.txt", "a.md", "deep/er/c.txt", "deep/d.html", "é.txt"):
        body = f"{name}: {story}"
        write(f"in/{name}", f"<p>{body}</p>" if name.endswith("html") else body)
    for name in (".hidden.txt", "README.md", "deep/readme.md", ".git/config.txt", "b.json"):
        write(f"in/{name}", "{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALL = ["in/a.md", "in/b.txt", "in/deep/d.html", "in/deep/er/c.txt", "in/é.txt"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        pytest.param(["in/b.txt"], ["in/b.txt"], id="a file"),
        pytest.param(["in"], ALL, id="a folder, recursively"),
        pytest.param(["./in/"], ALL, id="a folder in another spelling"),
        pytest.param(["in/*.txt"], ["in/b.txt", "in/é.txt"], id="a glob"),
        pytest.param(["in/**/*.txt"], ["in/b.txt", "in/deep/er/c.txt", "in/é.txt"], id="deep glob"),
        pytest.param(["in/*"], ALL, id="a glob that matches a folder"),
        pytest.param(["in/deep", "in/a.md"], [ALL[0], *ALL[2:4]], id="a list, sorted"),
        pytest.param(["in/b.txt", "in/b.txt", "in"], ALL, id="a path named three times"),
        pytest.param(
            ["in/README.md"], ["in/README.md: empty"], id="a README that is named is read"
        ),
        pytest.param(["nowhere.txt"], ["nowhere.txt: missing"], id="a missing file"),
        pytest.param(["in/*.pdf"], ["in/*.pdf: missing"], id="a glob that matches nothing"),
        pytest.param(["a\0b"], ["a\0b: missing"], id="no path at all"),
        pytest.param(["x" * 5000], ["x" * 5000 + ": unreadable"], id="a name too long"),
        pytest.param(["https://news.example/a"], ["https://news.example/a: url"], id="an address"),
        pytest.param(["in/b.json"], [], id="metadata beside an article is no article"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_sources(here: Path, outcome: Outcome, sources: list[str], expected: list[str]) -> None:
    assert outcome(*sources) == expected


def test_order_of_sources_does_not_matter(here: Path, outcome: Outcome) -> None:
    assert outcome("in/é.txt", "in/a.md", "gone") == outcome("gone", "in/a.md", "in/é.txt")


def test_one_source_needs_no_list(here: Path, outcome: Outcome) -> None:
    from kg.read import read

    assert [item.source for item in read("in/b.txt")] == ["in/b.txt"]
    assert [item.source for item in read(Path("in/b.txt"))] == ["in/b.txt"]


def test_path_with_brackets_is_no_glob(write: Write, story: str, outcome: Outcome) -> None:
    path = write("story [1].txt", story)
    assert outcome(path) == [path.as_posix()]


def test_same_file_through_a_link_is_read_once(
    write: Write, story: str, outcome: Outcome, tmp_path: Path
) -> None:
    path = write("a.txt", story)
    (tmp_path / "b.txt").symlink_to(path)
    assert outcome(tmp_path) == [path.as_posix()]


def test_link_to_nothing_and_to_its_own_folder(
    write: Write, story: str, outcome: Outcome, tmp_path: Path
) -> None:
    path = write("in/a.txt", story)
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    lost = (tmp_path / "in" / "gone.txt").as_posix()
    assert outcome(tmp_path / "in") == [path.as_posix(), f"{lost}: unreadable"]


def test_empty_folder(outcome: Outcome, tmp_path: Path) -> None:
    assert outcome(tmp_path) == [f"{tmp_path.as_posix()}: empty"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("{story}", ["-"], id="plain text"),
        pytest.param("---\ntitle: T\n---\n{story}", ["-"], id="front matter"),
        pytest.param("<!DOCTYPE html>\n<html><body><p>{story}</p>", ["-"], id="a web page"),
        pytest.param(
            '{{"text": "{story}"}}\n{{"text": "Again: {story}"}}', ["-#1", "-#2"], id="JSON Lines"
        ),
        pytest.param("", ["-: empty"], id="nothing"),
    ],
)
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch,
    story: str,
    outcome: Outcome,
    content: str,
    expected: list[str],
) -> None:
    raw = io.BytesIO(content.format(story=story).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    assert outcome("-") == expected


def test_unknown_suffix(write: Write, story: str, outcome: Outcome, tmp_path: Path) -> None:
    sheet, bare, image = (
        write(name, content).as_posix()
        for name, content in (
            ("page.css", "p { color: red }"),
            ("story", story),
            ("z.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        )
    )
    assert outcome(tmp_path) == [f"{sheet}: unsupported", bare, f"{image}: binary"]
    assert outcome(sheet) == [sheet], "a file that is named itself is read as text"
