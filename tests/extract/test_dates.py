"""Words that say when: what they mean, counted from the article's date, and what says nothing."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import period
from kg.extract.dates import Anchor, find_whens

WEDNESDAY = Anchor.of("2020-10-28")


def values(text: str, anchor: Anchor = WEDNESDAY, *, future: bool = False) -> list[str]:
    return [when.value(anchor, future=future) for when in find_whens(text)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Tuesday", "2020-10-27"),
        ("on Wednesday", "2020-10-28"),
        ("on Thursday", "2020-10-22"),
        ("Tuesday’s", "2020-10-27"),
        ("on Friday morning", "2020-10-23"),
        ("last Tuesday", "2020-10-27"),
        ("next Tuesday", "2020-11-03"),
        ("yesterday", "2020-10-27"),
        ("today", "2020-10-28"),
        ("tomorrow", "2020-10-29"),
        ("last night", "2020-10-27"),
        ("at noon yesterday", "2020-10-27"),
        ("this morning", "2020-10-28"),
        ("the day before yesterday", "2020-10-26"),
        ("last month", "2020-09"),
        ("circa 1880", "1880~"),
        ("(1868 – 1912)", "1868/1912"),
        ("c. 1871 – 72", "1871/1872"),
        ("(d. 1975)", "1975"),
        ("842 AD", "0842"),
        ("AD 71", "0071"),
        ("the twentieth century", "19XX"),
        ("the 17th Century", "16XX"),
        ("World War II", "1939-09-01/1945-09-02"),
        ("the First World War", "1914-07-28/1918-11-11"),
        ("the fifth of May", "2020-05-05"),
        ("a May interview", "2020-05"),
        ("Quist’s 2012 visit", "2012"),
        ("the 1600s", "16XX"),
        ("a 2003 interview", "2003"),
        ("(Osmere, 2014)", "2014"),
        ("next month", "2020-11"),
        ("earlier this month", "2020-10"),
        ("last year", "2019"),
        ("late last year", "2019"),
        ("this year", "2020"),
        ("last week", "2020-10-19/2020-10-25"),
        ("this week", "2020-10-26/2020-11-01"),
        ("last weekend", "2020-10-24/2020-10-25"),
        ("last summer", "2020-22"),
        ("next summer", "2021-22"),
        ("this spring", "2020-21"),
        ("in the spring", "2020-21"),
        ("last decade", "201X"),
        ("at the end of September", "2020-09"),
        ("early in October", "2020-10"),
        ("mid-October", "2020-10"),
        ("in September", "2020-09"),
        ("in November", "2019-11"),
        ("in May", "2020-05"),
        ("last March", "2020-03"),
        ("in 2019", "2019"),
        ("(1987)", "1987"),
        ("in March 2019", "2019-03"),
        ("in Sept. 2019", "2019-09"),
        ("on 3 June 2019", "2019-06-03"),
        ("on June 3, 2019", "2019-06-03"),
        ("on Friday, 13 March 2020", "2020-03-13"),
        ("on the 3rd of June", "2020-06-03"),
        ("on October 5", "2020-10-05"),
        ("on 12 December", "2019-12-12"),
        ("5–6 September 2019", "2019-09-05/2019-09-06"),
        ("2020-02-29", "2020-02-29"),
        ("in the summer of 1969", "1969-22"),
        ("in the first quarter of 2019", "2019-33"),
        ("from 2015 to 2017", "2015/2017"),
        ("between 2015 and 2017", "2015/2017"),
        ("1914–18", "1914/1918"),
        ("in the 1990s", "199X"),
        ("in the 19th century", "18XX"),
        ("two years ago", "2018"),
        ("a year ago", "2019"),
        ("two months ago", "2020-08"),
        ("three weeks ago", "2020-10-05/2020-10-11"),
        ("three days ago", "2020-10-25"),
        ("a couple of years ago", "2018"),
        ("on Christmas Day", "2019-12-25"),
        ("before Christmas", "/2020-12-25"),
        ("after Christmas", "2019-12-25/"),
        ("by the end of 2021", "/2021"),
        ("since 2011", "2011"),
        ("in the new year", "2021"),
        ("in March last year", "2019-03"),
        ("on 5 March last year", "2019-03-05"),
        ("in April of this year", "2020-04"),
        ("on the 12th of May last", "2020-05-12"),
        ("over the weekend", "2020-10-24/2020-10-25"),
        ("by the end of the year", "/2020"),
        ("later in the month", "2020-10"),
        ("at the end of the week", "2020-10-26/2020-11-01"),
        ("by year end", "/2020"),
        ("last quarter", "2020-35"),
        ("from 5 to 9 September", "2020-09-05/2020-09-09"),
        ("from Sept. 19 to 22", "2020-09-19/2020-09-22"),
        ("from 20 September to 11 October", "2020-09-20/2020-10-11"),
        ("from 20 November to 11 January", "2019-11-20/2020-01-11"),
        ("between May and June 1981", "1981-05/1981-06"),
        ("from November to February 1981", "1980-11/1981-02"),
        ("January–June 2016", "2016-01/2016-06"),
        ("on MARCH 3, 2019", "2019-03-03"),
        ("in 508 BC", "-0507"),
        ("by 5000 BCE", "/-4999"),
        ("from c. 340 to", "0340~"),
        ("on 30 September 420, as", "0420-09-30"),
        ("in the year 71", "0071"),
        ("in the sixties", "196X"),
        ("during 9/11", "2001-09-11"),
        ("in the September 11 attacks", "2001-09-11"),
    ],
)
def test_words_have_a_value_as_coarse_as_they_are(words: str, value: str) -> None:
    assert values(f"It happened {words}, they said.") == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Tuesday", "2020-11-03"),
        ("in May", "2021-05"),
        ("in November", "2020-11"),
        ("on 12 December", "2020-12-12"),
        ("in two weeks", "2020-11-09/2020-11-15"),
        ("at Christmas", "2020-12-25"),
        ("in the spring", "2021-21"),
        ("this weekend", "2020-10-31/2020-11-01"),
        ("at the weekend", "2020-10-31/2020-11-01"),
        ("from 20 November to 11 December", "2020-11-20/2020-12-11"),
        ("from 20 October to 11 December", "2020-10-20/2020-12-11"),
    ],
)
def test_what_is_to_come_lies_after_the_article(words: str, value: str) -> None:
    assert values(f"It will happen {words}.", future=True) == [value]


@pytest.mark.parametrize(
    "words",
    [
        "weeks later",
        "recently",
        "several years ago",
        "in recent months",
        "days earlier",
        "in two weeks",
    ],
)
def test_unknown_stays_unknown(words: str) -> None:
    assert values(f"It happened {words}.") == [""]


@pytest.mark.parametrize(
    "text",
    [
        "She miscarried at 20 weeks.",
        "a 34-year-old man",
        "She is 34.",
        "They may march on.",
        "He sat in the sun.",
        "every Monday",
        "It took two weeks.",
        "2,000 people came",
        "in 2000 people",
        "She is in her 80s.",
        "It cost $2015.",
        "Mr March resigned.",
        "She told Harbour Today so.",
        "She is in her sixties.",
        "They won in the last quarter of the game.",
        "It is 348 pages long.",
    ],
)
def test_ages_gestation_and_durations_are_no_dates(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("words", "before", "value"),
    [
        ("two years later", "2011", "2013"),
        ("a month later", "2023-04", "2023-05"),
        ("three days earlier", "2020-10-13", "2020-10-10"),
        ("the following year", "2019", "2020"),
        ("the next day", "2020-10-13", "2020-10-14"),
        ("the same day", "2020-10-13", "2020-10-13"),
        ("that same year", "1931", "1931"),
        ("in March", "1931-11", "1932-03"),
        ("in March", "1931-24", "1931-03"),
        ("on 3 May", "1931", "1931-05-03"),
        ("on 3 May", "2020-04", "2020-05-03"),
        ("a month later", "2023", ""),
        ("two years later", "", ""),
        ("a week and two days later", "2020-10-01", "2020-10-10"),
        ("a week and two days later", "2020-10", ""),
        ("a year and two months earlier", "2020-10", "2019-08"),
        ("that year", "1969-22", "1969"),
        ("that year", "1969-03/1969-05", "1969"),
        ("in March that year", "1981-05/1981-06", "1981-03"),
        ("in May the following year", "1981", "1982-05"),
        ("in May the following year", "", ""),
        ("the following Monday", "2020-10-13", "2020-10-19"),
        ("that Friday", "2020-10-13", "2020-10-16"),
        ("that Friday", "", ""),
    ],
)
def test_distances_count_from_the_date_just_named(words: str, before: str, value: str) -> None:
    (when,) = find_whens(f"He retired {words}.")
    assert when.value(WEDNESDAY, before=before) == value


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("", ["", "", "2019", ""]),
        ("2020", ["", "", "2019", "2018"]),
        ("2020-10", ["", "2020-09", "2019", "2018"]),
        ("2020-10-28T06:00:00+01:00", ["2020-10-27", "2020-09", "2019", "2018"]),
        ("yesterday", ["", "", "2019", ""]),
        ("2020-13-45", ["", "", "2019", ""]),
    ],
)
def test_what_the_articles_date_does_not_tell_stays_unknown(
    published: str, found: list[str]
) -> None:
    text = "on Tuesday; last month; in 2019; two years ago"
    assert values(text, Anchor.of(published)) == found


@given(st.text(max_size=200), st.booleans())
def test_any_text_has_dates_that_can_be_read(text: str, future: bool) -> None:
    for when in find_whens(text):
        assert 0 <= when.span.begin < when.span.end <= len(text)
        value = when.value(WEDNESDAY, future=future)
        assert not value or period(value), value


_WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "last next this in on the of at 2019 31 February June 3 May Tuesday year month week ago two"
        " later before after Christmas spring end early mid- 1990s 30 April 9999 quarter first day",
    )
)
_DAYS = st.sampled_from(["", "0001-01-01", "9999-12-31"])


@given(st.lists(_WORDS, max_size=12), st.booleans(), _DAYS)
def test_words_of_time_in_any_order_have_values_that_can_be_read(
    words: list[str], future: bool, published: str
) -> None:
    for value in values(" ".join(words), Anchor.of(published), future=future):
        assert not value or period(value), value


def test_dates_do_not_overlap_and_are_found_in_order() -> None:
    text = "On Friday, 13 March 2020, and again on Tuesday, two years ago, in May 2018."
    spans = [when.span for when in find_whens(text)]
    assert spans == sorted(spans)
    assert all(one.end <= two.begin for one, two in pairwise(spans))
