"""Words that say when, and their value in EDTF (ISO 8601-2), counted from the article's date.

Unknown stays unknown (""), coarse stays coarse: `last month` is a month, `two years ago` a year.
A week or a weekend is an interval of days, since EDTF has no weeks. Ages, durations and weeks of
pregnancy are no dates and are not found. The grammar is closed on purpose: a general date parser
finds a date in almost anything ("may", "sat", "at 20 weeks"), and gives a day where a month is
meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.date_words import expressions
from kg.model import Span

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WEEKDAYS = {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen twenty",
        )
    )
} | {"a": 1, "an": 1, "couple": 2}
_HOLIDAYS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        re.findall(
            r"\w+",
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
            " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
            " twentieth",
        ),
        1,
    )
}
_WARS = {"first": "1914-07-28/1918-11-11", "second": "1939-09-01/1945-09-02"}
_QUARTERS = {"first": 33, "second": 34, "third": 35, "fourth": 36, "final": 36, "last": 36}


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


@dataclass(frozen=True, slots=True)
class When:
    """Words that say when; `groups` is what the grammar read in them."""

    span: Span
    kind: str
    groups: Mapping[str, str]

    def bare(self) -> When:
        """Return it without the preposition before it, which is another word's."""
        return When(self.span, self.kind, {k: v for k, v in self.groups.items() if k != "lead"})

    def value(self, anchor: Anchor, *, future: bool = False, before: str = "") -> str:
        """Return the EDTF value; `before` is the value of the words that said when just before.

        With `future` the words are read as of what is still to come.
        """
        try:
            found = _VALUES[self.kind](self.groups, anchor, future, before)
        except (ValueError, OverflowError):
            return ""
        if found and "about" in self.groups:
            return f"{found}~"
        lead = self.groups.get("lead", "").lower()
        if not found or "/" in found:
            return found
        if lead in ("before", "by", "until", "till", "prior to"):
            return f"/{found}"
        return f"{found}/" if lead == "after" else found

    @property
    def is_distance(self) -> bool:
        """Whether the words are a distance from something: two days before."""
        return self.kind == "later"

    def away_from(self, value: str, *, later: bool) -> str:
        """Return what lies at this distance from a date, "" where that date is too coarse."""
        start = _one_date(value)
        if not self.is_distance or start is None:
            return ""
        try:
            count = _number(self.groups["count"])
            return _away(
                start.day, start.precision, self.groups["unit"], count if later else -count
            )
        except (ValueError, OverflowError):
            return ""


def find_whens(text: str) -> tuple[When, ...]:
    """Return the words that say when in a text, in order; they do not overlap."""
    return tuple(When(*found) for found in expressions(text))


# --- Values -----------------------------------------------------------------------------------

Groups = Mapping[str, str]


def _edtf(year: int, month: int = 0, day: int = 0) -> str:
    """Return a date as coarse as it is given; raises ValueError where there is no such day."""
    if not 1 <= year <= 9999:
        raise ValueError(f"no year {year}")
    if day:
        return date(year, month, day).isoformat()
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _coded(year: int, code: int) -> str:
    """Return a season or a quarter of a year; raises ValueError where there is no such year."""
    return f"{_edtf(year)}-{code}"


def _tens(tens: int) -> str:
    """Return a decade by its first three digits; raises ValueError where there is none."""
    return f"{_edtf(tens * 10)[:3]}X"


def _number(words: str) -> int:
    """Return a number in digits or words; raises ValueError for `several` and the like."""
    if words.isdigit():
        return int(words)
    last = [word for word in words.lower().split() if word in _NUMBERS]
    if not last or words.lower() == "a few":
        raise ValueError(f"{words} is no number")
    return _NUMBERS[last[-1]]


def _month_number(word: str) -> int:
    return _MONTHS[word[:3].lower()]


def _iso(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return _edtf(int(groups["y"]), int(groups["m"]), int(groups["d"]))


def _years(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    begin, end = groups["y"], groups["until"]
    end = end if len(end) == 4 else begin[:2] + end
    return f"{begin}/{end}" if int(end) > int(begin) else begin


def _days(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    ends = (_day({**groups, "d": groups[end]}, anchor, future, before) for end in ("d", "to"))
    return "/".join(end for end in ends if end)


def _day(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    month, day = _month_number(groups["m"]), _ordinal(groups["d"])
    if "y" in groups:
        return _edtf(int(groups["y"]), month, day)
    told = _year_told(anchor, month, day, before)
    if told:
        return _edtf(told, month, day)
    if anchor.precision < 2:
        return _edtf(anchor.day.year, month, day) if anchor.precision else ""
    return _edtf(_year_of(anchor, month, day, future), month, day)


def _ordinal(words: str) -> int:
    """Return the day of a month: 5, 5th, fifth."""
    digits = re.sub(r"\D", "", words)
    return int(digits) if digits else _ORDINALS[words.lower()]


_SEASON = re.compile(r"-[23]\d$")


def _year_told(anchor: Anchor, month: int, day: int, before: str) -> int:
    """Return the year in which a tale goes on that named another than the anchor's; 0 if none.

    What is told next comes later: in November 1931 … in March; in November 2025 (to come) … in May.
    """
    told = _one_date(_SEASON.sub("", before))
    if told is None or not anchor.precision or told.day.year == anchor.day.year:
        return 0
    there = (told.day.month if told.precision > 1 else 0, told.day.day if told.precision > 2 else 0)
    return told.day.year + ((month, day or 31) < there)


def _year_of(anchor: Anchor, month: int, day: int, future: bool) -> int:
    """Return the year that puts a day or (day 0) a month on the right side of the anchor."""
    here = (anchor.day.month, anchor.day.day if day and anchor.precision == 3 else 0)
    there = (month, day if here[1] else 0)
    if future:
        return anchor.day.year + (there < here)
    return anchor.day.year - (there > here)


def _month_year(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return _edtf(int(groups["y"]), _month_number(groups["m"]))


def _month(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    month, which = _month_number(groups["m"]), groups.get("which", "").lower()
    told = 0 if which else _year_told(anchor, month, 0, before)
    if told:
        return _edtf(told, month)
    if anchor.precision < 2:
        return ""
    if which in ("last", "past", "previous", "this past"):
        return _edtf(anchor.day.year - (month >= anchor.day.month), month)
    if which in ("next", "coming", "this coming", "following"):
        return _edtf(anchor.day.year + (month <= anchor.day.month), month)
    if which == "this":
        return _edtf(anchor.day.year, month)
    return _edtf(_year_of(anchor, month, 0, future), month)


def _season_year(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return _coded(int(groups["y"]), _SEASONS[groups["season"].lower()])


def _quarter(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    code = 32 + int(groups["q"]) if "q" in groups else _QUARTERS[groups["word"].lower()]
    if "y" in groups:
        return _coded(int(groups["y"]), code)
    if anchor.precision < 2:
        return ""
    begun = (code - 33) * 3 + 1 <= anchor.day.month
    return _coded(anchor.day.year - (not begun and not future), code)


def _weekday(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    if anchor.precision < 3:
        return ""
    wanted, which = _WEEKDAYS[groups["w"][:3].lower()], groups.get("which", "").lower()
    back = (anchor.day.weekday() - wanted) % 7
    ahead = (wanted - anchor.day.weekday()) % 7
    if which in ("last", "past", "previous", "this past"):
        return (anchor.day - timedelta(days=back or 7)).isoformat()
    if which in ("next", "coming", "this coming", "following"):
        return (anchor.day + timedelta(days=ahead or 7)).isoformat()
    days = ahead if future or which == "this" else -back
    return (anchor.day + timedelta(days=days)).isoformat()


_DAYS_AWAY = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2}


def _this_day(groups: Groups, anchor: Anchor, _future: bool, _before: str) -> str:
    if anchor.precision < 3:
        return ""
    away = _DAYS_AWAY.get(groups["word"].lower(), 0)
    return (anchor.day + timedelta(days=away)).isoformat()


def _this_daytime(_groups: Groups, anchor: Anchor, _future: bool, _before: str) -> str:
    return anchor.day.isoformat() if anchor.precision == 3 else ""


def _period(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    which, period = groups["which"].lower(), groups["period"].lower()
    if which.startswith("this") and which != "this":
        which = "last" if which == "this past" else "next"
    way = {"this": 0, "next": 1, "coming": 1, "following": 1}.get(which, -1)
    if period in _SEASONS:
        return _season_near(_SEASONS[period], anchor, way)
    if groups.get("lead", "").lower() in ("for", "over") and way < 0:
        return ""
    return _period_near(period, anchor, way, future)


def _period_near(period: str, anchor: Anchor, way: int, future: bool) -> str:
    needed = {"decade": 1, "year": 1, "month": 2}.get(period, 3)
    if anchor.precision < needed:
        return ""
    if period == "decade":
        return _tens(anchor.day.year // 10 + way)
    if period == "year":
        return _edtf(anchor.day.year + way)
    if period == "month":
        return _shifted(anchor.day, months=way)
    if period == "week":
        return _week(anchor.day + timedelta(weeks=way))
    return _weekend(anchor.day, way, future)


def _weekend(day: date, way: int, future: bool) -> str:
    monday = day - timedelta(days=day.weekday())
    if way == 0 and not future and day.weekday() < 5:
        way = -1
    saturday = monday + timedelta(days=5, weeks=way)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def _week(day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _shifted(day: date, *, months: int) -> str:
    count = day.year * 12 + day.month - 1 + months
    return _edtf(count // 12, count % 12 + 1)


def _season_near(code: int, anchor: Anchor, way: int) -> str:
    """Return the season of this year, the last one that is over, or the next to begin."""
    if anchor.precision < 2:
        return ""
    year, month, begins = anchor.day.year, anchor.day.month, _SEASON_BEGINS[code]
    if way > 0:
        year += month >= begins
    elif way < 0:
        year -= month < begins + 3
    elif code == 24 and month < 3:
        year -= 1
    return _coded(year, code)


def _new_year(_groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    if not anchor.precision:
        return ""
    late = anchor.precision < 2 or anchor.day.month > 6
    return _edtf(anchor.day.year + (late and (future or anchor.day.month > 9)))


def _season(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    code = _SEASONS[groups["season"].lower()]
    if anchor.precision < 2:
        return ""
    if future:
        return _season_near(code, anchor, 1)
    return _coded(anchor.day.year - (anchor.day.month < _SEASON_BEGINS[code]), code)


def _ago(groups: Groups, anchor: Anchor, _future: bool, _before: str) -> str:
    return _away(anchor.day, anchor.precision, groups["unit"], -_number(groups["count"]))


def _hence(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    if not future:
        return ""
    return _away(anchor.day, anchor.precision, groups["unit"], _number(groups["count"]))


def _away(day: date, precision: int, unit: str, count: int) -> str:
    """Return what lies `count` units away, as coarse as the unit; "" where `day` is coarser."""
    if unit in ("minute", "hour"):
        return day.isoformat() if precision == 3 and abs(count) < 12 else ""
    if unit == "day":
        return (day + timedelta(days=count)).isoformat() if precision == 3 else ""
    if unit in ("week", "fortnight"):
        weeks = count * (2 if unit == "fortnight" else 1)
        return _week(day + timedelta(weeks=weeks)) if precision == 3 else ""
    if unit == "month":
        return _shifted(day, months=count) if precision >= 2 else ""
    if unit == "decade":
        return _tens(day.year // 10 + count) if precision else ""
    return _edtf(day.year + count) if precision else ""


def _later(groups: Groups, _anchor: Anchor, _future: bool, before: str) -> str:
    """Return what lies so far from the date named just before; unknown where none was."""
    start = _one_date(before)
    if start is None:
        return ""
    way = -1 if groups["way"] in ("earlier", "previously", "before") else 1
    return _away(start.day, start.precision, groups["unit"], way * _number(groups["count"]))


def _one_date(value: str) -> Anchor | None:
    """Return a value as a date to count from, None where it is none or more than one."""
    return Anchor.of(value) if _ONE_DATE.fullmatch(value) else None


_ONE_DATE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")


def _neighbour(groups: Groups, _anchor: Anchor, _future: bool, before: str) -> str:
    start = _one_date(before)
    if start is None:
        return ""
    unit = groups["unit"] if groups["unit"] in ("week", "month", "year") else "day"
    way = {"following": 1, "next": 1, "previous": -1}.get(groups.get("which", "").lower(), 0)
    return _away(start.day, start.precision, unit, way)


def _vague(_groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return ""


def _holiday(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    name = groups["word"].lower().replace("’", "'")
    month, day = _HOLIDAYS[name]
    if "y" in groups:
        return _edtf(int(groups["y"]), month, day)
    if anchor.precision < 2:
        return ""
    ahead = future or groups.get("lead", "").lower() in ("before", "by", "until")
    return _edtf(_year_of(anchor, month, day, ahead), month, day)


def _decade(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    digits = re.sub(r"\D", "", groups["decade"])
    if digits.endswith("00") and digits < "1900":
        return f"{digits[:2]}XX"
    return f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X"


def _century(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    number = _ordinal(groups["c"])
    return f"{number - 1:02}XX" if 1 <= number <= 21 else ""


def _war(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    number = groups["war"].lower()
    return _WARS["first" if number in ("i", "one", "first", "1") else "second"]


def _year(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return _edtf(int(groups.get("y") or groups["early"]))


_VALUES: Mapping[str, Callable[[Groups, Anchor, bool, str], str]] = {
    "iso": _iso,
    "years": _years,
    "days": _days,
    "day": _day,
    "month_year": _month_year,
    "season_year": _season_year,
    "quarter": _quarter,
    "month": _month,
    "weekday": _weekday,
    "this_day": _this_day,
    "this_daytime": _this_daytime,
    "period": _period,
    "new_year": _new_year,
    "season": _season,
    "ago": _ago,
    "hence": _hence,
    "later": _later,
    "neighbour": _neighbour,
    "vague": _vague,
    "holiday": _holiday,
    "decade": _decade,
    "century": _century,
    "war": _war,
    "year": _year,
}
