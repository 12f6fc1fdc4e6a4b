"""The days that a coarse date may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.edtf import Bounds, bounds


def days(first: str | None, last: str | None) -> Bounds:
    return Bounds(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-09", "2020-09-01", "2020-09-30"),
        ("2020-09-12", "2020-09-12", "2020-09-12"),
        ("2020-09-12T10:00", "2020-09-12", "2020-09-12"),
        ("2020-02-2X", "2020-02-20", "2020-02-29"),
        ("2020-XX", "2020-01-01", "2020-12-31"),
        ("2020-1X", "2020-10-01", "2020-12-31"),
        ("2020-XX-31", "2020-01-31", "2020-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2020~", "2020-01-01", "2020-12-31"),
        ("2020-~05?", "2020-05-01", "2020-05-31"),
        ("2020-21", "2020-01-01", "2020-12-31"),
        ("2020-24", "2020-01-01", "2021-02-28"),
        ("2020-33", "2020-01-01", "2020-03-31"),
        ("2020-36", "2020-10-01", "2020-12-31"),
        ("2020-01/2020-03-05", "2020-01-01", "2020-03-05"),
        ("../2020", None, "2020-12-31"),
        ("2020-05/", "2020-05-01", None),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None) -> None:
    assert bounds(value) == days(first, last)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "2020-13",
        "2020-02-30",
        "0000",
        "/",
        "../..",
        "2021/2020",
        "20",
        "2020-00",
        "2020-5",
    ],
)
def test_what_cannot_be_read_has_none(value: str) -> None:
    assert bounds(value) is None


@given(st.text("0123456789X-/.?~%T:", max_size=24))
def test_any_text_has_ordered_bounds_or_none(value: str) -> None:
    found = bounds(value)
    if found and found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(st.dates())
def test_a_day_means_itself(day: date) -> None:
    assert bounds(day.isoformat()) == Bounds(day, day)
