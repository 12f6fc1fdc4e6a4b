"""Finished weights → a network to train on from: what export made of it, undone.

A training that begins from the weights that ship needs no checkpoint. The int8 matrices come back
as the multiples of their scales; what rounding took is soon learned again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from kg.errors import WeightsError
from kg.parse.labels import GAPS, SHAPES
from kg.parse.pieces import WINDOW
from kg.train.network import WIDTH, Network

_TABLES = {"shapes": len(SHAPES), "gaps": len(GAPS), "positions": WINDOW + 2}
"""The small embeddings and their rows, by which they are known: ONNX forgets their names."""


def load_shipped(network: Network, folder: Path) -> None:
    """Give a network the weights in `folder` (`encoder.onnx`, `heads.npz`).

    The wordpieces' embeddings stay as they are: training never changes MiniLM's. Raises
    WeightsError where a file is missing or a tensor has another shape.
    """
    paths = folder / "encoder.onnx", folder / "heads.npz"
    for path in paths:
        if not path.is_file():
            raise WeightsError(f"{folder} holds no {path.name}: name a folder of finished weights")
    state = network.state_dict()
    found = {**_encoder_state(onnx.load(paths[0])), **_heads_state(paths[1], state)}
    for name, values in found.items():
        place = state[name]
        if name.removeprefix("encoder.").split(".")[0] in _TABLES:
            place = place[: len(values)]
        if place.shape != values.shape:
            raise WeightsError(
                f"{folder}: {name} is {tuple(values.shape)} there and {tuple(place.shape)} here"
            )
        place.copy_(values)


def _encoder_state(model: onnx.ModelProto) -> dict[str, Tensor]:
    """Return the tensors of the ONNX graph under the network's names."""
    stored = {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}
    found = {
        name.removeprefix("network."): torch.from_numpy(values.copy())
        for name, values in stored.items()
        if name.startswith("network.") and name.endswith((".weight", ".bias"))
    }
    for table, rows in _TABLES.items():
        found[f"encoder.{table}.weight"] = _table(stored, rows)
    for matrix, bias in _matrices(model, stored):
        layer = bias.removesuffix(".bias")
        weight = _real(stored, matrix).T
        if f"{layer}.inverse" in stored:
            weight = weight * torch.from_numpy(stored[f"{layer}.inverse"])
        found[f"{layer.removeprefix('network.')}.weight"] = weight.contiguous()
    return found


def _table(stored: dict[str, np.ndarray], rows: int) -> Tensor:
    """Return the embedding of so many rows: steps in int8, and a scale for each row."""
    steps, scales = (
        next(
            values
            for values in stored.values()
            if values.shape == (rows, width) and (values.dtype == kind)
        )
        for width, kind in ((WIDTH, np.int8), (1, np.float32))
    )
    return torch.from_numpy(steps.astype(np.float32) * scales)


def _real(stored: dict[str, np.ndarray], name: str) -> Tensor:
    steps = stored[f"{name}_quantized"].astype(np.float32)
    zero = stored[f"{name}_zero_point"].astype(np.float32)
    return torch.from_numpy((steps - zero) * stored[f"{name}_scale"])


def _matrices(model: onnx.ModelProto, stored: dict[str, np.ndarray]) -> Iterator[tuple[str, str]]:
    """Yield each int8 matrix with the bias that is added to its product: it knows its layer."""
    reader = {given: node for node in model.graph.node for given in node.input}
    for node in model.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        step = node
        while step.op_type != "Add":
            step = reader[step.output[0]]
        bias = next(name for name in step.input if name in stored)
        yield node.input[1].removesuffix("_quantized"), bias


def _heads_state(path: Path, state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the small heads; a chain's forbidden steps are buffers and stay out of its scores."""
    found = {}
    with np.load(path) as heads:
        for name in heads.files:
            values = torch.from_numpy(heads[name].astype(np.float32))
            chain, _, part = name.partition(".")
            if chain.endswith("_chain"):
                barred = state[f"{chain}.{'forbidden' if part == 'pairs' else 'forbidden_start'}"]
                values = torch.where(barred < 0, torch.zeros(()), values)
            found[name] = values
    return found
