"""The days that a coarse date may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import Period, period


def days(first: str | None, last: str | None) -> Period:
    return Period(
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
        ("-0507", None, "0001-01-01"),
        ("/-4999", None, "0001-01-01"),
        ("../2020", None, "2020-12-31"),
        ("2020-05/", "2020-05-01", None),
    ],
)
def test_periods(value: str, first: str | None, last: str | None) -> None:
    assert period(value) == days(first, last)


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
    assert period(value) is None


@pytest.mark.parametrize(
    ("left", "right", "meets"),
    [
        pytest.param("2024-03-12", "2024-03", True, id="day in month"),
        pytest.param("2024-03-12", "2024", True, id="day in year"),
        pytest.param("2024-03", "2024-04", False, id="two months"),
        pytest.param("2024-03-31", "2024-04-01", True, id="a day later"),
        pytest.param("2024-03-31", "2024-04-03", False, id="three days later"),
        pytest.param("202X", "2024-03", True, id="decade"),
        pytest.param("2024-21", "2024-11", True, id="season"),
        pytest.param("2024-03-12?", "2024-03-12", True, id="doubt"),
        pytest.param("2024-03/2024-05", "2024-04-02", True, id="interval"),
        pytest.param("../2024-05", "1990", True, id="until"),
        pytest.param("2024-05/..", "1990", False, id="from"),
        pytest.param("2024-03-12T09:00", "2024-03-12", True, id="time of day"),
    ],
)
def test_periods_meet(left: str, right: str, meets: bool) -> None:
    one, other = period(left), period(right)
    assert one
    assert other
    assert one.meets(other) is other.meets(one) is meets


@given(st.text("0123456789X-/.?~%T:", max_size=24))
def test_any_text_has_ordered_bounds_or_none(value: str) -> None:
    found = period(value)
    if found and found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(st.dates())
def test_a_day_means_itself(day: date) -> None:
    assert period(day.isoformat()) == Period(day, day)
