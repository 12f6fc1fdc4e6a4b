"""RDF literals that every syntax and store holds alike, byte for byte.

An RDF string holds Unicode characters alone, and XML (hence RDF/XML and SPARQL's XML results) only
some of them. What XML 1.0 cannot hold, lone surrogates among it, becomes U+FFFD, one for one, so
that offsets still count the same. Numbers and dates are written as Oxigraph gives them back.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pyoxigraph import Literal

from kg.rdf.vocabulary import EDTF, XSD

_NO_XML_CHARACTER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The complement of production [2] Char of XML 1.0."""

TRUE = Literal("true", datatype=XSD.boolean)
FALSE = Literal("false", datatype=XSD.boolean)


def safe(value: str) -> str:
    """Return `value` with every code point that XML cannot hold replaced by U+FFFD."""
    return _NO_XML_CHARACTER.sub("\ufffd", value)


def text(value: str) -> Literal:
    """Return a plain string."""
    return Literal(safe(value))


def line(value: str, *, limit: int = 0) -> Literal:
    """Return a plain string on one line; cut at `limit` code points, if given, with an ellipsis."""
    flat = " ".join(safe(value).split())
    return Literal(flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "…")


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: float) -> Literal:
    """Return an xsd:decimal of at most four places, in canonical form."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=XSD.decimal)


def edtf(value: str) -> Literal:
    """Return a date in EDTF (ISO 8601-2)."""
    return Literal(safe(value), datatype=EDTF.EDTF)


_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")


def date(value: str) -> Literal:
    """Return an ISO 8601 date as coarse as it is; a plain string where XSD knows no such date."""
    value = value.strip()
    if _YEAR.fullmatch(value) and value != "0000":
        return Literal(value, datatype=XSD.gYear)
    if _MONTH.fullmatch(value) and not value.startswith("0000"):
        return Literal(value, datatype=XSD.gYearMonth)
    moment = _moment(value)
    if moment is None:
        return text(value)
    if _DATE.fullmatch(value):
        return Literal(value, datatype=XSD.date)
    return Literal(_canonical(moment), datatype=XSD.dateTime)


def date_time(value: str) -> Literal:
    """Return an ISO 8601 date-time; raises ValueError where it is none."""
    literal = date(value)
    if literal.datatype != XSD.dateTime:
        raise ValueError(f"{value!r} is no date-time such as 2026-01-31T12:00:00Z")
    return literal


def _moment(value: str) -> datetime | None:
    if not (_DATE.fullmatch(value) or _DATETIME.fullmatch(value)):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    offset = moment.utcoffset()
    return moment if offset is None or abs(offset) <= timedelta(hours=14) else None


def _canonical(moment: datetime) -> str:
    whole = moment.replace(microsecond=0, tzinfo=None).isoformat()
    fraction = f".{moment.microsecond:06}".rstrip("0").rstrip(".")
    zone = moment.isoformat()[-6:] if moment.utcoffset() is not None else ""
    return whole + fraction + ("Z" if zone == "+00:00" else zone)
