"""Sheets written out: aligned text for terminals, JSON and CSV for programs, HTML for pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from kg.errors import QueryError
from kg.query.columns import aligned, visible
from kg.sheets.sheet import Cell, Change, Compared, Sheet


def written(sheets: Sequence[Sheet], format: str = "table", *, width: int | None = None) -> str:
    """Return sheets in one of `FORMATS`; `width` is the most columns of a terminal's line.

    Raises QueryError for an unknown format.
    """
    if format not in FORMATS:
        raise QueryError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    return FORMATS[format](sheets, width)


# --- For a terminal -------------------------------------------------------------------------------

_IN_TITLE = ("who", "articles", "independent sources", "about")


def _as_table(sheets: Sequence[Sheet], width: int | None) -> str:
    return "\n".join(_one_table(sheet, width) for sheet in sheets)


def _one_table(sheet: Sheet, width: int | None) -> str:
    told = (name for name, cell in sheet.about if cell != "" and _is_new(sheet, name))
    facts = (f"{name}: {dict(sheet.about)[name]}" for name in told)
    heading = "".join(visible(line) + "\n" for line in (sheet.title, *facts))
    if not sheet.rows:
        return heading
    right = [
        all(isinstance(cell, int | float) for cell in cells)
        for cells in zip(*sheet.rows, strict=True)
    ]
    rows = [[str(cell) for cell in row] for row in sheet.rows]
    return heading + aligned(sheet.columns, rows, right, width, wrap=True)


def _is_new(sheet: Sheet, name: str) -> bool:
    """Tell whether a fact is in no title yet; ids are told once, with the person."""
    return name not in _IN_TITLE and (sheet.kind == "person" or name not in ("id", "wikidata"))


# --- For programs ---------------------------------------------------------------------------------


def _as_json(sheets: Sequence[Sheet], _: int | None) -> str:
    """Return a list of sheets: kind, title, the facts on them, and their rows by column."""
    rows = [
        {
            "kind": sheet.kind,
            "title": sheet.title,
            **{_key(name): _plain(cell) for name, cell in sheet.about},
            "rows": [
                {_key(name): _plain(cell) for name, cell in zip(sheet.columns, row, strict=True)}
                for row in sheet.rows
            ],
        }
        for sheet in sheets
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _key(name: str) -> str:
    return name.replace(" ", "_")


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Compared):
        return [{each.change.value: each.text} for each in cell.pieces]
    return cell


def _as_csv(sheets: Sequence[Sheet], _: int | None) -> str:
    """Return one table with all columns of all sheets; what is about a sheet stands in each row."""
    out = io.StringIO(newline="")
    names = dict.fromkeys(
        name for sheet in sheets for name in (*(name for name, _ in sheet.about), *sheet.columns)
    )
    lines = csv.DictWriter(out, ["kind", *names], lineterminator="\n")
    lines.writeheader()
    for sheet in sheets:
        for row in sheet.rows:
            cells = dict(zip(sheet.columns, row, strict=True))
            lines.writerow({"kind": sheet.kind, **dict(sheet.about), **cells})
    return out.getvalue()


# --- For pages ------------------------------------------------------------------------------------

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left }}
th, td {{ vertical-align: top }}
del {{ color: #8a1c1c; background: #fbeaea }}
ins {{ color: #14532d; background: #e7f5ec; text-decoration: none; border-bottom: 2px solid }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem }}
dd {{ margin: 0 }}
</style>
{body}
</html>
"""


def _as_html(sheets: Sequence[Sheet], _: int | None) -> str:
    """Return a page of its own that asks for nothing from the network; words are escaped."""
    title = sheets[0].title if sheets else "Nothing found"
    return _PAGE.format(title=escape(title), body="\n".join(map(_section, sheets)))


def _section(sheet: Sheet) -> str:
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{_markup(cell)}</dd>"
        for name, cell in sheet.about
        if cell != ""
    )
    head = _line("th", map(escape, sheet.columns))
    body = "".join(_line("td", map(_markup, row)) for row in sheet.rows)
    return (
        f"<section>\n<h2>{escape(sheet.title)}</h2>\n<dl>{facts}</dl>\n"
        f"<table><thead>{head}</thead><tbody>\n{body}</tbody></table>\n</section>"
    )


def _line(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>\n"


_TAGS = {Change.KEPT: "{}", Change.DROPPED: "<del>{}</del>", Change.ADDED: "<ins>{}</ins>"}


def _markup(cell: Cell) -> str:
    if isinstance(cell, Compared):
        return " ".join(_TAGS[each.change].format(escape(each.text)) for each in cell.pieces)
    if isinstance(cell, str) and cell.startswith(("https://", "http://")):
        return f'<a href="{escape(cell)}">{escape(cell)}</a>'
    return escape(str(cell))


FORMATS: Mapping[str, Callable[[Sequence[Sheet], int | None], str]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "html": _as_html,
}
"""What sheets can be written as."""
