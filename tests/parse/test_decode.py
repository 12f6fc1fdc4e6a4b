"""The decoders against brute force."""

import itertools

import numpy as np
import pytest

from kg.parse.decode import bio_spans, governs, tree, viterbi
from kg.parse.labels import ROLES
from kg.parse.spans import mention_bounds


def is_tree(heads: np.ndarray, root: int) -> bool:
    for at in range(len(heads)):
        for _ in range(len(heads)):
            at = int(heads[at])
        if at != root:
            return False
    return True


def best_tree_score(arcs: np.ndarray, root: int) -> float:
    count = len(arcs)
    best = -np.inf
    for heads in itertools.product(range(count), repeat=count):
        if heads[root] != root or any(heads[at] == at for at in range(count) if at != root):
            continue
        if is_tree(np.asarray(heads), root):
            best = max(best, sum(arcs[at, heads[at]] for at in range(count) if at != root))
    return best


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_tree_is_the_best_one(count: int, seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(count, count)).astype(np.float32)
    root = int(np.diag(arcs).argmax())
    heads = tree(arcs)
    assert heads[root] == root
    assert is_tree(heads, root)
    score = sum(arcs[at, heads[at]] for at in range(count) if at != root)
    assert score == pytest.approx(best_tree_score(arcs, root), abs=1e-4)


def test_tree_of_many_words_is_a_tree() -> None:
    arcs = np.random.default_rng(7).normal(size=(160, 160)).astype(np.float32)
    assert is_tree(tree(arcs), int(np.diag(arcs).argmax()))


@pytest.mark.parametrize("seed", range(20))
def test_viterbi_finds_the_best_path_of_each_sequence(seed: int) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(9, 3)).astype(np.float32)
    pairs, start = dice.normal(size=(3, 3)), dice.normal(size=3)
    sequences = [(0, 2), (2, 7), (7, 8), (8, 9)]
    found = viterbi(scores, pairs.astype(np.float32), start.astype(np.float32), sequences)
    for begin, end in sequences:

        def score(path: tuple[int, ...], begin: int = begin) -> float:
            inside = sum(scores[begin + at, label] for at, label in enumerate(path))
            return start[path[0]] + inside + sum(pairs[a, b] for a, b in itertools.pairwise(path))

        best = max(itertools.product(range(3), repeat=end - begin), key=score)
        assert tuple(found[begin:end]) == best


def test_viterbi_of_nothing() -> None:
    nothing = np.zeros((0, 3), np.float32)
    assert len(viterbi(nothing, np.zeros((3, 3), np.float32), np.zeros(3, np.float32), [])) == 0


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        pytest.param("O B-CUE I-CUE O", [(1, 3, "CUE")], id="one span"),
        pytest.param("B-CUE B-CUE", [(0, 1, "CUE"), (1, 2, "CUE")], id="two beside each other"),
        pytest.param("B-CUE I-SOURCE", [(0, 1, "CUE"), (1, 2, "SOURCE")], id="stray inside"),
        pytest.param("O O", [], id="nothing"),
    ],
)
def test_bio_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(bio_spans([ROLES.index(tag) for tag in tags.split()], ROLES)) == spans


def test_a_word_governs_itself_and_all_below_it() -> None:
    table = governs(np.asarray([1, 1, 1, 2]))
    assert table.astype(int).tolist() == [[1, 0, 0, 0], [1, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]]
    assert governs(np.asarray([0])).tolist() == [[True]]


def test_mentions_rather_end_with_what_depends_on_their_heads() -> None:
    """The scores see no difference between the words; the tree does: (0 <- 1) <- 2 -> 3."""
    still = np.zeros((4, 4), np.float32)
    heads = {
        f"{side}.{way}.weight": still for side in ("begin", "end") for way in ("left", "right")
    }
    found = mention_bounds(heads, still, np.asarray([1, 2]), [(0, 4)], np.asarray([1, 2, 2, 2]))
    assert list(found) == [(0, 2, 1), (0, 3, 2)]
