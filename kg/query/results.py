"""What a query gives: a table of terms, a yes or no, or triples; and their values in Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

Term = NamedNode | Literal | BlankNode | Triple
Plain = str | int | float | bool | Decimal | dt.date | dt.datetime | None
"""What a cell becomes in Python: a number, date or truth value where it is one, else its words."""

ROWS_SHOWN = 100
"""How many rows of a table a notebook shows."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT, in its order; a cell is None where its variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Plain]]:
        """Yield each row as a dictionary of Python's own values."""
        for row in self.rows:
            yield {name: plain(cell) for name, cell in zip(self.variables, row, strict=True)}

    def column(self, variable: str) -> tuple[Plain, ...]:
        """Return one column as Python's own values; raises ValueError for an unknown variable."""
        place = self.variables.index(variable)
        return tuple(plain(row[place]) for row in self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a DataFrame; raises ImportError with the remedy without pandas."""
        try:
            import pandas as pd
        except ImportError as error:
            raise ImportError(
                "tables for pandas need pandas: pip install 'witness-kg[pandas]'"
            ) from error
        return pd.DataFrame(list(self), columns=list(self.variables))

    def __str__(self) -> str:
        from kg.query.formats import write  # which needs tables itself

        return write(self)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Show IPython the first rows as text."""
        printer.text(str(Table(self.variables, self.rows[:ROWS_SHOWN])))

    def _repr_html_(self) -> str:
        rows = [list(map(_shown, row)) for row in self.rows[:ROWS_SHOWN]]
        rest = len(self.rows) - len(rows)
        caption = f"<caption>… and {rest} more rows</caption>" if rest > 0 else ""
        return html_table(self.variables, rows, caption)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an ASK gives."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE gives: each triple once, sorted."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def _repr_html_(self) -> str:
        cells = [[_shown(part) for part in triple] for triple in self.triples[:ROWS_SHOWN]]
        return html_table(("subject", "predicate", "object"), cells, "")


Result = Table | Answer | Triples


def html_table(head: tuple[str, ...], rows: list[list[str]], caption: str) -> str:
    """Return a table for a notebook; head and cells are escaped, `caption` is markup."""

    def line(tag: str, cells: tuple[str, ...] | list[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table>{caption}<thead>{line('th', head)}</thead><tbody>{body}</tbody></table>"


def _shown(cell: Term | None) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell, NamedNode | Literal | BlankNode) else str(cell)


# --- From terms to Python ---------------------------------------------------------------------


def plain(cell: Term | None) -> Plain:
    """Return a term as Python's own value; its words where Python has none for them."""
    if cell is None or isinstance(cell, Triple):
        return None if cell is None else str(cell)
    if not isinstance(cell, Literal):
        return cell.value
    read = _READERS.get(cell.datatype.value.removeprefix(_XSD))
    try:
        return read(cell.value) if read else cell.value
    except (ValueError, ArithmeticError):
        return cell.value


def is_number(cell: Term | None) -> bool:
    """Tell whether a cell is a number."""
    return isinstance(cell, Literal) and isinstance(plain(cell), int | float | Decimal)


_XSD = "http://www.w3.org/2001/XMLSchema#"
_READERS: Mapping[str, Any] = {
    "integer": int,
    "int": int,
    "long": int,
    "nonNegativeInteger": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda words: words in ("true", "1"),
    "date": dt.date.fromisoformat,
    "dateTime": dt.datetime.fromisoformat,
}
