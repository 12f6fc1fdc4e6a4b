"""Trained heads → what ships: one int8 ONNX file for all that every word needs, and small matrices.

Scores of every word (roles, names, tags, arcs …) are part of the ONNX graph; what is only asked of
a few spans (links, mention bounds, coreference) is plain matrices that numpy multiplies.
"""

from __future__ import annotations

import copy
import logging
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from kg.parse.pieces import FIRST_WORD, WINDOW
from kg.train.matrix import Balanced, Matrix, watched
from kg.train.network import Network
from kg.train.windows import Excerpt, batch_of

log = logging.getLogger(__name__)

OUTPUTS = (
    "states",
    "roles",
    "names",
    "upos",
    "arcs",
    "dependents",
    "governors",
    "starts",
    "mentions",
    "events",
)
"""What the ONNX graph gives: (words, n) each, but `arcs`, which is (words, words)."""

_SCRIPTS = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "MODIFIER",
    "SUPERSCRIPT",
    "FEMININE",
    "MASCULINE",
    "MICRO",
)
_LINKERS = ("content_cue", "content_source", "cue_source")
_SMALL = ("begin", "end", *_LINKERS, "pair", "label_out", "sense", "gender")
TABLES = ("pieces", "positions", "shapes", "gaps")
"""The embeddings."""

_CHAINS = ("role_chain", "name_chain")


class PerWord(nn.Module):
    """The part of the network that every word goes through, for one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, shapes: Tensor, gaps: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        """Return `OUTPUTS`; the diagonal of the arcs holds the scores of being a root."""
        n = self.network
        words = n.encoder(ids, shapes, gaps, first, last)
        arcs = n.arcs(words)
        own = torch.eye(arcs.shape[1], device=arcs.device)
        arcs = arcs * (1 - own) + n.root(words) * own
        found = (
            words,
            n.roles(words),
            n.names(words),
            n.upos(words),
            arcs,
            n.label_dependent(words),
            n.label_head(words),
            n.starts(words),
            n.mentions(words),
            n.events(words),
        )
        return tuple(part.squeeze(0) for part in found)


class Rows(nn.Module):
    """An embedding in int8, each row with a scale of its own: rows differ much in size."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scales = table.detach().abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("steps", torch.round(table.detach() / scales).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of some ids."""
        found: Tensor = self.steps[ids].float() * self.scales[ids]  # type: ignore[index]
        return found


def export(
    network: Network,
    vocabulary: Path,
    folder: Path,
    *,
    windows: Sequence[Excerpt] = (),
    rounded: bool = True,
) -> None:
    """Write `encoder.onnx` (int8, per channel), `heads.npz` (float16) and `vocabulary.txt`.

    `vocabulary` is the file that the network was trained with. What no text can need stays behind:
    unused pieces, and positions beyond a window. `windows` are some of what it will read: with them
    the matrices are balanced before they are rounded. Unless `rounded`, the encoder stays float32,
    to see what rounding costs.
    """
    network = copy.deepcopy(network).eval()
    if rounded and windows:
        _balance(network, windows)
    folder.mkdir(parents=True, exist_ok=True)
    kept = _write_vocabulary(vocabulary, folder / "vocabulary.txt")
    encoder = network.encoder
    encoder.pieces = nn.Embedding.from_pretrained(encoder.pieces.weight[kept])
    encoder.positions = nn.Embedding.from_pretrained(encoder.positions.weight[: WINDOW + 2])
    if rounded:
        for name in TABLES:
            setattr(encoder, name, Rows(getattr(encoder, name).weight))
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        ready = Path(scratch) / "ready.onnx"
        _to_onnx(network, whole)
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        target = folder / "encoder.onnx"
        if rounded:
            quantize_dynamic(
                ready, target, ["MatMul"], per_channel=True, weight_type=QuantType.QInt8
            )
        else:
            target.write_bytes(ready.read_bytes())
    np.savez_compressed(folder / "heads.npz", **small_heads(network))  # type: ignore[arg-type]
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
    log.info("weights written to %s: %s bytes", folder, sizes)


def _balance(network: Network, windows: Sequence[Excerpt]) -> None:
    """Put balanced matrices in the place of the network's, by what they see of some windows."""
    matrices = {module: name for name, module in network.named_modules() if type(module) is Matrix}
    reader = PerWord(network)
    with torch.no_grad(), watched(matrices) as peaks:
        for window in windows:
            one = batch_of([window])
            reader(one.ids, one.shapes, one.gaps, one.first, one.last)
    for matrix, seen in peaks.items():
        parent, _, name = matrices[matrix].rpartition(".")
        setattr(network.get_submodule(parent), name, Balanced(matrix, seen))


def _write_vocabulary(vocabulary: Path, path: Path) -> list[int]:
    """Write the wordpieces that English texts may hold; return the ids that are kept, in order.

    The special pieces stand before `FIRST_WORD` and keep their ids.
    """
    pieces = vocabulary.read_text(encoding="utf-8").split("\n")[:-1]
    kept = [id for id, piece in enumerate(pieces) if id < FIRST_WORD or _is_read(piece)]
    path.write_text("".join(f"{pieces[id]}\n" for id in kept), encoding="utf-8")
    return kept


def _is_read(piece: str) -> bool:
    """Tell whether a piece is of use: none of the unused ones, and of no far script."""
    letters = [unicodedata.name(letter, "") for letter in piece if letter.isalpha()]
    return not piece.startswith("[unused") and all(name.startswith(_SCRIPTS) for name in letters)


def _to_onnx(network: Network, path: Path) -> None:
    words, length = 6, 9
    example = (
        torch.zeros(1, length, dtype=torch.long),
        torch.zeros(1, length, dtype=torch.long),
        torch.zeros(1, length, dtype=torch.long),
        torch.arange(words)[None] + 1,
        torch.arange(words)[None] + 1,
    )
    names = ("ids", "shapes", "gaps", "first", "last")
    pieces = torch.export.Dim("pieces", min=3, max=WINDOW + 2)
    count = torch.export.Dim("words", min=1, max=WINDOW)
    dims = {name: {1: pieces if at < 3 else count} for at, name in enumerate(names)}
    program = torch.onnx.export(
        PerWord(network).eval(),
        example,
        dynamo=True,
        dynamic_shapes=dims,
        input_names=list(names),
        output_names=list(OUTPUTS),
        opset_version=20,
    )
    assert program is not None
    onnx.save(program.model_proto, path)


def small_heads(network: Network) -> dict[str, np.ndarray]:
    """Return the matrices that numpy multiplies, by name, in float16."""
    found: dict[str, np.ndarray] = {}
    for name in _SMALL:
        for part, tensor in getattr(network, name).state_dict().items():
            found[f"{name}.{part}"] = tensor.float().numpy().astype(np.float16)
    for name in _CHAINS:
        pairs, start = getattr(network, name).matrices()
        found[f"{name}.pairs"] = pairs.detach().numpy().astype(np.float32)
        found[f"{name}.start"] = start.detach().numpy().astype(np.float32)
    return found
