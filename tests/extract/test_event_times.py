"""When it happened, where the words stand in the clause beside it; in the notation of `told`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from told import all_told, case

from kg.knowledge import Knowledge

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        case(
            "but-joined",
            "Hugo Brandt was injured last month but rescued.",
            ["injury[Hugo Brandt] 2020-09", "rescue[Hugo Brandt] 2020-09"],
        ),
        case(
            "but-with-a-time-of-its-own",
            "Hugo Brandt was arrested last month but released on Monday.",
            ["arrest[Hugo Brandt] 2020-09", "release[Hugo Brandt] 2020-10-26"],
        ),
        case(
            "when-behind-a-day",
            "Hugo Brandt was injured on Tuesday when a bus crashed, officials said.",
            [
                "injury[Hugo Brandt] 2020-10-27 in a quote",
                "accident[Hugo Brandt] 2020-10-27 in a quote",
            ],
        ),
        case(
            "month-of-last-year",
            "Hugo Brandt was arrested in March last year.",
            ["arrest[Hugo Brandt] 2019-03"],
        ),
        case(
            "over-the-weekend",
            "Hugo Brandt was arrested over the weekend.",
            ["arrest[Hugo Brandt] 2020-10-24/2020-10-25"],
        ),
        case(
            "a-noun-has-no-tense",
            "The 8 November election could matter to Hugo Brandt.",
            ["planned election[] 2020-11-08"],
        ),
        case(
            "a-noun-of-last-year",
            "The 8 March election mattered to Hugo Brandt.",
            ["election[] 2020-03-08"],
        ),
        case(
            "a-noun-of-what-will-be",
            "Hugo Brandt will use Monday’s meeting to rest.",
            ["planned meeting[] 2020-11-02"],
        ),
        case(
            "named-by-a-day",
            "Hugo Brandt collapsed outside the 9/11 museum.",
            ["illness[Hugo Brandt]"],
        ),
        case(
            "of-a-thing",
            "Hugo Brandt leaked documents from his 1995 tax return.",
            ["disclosure[Hugo Brandt]"],
        ),
        case(
            "months-that-year",
            "Hugo Brandt moved to Leeds in 1984. In May that year he was arrested.",
            ["move[Hugo Brandt] 1984", "arrest[Hugo Brandt] 1984-05"],
        ),
        case(
            "as-past-as-what-brought-it",
            "Hugo Brandt was forced to resign in September.",
            ["resignation[Hugo Brandt] 2020-09"],
        ),
    ],
)
def test_when_it_happened(
    text: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    assert all_told(text, nlp, knowledge) == expected
