"""What is said about an article beside its text, under the names that every format shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from kg.read.dates import iso_date
from kg.read.urls import canonical_url

FIELDS = ("title", "url", "published", "publisher", "author", "language")
"""What front matter, a `.json` beside an article, and the columns of a table may say."""

COLUMNS = ("text", *FIELDS, "id")
"""The columns of JSON Lines and CSV; only `text` must be there, `id` names the record."""

_ALSO_CALLED = {
    "headline": "title",
    "canonical": "url",
    "link": "url",
    "date": "published",
    "datepublished": "published",
    "outlet": "publisher",
    "authors": "author",
    "byline": "author",
    "lang": "language",
}
_NAME = ("name", "@value", "@id")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; "" where nothing is.

    `url` is canonical, `published` an ISO 8601 date, `language` a lower-case language code.
    """

    title: str = ""
    url: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    language: str = ""

    def or_else(self, other: Metadata) -> Metadata:
        """Return this with the gaps filled from `other`."""
        gaps = {
            item.name: getattr(other, item.name)
            for item in fields(self)
            if not getattr(self, item.name)
        }
        return replace(self, **gaps)


NOTHING = Metadata()


def metadata_of(raw: Mapping[str, object]) -> Metadata:
    """Return the metadata in a mapping whose keys are `FIELDS` or the usual words for them."""
    said: dict[str, str] = {}
    for key, value in raw.items():
        name = str(key).strip().lower().replace("_", "").replace("-", "")
        name = _ALSO_CALLED.get(name, name)
        if name in FIELDS and not said.get(name):
            said[name] = words(value)
    return Metadata(
        title=said.get("title", ""),
        url=canonical_url(said.get("url", "")),
        published=iso_date(said.get("published", "")),
        publisher=said.get("publisher", ""),
        author=said.get("author", ""),
        language=said.get("language", "").partition("-")[0].partition("_")[0].lower(),
    )


def words(value: object) -> str:
    """Return a value of JSON or YAML in words on one line: a list's with commas, a thing's name."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return next((words(value[key]) for key in _NAME if value.get(key)), "")
    if isinstance(value, Iterable):
        said = dict.fromkeys(words(item) for item in value)
        return ", ".join(item for item in said if item)
    return ""
