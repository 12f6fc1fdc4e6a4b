"""The coreference metrics give the values that their authors and the reference scorer publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.clusters import METRICS, Coreference, Score, clusters_of

# Key, response and (recall, precision) of each metric, a mention being a letter: the cases of the
# CoNLL reference scorer (Pradhan et al., 2014) with the values its documentation states, LEA's from
# the version of Moosavi & Strube (2016).
KEY = "a bc def"
REFERENCE = {
    "A-1 perfect": (KEY, "a bc def", {
        "muc": (1, 1), "b3": (1, 1), "ceafe": (1, 1), "lea": (1, 1),
    }),
    "A-2 missed": (KEY, "a de", {
        "muc": (1 / 3, 1), "b3": (7 / 18, 1), "ceafe": (0.6, 0.9), "lea": (2 / 6, 1),
    }),
    "A-3 spurious": (KEY, "a bcx defy z", {
        "muc": (1, 3 / 5), "b3": (1, 55 / 108), "ceafe": (0.88571, 0.66429), "lea": (1, 4 / 9),
    }),
    "A-4 missed and spurious": (KEY, "a bcx dy z", {
        "muc": (1 / 3, 1 / 3), "b3": (5 / 9, 17 / 42), "ceafe": (0.73333, 0.55),
        "lea": (0.5, 2 / 7),
    }),
    "A-5 overlapping, aligned": (KEY, "a bcxB dy z", {
        "muc": (1 / 3, 1 / 4), "b3": (5 / 9, 5 / 16), "ceafe": (0.68889, 0.51667),
        "lea": (0.5, 5 / 24),
    }),
    "A-6 overlapping, not aligned": (KEY, "a bcx dy Bz", {
        "muc": (1 / 3, 1 / 4), "b3": (5 / 9, 17 / 48), "ceafe": (0.73333, 0.55),
        "lea": (0.5, 1 / 4),
    }),
    "A-10 singletons": (KEY, "a b c d e f", {
        "muc": (0, 0), "b3": (3 / 6, 1), "lea": (1 / 6, 1 / 6),
    }),
    "A-11 one": (KEY, "abcdef", {"muc": (1, 3 / 5), "b3": (1, 7 / 18), "lea": (5 / 6, 4 / 15)}),
    "A-12 other singletons": (KEY, "a x y c d e z", {
        "muc": (0, 0), "b3": (13 / 36, 4 / 7), "lea": (1 / 6, 1 / 7),
    }),
    "A-13 one with others": (KEY, "axycdez", {
        "muc": (1 / 3, 1 / 6), "b3": (17 / 36, 6 / 49), "lea": (1 / 6, 1 / 21),
    }),
    "B-1": ("ab cde", "bcx de", {"lea": (1 / 5, 2 / 5)}),
    "C-1": ("ab cde fg", "bcx de fg", {"lea": (3 / 7, 4 / 7)}),
    "D-1 small into big": ("12345 67 89ABC", "12345 6789ABC", {
        "muc": (1, 9 / 10), "b3": (1, 16 / 21), "lea": (1, (5 + 77 / 21) / 12),
    }),
    "E-1 two big ones": ("12345 67 89ABC", "1234589ABC 67", {
        "muc": (1, 9 / 10), "b3": (1, 7 / 12), "lea": (1, (10 * 20 / 45 + 2) / 12),
    }),
    "F-1": ("ABCD", "AB CD", {"muc": (2 / 3, 1), "lea": (1 / 3, 1)}),
    "G-1": ("AB CD", "ABCD", {"muc": (1, 2 / 3), "lea": (1, 1 / 3)}),
    "J-1": ("ABC", "AC", {"muc": (1 / 2, 1), "lea": (1 / 3, 1)}),
    "K-1": ("BCDEGHJ", "ABC DEF GHI", {"muc": (1 / 2, 1 / 2), "lea": (1 / 7, 1 / 3)}),
    "L-1": ("ABC DEFG", "AB CD FGH", {"muc": (2 / 5, 1 / 2), "lea": (5 / 21, 3 / 7)}),
    "M-2 one apart": ("abcdef", "a b c d e f", {"muc": (0, 0), "lea": (0, 0)}),
    "M-3 one in parts": ("abcdef", "ab cde f", {"lea": (4 / 15, 5 / 6)}),
    "M-4 half of it": ("abcdef", "abcxyz", {"lea": (1 / 5, 1 / 5)}),
    "M-6": ("abcdef", "ab cxy z", {"lea": (1 / 15, 1 / 3)}),
    "N-1 singletons": ("a b c d e f", "a b c d e f", {
        "muc": (0, 0), "b3": (1, 1), "ceafe": (1, 1), "lea": (1, 1),
    }),
    "N-3": ("a b c d e f", "ab cde f", {"lea": (1 / 6, 1 / 6)}),
    "N-4": ("a b c d e f", "a b c x y z", {"muc": (0, 0), "lea": (1 / 2, 1 / 2)}),
    "N-6": ("a b c d e f", "ab cxy z", {"lea": (0, 0)}),
    # The worked example of Pradhan et al. (2014).
    "2014": ("abc defg", "ab cd fghi", {
        "muc": (2 / 5, 2 / 5), "b3": (35 / 12 / 7, 4 / 8), "ceafe": (1.3 / 2, 1.3 / 3),
    }),
}  # fmt: skip

# Luo (2005), table 1: F1 of four responses to one key.
LUO = "12345 67 89ABC"
LUO_F1 = {
    "12345 6789ABC": {"muc": 0.947, "b3": 0.865, "ceafe": 0.733},
    "1234589ABC 67": {"muc": 0.947, "b3": 0.737, "ceafe": 0.667},
    "123456789ABC": {"muc": 0.900, "b3": 0.545, "ceafe": 0.294},
    "1 2 3 4 5 6 7 8 9 A B C": {"muc": 0.0, "b3": 0.400, "ceafe": 0.178},
}

partitions = st.lists(st.integers(0, 5), min_size=1, max_size=12).map(
    lambda labels: [
        frozenset(at for at, label in enumerate(labels) if label == wanted)
        for wanted in sorted(set(labels))
    ]
)


def read(clusters: str) -> list[frozenset[str]]:
    return [frozenset(cluster) for cluster in clusters.split()]


CASES = [
    pytest.param(key, response, name, values, id=f"{case} {name}")
    for case, (key, response, metrics) in REFERENCE.items()
    for name, values in metrics.items()
]


@pytest.mark.parametrize(("key", "response", "name", "values"), CASES)
def test_the_reference_scorers_cases(
    key: str, response: str, name: str, values: tuple[float, float]
) -> None:
    score = METRICS[name](read(key), read(response))
    assert (score.recall, score.precision) == pytest.approx(values, abs=1e-5)


@pytest.mark.parametrize("response", LUO_F1)
def test_the_table_of_luo_2005(response: str) -> None:
    found = {name: METRICS[name](read(LUO), read(response)).f1 for name in LUO_F1[response]}
    assert found == pytest.approx(LUO_F1[response], abs=6e-4)


@given(partitions)
def test_a_perfect_response_scores_one_but_for_links_among_singletons(key: list) -> None:
    for name, metric in METRICS.items():
        links = name != "muc" or any(len(cluster) > 1 for cluster in key)
        assert metric(key, key).f1 == pytest.approx(float(links))


@given(partitions, partitions)
def test_recall_is_the_precision_of_the_other_side(left: list, right: list) -> None:
    for metric in METRICS.values():
        there, back = metric(left, right), metric(right, left)
        assert there.recall == pytest.approx(back.precision)
        assert 0 <= there.f1 <= 1 + 1e-9


def test_texts_are_added_up_before_dividing() -> None:
    score = METRICS["b3"](read("ab"), read("ab")) + METRICS["b3"](read("abc def"), read("abcdef"))
    assert (score.key, score.response) == (8, 8)
    assert Score(1, 2, 1, 4) + Score() == Score(1, 2, 1, 4)


def test_without_singletons_clusters_of_one_mention_vanish_on_both_sides() -> None:
    with_them, without = Coreference(), Coreference(singletons=False)
    for coreference in (with_them, without):
        coreference.add(read("ab c"), read("ab d"))
    assert without.conll == 1
    assert with_them.conll < 1
    assert set(without.figures(suffix="_gold")) == {
        *("coref_conll_gold", "coref_muc_gold", "coref_b3_gold"),
        *("coref_ceafe_gold", "coref_lea_gold"),
    }


def test_links_join_and_others_stay_alone() -> None:
    assert clusters_of("abcde", [("a", "c"), ("c", "e")]) == [
        frozenset("ace"),
        frozenset("b"),
        frozenset("d"),
    ]
