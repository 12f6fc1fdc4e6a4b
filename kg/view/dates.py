"""Dates as people read them, from the EDTF (ISO 8601-2) that findings hold."""

from __future__ import annotations

import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DATE = re.compile(r"(?P<year>\d{2}[\dX]{2})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?:T.*)?")


def readable(edtf: str) -> str:
    """Return `edtf` in words, as coarse as it is; what is not understood stays as it is.

    >>> readable("2020-09"), readable("2020-10-28T09:00Z"), readable("/2020"), readable("202X~")
    ('Sept 2020', '28 Oct 2020', 'until 2020', 'about 2020s')
    >>> readable("2020-09-11/2020-09-12"), readable("2019-12/2020-01")
    ('11 – 12 Sept 2020', 'Dec 2019 – Jan 2020')
    """
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    doubted = edtf.rstrip("?~%")
    match = _DATE.fullmatch(doubted)
    words = _date(match) if match else doubted
    return words if doubted == edtf else f"about {words}"


def _interval(first: str, last: str) -> str:
    begin, end = ("" if part in ("", "..") else readable(part) for part in (first, last))
    if begin and end:
        return f"{_without(begin.split(), end.split())} – {end}"
    return f"from {begin}" if begin else f"until {end}" if end else ""


def _without(begin: list[str], end: list[str]) -> str:
    """Return the words of a beginning without the month and year that the end has, too."""
    while len(begin) > 1 and begin[-1:] == end[-1:]:
        begin, end = begin[:-1], end[:-1]
    return " ".join(begin)


def _date(match: re.Match[str]) -> str:
    year, month, day = match["year"], int(match["month"] or 0), int(match["day"] or 0)
    if "X" in year:
        return f"{year.replace('X', '0')}s"
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    if not 1 <= month <= 12:
        return year
    return f"{day} {_MONTHS[month - 1]} {year}" if day else f"{_MONTHS[month - 1]} {year}"
