"""Training as a whole, on tiny corpora: it stops and goes on, and what it writes is what ran."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra train")

from kg.errors import WeightsError  # noqa: E402
from kg.parse.encoder import Encoder  # noqa: E402
from kg.parse.labels import DEPS, NAMES, UPOS  # noqa: E402
from kg.parse.pieces import Wordpieces  # noqa: E402
from kg.train.annotated import PARAGRAPH, SPACE, Annotated  # noqa: E402
from kg.train.export import PerWord, export  # noqa: E402
from kg.train.gender import Heads, genders_of_names  # noqa: E402
from kg.train.gender import fit as fit_gender  # noqa: E402
from kg.train.loop import Plan, rate_at, train  # noqa: E402
from kg.train.matrix import Balanced, Matrix, balance, peaks_of  # noqa: E402
from kg.train.network import Network  # noqa: E402
from kg.train.run import average, begin_from, minilm  # noqa: E402
from kg.train.run import train as learn_all  # noqa: E402
from kg.train.sense import Sentences, fit, rank_correlation  # noqa: E402
from kg.train.windows import Sampler, batch_of, excerpt  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # torch's exporter warns of parts of its own
]

WORDS = "Ana Ruiz left the harbour at dawn . Nobody saw her go .".split()
PLAN = Plan(steps=4, batch=2, warm_up=1, evaluate_every=2)


def tale() -> Annotated:
    """A text with names, tags, a flat tree and sentences."""
    count = len(WORDS)
    labels = ["B-PERSON", "I-PERSON", *["O"] * (count - 2)]
    return Annotated(
        "tale",
        "own",
        WORDS,
        [PARAGRAPH, *[SPACE] * (count - 1)],
        names=[1 << NAMES.index(label) for label in labels],
        upos=[UPOS.index("NOUN")] * count,
        heads=[2] * 8 + [9] * 5,
        deps=[DEPS.index("dep")] * count,
        starts=[int(at in {0, 8}) for at in range(count)],
        people={0: 0, 1: 1},
    ).check()


def fresh() -> Network:
    torch.manual_seed(1)
    network = Network()
    network.encoder.load_minilm(minilm() / "model.safetensors")
    return network


def trained(plan: Plan, folder: Path) -> dict[str, torch.Tensor]:
    """Train on the tale and return the weights."""
    pieces = Wordpieces(minilm() / "vocab.txt")
    sampler = Sampler({"own": 1.0}, {"own": [tale()]}, pieces, plan.seed)
    network = fresh()
    train(network, sampler, [excerpt(tale(), 0, pieces, WORDS)], plan, folder)
    return network.state_dict()


def test_a_training_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    whole = trained(PLAN, tmp_path / "whole")
    trained(replace(PLAN, steps=2, cool_down=0.01), tmp_path / "halved")
    plain = trained(replace(PLAN, cool_down=0.01), tmp_path / "plain")
    halved = trained(replace(PLAN, cool_down=0.01), tmp_path / "halved")
    assert all(torch.equal(plain[name], halved[name]) for name in plain)
    assert not all(torch.equal(plain[name], whole[name]) for name in plain)


def test_rates_go_up_stay_and_come_down_to_nothing() -> None:
    plan = Plan(steps=1000, warm_up=10, cool_down=0.4)
    assert [rate_at(step, plan) for step in (0, 9, 500, 800, 1000)] == [0.1, 1, 1, 0.5, 0]


@pytest.mark.parametrize("balanced", [False, True])
def test_what_runs_is_what_was_trained_and_can_be_trained_on(
    tmp_path: Path, balanced: bool
) -> None:
    network = fresh()
    text = tale()
    window = excerpt(text, 0, Wordpieces(minilm() / "vocab.txt"), WORDS)
    batch = batch_of([window])
    export(network, minilm() / "vocab.txt", tmp_path / "whole", rounded=False)
    export(
        network, minilm() / "vocab.txt", tmp_path / "rounded", windows=[window] if balanced else ()
    )
    with torch.no_grad():
        states, roles, *_ = PerWord(network.eval())(
            batch.ids, batch.shapes, batch.gaps, batch.first, batch.last
        )
    found = Encoder(tmp_path / "whole")(text.words, text.gaps)
    np.testing.assert_allclose(found.states, states.numpy(), atol=1e-4)
    np.testing.assert_allclose(found.roles, roles.numpy(), atol=1e-4)
    again = fresh()
    with torch.no_grad():
        for parameter in again.encoder.layers.parameters():
            parameter.zero_()
    begin_from(again, tmp_path / "rounded")
    for name, tensor in network.state_dict().items():
        lost = torch.linalg.vector_norm(tensor - again.state_dict()[name])
        assert lost <= 0.06 * torch.linalg.vector_norm(tensor), name


def test_a_gpu_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(WeightsError, match="no GPU"):
        learn_all(tmp_path, tmp_path, device="cuda")


def test_a_start_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="nowhere"):
        begin_from(Network(), tmp_path / "nowhere")
    with pytest.raises(WeightsError, match=r"encoder\.onnx"):
        begin_from(Network(), tmp_path)


def test_the_map_to_vectors_finds_what_is_linear() -> None:
    dice = np.random.default_rng(1)
    student = dice.normal(size=(3000, 384)).astype(np.float32)
    teacher = student @ dice.normal(size=(384, 384)).astype(np.float32) / 20
    teacher[:, 200:] *= 0.01
    weight, bias = fit(Sentences(student, teacher))
    assert weight.shape == (128, 384)
    assert rank_correlation(student @ weight.T + bias, teacher) > 0.7
    assert rank_correlation(dice.normal(size=(3000, 128)), teacher) < 0.1


def test_a_coarse_matrix_rounds_as_int8_does_and_learns_as_if_it_did_not() -> None:
    torch.manual_seed(3)
    matrix = Matrix(64, 8)
    x = torch.randn(2, 5, 64, requires_grad=True)
    exact = matrix(x)
    matrix.coarse = True
    coarse = matrix(x)
    assert 0 < (coarse - exact).abs().max() < 0.1
    (slope,) = torch.autograd.grad(coarse.sum(), x)
    torch.testing.assert_close(slope, matrix.weight.sum(0).expand_as(x), atol=0.05, rtol=0.05)
    whole = torch.zeros(1, 1, 64)
    torch.testing.assert_close(matrix(whole)[0, 0], matrix.bias)


def test_a_unit_that_dwarfs_the_others_does_not_coarsen_them() -> None:
    torch.manual_seed(4)
    matrix, x = Matrix(64, 8), torch.randn(5, 64)
    x[:, 9] *= 60
    exact = matrix(x)
    scales = balance(peaks_of(x), matrix.weight)
    torch.testing.assert_close(Balanced(matrix, peaks_of(x))(x), exact)
    assert scales[9] > 10 * scales.median()
    matrix.coarse = True
    lost = (matrix(x) - exact).abs().mean()
    x[:, 9] /= 60
    matrix.coarse = False
    level = matrix(x)
    matrix.coarse = True
    assert lost < 3 * (matrix(x) - level).abs().mean()


def test_the_leaning_finds_what_tells_two_kinds_apart_however_rare_one_is() -> None:
    dice = np.random.default_rng(2)
    female = dice.random(600) < 0.15
    states = dice.normal(size=(600, 384)).astype(np.float32)
    states[:, 7] += np.where(female, 2.0, -2.0)
    weight, bias = fit_gender(Heads(states, female))
    assert ((states @ weight + bias > 0) == female).mean() > 0.97
    assert int(np.abs(weight).argmax()) == 7


def test_pronouns_around_a_name_tell_its_gender() -> None:
    words = "Ana Ruiz left . She sang and her dog ran . Bo Lind met Ana Ruiz . He waved .".split()
    text = Annotated(
        "song",
        "own",
        words * 3,
        [PARAGRAPH, *[SPACE] * (3 * len(words) - 1)],
        people={
            at + round * len(words): part
            for round in range(3)
            for at, part in {0: 0, 1: 1, 11: 0, 12: 1, 14: 0, 15: 1}.items()
        },
    )
    assert genders_of_names([text]) == {"Ana": "female"}


def test_what_a_training_began_from_and_came_to_are_averaged() -> None:
    begun, network = fresh(), fresh()
    with torch.no_grad():
        network.upos.out.weight.add_(2.0)
        average(network, begun.state_dict())
    torch.testing.assert_close(network.upos.out.weight, begun.upos.out.weight + 1.0)
    torch.testing.assert_close(network.role_chain.forbidden, begun.role_chain.forbidden)
