"""Who said what in 100 places of 50 PolNeAR dev articles, judged by a reader.

`judged/said.csv` holds offsets in the corpus's texts and no text: a mention of the speaker that was
found, the quotation from its first to its last character, the verdict on the two together, and
what is wrong. They were drawn with seed 605 from all quotations of people that are asserted
(`kg:said`): first the sorted names shuffled, then the places, in order of the articles. Other
quotations of the same articles were read while rules were mended, so that texts which nobody has
read are harder.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

JUDGED = Path(__file__).parent / "judged" / "said.csv"


def rows() -> list[dict[str, str]]:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_place_is_judged_once_and_holds_no_text() -> None:
    places = [tuple(row.values())[:5] for row in rows()]
    assert len(places) == len(set(places)) == 100
    assert len({row["document"] for row in rows()}) <= 50
    for row in rows():
        assert 0 <= int(row["speaker_begin"]) < int(row["speaker_end"])
        assert 0 <= int(row["content_begin"]) < int(row["content_end"])
        assert (row["verdict"], row["wrong"] == "") in {("right", True), ("wrong", False)}


def test_the_share_that_is_right() -> None:
    verdicts = Counter(row["verdict"] for row in rows())
    assert verdicts == {"right": 97, "wrong": 3}
    assert Counter(row["wrong"] for row in rows() if row["wrong"]) == {"speaker": 3}
