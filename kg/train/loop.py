"""Training: all tasks at once, in steps that can be stopped and gone on with."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from kg.train.losses import WEIGHTS, losses, total
from kg.train.network import Network
from kg.train.windows import Batch, Excerpt, Sampler, batch_of

log = logging.getLogger(__name__)


STEPS = 6500
"""Batches of a training, unless asked for otherwise."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn.

    Rates are AdamW's at the peak; `steps` count batches, the last share of them (`cool_down`) at
    falling rates and under the rounding of int8: until then a training can be made longer.
    """

    steps: int = STEPS
    batch: int = 16
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: int = 100
    cool_down: float = 0.4
    decay: float = 0.01
    dropout: float = 0.1
    seed: int = 1
    evaluate_every: int = 500


def rate_at(step: int, plan: Plan) -> float:
    """Return the share of the peak rate at a step: linear up, level, and linear down to zero."""
    up = (step + 1) / plan.warm_up
    down = (plan.steps - step) / (plan.cool_down * plan.steps)
    return max(0.0, min(1.0, up, down))


def optimizer_of(network: Network, plan: Plan) -> torch.optim.AdamW:
    """Return AdamW with the encoder's and the heads' rates; nothing decays that is no matrix."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            key = (name.startswith("encoder."), parameter.ndim > 1)
            groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "peak": plan.encoder_rate if encoder else plan.head_rate,
                "weight_decay": plan.decay if matrix else 0.0,
            }
            for (encoder, matrix), parameters in groups.items()
        ],
        lr=0.0,
    )


class Weighting:
    """Early stopping per head: a task whose dev loss no longer falls counts half, then a quarter.

    It is never left out: what it knows of the words serves the others.
    """

    def __init__(self) -> None:
        self.weights = dict(WEIGHTS)
        self.best: dict[str, float] = {}
        self.waited: dict[str, int] = {}

    def see(self, dev: dict[str, float]) -> None:
        """Take note of the dev losses."""
        for name, loss in dev.items():
            if loss < self.best.get(name, math.inf):
                self.best[name], self.waited[name] = loss, 0
                continue
            self.waited[name] = self.waited.get(name, 0) + 1
            if self.waited[name] % 3 == 0 and self.weights[name] > WEIGHTS[name] / 4:
                self.weights[name] *= 0.5
                log.info(
                    "the dev loss of %s rises: its weight is now %.3f", name, self.weights[name]
                )


def train(
    network: Network, sampler: Sampler, dev: Sequence[Excerpt], plan: Plan, folder: Path
) -> None:
    """Train from the last checkpoint in `folder`, or from the start; leaves `last.pt` there.

    It computes where the network is, on a processor or a GPU.
    """
    device = next(network.parameters()).device
    optimizer = optimizer_of(network, plan)
    weighting = Weighting()
    begin = _resume(network, optimizer, weighting, sampler, folder)
    running: dict[str, list[float]] = {}
    started = time.monotonic()
    for step in range(begin, plan.steps):
        network.train()
        network.coarsen(step >= (1 - plan.cool_down) * plan.steps)
        share = rate_at(step, plan)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * share
        with device, torch.autocast(device.type, torch.bfloat16):
            found = losses(network, batch_of([sampler.draw() for _ in range(plan.batch)]))
        optimizer.zero_grad(set_to_none=True)
        total(found, weighting.weights).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        for name, loss in found.items():
            running.setdefault(name, []).append(float(loss.detach()))
        if (step + 1) % 50 == 0:
            pace = (time.monotonic() - started) / (step + 1 - begin)
            log.info("step %d, %.2f s a step: %s", step + 1, pace, _line(running))
            running = {}
        if (step + 1) % plan.evaluate_every == 0 or step + 1 == plan.steps:
            figures = dev_losses(network, dev, plan.batch)
            weighting.see(figures)
            log.info("step %d dev: %s", step + 1, json.dumps(figures))
            _save(network, optimizer, weighting, sampler, plan, step + 1, folder)
    network.coarsen(False)


def _line(running: dict[str, list[float]]) -> str:
    return " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in running.items())


def _batches(excerpts: Sequence[Excerpt], size: int) -> Iterator[Batch]:
    for at in range(0, len(excerpts), size):
        yield batch_of(list(excerpts[at : at + size]))


def dev_losses(network: Network, dev: Sequence[Excerpt], size: int) -> dict[str, float]:
    """Return the mean loss of each task over the dev windows."""
    network.eval()
    sums: dict[str, list[float]] = {}
    device = next(network.parameters()).device
    with torch.no_grad(), device, torch.autocast(device.type, torch.bfloat16):
        for batch in _batches(dev, size):
            for name, loss in losses(network, batch).items():
                sums.setdefault(name, []).append(float(loss))
    return {name: round(sum(values) / len(values), 4) for name, values in sums.items()}


def _save(
    network: Network,
    optimizer: torch.optim.AdamW,
    weighting: Weighting,
    sampler: Sampler,
    plan: Plan,
    step: int,
    folder: Path,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "weighting": vars(weighting),
        "dice": sampler.dice.getstate(),
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state() if torch.cuda.is_available() else None,
        "step": step,
        "plan": asdict(plan),
    }
    torch.save(state, folder / "last.tmp")
    (folder / "last.tmp").replace(folder / "last.pt")


def _resume(
    network: Network,
    optimizer: torch.optim.AdamW,
    weighting: Weighting,
    sampler: Sampler,
    folder: Path,
) -> int:
    path = folder / "last.pt"
    if not path.exists():
        return 0
    state = torch.load(path, map_location="cpu", weights_only=False)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    vars(weighting).update(state["weighting"])
    sampler.dice.setstate(state["dice"])
    torch.set_rng_state(state["torch"])
    if state.get("cuda") is not None and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["cuda"])
    log.info("going on from step %d of %s", state["step"], path)
    return int(state["step"])
