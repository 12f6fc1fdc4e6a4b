"""What people read of a graph in a terminal or take into a spreadsheet: sheets of rows.

`compared` sets a statement's wordings side by side, `disputed` what articles disagree on,
`portraits` what is known of somebody; `written` lays sheets out as text, JSON, CSV or HTML.
"""

from kg.sheets.comparison import compared
from kg.sheets.conflicts import disputed
from kg.sheets.layout import FORMATS, written
from kg.sheets.people import portraits
from kg.sheets.register import Register
from kg.sheets.sheet import Cell, Sheet

__all__ = ["FORMATS", "Cell", "Register", "Sheet", "compared", "disputed", "portraits", "written"]
