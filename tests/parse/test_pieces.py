"""Words → wordpieces and windows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.parse.component import WEIGHTS, paragraph_bounds, sentence_bounds, stretches
from kg.parse.labels import GAPS, SHAPES
from kg.parse.pieces import OVERLAP, WINDOW, Wordpieces, shape_of, window_bounds, window_of

LENGTHS = st.lists(st.integers(1, 8), max_size=600)


@pytest.fixture(scope="module")
def pieces() -> Wordpieces:
    return Wordpieces(WEIGHTS / "vocabulary.txt")


@given(LENGTHS)
def test_windows_cover_all_words_and_fit(lengths: list[int]) -> None:
    bounds = list(window_bounds(lengths))
    assert sorted({at for begin, end in bounds for at in range(begin, end)}) == list(
        range(len(lengths))
    )
    assert all(sum(lengths[begin:end]) <= WINDOW for begin, end in bounds)
    for (_, end), (begin, _) in pairwise(bounds):
        assert sum(lengths[begin:end]) >= OVERLAP


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("the", "lower"),
        ("Ana", "title"),
        ("A", "title"),
        ("BBC", "upper"),
        ("McAdam", "mixed"),
        ("—", "none"),
    ],
)
def test_shapes(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


@pytest.mark.parametrize(
    "word", ["", "\u200b", "\U0001f600", "—", "x" * 5000, "https://a.b/" + "c/" * 99]
)
def test_any_word_has_pieces(pieces: Wordpieces, word: str) -> None:
    assert 1 <= len(pieces(word)) <= 8


def test_window_marks_the_words(pieces: Wordpieces) -> None:
    words = ["Unbelievably", "good"]
    window = window_of(
        [pieces(w) for w in words], [2, 1], [GAPS.index("paragraph"), GAPS.index("space")], 0, 2
    )
    assert len(window.ids) == len(window.shapes) == len(window.gaps) == window.last[-1] + 2
    assert window.gaps[window.first[0]] == GAPS.index("paragraph")
    assert set(window.shapes[window.first[0] : window.last[0] + 1]) == {2}


@given(st.lists(st.sampled_from(range(1, 4)), min_size=1, max_size=9000))
def test_stretches_and_paragraphs_cover_the_text(gaps: list[int]) -> None:
    for bounds in (list(stretches(gaps)), list(paragraph_bounds(gaps))):
        assert bounds[0][0] == 0
        assert bounds[-1][1] == len(gaps)
        assert all(left[1] == right[0] for left, right in pairwise(bounds))


def test_endless_sentences_are_cut() -> None:
    import numpy as np

    bounds = list(sentence_bounds(np.full(1000, -9, np.float32), ["a"] * 1000, [2] * 1000))
    assert len(bounds) > 1
    assert bounds[-1][1] == 1000
