"""What is told alike: articles by their words, doubts on average, and what is learnt of both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from resolve_stories import Happened, told, unsure

from kg.evaluate.likeness import logistic, rarity
from kg.model import Evidence, Findings, Key
from kg.resolve.components import Link
from kg.resolve.doubts import on_average, regrouped
from kg.resolve.likeness import Odds, Reports, learnt, vectors
from kg.resolve.neighbours import Rarity, neighbours

FLOOD = (
    "The river Carrow rose by two metres overnight and flooded the cellars of Talmere. "
    "Firefighters pumped water from forty houses, the school stayed closed, and ferries to "
    "Osmere were cancelled. Volunteers filled sandbags at the quay until noon, when the water "
    "began to fall. Nobody drowned."
)
AGAIN = (
    "Cellars in Talmere stood under water after the Carrow rose overnight. Firefighters "
    "pumped and volunteers filled sandbags on the quay; ferries to Osmere were cancelled and "
    "the school closed. By noon the river began to fall. Forty houses are damaged, and an "
    "insurer has sent its experts."
)
BALLET = (
    "The ballet of Vennport opens its season with a new work for nine dancers. Its "
    "choreographer has set it to organ music that was thought lost, and the costumes are of "
    "paper. Tickets for the first three evenings sold out within an hour, the theatre says, "
    "but there will be a matinee on Sunday."
)


def test_articles_on_one_thing_are_neighbours_and_others_are_not() -> None:
    texts = {"a": FLOOD, "b": AGAIN, "c": BALLET}
    near = neighbours(texts, learnt().rarity)
    assert near.keys() == {"a", "b"}
    assert near["a"]["b"] == near["b"]["a"] > 0.4


def test_neighbours_do_not_hang_on_other_articles() -> None:
    pair = {"a": FLOOD, "b": AGAIN}
    assert neighbours(pair, learnt().rarity) == neighbours({**pair, "c": BALLET}, learnt().rarity)


def test_a_few_words_tell_no_story() -> None:
    assert neighbours({"a": "Rain in Talmere.", "b": "Rain in Talmere."}, learnt().rarity) == {}


def test_a_word_tells_the_more_the_fewer_have_it() -> None:
    known = Rarity(100, {"the": 100, "river": 10})
    assert known.of("the") == 0 < known.of("river") < known.of("quay")


# --- Doubts ---------------------------------------------------------------------------------------


def link(left: int, right: int, score: float) -> Link:
    return Link(left, right, score, (Evidence(score, "alike"),))


def doubts(*links: Link, size: int = 3) -> list[tuple[int, int, float]]:
    """Judge things that are one finding each, in articles that are all neighbours."""
    names = [str(at) for at in range(size)]
    near = {one: {other: 1.0 for other in names if other != one} for one in names}
    between = regrouped([[at] for at in range(size)], links)
    found = on_average([{name: 1} for name in names], between, near, lambda *_: False, 0.5)
    return [(each.left, each.right, each.score) for each in found]


def test_what_hangs_together_on_average_is_possibly_one() -> None:
    alike = doubts(link(0, 1, 0.9), link(0, 2, 0.8), link(1, 2, 0.4))
    assert alike == [(0, 1, 0.9), (0, 2, 0.6)]


def test_one_likely_pair_among_unlikely_ones_is_no_doubt() -> None:
    assert doubts(link(0, 1, 0.9), link(0, 2, 0.8)) == [(0, 1, 0.9)]


def test_the_order_of_links_does_not_matter() -> None:
    links = (link(0, 1, 0.7), link(1, 2, 0.7), link(2, 3, 0.7), link(0, 3, 0.7))
    assert doubts(*links, size=4) == doubts(*reversed(links), size=4)


def test_what_excludes_each_other_is_never_put_together() -> None:
    between = regrouped([[0], [1], [2]], [link(0, 1, 0.9), link(1, 2, 0.9)])
    apart = on_average([{}, {}, {}], between, {}, lambda a, b: {a, b} == {0, 2}, 0.5)
    assert [(each.left, each.right) for each in apart] == [(0, 1)]


def test_links_of_one_thing_are_no_doubt() -> None:
    assert regrouped([[0, 1], [2]], [link(0, 1, 0.9)]) == {}


# --- What is learnt -------------------------------------------------------------------------------


def test_a_regression_finds_what_tells() -> None:
    x = np.random.default_rng(0).normal(size=(400, 2))
    bias, weights = logistic(x, x[:, 0] > 0.5)
    assert weights[0] > 3 > abs(weights[1])
    assert bias < 0


def test_words_of_few_articles_are_not_kept() -> None:
    assert rarity(["the quay"] * 8 + ["the school"] * 7)["holding"] == {"quay": 8, "the": 15}


def test_what_is_told_alike_in_articles_alike_is_likelier() -> None:
    keys = tuple(Key("a", each) for each in ("v1", "v2"))
    senses = vectors([bytes([100, 0]), bytes([0, 100])])
    left = Reports(keys, np.array(["flood", "birth"]), senses)
    right = Reports(keys, np.array(["flood", "birth"]), senses.copy())
    near, far = (learnt().events.probability(left.compared(right, s)) for s in (0.5, 0.1))
    assert near[0, 0] > 0.5 > near[0, 1]
    assert near[0, 0] > far[0, 0]


def test_odds_multiply_features() -> None:
    table = {"a": np.array([[0.0, 1.0]], np.float32), "b": np.array([[1.0, 1.0]], np.float32)}
    assert Odds(0.0, {("a", "b"): 5.0}).probability(table)[0] == pytest.approx(
        [0.5, 0.9933], abs=1e-3
    )


def sensed(outlet: str, text: str, type: str = "rescue") -> Findings:
    """Return an article that tells a story in so many words, and of an event and a man in it."""
    found = told(f"{outlet}. {text}", {"p1_": "the ferryman"}, happened=[Happened(type, {})])
    sense = bytes([90, 80, 20])
    return replace(
        found,
        entities=tuple(replace(each, sense=sense) for each in found.entities),
        events=tuple(replace(each, sense=sense) for each in found.events),
    )


def test_the_nameless_of_one_story_are_possibly_one_and_never_more() -> None:
    left, right, other = sensed("A", FLOOD), sensed("B", AGAIN), sensed("C", BALLET)
    found = unsure(left, right, other)
    assert {tuple(end.rpartition(":")[2] for end in pair) for pair in found} == {
        ("p1_", "p1_"),
        ("v1", "v1"),
    }
    assert not any(BALLET in end for pair in found for end in pair), found
