"""Whether two dates in EDTF (ISO 8601-2) may be of one time, as coarse as each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DATE = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?(?:T.*)?")
_DOUBT = re.compile(r"[?~%]")
_DAY_LATER = 1
"""Days that articles of different zones and deadlines may be apart."""


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that a date may mean, as numbers that count days roughly.

    Months have 31 days here, so that a month's last day is below the next one's first.
    """

    first: int
    last: int

    @property
    def is_day(self) -> bool:
        """Whether no more than a few days are meant."""
        return self.last - self.first <= 3

    def meets(self, other: Period) -> bool:
        """Tell whether the two may be of one time."""
        late = _DAY_LATER if self.is_day and other.is_day else 0
        return self.first <= other.last + late and other.first <= self.last + late


def period(value: str) -> Period | None:
    """Return what days an EDTF date or interval may mean; None where it cannot be read.

    A season is somewhere in its year, since it names no hemisphere.
    """
    sides = _DOUBT.sub("", value).split("/")
    found = [_period(side) for side in sides if side not in ("", "..")]
    if not found or None in found:
        return None
    known = [each for each in found if each]
    first, last = known[0].first, known[-1].last
    if len(sides) == 2:
        first = first if sides[0] not in ("", "..") else 0
        last = last if sides[1] not in ("", "..") else _number("9999", 12, 31)
    return Period(first, last) if first <= last else None


def _period(value: str) -> Period | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = match["year"], match["month"] or "XX", match["day"] or "XX"
    months = _range(month, 12)
    days = _range(day, 31)
    return Period(
        _number(year.replace("X", "0"), months[0], days[0]),
        _number(year.replace("X", "9"), months[1], days[1]),
    )


def _range(digits: str, highest: int) -> tuple[int, int]:
    """Return the lowest and highest number that digits may mean; the whole range for a season."""
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if "X" not in digits and low > highest:
        return 1, highest
    return max(low, 1), min(high, highest)


def _number(year: str, month: int, day: int) -> int:
    return (int(year) * 12 + month - 1) * 31 + day - 1
