"""JSON Lines, JSON and CSV: one article per record, as a stream."""

import io
import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.read import read
from kg.read.rows import json_lines

Write = Callable[[str, str | bytes], Path]
Only = Callable[..., Article]
Outcome = Callable[..., list[str]]

ABOUT = {
    "title": "Pier closes",
    "url": "https://news.example/pier",
    "published": "2024-03-12",
    "publisher": "The Harbour Post",
    "author": "Ann Lee",
    "language": "en",
    "id": "pier-7",
}


def _check(article: Article, source: str, text: str) -> None:
    assert article == Article(
        id=article.id,
        source=f"{source}#pier-7",
        text=text,
        **{key: value for key, value in ABOUT.items() if key != "id"},
    )


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_columns(write: Write, only: Only, story: str, name: str) -> None:
    path = write(name, json.dumps({"text": story, **ABOUT}))
    _check(only(path), path.as_posix(), story)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_columns(write: Write, only: Only, story: str, separator: str, encoding: str) -> None:
    text = f"“One.”\r\n\r\n{story}\n"
    head = separator.join(["text", *ABOUT])
    row = separator.join([f'"{text}"', *ABOUT.values()])
    path = write("a.csv", f"{head}\r\n{row}\r\n".encode(encoding))
    _check(only(path), path.as_posix(), text)


def test_map(write: Write, only: Only, story: str) -> None:
    path = write("a.csv", f'body,headline\n"{story}",Pier\n')
    article = only(path, columns={"text": "body", "title": "headline"})
    assert (article.text, article.title) == (story, "Pier")


def test_map_of_an_unknown_column() -> None:
    with pytest.raises(ValueError, match="unknown column body: map one of text, title"):
        read([], columns={"body": "text"})


@given(st.text(st.characters(exclude_categories=["Cs"])).map("Said: ".__add__))
def test_text_of_json_is_kept(text: str) -> None:
    stream = io.BytesIO(json.dumps({"text": text}).encode())
    (draft,) = json_lines("x", stream, {})
    assert draft.text == text  # type: ignore[union-attr]


def test_a_bad_line_costs_itself_alone(write: Write, outcome: Outcome, story: str) -> None:
    lines = [
        json.dumps({"text": story}).encode(),
        b"{broken",
        b"",
        b'["text"]',
        b'{"title": "No text"}',
        b'{"text": 7}',
        b'{"text": ""}',
        json.dumps({"text": f"Caf\u00e9: {story}"}, ensure_ascii=False).encode("cp1252"),
        b"[" * 100_000,
        json.dumps({"text": f"Last: {story}"}).encode(),
    ]
    name = write("a.jsonl", b"\n".join(lines)).as_posix()
    reasons = {
        2: "malformed",
        4: "malformed",
        5: "columns",
        6: "columns",
        7: "empty",
        9: "malformed",
    }
    assert outcome(name) == [
        f"{name}#{number}" + (f": {reasons[number]}" if number in reasons else "")
        for number in (1, 2, 4, 5, 6, 7, 8, 9, 10)
    ]


def test_a_line_over_the_limit(
    write: Write, outcome: Outcome, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.read.rows.MAX_RECORD", 500)
    lines = (json.dumps({"text": text}) for text in ("x" * 5_000, story))
    name = write("a.jsonl", "\n".join(lines)).as_posix()
    assert outcome(name) == [f"{name}#1: too-large", f"{name}#2"]


def test_json_list(write: Write, outcome: Outcome, story: str) -> None:
    name = write("a.json", json.dumps([{"text": story}, 7])).as_posix()
    assert outcome(name) == [f"{name}#1", f"{name}#2: malformed"]


def test_lone_surrogate(write: Write, only: Only) -> None:
    text = only(write("a.jsonl", '{"text": "She said \\ud83d, then \\ud83d\\ude00."}')).text
    assert text == "She said \ufffd, then \U0001f600."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("", "empty", id="nothing"),
        pytest.param("title,body\nT,B\n", "columns", id="no text column"),
        pytest.param(b"text\n\x00\x01\x02\x03", "binary", id="binary"),
    ],
)
def test_table_that_cannot_be_read(
    write: Write, outcome: Outcome, content: str | bytes, reason: str
) -> None:
    name = write("a.csv", content).as_posix()
    assert outcome(name) == [f"{name}: {reason}"]


def test_short_and_long_rows(write: Write, outcome: Outcome, story: str) -> None:
    name = write("a.csv", f'title,text\nT\n\nT,"{story}",more\n').as_posix()
    assert outcome(name) == [f"{name}#1: columns", f"{name}#3"]


class _Endless(io.RawIOBase):
    """A stream of records that must not be read to its end, since it has none."""

    line = b'{"text": "a line of it"}\n'

    def __init__(self) -> None:
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        self.at = place
        return place

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        at = self.at % len(self.line)
        piece = (self.line * 2)[at : at + min(len(buffer), len(self.line))]
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)


def test_json_lines_are_read_as_they_come() -> None:
    stream = io.BufferedReader(_Endless(), 1024)
    assert len(list(islice(json_lines("x", stream, {}), 1000))) == 1000
