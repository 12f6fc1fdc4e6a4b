"""What is said about an article: front matter, a file beside it, addresses and dates."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.read import read
from kg.read.dates import iso_date
from kg.read.urls import canonical_url

Write = Callable[[str, str | bytes], Path]
Only = Callable[..., Article]
Outcome = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2020", "2020", id="a year"),
        pytest.param("2020-10", "2020-10", id="a month"),
        pytest.param("2020-10-28", "2020-10-28", id="a day"),
        pytest.param("2020-10-28T09:30", "2020-10-28T09:30", id="a minute"),
        pytest.param("2020-10-28 09:30:05", "2020-10-28T09:30:05", id="a space for the T"),
        pytest.param("2020-10-28T09:30:05.123Z", "2020-10-28T09:30:05Z", id="fractions dropped"),
        pytest.param("2020-10-28T09:30:05+0200", "2020-10-28T09:30:05+02:00", id="zone, no colon"),
        pytest.param("2020-10-28T25:30", "2020-10-28", id="an impossible hour"),
        pytest.param("20201028", "2020-10-28", id="compact"),
        pytest.param("2020/10/28", "2020-10-28", id="slashes, year first"),
        pytest.param("Wed, 28 Oct 2020 09:30:00 GMT", "2020-10-28T09:30:00+00:00", id="of a feed"),
        pytest.param("October 28, 2020", "2020-10-28", id="American"),
        pytest.param("28 October 2020", "2020-10-28", id="British"),
        pytest.param("Wednesday 28th of Oct. 2020, 3pm", "2020-10-28", id="with more around it"),
        pytest.param("Sept. 3, 2020 at 9:15 a.m. ET", "2020-09-03", id="AP style"),
        pytest.param("October 2020", "2020-10", id="a month in words"),
        pytest.param("1603877400", "2020-10-28T09:30:00Z", id="seconds"),
        pytest.param("1603877400000", "2020-10-28T09:30:00Z", id="milliseconds"),
        pytest.param("28.10.2020", "2020-10-28", id="certainly day first"),
        pytest.param("10/28/2020", "2020-10-28", id="certainly month first"),
        pytest.param("04/04/2020", "2020-04-04", id="either way the same"),
        pytest.param("03/04/2020", "2020", id="either way round"),
        pytest.param("2020-13-01", "", id="no month 13"),
        pytest.param("31 February 2020", "2020-02", id="no such day in a real month"),
        pytest.param("yesterday", "", id="not absolute"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_iso_date(text: str, expected: str) -> None:
    assert iso_date(text) == expected


@given(st.text(max_size=40))
def test_iso_date_is_settled_and_never_raises(text: str) -> None:
    value = iso_date(text)
    assert iso_date(value) == value


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("HTTPS://News.Example/A/b", "https://news.example/A/b", id="case"),
        pytest.param("https://news.example/a#top", "https://news.example/a", id="fragment"),
        pytest.param("https://news.example", "https://news.example/", id="no path"),
        pytest.param("https://news.example:443/a", "https://news.example/a", id="default port"),
        pytest.param("http://news.example:8080/a", "http://news.example:8080/a", id="own port"),
        pytest.param("https://u:p@news.example/a", "https://news.example/a", id="no credentials"),
        pytest.param(
            "https://news.example/a?id=7&utm_source=x&fbclid=y&p=2",
            "https://news.example/a?id=7&p=2",
            id="tracking",
        ),
        pytest.param(
            "https://news.example/a?utm_medium=x", "https://news.example/a", id="no query"
        ),
        pytest.param("/a", "", id="relative"),
        pytest.param("mailto:a@news.example", "", id="another scheme"),
        pytest.param("http://[news", "", id="malformed"),
        pytest.param("https://news.example:port/", "", id="no port"),
    ],
)
def test_canonical_url(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(st.text(max_size=40).map("https://news.example/".__add__))
def test_canonical_url_is_settled(url: str) -> None:
    value = canonical_url(url)
    assert canonical_url(value) == value


FRONT = """---
title: "Pier closes: “patched long enough”"
url: https://News.example/pier?utm_source=feed
date: 2024-03-12
Outlet: The Harbour Post
authors: [Ann Lee, Bo Ray]
lang: en-GB
mood: gloomy
---
"""


def test_front_matter(write: Write, only: Only, story: str) -> None:
    article = only(write("a.md", FRONT + story))
    assert article == Article(
        id=article.id,
        source=article.source,
        text=story,
        title="Pier closes: “patched long enough”",
        url="https://news.example/pier",
        published="2024-03-12",
        publisher="The Harbour Post",
        author="Ann Lee, Bo Ray",
        language="en",
    )


def test_front_matter_that_is_no_yaml(write: Write, only: Only, story: str) -> None:
    article = only(write("a.txt", f"---\ntitle: Mayor: “I quit”\ndate: 2024-03\n---\n{story}"))
    assert (article.title, article.published) == ("Mayor: “I quit”", "2024-03")


def test_json_beside(write: Write, only: Only, story: str) -> None:
    write(
        "a.json", '{"title": "Beside", "publisher": {"name": "The Post"}, "author": ["Ann", "Bo"]}'
    )
    article = only(write("a.txt", f"---\ntitle: Inside\n---\n{story}"))
    assert (article.title, article.publisher, article.author) == ("Inside", "The Post", "Ann, Bo")


@pytest.mark.parametrize("content", ["{", "[1]", '"x"'])
def test_malformed_json_beside(
    write: Write, outcome: Outcome, story: str, tmp_path: Path, content: str
) -> None:
    beside = write("a.json", content).as_posix()
    write("a.txt", story)
    good = write("b.txt", f"Again: {story}").as_posix()
    assert outcome(tmp_path) == [f"{beside}: metadata", good]


def test_identity_is_the_url_or_else_the_text(write: Write, outcome: Outcome, story: str) -> None:
    head = "---\nurl: https://news.example/a{}\n---\n"
    first, same_url, text, same_text, other_url = (
        write(name, content).as_posix()
        for name, content in (
            ("1.txt", head.format("") + story),
            ("2.txt", head.format("#c") + "Another cut. " + story),
            ("3.txt", story),
            ("4.md", story),
            ("5.txt", head.format("b") + story),
        )
    )
    assert outcome(*(first, same_url, text, same_text, other_url)) == [
        first,
        f"{same_url}: duplicate",
        text,
        f"{same_text}: duplicate",
        other_url,
    ]


def test_duplicate_names_the_first(write: Write, story: str, tmp_path: Path) -> None:
    first, again = write("1.txt", story), write("2.txt", story)
    _, error = read([tmp_path])
    assert str(error) == f"{again.as_posix()}: has the same text as {first.as_posix()}"


GERMAN = (
    "Der Bürgermeister ist am Montag nach einer langen Sitzung des Stadtrats zurückgetreten. "
    "„Wir haben lange genug geflickt“, sagte er den Reportern vor dem Rathaus."
)
HEBREW = "ראש העיר התפטר ביום שני לאחר ישיבה ארוכה של המועצה. הוא אמר לכתבים כי די לו. " * 2


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        pytest.param("Yes.", True, id="a word"),
        pytest.param("Mayor resigns.", True, id="a headline"),
        pytest.param("Juan Márquez, Lucía Fernández, Real Sociedad 2-1", True, id="names"),
        pytest.param(
            "Ana García Márquez of Bilbao, Lucía Fernández Ortega of Sevilla and José Luis Prieto "
            "of Málaga won, and João Gonçalves of São Paulo came fourth.",
            True,
            id="English full of names",
        ),
        pytest.param(GERMAN, False, id="German"),
        pytest.param(HEBREW, False, id="Hebrew, right to left"),
    ],
)
def test_language(write: Write, outcome: Outcome, text: str, is_read: bool) -> None:
    path = write("a.txt", text)
    name = path.as_posix()
    assert outcome(path) == ([name] if is_read else [f"{name}: language"])
    assert outcome(path, any_language=True) == [name]


def test_any_language_notes_which(write: Write, only: Only) -> None:
    assert only(write("a.txt", GERMAN), any_language=True).language == "de"


def test_short_text_is_what_it_says(write: Write, outcome: Outcome) -> None:
    path = write("a.txt", "---\nlanguage: he\n---\nראש העיר התפטר.")
    assert outcome(path) == [f"{path.as_posix()}: language"]
