"""The encoder at run time: words → scores of every head, in windows, on ONNX Runtime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from kg.errors import WeightsError
from kg.parse.pieces import Window, Wordpieces, shape_of, window_bounds, window_of

Floats = npt.NDArray[np.float32]

FILES = ("encoder.onnx", "heads.npz", "vocabulary.txt")
PER_WORD = (
    "states",
    "roles",
    "names",
    "upos",
    "dependents",
    "governors",
    "starts",
    "mentions",
    "events",
)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say about some words; each array is (words, n).

    `arcs` holds (begin, end, matrix) of each window: the score of each head for each dependent, and
    on the diagonal that of being a root.
    """

    states: Floats
    roles: Floats
    names: Floats
    upos: Floats
    dependents: Floats
    governors: Floats
    starts: Floats
    mentions: Floats
    events: Floats
    arcs: tuple[tuple[int, int, Floats], ...]


class Encoder:
    """The trained network; opens its weights at the first use, so that processes can be forked."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise WeightsError(
                f"{folder} lacks {', '.join(missing)}: install the package again, "
                "or make weights with `kg train`"
            )
        self.folder, self.threads = folder, threads
        self.pieces = Wordpieces(folder / "vocabulary.txt")
        self.heads = _small_heads(folder / "heads.npz")
        self._session: onnxruntime.InferenceSession | None = None

    @property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the weights."""
        total = hashlib.sha256()
        for name in FILES:
            total.update((self.folder / name).read_bytes())
        return total.hexdigest()[:12]

    def __call__(self, words: Sequence[str], gaps: Sequence[int]) -> Scores:
        """Return the scores of the words; `gaps` are indices of `labels.GAPS`."""
        pieces = [self.pieces(word) for word in words]
        shapes = [shape_of(word) for word in words]
        bounds = list(window_bounds([len(split) for split in pieces]))
        outputs = [self._run(window_of(pieces, shapes, gaps, *bound)) for bound in bounds]
        arcs = tuple(
            (begin, end, output["arcs"])
            for (begin, end), output in zip(bounds, outputs, strict=True)
        )
        return Scores(**_stitched(bounds, outputs), arcs=arcs)

    def _run(self, window: Window) -> dict[str, Floats]:
        feed = {
            "ids": window.ids[None],
            "shapes": window.shapes[None],
            "gaps": window.gaps[None],
            "first": window.first[None],
            "last": window.last[None],
        }
        session = self._session or self._open()
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(None, feed), strict=True))

    def _open(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = self.folder / "encoder.onnx"
        try:
            self._session = onnxruntime.InferenceSession(
                str(path),
                options,
                providers=["CPUExecutionProvider"],
                # one fused kernel takes four times as long as the two that it replaces
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:
            raise WeightsError(f"{path} is no ONNX file that can be read: {error}") from error
        return self._session

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder, "threads": self.threads}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Encoder.__init__(self, state["folder"], threads=state["threads"])


def _small_heads(path: Path) -> dict[str, Floats]:
    with np.load(path) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def _stitched(
    bounds: Sequence[tuple[int, int]], outputs: Sequence[dict[str, Floats]]
) -> dict[str, Floats]:
    """Join windows: neighbours meet in the middle of what they share."""
    cuts = [0]
    for (_, end), (begin, _) in pairwise(bounds):
        cuts.append((begin + end) // 2)
    cuts.append(bounds[-1][1] if bounds else 0)
    parts: dict[str, list[Floats]] = {name: [] for name in PER_WORD}
    for at, ((begin, _), output) in enumerate(zip(bounds, outputs, strict=True)):
        for name in PER_WORD:
            parts[name].append(output[name][cuts[at] - begin : cuts[at + 1] - begin])
    return {name: np.concatenate(rows) for name, rows in parts.items()}


def read_card(folder: Path) -> dict[str, Any]:
    """Return what `weights.json` says of the weights; {} where it is not there."""
    path = folder / "weights.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found
