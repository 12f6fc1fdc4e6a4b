"""Names with labels left open, outermost mentions, triggers."""

import pytest
from evaluate_samples import oracle, spans

from kg.evaluate.scores import Count
from kg.evaluate.words import (
    ALL,
    CORE,
    add_names,
    add_triggers,
    ecbplus_figures,
    gold_names,
    outermost,
)
from kg.train.annotated import ANY_NAME, IGNORE, PARAGRAPH, SPACE, Annotated, bio_bits

TYPES: dict[str, str | None] = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "X": None}
MAYBE_MISC = ("O", "B-MISC", "I-MISC")


def bits(tags: str, outside: tuple[str, ...] = ("O",)) -> list[int]:
    """`?` is a word whose label nobody gives."""
    given = tags.split()
    found = bio_bits([tag.replace("?", "O") for tag in given], TYPES, outside)
    return [ANY_NAME if tag == "?" else bit for tag, bit in zip(given, found, strict=True)]


@pytest.mark.parametrize(
    ("tags", "outside", "ours", "counts"),
    [
        pytest.param("B-PER I-PER O", ("O",), [(0, 2, "PERSON")], (1, 1, 1), id="right"),
        pytest.param("B-PER I-PER O", ("O",), [(0, 1, "PERSON")], (0, 1, 1), id="one end wrong"),
        pytest.param("B-PER O", ("O",), [(0, 1, "ORG")], (0, 1, 1), id="wrong type"),
        pytest.param("O O", ("O",), [(1, 2, "MISC")], (0, 1, 0), id="too many"),
        pytest.param("O O", MAYBE_MISC, [(1, 2, "MISC")], (0, 0, 0), id="MISC may be there"),
        pytest.param("O O", MAYBE_MISC, [(1, 2, "ORG")], (0, 1, 0), id="ORG may not"),
        pytest.param("B-LOC O", MAYBE_MISC, [(0, 2, "LOC")], (0, 1, 1), id="goes on too far"),
        pytest.param("B-PER O", MAYBE_MISC, [(0, 1, "PERSON")], (1, 1, 1), id="beside open words"),
        pytest.param("? O", ("O",), [(0, 1, "PERSON")], (0, 0, 0), id="a handle as a name"),
        pytest.param("? O", ("O",), [(0, 2, "PERSON")], (0, 1, 0), id="a handle and a plain word"),
        pytest.param("B-X I-X O", ("O",), [(0, 2, "ORG")], (0, 0, 0), id="a type left open"),
        pytest.param("B-PER ? O", ("O",), [(0, 2, "PERSON")], (0, 0, 0), id="into an open word"),
        pytest.param("B-PER ? O", ("O",), [(0, 1, "PERSON")], (0, 1, 0), id="up to an open word"),
    ],
)
def test_names_are_counted_where_labels_are_given(
    tags: str,
    outside: tuple[str, ...],
    ours: list[tuple[int, int, str]],
    counts: tuple[int, int, int],
) -> None:
    count = Count()
    add_names(count, ours, bits(tags, outside))
    assert (count.right, count.found, count.wanted) == counts


def test_types_that_a_corpus_is_not_measured_on_are_not_wanted() -> None:
    count = Count()
    labels = bio_bits(["B-OTH", "O"], {"OTH": "MISC"}, ("O",))
    add_names(count, [], labels, CORE)
    assert count.wanted == 0
    add_names(count, [], labels, ALL)
    assert count.wanted == 1


def test_gold_names_part_where_one_follows_another() -> None:
    assert gold_names(bits("B-PER B-PER I-PER O B-LOC")) == [
        (0, 1, "PERSON"),
        (1, 3, "PERSON"),
        (4, 5, "LOC"),
    ]


def test_outermost_spans_hold_the_others() -> None:
    assert outermost([(0, 5, 1), (0, 2, 1), (3, 5, 2), (6, 7, 1)]) == {(0, 5, 1), (6, 7, 1)}
    assert outermost([(0, 3, 1), (2, 5, 1)]) == {(0, 3, 1), (2, 5, 1)}


def text(events: list[int]) -> Annotated:
    words = "She fell ill and said so".split()
    return Annotated("t", "ecbplus", words, [PARAGRAPH, *[SPACE] * 5], events=events)


def test_words_that_are_not_annotated_count_neither_way() -> None:
    gold = text([0, 1, IGNORE, 0, 1, 0])
    laid = spans("triggers", ("fell", "actual"), ("ill", "actual"), ("so", "other"))
    found = ecbplus_figures([gold], oracle(laid))
    assert found["mention_f1"] == pytest.approx(2 * 1 / (2 + 2))


def test_only_what_is_told_as_having_happened_counts_as_realis() -> None:
    reader = oracle(spans("triggers", ("fell", "actual"), ("said", "other")))
    count = Count()
    add_triggers(count, reader.lay(text([0] * 6)), [0, 1, 0, 0, 0, 0], realis=True)
    assert count.f1 == 1
