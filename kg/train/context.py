"""The roles' context, taught on whole texts with the encoder at rest.

The encoder serves all tasks; what a word's surroundings say of its role is learnt beside it, from
the finished encoder's own states, and added to the scores of the role head. The chain's transitions
go on learning with it.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from kg.parse.encoder import Encoder
from kg.train.annotated import ANY_ROLE, Annotated
from kg.train.network import Network
from kg.train.windows import begun_roles

log = logging.getLogger(__name__)

_WINDOW = 200
"""Words that are read at once, about as many as the encoder reads."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One text: (words, 384) states in float16, and the roles that each annotator saw."""

    states: Tensor
    versions: list[list[int]]


def all_marked(texts: Sequence[Annotated], encoder: Encoder) -> list[Marked]:
    """Return the states and roles of the texts whose roles are annotated."""
    return [_marked(text, encoder) for text in texts if text.roles is not None]


def _marked(text: Annotated, encoder: Encoder) -> Marked:
    versions = [version.roles for version in (text, *text.annotators) if version.roles is not None]
    return Marked(torch.from_numpy(encoder(text.words, text.gaps).states).half(), versions)


def learn_context(
    network: Network,
    train: Sequence[Marked],
    dev: Sequence[Marked],
    *,
    epochs: int = 8,
    batch: int = 32,
    rate: float = 1e-3,
    seed: int = 1,
) -> None:
    """Teach `network.context` and the role chain; keep what does best on the dev texts.

    Without texts to learn from and texts to choose by it changes nothing.
    """
    if not train or not dev:
        return
    torch.manual_seed(seed)
    dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
    learner = nn.ModuleList([network.context, network.role_chain])
    optimizer = torch.optim.AdamW(learner.parameters(), lr=rate, weight_decay=0.01)
    lengths = [len(text.states) for text in train]
    steps = max(1, sum(lengths) // (_WINDOW * batch))
    held_out = [_window(text, text.versions[0], 0) for text in dev]
    best, kept = _dev_loss(network, held_out), _state(learner)
    log.info("context: dev loss %.4f", best)
    for epoch in range(epochs):
        for step in range(steps):
            learner.train()
            share = 1 - (epoch * steps + step) / (epochs * steps)
            for group in optimizer.param_groups:
                group["lr"] = rate * share
            texts = dice.choices(train, lengths, k=batch)
            optimizer.zero_grad()
            _loss(network, [_cut(text, dice) for text in texts]).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
        loss = _dev_loss(network, held_out)
        log.info("context: dev loss %.4f after %d epochs", loss, epoch + 1)
        if loss < best:
            best, kept = loss, _state(learner)
    learner.load_state_dict(kept)
    learner.eval()


Window = tuple[Tensor, Tensor]
"""(words, 384) states and (words,) bit sets of roles."""


def _cut(text: Marked, dice: random.Random) -> Window:
    begin = dice.randrange(max(1, len(text.states) - _WINDOW // 2))
    return _window(text, dice.choice(text.versions), begin)


def _window(text: Marked, roles: list[int], begin: int) -> Window:
    end = begin + _WINDOW
    return text.states[begin:end].float(), torch.tensor(begun_roles(roles[begin:end]))


def _loss(network: Network, windows: Sequence[Window]) -> Tensor:
    states = nn.utils.rnn.pad_sequence([words for words, _ in windows], batch_first=True)
    roles = nn.utils.rnn.pad_sequence(
        [bits for _, bits in windows], batch_first=True, padding_value=ANY_ROLE
    )
    with torch.no_grad():
        alone = network.roles.eval()(states)
    lengths = torch.tensor([len(words) for words, _ in windows])
    return network.role_chain.loss(alone + network.context(states), roles, lengths)


def _dev_loss(network: Network, windows: Sequence[Window]) -> float:
    network.context.eval()
    with torch.no_grad():
        return float(_loss(network, windows))


def _state(module: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in module.state_dict().items()}
