"""Plain text and Markdown: the text as it stands, its metadata from front matter."""

from __future__ import annotations

import re

import yaml  # type: ignore[import-untyped]

from kg.read.draft import Draft
from kg.read.metadata import Metadata, metadata_of

_END_OF_LINE = r"[ \t]*(?:\r\n|\n|\r)"
_CLOSED = rf"(?<=[\r\n])(?:---|\.\.\.)(?:{_END_OF_LINE}|[ \t]*\Z)"
_FRONT_MATTER = re.compile(rf"---{_END_OF_LINE}(?P<yaml>.{{0,65536}}?){_CLOSED}", re.DOTALL)
_LINE = re.compile(r"[ \t]*(?P<key>[A-Za-z][\w -]*?)[ \t]*:[ \t]+(?P<value>.*?)[ \t]*")


def plain_draft(source: str, text: str) -> Draft:
    """Return the article of a plain or Markdown file; the text after front matter is untouched."""
    match = _FRONT_MATTER.match(text)
    raw = _keys(match["yaml"]) if match else None
    if match is None or raw is None:
        return Draft(source, text, Metadata())
    return Draft(source, text[match.end() :], metadata_of(raw))


def _keys(block: str) -> dict[str, object] | None:
    """Return what front matter says, or None where a text merely begins with a rule."""
    try:
        # BaseLoader makes strings only: a date stays as coarse as it is, and “no” is no boolean.
        raw = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 (it builds no objects)
    except (yaml.YAMLError, RecursionError):
        return _lines(block)
    if raw in (None, ""):
        return {} if not block.strip() else None
    return raw if isinstance(raw, dict) else None


def _lines(block: str) -> dict[str, object] | None:
    """Read `key: value` lines that are no YAML, such as a title with a colon in it."""
    matches = [_LINE.fullmatch(line) for line in block.splitlines() if line.strip()]
    if not matches or None in matches:
        return None
    return {m["key"]: m["value"].strip("\"'") for m in matches if m}
