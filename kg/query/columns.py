"""Aligned columns of plain text, measured as a terminal shows them.

Wide characters (East Asian Width, UAX #11) take two columns, combining ones none. What would move
the cursor or turn the direction of the text is shown by its code: cells hold words of articles.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

GAP = "  "
NARROWEST = 8
"""How narrow a column may become when the table has to fit."""


def aligned(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    width: int | None,
    *,
    wrap: bool = False,
) -> str:
    """Return the table as lines of text; columns where `right` holds are flush right.

    `width` is the most columns a line may take: the widest cells are cut with an ellipsis, as long
    as they are wider than `NARROWEST`, or with `wrap` go on in the next line; None cuts nothing.
    """
    lines = [[visible(cell) for cell in line] for line in (head, *rows)]
    widest = [max(map(columns, column)) for column in zip(*lines, strict=True)]
    fitting = _fit(widest, width)
    rule = ["-" * room for room in fitting]
    body = _wrapped(lines[1:], fitting) if wrap else lines[1:]
    return "".join(_line(line, fitting, right) for line in (lines[0], rule, *body))


def columns(text: str) -> int:
    """Return how many columns a terminal needs for `text`."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


_SPOKEN = {"\n": "⏎", "\r": "", "\t": " "}


def visible(text: str) -> str:
    """Return `text` on one line, with controls and marks of direction shown by their codes."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character in _SPOKEN:
        return _SPOKEN[character]
    category = unicodedata.category(character)
    is_harmless = character.isprintable() or category == "Zs" or character in "\u200c\u200d\u00ad"
    return character if is_harmless else f"\\u{ord(character):04x}"


def _fit(widest: Sequence[int], width: int | None) -> list[int]:
    """Return the columns' widths, with the widest ones narrowed until the line fits."""
    if width is None:
        return list(widest)
    room = max(width - len(GAP) * (len(widest) - 1), NARROWEST)
    fitting = [min(each, room) for each in widest]
    while sum(fitting) > room and max(fitting) > NARROWEST:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _wrapped(lines: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield each line as so many lines that no cell is cut but at a blank."""
    for line in lines:
        cells = [_parts(cell, room) for cell, room in zip(line, widths, strict=True)]
        yield from map(list, zip_longest(*cells, fillvalue=""))


def _parts(cell: str, room: int) -> list[str]:
    parts = [""]
    for word in cell.split(" "):
        longer = f"{parts[-1]} {word}" if parts[-1] else word
        if columns(longer) <= room or not parts[-1]:
            parts[-1] = longer
        else:
            parts.append(word)
    return [piece for part in parts for piece in _chopped(part, room)]


def _chopped(word: str, room: int) -> Iterator[str]:
    """Yield a word that is wider than its column in pieces."""
    taken, used = 0, 0
    for at, character in enumerate(word):
        used += _columns_of(character)
        if used > room:
            yield word[taken:at]
            taken, used = at, _columns_of(character)
    yield word[taken:]


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        _padded(cell, room, flush_right)
        for cell, room, flush_right in zip(cells, widths, right, strict=True)
    ]
    return GAP.join(padded).rstrip() + "\n"


def _padded(cell: str, room: int, flush_right: bool) -> str:
    shown = _cut(cell, room)
    blanks = " " * (room - columns(shown))
    return blanks + shown if flush_right else shown + blanks


def _cut(cell: str, room: int) -> str:
    if columns(cell) <= room:
        return cell
    taken, used = 0, 1
    for character in cell:
        used += _columns_of(character)
        if used > room:
            break
        taken += 1
    return cell[:taken].rstrip() + "…"
