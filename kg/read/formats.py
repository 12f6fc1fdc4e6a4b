"""Which reader a file gets, by its suffix or else by how it begins."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.read.decoding import decode, limited, read_bytes
from kg.read.draft import Draft
from kg.read.metadata import Metadata, metadata_of
from kg.read.pages import page_draft
from kg.read.places import MARKDOWN, PAGES, PLAIN, STDIN, Place
from kg.read.plain import plain_draft
from kg.read.rows import json_lines, json_records, table_rows

MAX_ARTICLE = 64 << 20
"""Bytes in a file that holds one article."""

_LINES = frozenset({".jsonl", ".ndjson"})
_TABLES = frozenset({".csv", ".tsv"})
_JSON = frozenset({".json"})
_KNOWN = PLAIN | MARKDOWN | PAGES | _LINES | _TABLES | _JSON
_BEGINS_AS_PAGE = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.I | re.S
)

_Drafts = Iterator[Draft | InputError]


def drafts_of(place: Place, columns: Mapping[str, str]) -> _Drafts:
    """Yield the articles of one place.

    Raises InputError or OSError where it cannot be read as a whole.
    """
    if place.path is None:
        raw = limited(sys.stdin.buffer, sys.maxsize - 1, STDIN)
        yield from _sniffed(STDIN, raw, columns)
        return
    suffix = place.path.suffix.lower()
    if suffix in _LINES | _TABLES:
        read = json_lines if suffix in _LINES else table_rows
        with _seekable(place.path) as stream:
            yield from read(place.name, stream, columns)
        return
    raw = read_bytes(place.path, MAX_ARTICLE)
    if suffix in _KNOWN:
        yield from _whole(place, raw, suffix, columns)
    else:
        yield from _unknown(place, raw, columns)


def _seekable(path: Path) -> BinaryIO:
    """Open a file; a pipe is read whole, since the readers look at its beginning twice."""
    stream = path.open("rb")
    if stream.seekable():
        return stream
    with stream:
        return io.BytesIO(stream.read())


def _whole(place: Place, raw: bytes, suffix: str, columns: Mapping[str, str]) -> _Drafts:
    if suffix in _JSON:
        yield from json_records(place.name, raw, columns)
        return
    if suffix in PAGES:
        draft = page_draft(place.name, raw)
    else:
        draft = plain_draft(place.name, decode(raw, place.name))
    beside = _beside(place.path) if place.path else Metadata()
    yield replace(draft, metadata=draft.metadata.or_else(beside))


def _beside(path: Path) -> Metadata:
    """Return what the `.json` beside an article says; raises InputError where it is malformed."""
    path = path.with_suffix(".json")
    if not path.is_file():
        return Metadata()
    try:
        raw = json.loads(decode(path.read_bytes(), path.as_posix()))
    except (ValueError, RecursionError) as error:
        raise InputError(path.as_posix(), "metadata", f"is no JSON: {error}") from error
    if not isinstance(raw, Mapping):
        raise InputError(path.as_posix(), "metadata", 'is no JSON object: write {"title": …}')
    return metadata_of(raw)


def _unknown(place: Place, raw: bytes, columns: Mapping[str, str]) -> _Drafts:
    """Read a file whose suffix says nothing, if the user named it or it has no suffix at all."""
    if place.path and place.path.suffix and not place.named:
        decode(raw, place.name)  # says that it is binary, where it is
        raise InputError(
            place.name,
            "unsupported",
            f"{place.path.suffix} is no format of articles: name the file itself to read it anyway",
        )
    yield from _sniffed(place.name, raw, columns)


def _sniffed(source: str, raw: bytes, columns: Mapping[str, str]) -> _Drafts:
    """Read bytes of any format, told apart by how they begin."""
    if _BEGINS_AS_PAGE.match(raw[:4096]):
        yield page_draft(source, raw)
    elif _is_json_lines(raw):
        yield from json_lines(source, io.BytesIO(raw), columns)
    else:
        yield plain_draft(source, decode(raw, source))


def _is_json_lines(raw: bytes) -> bool:
    first = raw.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    try:
        return first.startswith(b"{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def suffixes() -> Iterable[str]:
    """Return the suffixes that are read in a folder, in order."""
    return sorted(_KNOWN)
