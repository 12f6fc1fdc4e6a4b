"""Web pages: the body without what stands around it, and what the page says about itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Article

Write = Callable[[str, str | bytes], Path]
Only = Callable[..., Article]
Outcome = Callable[..., list[str]]

PARAGRAPHS = (
    "The old pier will close for good, the harbour master said on Monday after a long meeting.",
    "“We have patched it long enough,” Ines Okafor told the council & its guests.",
    "The council had asked her to wait until the spring, when the ferries come back to the bay.",
)
BODY = f"""<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Pier closes</h1>
<p>{PARAGRAPHS[0]}</p>
<p>“We have <b>patched</b>
   it long enough,” <a href="/people/okafor">Ines Okafor</a> told the council &amp; its guests.</p>
<script>track("this")</script>
<p>{PARAGRAPHS[2]}</p></article>
<footer>Share this on every platform. Copyright. Subscribe to our newsletter.</footer>"""

JSON_LD = """{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "Not this", "url": "https://news.example/"},
  {"@type": ["NewsArticle"], "headline": "Pier closes\tfor good",
   "mainEntityOfPage": {"@type": "WebPage", "@id": "https://News.example/pier#x"},
   "datePublished": "2024-03-12T08:00:00Z",
   "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ray"}],
   "publisher": {"@type": "Organization", "name": "The Harbour Post"}}]}"""


def page(head: str = "", body: str = BODY, attributes: str = 'lang="en-GB"') -> str:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def test_body_is_paragraphs_without_what_stands_around(write: Write, only: Only) -> None:
    assert only(write("a.html", page())).text == "\n\n".join(("Pier closes", *PARAGRAPHS))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("<p>One said.<br>Two said.</p>", "One said.\nTwo said.", id="a line break"),
        pytest.param("<p>One.<br><br>Two.</p>", "One.\nTwo.", id="two line breaks"),
        pytest.param("<blockquote><p>One.</p><p>Two.</p></blockquote>", "One.\n\nTwo.", id="quote"),
        pytest.param("<ul><li>One.</li><li>Two.</li></ul>", "One.\n\nTwo.", id="a list"),
        pytest.param("<p>Fish &lt;and&gt; <em>chips</em>.</p>", "Fish <and> chips.", id="entities"),
    ],
)
def test_blocks(write: Write, only: Only, inner: str, expected: str) -> None:
    body = f"<article><p>{PARAGRAPHS[0]}</p>{inner}<p>{PARAGRAPHS[2]}</p></article>"
    text = only(write("a.html", page(body=body))).text
    assert text == "\n\n".join((PARAGRAPHS[0], expected, PARAGRAPHS[2]))


FULL = ("Pier closes for good", "https://news.example/pier", "The Harbour Post", "Ann Lee, Bo Ray")
META = """<meta property="og:title" content="Pier closes for good">
<link rel="canonical" href="{href}"><meta property="og:url" content="https://news.example/x">
<meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="Ann Lee, Bo Ray">
<meta property="article:published_time" content="2024-03-12T08:00:00Z">"""


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f'<script type="application/ld+json">{JSON_LD}</script>', id="JSON-LD"),
        pytest.param(META.format(href="https://news.example/pier"), id="meta tags"),
        pytest.param(META.format(href="/pier"), id="a relative canonical link"),
        pytest.param(
            f'<script type="application/ld+json">{JSON_LD}</script>'
            '<meta property="og:title" content="Another"><meta name="author" content="Another">',
            id="JSON-LD before meta tags",
        ),
        pytest.param(
            '<script type="application/ld+json">{broken</script>'
            + META.format(href="https://news.example/pier"),
            id="meta tags where JSON-LD is broken",
        ),
    ],
)
def test_metadata(write: Write, only: Only, head: str) -> None:
    article = only(write("a.html", page(head)))
    assert (article.title, article.url, article.publisher, article.author) == FULL
    assert article.published == "2024-03-12T08:00:00Z"
    assert article.language == "en"


def test_metadata_of_visible_parts(write: Write, only: Only) -> None:
    body = BODY.replace(
        "</h1>", '</h1><p>By <a rel="author" href="/a">Ann Lee</a> <time datetime="2024-03-12"></p>'
    )
    article = only(write("a.html", page("<title>T - Post</title>", body)))
    assert (article.title, article.author, article.published) == (
        "Pier closes",
        "Ann Lee",
        "2024-03-12",
    )


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="iso-8859-15">',
        '<meta http-equiv="Content-Type" content="x; charset=latin9">',
    ],
)
def test_declared_encoding(write: Write, only: Only, declaration: str) -> None:
    body = BODY.replace(PARAGRAPHS[2], "The café lost €5, she said, and it will not open again.")
    body = body.replace("“", '"').replace("”", '"')
    path = write("a.html", page(declaration, body).encode("iso-8859-15"))
    assert "The café lost €5" in only(path).text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="nothing"),
        pytest.param("<html></html>", id="no body"),
        pytest.param(page(body="<nav><a href='/'>Home</a></nav>"), id="navigation alone"),
        pytest.param("<!-- -->", id="a comment"),
    ],
)
def test_page_without_an_article(write: Write, outcome: Outcome, content: str) -> None:
    path = write("a.html", content)
    assert outcome(path) == [f"{path.as_posix()}: empty"]


def test_declared_xml_encoding_is_no_obstacle(write: Write, only: Only) -> None:
    path = write("a.xhtml", '<?xml version="1.0" encoding="utf-8"?>' + page())
    assert only(path).text.startswith("Pier closes")


def test_no_network(write: Write, only: Only, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*args: object, **options: object) -> None:
        raise AssertionError("a page opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = '<!DOCTYPE html SYSTEM "http://news.example/x.dtd"><base href="http://news.example/">'
    only(write("a.html", page(head)))
