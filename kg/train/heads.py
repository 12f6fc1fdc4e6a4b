"""The heads that are asked about spans, taught once more on whole texts with the encoder at rest.

While the encoder learns, these heads see one window at a time. Here they see what they will see at
run time: the int8 encoder's own states of whole texts, the mentions it finds itself, and as many
candidates as there are.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own convention
from torch import Tensor, nn

from kg.parse.component import REFERRING, heads_of, mentions_of, sentence_bounds
from kg.parse.encoder import Encoder, Scores
from kg.parse.labels import MENTIONS
from kg.parse.pairs import Forms, forms_of, pair_features
from kg.parse.spans import candidates, out_of_reach, span_distances
from kg.train.annotated import Annotated
from kg.train.network import Linker, Network, PairScorer

log = logging.getLogger(__name__)

Pair = tuple[int, int]
Item = TypeVar("Item")
_SPARSE = 0.1
"""How much a text counts of which only some mentions are annotated."""
_FORGOTTEN = 0.5
"""The share of the encoder's states that the pair scorer does without while it learns."""
_UNSEEN = 0.3
"""The share of its own hidden units that it does without."""
_ANNOTATED_IN_PART = frozenset(MENTIONS.index(name) for name in ("person", "organization", "place"))


@dataclass(frozen=True, slots=True)
class Referring:
    """The mentions found in one text: their heads' states, places, forms, and true entities."""

    states: Tensor
    places: Tensor
    forms: Forms
    entities: Tensor
    """The entity of each mention; a number of its own where it is none of the annotated."""
    weight: float = 1.0


def referring(text: Annotated, encoder: Encoder) -> Referring | None:
    """Return what the encoder takes for mentions in a text, with the entities they truly have."""
    scores = encoder(text.words, text.gaps)
    sentences = list(sentence_bounds(scores.starts[:, 0], text.words, text.gaps))
    kinds = _ANNOTATED_IN_PART if text.partial_mentions else REFERRING
    heads = heads_of(scores, sentences)
    found = list(mentions_of(encoder.heads, scores, text.words, sentences, heads))
    by_head = {noun.head: noun.entity for noun in text.mentions or ()}
    if text.chains is not None:
        by_head = text.chains
        found = [noun for noun in found if noun.head in by_head]
    nouns = [noun for noun in found if noun.type in kinds]
    if len(nouns) < 2:
        return None
    entities = [by_head.get(noun.head, -1) for noun in nouns]
    own = [entity if entity >= 0 else -1 - at for at, entity in enumerate(entities)]
    places = [noun.head for noun in nouns]
    forms = forms_of(text.words, [n.begin for n in nouns], [n.end for n in nouns], places)
    return Referring(
        torch.from_numpy(scores.states[places]),
        torch.tensor(places),
        forms,
        torch.tensor(own),
        1.0 if text.chains is None else _SPARSE,
    )


def pair_loss(pair: PairScorer, text: Referring) -> Tensor:
    """Return the marginal likelihood of the right antecedents (Lee et al., 2017).

    The states of the texts that the encoder learnt from tell too much: half of each is left out.
    """
    left, right = candidates(text.forms)
    rows, columns = torch.from_numpy(left), torch.from_numpy(right)
    features = torch.from_numpy(pair_features(text.forms, left, right))
    distance = text.places[rows] - text.places[columns]
    states = F.dropout(text.states, _FORGOTTEN, pair.training)
    scores = pair(states, rows, columns, distance, features)
    same = text.entities[rows] == text.entities[columns]
    count = len(text.entities)
    everything = _log_sums(scores, rows, count)
    right_ones = _log_sums(scores.masked_fill(~same, -1e4), rows, count, new=False)
    known = torch.zeros(count, dtype=torch.bool).index_put((rows[same],), torch.tensor(True))
    return text.weight * (everything - torch.where(known, right_ones, torch.zeros(count))).mean()


def _log_sums(scores: Tensor, rows: Tensor, count: int, *, new: bool = True) -> Tensor:
    """Return the log of each mention's summed candidates, with 0 for “new” among them."""
    top = torch.zeros(count).scatter_reduce(0, rows, scores.detach(), "amax")
    sums = torch.zeros(count).index_add(0, rows, torch.exp(scores - top[rows]))
    if new:
        sums = sums + torch.exp(-top)
    return top + torch.log(sums.clamp(min=1e-30))


@dataclass(frozen=True, slots=True)
class Roles:
    """One text's states, and for each linker (left span, right spans or none, candidates)."""

    states: Tensor
    asked: dict[str, tuple[list[Pair], list[int], list[Pair]]]


def roles_of(text: Annotated, encoder: Encoder) -> Roles | None:
    """Return the annotated attributions of a text as questions to the linkers."""
    links = [link for link in text.links if link.content]
    if not links:
        return None
    cues = sorted({piece for link in links for piece in link.cue})
    sources = sorted({piece for link in links for piece in link.source})
    asked: dict[str, tuple[list[Pair], list[int], list[Pair]]] = {}
    for name, options, pairs in (
        ("content_cue", cues, [(piece, x.cue) for x in links for piece in x.content]),
        ("content_source", sources, [(piece, x.source) for x in links for piece in x.content]),
        ("cue_source", sources, [(piece, x.source) for x in links for piece in x.cue]),
    ):
        gold = [options.index(right[0]) if right else len(options) for _, right in pairs]
        asked[name] = ([left for left, _ in pairs], gold, options)
    states: Scores = encoder(text.words, text.gaps)
    return Roles(torch.from_numpy(states.states), asked)


def link_loss(network: Network, text: Roles) -> Tensor:
    """Return the mean cross-entropy of the linkers' answers."""
    found = []
    for name, (lefts, gold, options) in text.asked.items():
        if lefts and options:
            linker: Linker = getattr(network, name)
            distance = span_distances(lefts, options)
            scores = linker(
                _spans(text.states, lefts), _spans(text.states, options), torch.from_numpy(distance)
            )
            far = torch.from_numpy(out_of_reach(distance))
            far[torch.arange(len(gold)), [min(at, len(options) - 1) for at in gold]] = False
            scores = torch.cat((scores[:, :-1].masked_fill(far, -1e4), scores[:, -1:]), 1)
            found.append(F.cross_entropy(scores, torch.tensor(gold)))
    return torch.stack(found).mean() if found else torch.zeros((), requires_grad=True)


def _spans(states: Tensor, spans: Sequence[Pair]) -> Tensor:
    begins = torch.tensor([begin for begin, _ in spans])
    ends = torch.tensor([end - 1 for _, end in spans])
    return torch.cat((states[begins], states[ends]), -1)


def tune(
    network: Network,
    encoder: Encoder,
    train: Sequence[Annotated],
    dev: Sequence[Annotated],
    *,
    epochs: int = 8,
    rate: float = 5e-4,
    seed: int = 1,
) -> None:
    """Teach the pair scorer and the linkers; `encoder` holds the exported weights of `network`."""
    torch.manual_seed(seed)
    pair = network.pair
    pair.dropout = _UNSEEN
    chains, dev_chains = (
        _gathered(texts, encoder, referring, "coreference") for texts in (train, dev)
    )
    _learn(pair, lambda item: pair_loss(pair, item), chains, dev_chains, epochs, rate, seed)
    links, dev_links = (_gathered(texts, encoder, roles_of, "links") for texts in (train, dev))
    linkers = nn.ModuleList([network.content_cue, network.content_source, network.cue_source])
    _learn(linkers, lambda item: link_loss(network, item), links, dev_links, epochs, rate, seed)


def _gathered(
    texts: Sequence[Annotated],
    encoder: Encoder,
    look: Callable[[Annotated, Encoder], Item | None],
    layer: str,
) -> list[Item]:
    found = [look(text, encoder) for text in texts if getattr(text, layer)]
    return [item for item in found if item is not None]


def _learn(
    module: nn.Module,
    loss_of: Callable[[Item], Tensor],
    train: list[Item],
    dev: list[Item],
    epochs: int,
    rate: float,
    seed: int,
) -> None:
    """Go through the texts in a new order each time; keep what does best on the dev texts.

    Without texts to learn from and texts to choose by it changes nothing.
    """
    if not train or not dev:
        return
    dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
    optimizer = torch.optim.AdamW(module.parameters(), lr=rate, weight_decay=0.01)
    best, kept = float("inf"), {k: v.clone() for k, v in module.state_dict().items()}
    for epoch in range(epochs + 1):
        module.eval()
        with torch.no_grad():
            loss = float(np.mean([float(loss_of(item)) for item in dev]))
        log.info("%s: dev loss %.4f after %d epochs", type(module).__name__, loss, epoch)
        if loss < best:
            best, kept = loss, {k: v.clone() for k, v in module.state_dict().items()}
        if epoch == epochs:
            break
        module.train()
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        dice.shuffle(train)
        for item in train:
            optimizer.zero_grad()
            loss_of(item).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
            optimizer.step()
    module.load_state_dict(kept)
