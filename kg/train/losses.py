"""What each head is taught: one loss per task, over the windows whose corpus annotates it."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own convention
from torch import Tensor

from kg.parse.pairs import forms_of, pair_features
from kg.train.annotated import ANY_NAME, ANY_ROLE, IGNORE, Noun
from kg.train.network import Linker, Network
from kg.train.windows import ANY_MENTION, Batch, Excerpt

WEIGHTS = {
    "roles": 2.0,
    "names": 1.5,
    "upos": 0.5,
    "arcs": 1.0,
    "deps": 0.5,
    "starts": 0.5,
    "mentions": 1.0,
    "bounds": 0.4,
    "events": 0.6,
    "realis": 0.6,
    "links": 0.4,
    "pairs": 0.4,
}


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of each task that the batch holds labels for."""
    words = network.encoder(
        batch.ids, batch.shapes, batch.gaps, batch.first, batch.last, batch.mask
    ).float()
    labels = batch.labels
    found = {
        **_chains(network, words, batch),
        **_syntax(network, words, labels),
        **_mentions(network, words, batch),
    }
    scores = network.events(words)
    for column, name in enumerate(("events", "realis")):
        found[name] = _binary(scores[..., column], labels[name])
    found["starts"] = _binary(network.starts(words).squeeze(-1), labels["starts"])
    found["links"] = _mean([_link_loss(network, w, e) for w, e in zip(words, batch.excerpts)])  # noqa: B905
    found["pairs"] = _mean([_pair_loss(network, w, e) for w, e in zip(words, batch.excerpts)])  # noqa: B905
    return {name: loss for name, loss in found.items() if loss is not None}


def total(found: dict[str, Tensor], weights: dict[str, float] = WEIGHTS) -> Tensor:
    """Return the weighted sum of the losses."""
    return torch.stack([weights[name] * loss for name, loss in found.items()]).sum()


def _mean(parts: list[Tensor | None]) -> Tensor | None:
    there = [part for part in parts if part is not None]
    return torch.stack(there).mean() if there else None


def _binary(scores: Tensor, labels: Tensor) -> Tensor | None:
    known = labels != IGNORE
    if not known.any():
        return None
    return F.binary_cross_entropy_with_logits(scores[known], labels[known].float())


def _chains(network: Network, words: Tensor, batch: Batch) -> dict[str, Tensor | None]:
    """The CRF losses of roles and names, over the windows that are annotated at all."""
    found: dict[str, Tensor | None] = {}
    for name, scorer, chain, anything in (
        ("roles", network.roles, network.role_chain, ANY_ROLE),
        ("names", network.names, network.name_chain, ANY_NAME),
    ):
        rows = (batch.labels[name] != anything).any(1)
        found[name] = None
        if rows.any():
            scores = scorer(words[rows])
            found[name] = chain.loss(scores, batch.labels[name][rows], batch.lengths[rows])
    return found


def _syntax(network: Network, words: Tensor, labels: dict[str, Tensor]) -> dict[str, Tensor | None]:
    rows = (labels["upos"] != IGNORE).any(1)
    if not rows.any():
        return {}
    words, upos, deps = words[rows], labels["upos"][rows], labels["deps"][rows]
    heads = labels["heads"][rows]
    known = heads != IGNORE
    arcs = network.arcs(words)
    arcs = arcs + torch.diag_embed(network.root(words).squeeze(-1) - arcs.diagonal(dim1=1, dim2=2))
    arcs = arcs.masked_fill((upos == IGNORE).unsqueeze(1), -1e4)
    chosen = torch.gather(words, 1, heads.clamp(min=0).unsqueeze(-1).expand_as(words))
    relations = network.label_scores(words[known], chosen[known])
    return {
        "upos": F.cross_entropy(network.upos(words)[upos != IGNORE], upos[upos != IGNORE]),
        "arcs": F.cross_entropy(arcs[known], heads[known]),
        "deps": F.cross_entropy(relations, deps[known]),
    }


def _mentions(network: Network, words: Tensor, batch: Batch) -> dict[str, Tensor | None]:
    allowed = batch.labels["mentions"]
    known = allowed != ANY_MENTION
    if not known.any():
        return {}
    logits = F.log_softmax(network.mentions(words[known]), -1)
    bits = (allowed[known].unsqueeze(-1) >> torch.arange(logits.shape[-1])) & 1
    loss = -torch.logsumexp(logits.masked_fill(bits == 0, -1e5), -1).mean()
    bounds = [_bound_loss(network, w, e.nouns()) for w, e in zip(words, batch.excerpts)]  # noqa: B905
    return {"mentions": loss, "bounds": _mean(bounds)}


def _bound_loss(network: Network, words: Tensor, nouns: list[Noun]) -> Tensor | None:
    """Each head points at its mention's first and last word."""
    nouns = [noun for noun in nouns if noun.head >= 0]
    if not nouns:
        return None
    heads = torch.tensor([noun.head for noun in nouns])
    places = torch.arange(len(words))
    begin = network.begin(words)[heads].masked_fill(places > heads[:, None], -1e4)
    end = network.end(words)[heads].masked_fill(places < heads[:, None], -1e4)
    return F.cross_entropy(begin, torch.tensor([noun.begin for noun in nouns])) + F.cross_entropy(
        end, torch.tensor([noun.end - 1 for noun in nouns])
    )


def _span_states(words: Tensor, spans: list[tuple[int, int]]) -> Tensor:
    begins = torch.tensor([begin for begin, _ in spans])
    ends = torch.tensor([end - 1 for _, end in spans])
    return torch.cat((words[begins], words[ends]), -1)


def _link_loss(network: Network, words: Tensor, cut: Excerpt) -> Tensor | None:
    links = [link for link in cut.links() if link.content]
    if not links:
        return None
    cues = sorted({span for link in links for span in link.cue})
    sources = sorted({span for link in links for span in link.source})
    with_cue = [link for link in links if link.cue]
    parts = [
        _linker_loss(
            network.content_cue, words, [(p, x.cue) for x in links for p in x.content], cues
        ),
        _linker_loss(
            network.content_source,
            words,
            [(p, x.source) for x in links for p in x.content],
            sources,
        ),
        _linker_loss(network.cue_source, words, [(x.cue[0], x.source) for x in with_cue], sources),
    ]
    return _mean(parts)


def _linker_loss(
    linker: Linker,
    words: Tensor,
    pairs: list[tuple[tuple[int, int], tuple[tuple[int, int], ...]]],
    candidates: list[tuple[int, int]],
) -> Tensor | None:
    if not pairs or not candidates:
        return None
    lefts = [left for left, _ in pairs]
    distance = torch.tensor(
        [[span_distance(left, right) for right in candidates] for left in lefts]
    )
    scores = linker(_span_states(words, lefts), _span_states(words, candidates), distance)
    gold = [candidates.index(right[0]) if right else len(candidates) for _, right in pairs]
    return F.cross_entropy(scores, torch.tensor(gold))


def span_distance(left: tuple[int, int], right: tuple[int, int]) -> int:
    """Return the words between two spans: positive where `right` follows, negative before."""
    if right[0] >= left[1]:
        return right[0] - left[1] + 1
    if right[1] <= left[0]:
        return right[1] - left[0] - 1
    return 0


def _pair_loss(network: Network, words: Tensor, cut: Excerpt) -> Tensor | None:
    if not cut.text.coreference:
        return None
    nouns = [noun for noun in cut.nouns() if noun.entity >= 0 and noun.head >= 0]
    return pair_loss(network, words, cut.words, nouns) if len(nouns) > 1 else None


def pair_loss(network: Network, words: Tensor, forms: list[str], nouns: list[Noun]) -> Tensor:
    """The marginal likelihood of the right antecedents (Lee et al., 2017): any of them, or none."""
    count = len(nouns)
    left, right = np.tril_indices(count, -1)
    table = forms_of(
        forms, [n.begin for n in nouns], [n.end for n in nouns], [n.head for n in nouns]
    )
    heads = torch.tensor([noun.head for noun in nouns])
    entities = torch.tensor([noun.entity for noun in nouns])
    rows, columns = torch.as_tensor(left), torch.as_tensor(right)
    distance = heads[rows] - heads[columns]
    features = torch.as_tensor(pair_features(table, left, right))
    scores = torch.full((count, count + 1), -1e4)
    scores[:, count] = 0.0
    scores[rows, columns] = network.pair(words[heads], rows, columns, distance, features).float()
    same = (entities[:, None] == entities[None, :]) & (torch.ones(count, count).tril(-1) > 0)
    gold = torch.cat((same, ~same.any(1, keepdim=True)), 1)
    chosen = torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)
    return (torch.logsumexp(scores, 1) - chosen).mean()


__all__ = ["WEIGHTS", "losses", "pair_loss", "span_distance", "total"]
