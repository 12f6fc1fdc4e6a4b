"""Web pages: the article's body by trafilatura, what is said about it by the page's own words."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kg.errors import InputError
from kg.read.decoding import decode
from kg.read.draft import Draft
from kg.read.metadata import Metadata, metadata_of, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_log = logging.getLogger(__name__)

_DECLARED = re.compile(
    rb"""<\?xml[^>]*encoding=["']([\w.:-]+) | <meta[^>]*charset=["']?\s*([\w.:-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_BLOCKS = frozenset({"p", "head", "item", "quote", "code", "ab", "list", "div", "row", "cell"})
_SPACES = re.compile(r"[ \t\r\n\f\v]+")

_META: Mapping[str, tuple[str, ...]] = {
    # field: names of <meta>, best first
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title"),
    "url": ("og:url", "parsely-link", "twitter:url"),
    "published": (
        *("article:published_time", "og:article:published_time", "datepublished", "date"),
        *("dc.date.issued", "dc.date", "dcterms.created", "dcterms.issued", "citation_date"),
        *("parsely-pub-date", "pubdate", "publishdate", "sailthru.date", "publication_date"),
    ),
    "publisher": ("og:site_name", "dc.publisher", "citation_journal_title", "application-name"),
    "author": (
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "byl",
        "sailthru.author",
    ),
    "language": ("content-language", "og:locale", "dc.language"),
}
_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    # field: where it stands for the eye, best first
    "title": ("//h1[@itemprop='headline']", "//article//h1", "//h1", "//head/title"),
    "published": (
        "//time[@itemprop='datePublished' or @pubdate]/@datetime",
        "//article//time/@datetime",
    ),
    "author": ("//*[@rel='author' or @itemprop='author']",),
}
_AROUND = " or ".join(
    f"ancestor::{tag}"
    for tag in ("nav", "header", "footer", "aside", "a", "script", "style", "noscript", "template")
)
_OWN_WORDS = f"boolean(//body//text()[normalize-space() and not({_AROUND})])"
_ARTICLE_TYPES = re.compile(r"(\w*Article|\w*Posting|Report)")


def page_draft(source: str, raw: bytes) -> Draft:
    """Return the article of a web page; its paragraphs are separated by a blank line.

    Raises InputError (``empty``) where the page holds no article.
    """
    declared = _DECLARED.search(raw[:4096])
    encoding = next((group for group in declared.groups() if group), b"") if declared else b""
    html = decode(raw, source, encoding.decode("ascii", "replace"))
    if not html.strip():
        raise InputError(source, "empty", "holds no text")
    tree = _tree(html)
    if tree is None or not tree.xpath(_OWN_WORDS):
        raise InputError(source, "empty", "no article was found in this page")
    about = page_metadata(tree)
    return Draft(source, _body(html, source), about)


def _tree(html: str) -> HtmlElement | None:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as parser

    try:
        # In bytes, since lxml refuses text that declares an encoding.
        return parser.document_fromstring(
            html.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError):
        return None


def _body(html: str, source: str) -> str:
    """Return the paragraphs of the page's article."""
    from trafilatura import bare_extraction  # slow to import, and no other format needs it

    document = bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=False, url=None
    )
    body = getattr(document, "body", None)
    if body is None:
        raise InputError(source, "empty", "no article was found in this page")
    return "\n\n".join(_paragraphs(body))


def _paragraphs(body: Any) -> Iterator[str]:
    for block in "".join(_pieces(body)).split("\0"):
        lines = [_SPACES.sub(" ", line).strip(" ") for line in block.split("\1")]
        for paragraph in "\n".join(lines).split("\n\n"):
            if paragraph.strip("\n"):
                yield paragraph.strip("\n")


def _pieces(element: Any) -> Iterator[str]:
    """Yield an element's words, with NUL around its blocks and U+0001 for its line breaks."""
    around = "\0" if element.tag in _BLOCKS else ""
    yield around
    yield "\1" if element.tag == "lb" else (element.text or "").translate(_NO_MARKS)
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield (child.tail or "").translate(_NO_MARKS)
    yield around


_NO_MARKS = {0: " ", 1: " "}


# --- What the page says about itself --------------------------------------------------------------


def page_metadata(tree: HtmlElement) -> Metadata:
    """Return what JSON-LD, meta tags, and last the page's visible parts say about the article."""
    found = _of_json_ld(tree)
    base = found.url or ""
    return found.or_else(_of_meta_tags(tree, base)).or_else(_of_elements(tree))


def _of_json_ld(tree: HtmlElement) -> Metadata:
    for block in tree.xpath("//script[contains(translate(@type, 'JSONLD', 'jsonld'), 'ld+json')]"):
        for item in _items(_json(block.text_content())):
            if _is_article(item):
                return _of_item(item)
    return Metadata()


def _json(text: str) -> object:
    try:
        # Pages put raw line ends into strings, which strict JSON forbids.
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        _log.debug("a page's JSON-LD is malformed and was passed over")
        return None


def _items(raw: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(raw, list):
        for item in raw:
            yield from _items(item)
    elif isinstance(raw, Mapping):
        yield raw
        yield from _items(raw.get("@graph"))
        yield from _items(raw.get("mainEntity"))


def _is_article(item: Mapping[str, Any]) -> bool:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind) for kind in kinds)


def _of_item(item: Mapping[str, Any]) -> Metadata:
    main = item.get("mainEntityOfPage")
    if isinstance(main, Mapping):
        main = main.get("@id") or main.get("url")
    addresses = (words(value) for value in (item.get("url"), main, item.get("@id")))
    return metadata_of(
        {
            "title": item.get("headline") or item.get("name"),
            "url": next((url for url in addresses if url.startswith(("http:", "https:"))), ""),
            "published": item.get("datePublished") or item.get("dateCreated"),
            "publisher": item.get("publisher") or item.get("sourceOrganization"),
            "author": item.get("author") or item.get("creator"),
            "language": item.get("inLanguage"),
        }
    )


def _of_meta_tags(tree: HtmlElement, base: str) -> Metadata:
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        name = (name or meta.get("http-equiv") or "").strip().lower()
        if name and words(meta.get("content") or ""):
            said.setdefault(name, words(meta.get("content")))
    found: dict[str, object] = {
        field: next((said[name] for name in names if name in said), "")
        for field, names in _META.items()
    }
    if str(found["author"]).startswith(("http:", "https:")):
        found["author"] = ""
    links = [link.get("href") or "" for link in tree.xpath("//link[@rel='canonical']")]
    url = next(iter(links), "").strip() or str(found["url"])
    found["url"] = urljoin(str(found["url"]) or base, url) if url else ""
    found["language"] = tree.get("lang") or tree.get("xml:lang") or found["language"]
    return metadata_of(found)


def _of_elements(tree: HtmlElement) -> Metadata:
    return metadata_of({name: _first(tree, paths) for name, paths in _ELEMENTS.items()})


def _first(tree: HtmlElement, paths: tuple[str, ...]) -> str:
    """Return the text of the first thing found, by the first of the paths that finds one."""
    for path in paths:
        for found in tree.xpath(path):
            return found if isinstance(found, str) else found.text_content()
    return ""
