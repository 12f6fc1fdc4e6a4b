"""The dates that files and pages give, in ISO 8601 and as coarse as they are given."""

from __future__ import annotations

import logging
import re
from calendar import month_abbr, month_name
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_log = logging.getLogger(__name__)

_ISO = re.compile(
    r"""(?P<date>\d{4}(-\d{2}(-\d{2})?)?)
        (?:[T ](?P<time>\d{2}:\d{2}(:\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|[+-]\d{2}(:?\d{2})?)?)?""",
    re.VERBOSE,
)
_COMPACT = re.compile(r"(\d{4})[./]?(\d{2})[./]?(\d{2})(T\d+(Z|[+-]\d+)?)?")
_STAMP = re.compile(r"(?P<seconds>\d{9,10})(\d{3})?(\.\d+)?")
_MONTHS = {
    name.lower(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_IN_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
    )
)
_IN_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")


def iso_date(text: str) -> str:
    """Return the date (and time) that `text` gives in ISO 8601; "" and a warning if it gives none.

    Day and month that may be either way round are left out: 03/04/2020 is certain of its year only.
    """
    text = text.strip()
    for form in _FORMS:
        value = form(text)
        if value:
            return value
    if text:
        _log.warning("%r is no date that can be read: write it as 2024-03-12", text)
    return ""


def _iso(text: str) -> str:
    match = _ISO.fullmatch(text)
    if match is None or not _is_real(*match["date"].split("-")):
        return ""
    if not match["time"]:
        return match["date"]
    zone = match["zone"] or ""
    if len(zone) > 1:
        zone = zone.replace(":", "").ljust(5, "0")
        zone = f"{zone[:3]}:{zone[3:]}"
    return _checked(f"{match['date']}T{match['time']}{zone}")


def _checked(text: str) -> str:
    """Return `text` if it is a real date and time, else its date."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return text.partition("T")[0]
    return text


def _compact(text: str) -> str:
    match = _COMPACT.fullmatch(text)
    return _joined(*match.group(1, 2, 3)) if match else ""


def _stamp(text: str) -> str:
    """Read seconds or milliseconds since 1970."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return ""
    return datetime.fromtimestamp(int(match["seconds"]), UTC).isoformat().replace("+00:00", "Z")


def _of_mail(text: str) -> str:
    """Read the form of RFC 5322, which feeds use."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _in_words(text: str) -> str:
    for pattern in _IN_WORDS:
        match = pattern.search(text)
        if match:
            found = match.groupdict()
            month = str(_MONTHS[found["month"].lower()])
            value = _joined(found["year"], month, found.get("day") or "")
            if value:
                return value
    return ""


def _in_numbers(text: str) -> str:
    match = _IN_NUMBERS.match(text)
    if match is None:
        return ""
    first, second, year = match.groups()
    if first == second or int(first) > 12:
        return _joined(year, second, first)
    if int(second) > 12:
        return _joined(year, first, second)
    _log.warning("%r may be two dates: taken as the year %s", text, year)
    return year


_FORMS: tuple[Callable[[str], str], ...] = (
    *(_iso, _compact, _stamp, _of_mail),
    *(_in_words, _in_numbers),
)


def _joined(year: str, month: str, day: str = "") -> str:
    parts = (year, f"{int(month):02}", *([f"{int(day):02}"] if day else []))
    return "-".join(parts) if _is_real(*parts) else ""


def _is_real(year: str, month: str = "1", day: str = "1") -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
