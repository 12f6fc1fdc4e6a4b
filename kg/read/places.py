"""Where articles may lie: files, folders, globs and `-`, spread out into files in one order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

STDIN = "-"
PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
SINGLE = PLAIN | MARKDOWN | PAGES
"""The suffixes of files that hold one article each, and may have a `.json` beside them."""


@dataclass(frozen=True, slots=True)
class Place:
    """One file to read, or standard input where `path` is None.

    `named` is True where the user named the file itself rather than a folder or a pattern.
    """

    name: str
    path: Path | None = None
    named: bool = True


def places(sources: Iterable[str | Path]) -> Iterator[Place | InputError]:
    """Yield every file of `sources` once, in the order of the paths, standard input last."""
    found = [item for source in sources for item in _spread(source)]
    seen: dict[object, Place | InputError] = {}
    for item in sorted(found, key=_order):
        seen.setdefault(_identity(item), item)
    yield from seen.values()


def _order(item: Place | InputError) -> tuple[bool, str, bool]:
    name = item.source if isinstance(item, InputError) else item.name
    return name == STDIN, name, not (isinstance(item, Place) and item.named)


def _identity(item: Place | InputError) -> object:
    if isinstance(item, InputError):
        return item.source, item.reason
    return item.path.resolve() if item.path else STDIN


def _spread(source: str | Path) -> Iterator[Place | InputError]:
    text = str(source)
    if text == STDIN:
        yield Place(STDIN)
    elif text.lower().startswith(("http://", "https://")):
        yield InputError(text, "url", "is on the network: save the page and give its path")
    else:
        yield from _spread_path(Path(source))


def _spread_path(path: Path) -> Iterator[Place | InputError]:
    try:
        if path.is_dir():
            yield from _of_folder(path)
        elif path.exists():
            yield from _file(path, named=True)
        else:
            yield from _of_pattern(path)
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        yield InputError(path.as_posix(), "unreadable", f"is no usable path: {error}")


def _of_pattern(path: Path) -> Iterator[Place | InputError]:
    if not glob.has_magic(str(path)):
        yield InputError(path.as_posix(), "missing", "no such file or folder: check the path")
        return
    matches = [Path(match) for match in glob.glob(str(path), recursive=True)]  # noqa: PTH207 (any anchor)
    if not matches:
        yield InputError(path.as_posix(), "missing", "no file matches this pattern")
    for match in matches:
        if match.is_dir():
            yield from _of_folder(match, may_be_empty=True)
        elif not _is_skipped(match.name):
            yield from _file(match, named=False)


def _of_folder(folder: Path, *, may_be_empty: bool = False) -> Iterator[Place | InputError]:
    errors: list[OSError] = []
    count = 0
    for root, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if not _is_skipped(name) and (path.is_file() or path.is_symlink()):
                count += 1
                yield from _file(path, named=False)
    for error in errors:
        yield InputError(Path(error.filename).as_posix(), "unreadable", str(error.strerror))
    if not (count or errors or may_be_empty):
        yield InputError(folder.as_posix(), "empty", "no file below this folder")


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name.lower() == "readme.md"


def _file(path: Path, *, named: bool) -> Iterator[Place]:
    if not _is_beside_an_article(path):
        yield Place(path.as_posix(), path, named)


def _is_beside_an_article(path: Path) -> bool:
    """Tell whether a `.json` file only says what the article of the same stem is about."""
    return path.suffix.lower() == ".json" and any(
        path.with_suffix(suffix).is_file() for suffix in SINGLE
    )
