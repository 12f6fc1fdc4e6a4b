"""The first and last day that a date in EDTF (ISO 8601-2) may mean: to sort and to compare.

What is coarse stays coarse: `2020-09` reaches from the first of September to the thirtieth. Marks
of doubt (`?`, `~`, `%`) change no bound. A season lies somewhere in its year, since EDTF's seasons
21 to 24 name no hemisphere.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2})(?:T.*)?)?)?")
_DOUBT = re.compile(r"[?~%]")
_SEASONS = {str(code) for code in range(21, 33)}
_WINTERS = {"24", "28"}
"""Winter where no hemisphere is named, and winter in the north: both reach into the next year."""
_QUARTERS = {"33": 1, "34": 4, "35": 7, "36": 10}
_LATER = timedelta(days=1)
"""What articles of different time zones and deadlines may be apart on one day."""
_FEW = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that are possible; None where that side is open."""

    earliest: date | None
    latest: date | None

    @property
    def first(self) -> date:
        """The first day that can be counted with."""
        return self.earliest or date.min

    @property
    def last(self) -> date:
        """The last day that can be counted with."""
        return self.latest or date.max

    @property
    def is_day(self) -> bool:
        """Whether no more than a few days are meant."""
        return self.earliest is not None and self.last - self.first <= _FEW

    def meets(self, other: Period) -> bool:
        """Tell whether the two may be of one time; days may be one apart."""
        (earlier, later) = sorted((self, other), key=lambda each: (each.first, each.last))
        late = _LATER if self.is_day and other.is_day else timedelta()
        return later.first - earlier.last <= late


_OPEN = Period(None, None)
_BEFORE_CHRIST = Period(None, date.min)
"""Days before the year 1, which are not told apart."""


@lru_cache(maxsize=4096)
def period(value: str) -> Period | None:
    """Return what days a date or an interval may mean; None where `value` is not read as EDTF."""
    plain = _DOUBT.sub("", value.strip())
    if "/" not in plain:
        return _of_date(plain)
    begin, _, end = plain.partition("/")
    first, last = _of_side(begin), _of_side(end)
    if first is None or last is None or first == last == _OPEN:
        return None
    return _ordered(first.earliest, last.latest)


def _of_side(side: str) -> Period | None:
    return _OPEN if side in ("", "..") else _of_date(side)


def _ordered(earliest: date | None, latest: date | None) -> Period | None:
    if earliest and latest and latest < earliest:
        return None
    return Period(earliest, latest)


def _of_date(value: str) -> Period | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = match.groups()
    if year.startswith("-"):
        return _BEFORE_CHRIST
    first, last = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if last == 0:
        return None
    if month is None:
        return Period(date(first, 1, 1), date(last, 12, 31))
    if day is None and (month in _SEASONS or month in _QUARTERS):
        return _of_part(first, last, month)
    days = _days(first, month, day), _days(last, month, day)
    return Period(days[0][0], days[1][-1]) if all(days) else None


def _of_part(first: int, last: int, code: str) -> Period:
    if code in _QUARTERS:
        end = _QUARTERS[code] + 2
        return Period(date(first, _QUARTERS[code], 1), _month_end(last, end))
    if code in _WINTERS and last < date.max.year:
        return Period(date(first, 1, 1), date(last + 1, 3, 1) - timedelta(days=1))
    return Period(date(first, 1, 1), date(last, 12, 31))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _days(year: int, month: str, day: str | None) -> list[date]:
    """Return the days of a year that month and day may mean: the first and last of each month."""
    found = []
    for number in _numbers(month, 12):
        days = _numbers(day or "XX", calendar.monthrange(year, number)[1])
        found += [date(year, number, days[0]), date(year, number, days[-1])] if days else []
    return found


def _numbers(pattern: str, highest: int) -> list[int]:
    wanted = re.compile(pattern.replace("X", r"\d"))
    return [number for number in range(1, highest + 1) if wanted.fullmatch(f"{number:02}")]
