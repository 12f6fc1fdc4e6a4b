"""Linear maps that learn, and ship, under the rounding of int8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own convention
from torch import Tensor, nn

_SHARE = 0.8
"""How much of a column's size moves from the inputs into the weights."""
_LEAST = 1e-6


class Matrix(nn.Linear):
    """A linear map that can learn under the rounding it will ship with (Jacob et al., 2018).

    While it is `coarse`, it multiplies what int8 would: weights in steps of their row, inputs in
    steps of the batch's range, once both are balanced. Gradients pass as if nothing had been
    rounded.
    """

    coarse = False

    def forward(self, x: Tensor) -> Tensor:
        """Return (…, out) for (…, in)."""
        if not self.coarse:
            return super().forward(x)
        scales = balance(peaks_of(x), self.weight)
        return F.linear(_coarse_input(x / scales), _coarse_rows(self.weight * scales), self.bias)


class Balanced(nn.Module):
    """A matrix as it ships: its inputs divided, and its weights multiplied, by the same scales."""

    def __init__(self, matrix: Matrix, peaks: Tensor) -> None:
        super().__init__()
        scales = balance(peaks, matrix.weight)
        self.register_buffer("inverse", 1 / scales)
        self.weight = nn.Parameter(matrix.weight.detach() * scales)
        self.bias = nn.Parameter(matrix.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        """Return (…, out) for (…, in)."""
        return F.linear(x * self.inverse, self.weight, self.bias)  # type: ignore[operator]


def balance(peaks: Tensor, weight: Tensor) -> Tensor:
    """Return what each input, (in,), is divided by so that none dwarfs the others.

    A few units of an encoder are many times as large as the rest, and one step for all is then too
    coarse for most; the weights, with a step for each row, can take it (SmoothQuant, Xiao et al.,
    2023). `peaks` are the largest sizes of the inputs.
    """
    own = weight.detach().abs().amax(0).clamp(min=_LEAST)
    scales = peaks.float().clamp(min=_LEAST) ** _SHARE / own ** (1 - _SHARE)
    return scales / scales.median()


def peaks_of(x: Tensor) -> Tensor:
    """Return the largest size of each input, (in,), among (…, in)."""
    return x.detach().abs().flatten(0, -2).amax(0)


@contextmanager
def watched(matrices: Iterable[Matrix]) -> Iterator[dict[Matrix, Tensor]]:
    """Give the peaks of the inputs that matrices see while the context lasts."""
    peaks: dict[Matrix, Tensor] = {}

    def look(matrix: nn.Module, given: tuple[Tensor, ...]) -> None:
        assert isinstance(matrix, Matrix)
        found = peaks_of(given[0])
        peaks[matrix] = torch.maximum(peaks.get(matrix, found), found)

    hooks = [matrix.register_forward_pre_hook(look) for matrix in matrices]
    try:
        yield peaks
    finally:
        for hook in hooks:
            hook.remove()


def _coarse_rows(weight: Tensor) -> Tensor:
    exact = weight.detach()
    scales = exact.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
    return weight + (torch.round(exact / scales) * scales - exact)


def _coarse_input(x: Tensor) -> Tensor:
    exact = x.detach().float()
    low, high = exact.aminmax()
    step = ((high.clamp(min=0) - low.clamp(max=0)) / 255).clamp(min=1e-9)
    return x + (torch.round(exact / step) * step - exact)
