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
from datetime import timedelta

from kg.extract.anchors import Anchor, away, coded, edtf, one_date, shifted, tens, week, weekend
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
        start = one_date(value)
        if not self.is_distance or start is None:
            return ""
        try:
            count = _number(self.groups["count"])
            return away(start.day, start.precision, self.groups["unit"], count if later else -count)
        except (ValueError, OverflowError):
            return ""


def find_whens(text: str) -> tuple[When, ...]:
    """Return the words that say when in a text, in order; they do not overlap."""
    return tuple(When(*found) for found in expressions(text))


# --- Values -----------------------------------------------------------------------------------

Groups = Mapping[str, str]
Reader = Callable[[Groups, "Anchor", bool, str], str]


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
    return edtf(int(groups["y"]), int(groups["m"]), int(groups["d"]))


def _before_christ(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    """Return years before the year 1, the first of which is the year 0 of EDTF."""
    years = [int(groups[name]) for name in ("y", "until") if name in groups]
    if not all(years):
        raise ValueError("there is no year 0 before Christ")
    return "/".join(f"-{year - 1:04}" if year > 1 else "0000" for year in years)


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
        return edtf(int(groups["y"]), month, day)
    if "year" in groups or "told" in groups:
        return edtf(_year_meant(groups, anchor, before), month, day)
    if "gone" in groups:
        return _gone(one_date(before) or anchor, month, day)
    told = _year_told(anchor, month, day, before)
    if told:
        return edtf(told, month, day)
    if anchor.precision < 2:
        return edtf(anchor.day.year, month, day) if anchor.precision else ""
    return edtf(_year_of(anchor, month, day, future), month, day)


def _stretch(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    """Return a stretch of days over the end of a month: from 20 November to 11 December."""
    last = {**groups, "m": groups["tom"], "d": groups["to"]}
    return _from_to(_day, groups, last, anchor, future, before)


def _months(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    """Return a stretch of months: between May and June 1981."""
    of_year = _month_year if "y" in groups else _month
    return _from_to(of_year, groups, {**groups, "m": groups["tom"]}, anchor, future, before)


def _from_to(
    read: Reader, first: Groups, last: Groups, anchor: Anchor, future: bool, before: str
) -> str:
    """Return what lies between two dates; a year that is named is that of the last.

    What goes on while it is written about is not past: from 23 January to 9 March.
    """
    begin, end = read(first, anchor, future, before), read(last, anchor, future, before)
    if not begin or not end:
        return ""
    if "y" in first:
        return f"{begin if begin <= end else _in_year(begin, -1)}/{end}"
    end = begin[:4] + end[4:]
    end = end if begin <= end else _in_year(end, 1)
    if future and anchor.day.isoformat()[: len(end)] <= _in_year(end, -1):
        begin, end = _in_year(begin, -1), _in_year(end, -1)
    return f"{begin}/{end}"


def _in_year(value: str, away: int) -> str:
    """Return a date so many years on; raises ValueError where there is no such day."""
    parts = [int(part) for part in value.split("-")]
    return edtf(parts[0] + away, *parts[1:])


def _gone(here: Anchor, month: int, day: int) -> str:
    """Return the 12th of October last: the one before what is told."""
    if here.precision < 2:
        return ""
    return edtf(here.day.year - ((month, day) >= (here.day.month, here.day.day)), month, day)


_YEARS_AWAY = {"last": -1, "this": 0, "next": 1}
_TOLD_AWAY = {"following": 1, "next": 1, "previous": -1}


def _year_meant(groups: Groups, anchor: Anchor, before: str) -> int:
    """Return the year in “March last year” or “May that year”; raises ValueError if unknown."""
    if "told" in groups:
        return int(before.lstrip("/")[:4]) + _TOLD_AWAY.get(groups["told"].split()[-1].lower(), 0)
    if not anchor.precision:
        raise ValueError("the article has no date")
    return anchor.day.year + _YEARS_AWAY[groups["year"].lower()]


def _ordinal(words: str) -> int:
    """Return the day of a month: 5, 5th, fifth."""
    digits = re.sub(r"\D", "", words)
    return int(digits) if digits else _ORDINALS[words.lower()]


_SEASON = re.compile(r"-[23]\d$")


def _year_told(anchor: Anchor, month: int, day: int, before: str) -> int:
    """Return the year in which a tale goes on that named another than the anchor's; 0 if none.

    What is told next comes later: in November 1931 … in March; in November 2025 (to come) … in May.
    """
    begin, _, end = before.partition("/")
    told = one_date(_SEASON.sub("", end if begin[:4] == end[:4] else before))
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


def _month_year(groups: Groups, anchor: Anchor, _future: bool, before: str) -> str:
    year = int(groups["y"]) if "y" in groups else _year_meant(groups, anchor, before)
    return edtf(year, _month_number(groups["m"]))


def _month(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    month, which = _month_number(groups["m"]), groups.get("which", "").lower()
    told = 0 if which else _year_told(anchor, month, 0, before)
    if told:
        return edtf(told, month)
    if anchor.precision < 2:
        return ""
    if which in ("last", "past", "previous", "this past"):
        return edtf(anchor.day.year - (month >= anchor.day.month), month)
    if which in ("next", "coming", "this coming", "following"):
        return edtf(anchor.day.year + (month <= anchor.day.month), month)
    if which == "this":
        return edtf(anchor.day.year, month)
    return edtf(_year_of(anchor, month, 0, future), month)


def _season_year(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return coded(int(groups["y"]), _SEASONS[groups["season"].lower()])


def _quarter(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    if "which" in groups:
        return _quarter_near(_YEARS_AWAY[groups["which"].lower()], anchor)
    code = 32 + int(groups["q"]) if "q" in groups else _QUARTERS[groups["word"].lower()]
    if "y" in groups:
        return coded(int(groups["y"]), code)
    if anchor.precision < 2:
        return ""
    begun = (code - 33) * 3 + 1 <= anchor.day.month
    return coded(anchor.day.year - (not begun and not future), code)


def _quarter_near(way: int, anchor: Anchor) -> str:
    """Return this quarter, the last or the next."""
    if anchor.precision < 2:
        return ""
    count = anchor.day.year * 4 + (anchor.day.month - 1) // 3 + way
    return coded(count // 4, 33 + count % 4)


def _told_weekday(groups: Groups, _anchor: Anchor, _future: bool, before: str) -> str:
    """Return a weekday counted from the day just named: the following Monday, that Monday."""
    start = one_date(before)
    if start is None or start.precision < 3:
        return ""
    wanted, told = _WEEKDAYS[groups["w"][:3].lower()], groups["told"].lower()
    ahead = (wanted - start.day.weekday()) % 7
    if told.endswith(("following", "next")):
        ahead = ahead or 7
    elif told.endswith("previous"):
        ahead = ahead - 7 if ahead else -7
    elif ahead > 3:
        ahead -= 7
    return (start.day + timedelta(days=ahead)).isoformat()


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
        return tens(anchor.day.year // 10 + way)
    if period == "year":
        return edtf(anchor.day.year + way)
    if period == "month":
        return shifted(anchor.day, months=way)
    if period == "week":
        return week(anchor.day + timedelta(weeks=way))
    return weekend(anchor.day, way, future)


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
    return coded(year, code)


def _weekend_told(_groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    return _period_near("weekend", anchor, 0, future)


def _end(groups: Groups, anchor: Anchor, future: bool, before: str) -> str:
    """Return what the end of the year, or later in the month, is a part of."""
    unit, told = groups["unit"], re.match(r"\d{4}", before)
    if unit == "year" and told and anchor.precision:
        return edtf(int(told[0]))
    return _period_near(unit, anchor, 0, future)


def _new_year(_groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    if not anchor.precision:
        return ""
    late = anchor.precision < 2 or anchor.day.month > 6
    return edtf(anchor.day.year + (late and (future or anchor.day.month > 9)))


def _season(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    code = _SEASONS[groups["season"].lower()]
    if anchor.precision < 2:
        return ""
    if future:
        return _season_near(code, anchor, 1)
    return coded(anchor.day.year - (anchor.day.month < _SEASON_BEGINS[code]), code)


def _ago(groups: Groups, anchor: Anchor, _future: bool, _before: str) -> str:
    return away(anchor.day, anchor.precision, groups["unit"], -_number(groups["count"]))


def _hence(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    if not future:
        return ""
    return away(anchor.day, anchor.precision, groups["unit"], _number(groups["count"]))


def _later(groups: Groups, _anchor: Anchor, _future: bool, before: str) -> str:
    """Return what lies so far from the date named just before; unknown where none was."""
    start = one_date(before)
    if start is not None and "more" in groups:
        start = _further(start, groups)
    if start is None:
        return ""
    way = -1 if groups["way"] in ("earlier", "previously", "before") else 1
    return away(start.day, start.precision, groups["unit"], way * _number(groups["count"]))


def _further(start: Anchor, groups: Groups) -> Anchor | None:
    """Return a date moved by the first part of a distance: `a week` and two days later."""
    way = -1 if groups["way"] in ("earlier", "previously", "before") else 1
    count = way * _number(groups["more"])
    if groups["moreunit"] == "year":
        return Anchor(start.day.replace(year=start.day.year + count), start.precision)
    weeks = count * (2 if groups["moreunit"] == "fortnight" else 1)
    return Anchor(start.day + timedelta(weeks=weeks), 3) if start.precision == 3 else None


def _neighbour(groups: Groups, _anchor: Anchor, _future: bool, before: str) -> str:
    start = one_date(before)
    if start is None and groups["unit"] == "year":
        start = one_date(before[:4])
    if start is None:
        return ""
    unit = groups["unit"] if groups["unit"] in ("week", "month", "year") else "day"
    way = _TOLD_AWAY.get(groups.get("which", "").lower(), 0)
    return away(start.day, start.precision, unit, way)


def _vague(_groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return ""


def _holiday(groups: Groups, anchor: Anchor, future: bool, _before: str) -> str:
    name = groups["word"].lower().replace("’", "'")
    month, day = _HOLIDAYS[name]
    if "y" in groups:
        return edtf(int(groups["y"]), month, day)
    if anchor.precision < 2:
        return ""
    ahead = future or groups.get("lead", "").lower() in ("before", "by", "until")
    return edtf(_year_of(anchor, month, day, ahead), month, day)


_DECADES = (
    *("twenties", "thirties", "forties", "fifties"),
    *("sixties", "seventies", "eighties", "nineties"),
)


def _nine_eleven(_groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    return "2001-09-11"


def _decade(groups: Groups, _anchor: Anchor, _future: bool, _before: str) -> str:
    if "tens" in groups:
        return tens(190 + _DECADES.index(groups["tens"].lower()) + 2)
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
    return edtf(int(groups.get("y") or groups["early"]))


_VALUES: Mapping[str, Reader] = {
    "iso": _iso,
    "before_christ": _before_christ,
    "years": _years,
    "days": _days,
    "stretch": _stretch,
    "months": _months,
    "day": _day,
    "month_year": _month_year,
    "season_year": _season_year,
    "quarter": _quarter,
    "month": _month,
    "told_weekday": _told_weekday,
    "weekday": _weekday,
    "this_day": _this_day,
    "this_daytime": _this_daytime,
    "period": _period,
    "weekend": _weekend_told,
    "end": _end,
    "new_year": _new_year,
    "season": _season,
    "ago": _ago,
    "hence": _hence,
    "later": _later,
    "neighbour": _neighbour,
    "vague": _vague,
    "holiday": _holiday,
    "nine_eleven": _nine_eleven,
    "decade": _decade,
    "century": _century,
    "war": _war,
    "year": _year,
}


__all__ = ["Anchor", "When", "find_whens"]
