"""The text is kept exactly as read; bytes become text, and nothing else happens to them."""

import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.read import read

Write = Callable[[str, str | bytes], Path]
Only = Callable[..., Article]
Outcome = Callable[..., list[str]]

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n"))


def _read_back(name: str, raw: bytes) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(raw)
        (article,) = read([path], any_language=True)
        assert isinstance(article, Article), article
        return article.text


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_text_is_kept(rest: str, name: str) -> None:
    text = f"Said: {rest}"
    assert _read_back(name, text.encode()) == text


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_only_the_bom_is_taken_off(rest: str, encoding: str) -> None:
    text = f"Said: {rest}"
    assert _read_back("a.txt", text.encode(encoding)) == text


@given(TEXTS, st.sampled_from(["\n", "\r\n"]))
def test_text_after_front_matter_is_kept(rest: str, end: str) -> None:
    text = f"Said: {rest}"
    front = end.join(["---", "title: A title", "---", ""])
    assert _read_back("a.md", (front + text).encode()) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“One.”\r\n\r\nTwo, said Ann.\r\n", id="CRLF"),
        pytest.param("One.\rTwo.\r", id="CR"),
        pytest.param("  \n\n Indented, with blank lines around.\n\n\n", id="blank lines around"),
        pytest.param(
            "A\u00a0hundred\u200b people \U0001f600 came.", id="no-break, zero-width, emoji"
        ),
        pytest.param("e\u0301 is not \u00e9, and \ufb01 stays.", id="no normalisation"),
        pytest.param("A \ufeff inside stays.", id="a BOM inside"),
        pytest.param("She said " + "very " * 200_000 + "little.", id="a line of 1 MB"),
        pytest.param("One\x0ctwo\x0bthree\x85four\u2028five said.", id="rare line ends"),
        pytest.param("---\nA rule, then text.\n", id="a rule that opens nothing"),
        pytest.param("---\nJust words.\n---\nThe story.\n", id="rules around a line"),
        pytest.param("---\n- one\n- two\n---\nThe story.\n", id="rules around a list"),
    ],
)
def test_nothing_is_tidied(write: Write, only: Only, text: str) -> None:
    assert only(write("a.md", text)).text == text


def test_unclosed_front_matter_is_text(write: Write, only: Only) -> None:
    text = "---\ntitle: A title\nand the story goes on.\n"
    article = only(write("a.md", text))
    assert (article.text, article.title) == (text, "")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        pytest.param("latin-1", "The café in Orléans closed, said its owner, Zoë.", id="Latin-1"),
        pytest.param("cp1252", "“It’s over,” she said – and left the café.", id="Windows-1252"),
        pytest.param("utf-16-le", "“It’s over,” she said, and left.", id="UTF-16 without a BOM"),
    ],
)
def test_other_encodings_are_detected_and_logged(
    write: Write, only: Only, caplog: pytest.LogCaptureFixture, encoding: str, text: str
) -> None:
    caplog.set_level(logging.INFO)
    path = write("a.txt", text.encode(encoding))
    assert only(path).text == text
    assert f"{path.as_posix()}: read as" in caplog.text


def test_cyrillic_encoding_is_detected(write: Write, only: Only) -> None:
    text = "Мэр города заявил в понедельник, что старый мост закроют навсегда. " * 5
    assert only(write("a.txt", text.encode("cp1251")), any_language=True).text == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b" \r\n\t\n", "empty", id="white space"),
        pytest.param("\u200b\ufeff \u00a0…—".encode(), "empty", id="marks and nothing else"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="a BOM alone"),
        pytest.param(b"---\ntitle: T\n---\n", "empty", id="front matter alone"),
        pytest.param(b"GIF89a\x01\x00\x01\x00", "binary", id="an image"),
        pytest.param(bytes(range(1, 256)) * 4, "binary", id="control characters"),
        pytest.param(b"%PDF-1.7\nplain words", "binary", id="a PDF"),
        pytest.param(b"{\\rtf1 plain words}", "binary", id="RTF"),
        pytest.param(b"\xff\xfeA", "unreadable", id="half a character of UTF-16"),
    ],
)
def test_what_is_no_text(write: Write, outcome: Outcome, raw: bytes, reason: str) -> None:
    path = write("a.txt", raw)
    assert outcome(path) == [f"{path.as_posix()}: {reason}"]


def test_unreadable_file(
    write: Write, outcome: Outcome, story: str, monkeypatch: pytest.MonkeyPatch
):
    path, good = write("a.txt", story), write("b.txt", story)
    whole = Path.open

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return whole(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert outcome(path, good) == [f"{path.as_posix()}: unreadable", good.as_posix()]


def test_file_over_the_limit(
    write: Write, outcome: Outcome, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.read.formats.MAX_ARTICLE", 50)
    path = write("a.txt", story)
    assert outcome(path) == [f"{path.as_posix()}: too-large"]
