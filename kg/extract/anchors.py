"""The date that an article's dates are counted from, and what lies so far from a date, in EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates are counted from: the article's date, as precise as it is known.

    `precision` is 0 where it is unknown, 1 for a year, 2 for a month, 3 for a day.
    """

    day: date
    precision: int

    @classmethod
    def of(cls, published: str) -> Anchor:
        """Return the anchor that an ISO 8601 date or date-time gives; "" gives none."""
        match = _ISO.match(published)
        if not match:
            return cls(date(1, 1, 1), 0)
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            exact = date(year, month or 1, day or 1)
        except ValueError:
            return cls(date(1, 1, 1), 0)
        return cls(exact, 3 if day else 2 if month else 1)


_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def edtf(year: int, month: int = 0, day: int = 0) -> str:
    """Return a date as coarse as it is given; raises ValueError where there is no such day."""
    if not 1 <= year <= 9999:
        raise ValueError(f"no year {year}")
    if day:
        return date(year, month, day).isoformat()
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def coded(year: int, code: int) -> str:
    """Return a season or a quarter of a year; raises ValueError where there is no such year."""
    return f"{edtf(year)}-{code}"


def tens(number: int) -> str:
    """Return a decade by its first three digits; raises ValueError where there is none."""
    return f"{edtf(number * 10)[:3]}X"


def weekend(day: date, way: int, future: bool) -> str:
    """Return the weekend `way` weeks from a day's; "this" one is the last unless it is to come."""
    monday = day - timedelta(days=day.weekday())
    if way == 0 and not future and day.weekday() < 5:
        way = -1
    saturday = monday + timedelta(days=5, weeks=way)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def week(day: date) -> str:
    """Return the week from Monday to Sunday that a day is in."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def shifted(day: date, *, months: int) -> str:
    """Return the month so many months after a day's."""
    count = day.year * 12 + day.month - 1 + months
    return edtf(count // 12, count % 12 + 1)


def away(day: date, precision: int, unit: str, count: int) -> str:
    """Return what lies `count` units away, as coarse as the unit; "" where `day` is coarser."""
    if unit in ("minute", "hour"):
        return day.isoformat() if precision == 3 and abs(count) < 12 else ""
    if unit == "day":
        return (day + timedelta(days=count)).isoformat() if precision == 3 else ""
    if unit in ("week", "fortnight"):
        weeks = count * (2 if unit == "fortnight" else 1)
        return week(day + timedelta(weeks=weeks)) if precision == 3 else ""
    if unit == "month":
        return shifted(day, months=count) if precision >= 2 else ""
    if unit == "decade":
        return tens(day.year // 10 + count) if precision else ""
    return edtf(day.year + count) if precision else ""


def one_date(value: str) -> Anchor | None:
    """Return a value as a date to count from, None where it is none or more than one."""
    return Anchor.of(value) if _ONE_DATE.fullmatch(value) else None


_ONE_DATE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
