"""The main path of reading: places → drafts → articles, each once, in one order."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, digest
from kg.read.draft import Draft
from kg.read.formats import drafts_of
from kg.read.language import language_of
from kg.read.metadata import COLUMNS
from kg.read.places import Place, places

_log = logging.getLogger(__name__)


def read(
    sources: Iterable[str | Path],
    *,
    any_language: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | InputError]:
    """Yield each article of `sources` once, and an InputError for each input that is left out.

    The order is that of the sorted paths, whatever the order of `sources`; standard input (`-`)
    comes last. `columns` maps names of `COLUMNS` to the names that JSON Lines and CSV files use.
    Articles that are not English are left out unless `any_language`.
    Raises ValueError where `columns` names an unknown column.
    """
    columns = dict(columns or {})
    unknown = sorted(columns.keys() - set(COLUMNS))
    if unknown:
        raise ValueError(f"unknown column {', '.join(unknown)}: map one of {', '.join(COLUMNS)}")
    if isinstance(sources, str | Path):
        sources = (sources,)
    return _each_once(_articles(places(sources), columns, any_language))


def _articles(
    found: Iterable[Place | InputError], columns: Mapping[str, str], any_language: bool
) -> Iterator[Article | InputError]:
    for place in found:
        if isinstance(place, InputError):
            yield place
            continue
        for draft in _guarded(place, columns):
            yield draft if isinstance(draft, InputError) else _article(draft, any_language)


def _guarded(place: Place, columns: Mapping[str, str]) -> Iterator[Draft | InputError]:
    """Yield what a place holds; whatever goes wrong there costs this place alone."""
    try:
        yield from drafts_of(place, columns)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(place.name, "unreadable", f"cannot be read: {error.strerror or error}")
    except Exception as error:  # parsers of pages and tables meet bytes that nobody foresaw
        _log.debug("%s", place.name, exc_info=True)
        yield InputError(place.name, "unreadable", f"cannot be read: {error!r}")


def _article(draft: Draft, any_language: bool) -> Article | InputError:
    if not any(map(str.isalnum, draft.text)):
        return InputError(draft.source, "empty", "holds no text")
    about = draft.metadata
    language = language_of(draft.text, about.language)
    if language != "en" and not any_language:
        return InputError(
            draft.source,
            "language",
            f"seems to be in {language!r}, not in English: use --any-language to read it anyway",
        )
    return Article(
        id=hashlib.sha256(about.url.encode()).hexdigest()[:16]
        if about.url
        else digest(draft.text)[:16],
        source=draft.source,
        text=draft.text,
        title=about.title,
        url=about.url,
        published=about.published,
        publisher=about.publisher,
        author=about.author,
        language=language,
    )


def _each_once(found: Iterable[Article | InputError]) -> Iterator[Article | InputError]:
    """Pass on the first of the articles with one identity, and say so of the others."""
    first: dict[str, str] = {}
    for article in found:
        if isinstance(article, InputError) or article.id not in first:
            yield article
        else:
            same = "URL" if article.url else "text"
            yield InputError(
                article.source, "duplicate", f"has the same {same} as {first[article.id]}"
            )
        if isinstance(article, Article):
            first.setdefault(article.id, article.source)
