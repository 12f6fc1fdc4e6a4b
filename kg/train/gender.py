"""A leaning of each word towards a woman or a man, fitted on the finished encoder's states.

“Aparna” and “John” seldom come with a title; whom “she” may mean hangs on them all the same. A
logistic regression finds what in the state of a mention's head tells the gender that the pronouns
and titles of its chain give; where no chains are annotated, the titles before a surname tell it of
the full name. It leans; it is never put forward as a fact about anybody.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from kg.parse.encoder import Encoder
from kg.train.annotated import Annotated, Noun
from kg.train.network import Network

log = logging.getLogger(__name__)

Floats = np.ndarray
_FORMS = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "mr.", "sir"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
    **dict.fromkeys(("mrs", "mrs.", "miss", "ms", "ms.", "lady"), "female"),
}
_SILENT = frozenset(
    "i me my mine myself we us our you your yourself who whom whose which that it its they".split()
)
_AGREED = 0.8
"""The share of a chain's gendered words that must agree."""
_RIDGE = 3.0
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Heads:
    """The states of mentions' heads, (mentions, 384), and whether they are a woman's."""

    states: Floats
    female: Floats


def lean(
    network: Network, encoder: Encoder, train: Sequence[Annotated], dev: Sequence[Annotated]
) -> float:
    """Fit `network.gender`; `encoder` holds the exported weights.

    Returns the share of the dev mentions whose gender it tells; 0.0, and nothing is changed, where
    there is nothing to learn from or to measure on.
    """
    learnt, held_out = _gathered(train, encoder), _gathered(dev, encoder)
    if learnt is None or held_out is None:
        return 0.0
    weight, bias = fit(learnt)
    with torch.no_grad():
        network.gender.weight.copy_(torch.from_numpy(weight)[None])
        network.gender.bias.fill_(bias)
    right = float(((held_out.states @ weight + bias > 0) == held_out.female).mean())
    log.info("gender of mentions: %.3f of %d right", right, len(held_out.female))
    return right


def fit(learnt: Heads) -> tuple[Floats, float]:
    """Return weight (384,) and bias of a logistic regression by Newton's method.

    Both genders count the same, however rare one is.
    """
    female = learnt.female.astype(np.float64)
    mean = learnt.states.mean(0, dtype=np.float64)
    rows = np.hstack([learnt.states - mean, np.ones((len(female), 1))])
    counts = np.where(learnt.female, 0.5 / female.mean(), 0.5 / (1 - female.mean()))
    ridge = np.r_[np.full(rows.shape[1] - 1, _RIDGE), 0.0]
    found = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (counts * (share - female)) + ridge * found
        curve = (rows.T * (counts * share * (1 - share))) @ rows + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found[:-1].astype(np.float32), float(found[-1] - mean @ found[:-1])


def _gathered(texts: Sequence[Annotated], encoder: Encoder) -> Heads | None:
    pairs = [
        pair
        for text in texts
        for pair in (_in_chains if text.coreference else _titled)(text, encoder)
    ]
    if len({female for _, female in pairs}) < 2:
        return None
    states, female = zip(*pairs, strict=True)
    return Heads(np.stack(states), np.array(female))


def _in_chains(text: Annotated, encoder: Encoder) -> Iterator[tuple[Floats, bool]]:
    """Yield the heads of mentions that do not tell their gender themselves, in chains that do."""
    chains: defaultdict[int, list[Noun]] = defaultdict(list)
    for noun in text.mentions or ():
        if noun.entity >= 0 and noun.head >= 0:
            chains[noun.entity].append(noun)
    told = {entity: gender for entity, chain in chains.items() if (gender := _told(text, chain))}
    if not told:
        return
    states = encoder(text.words, text.gaps).states
    for entity, gender in told.items():
        for noun in chains[entity]:
            word = text.words[noun.begin].lower()
            if noun.end - noun.begin > 1 or word not in _FORMS.keys() | _SILENT:
                yield states[noun.head], gender == "female"


def _titled(text: Annotated, encoder: Encoder) -> Iterator[tuple[Floats, bool]]:
    """Yield the given names of people whose surname always has titles of one gender.

    A surname with several given names in one text tells nothing.
    """
    genders, givens = defaultdict(set), defaultdict(set)
    places: list[tuple[int, str]] = []
    for at, later in text.people.items():
        word = text.words[at]
        if later and text.people.get(at + 1) != 1 and text.people.get(at - 1) == 0:
            givens[word].add(text.words[at - 1])
            places.append((at - 1, word))
        elif not later and at and (gender := _FORMS.get(text.words[at - 1].lower())):
            genders[word].add(gender)
    told = [(at, name) for at, name in places if len(genders[name]) == len(givens[name]) == 1]
    if told:
        states = encoder(text.words, text.gaps).states
        for at, name in told:
            yield states[at], genders[name] == {"female"}


def _told(text: Annotated, chain: Sequence[Noun]) -> str:
    """Return the gender that a chain's pronouns and titles agree on, "" where they do not."""
    votes: defaultdict[str, int] = defaultdict(int)
    for noun in chain:
        form = text.words[noun.begin].lower()
        if form in _FORMS and (noun.end - noun.begin == 1 or text.words[noun.begin].istitle()):
            votes[_FORMS[form]] += 1
    best = max(votes, key=lambda gender: votes[gender], default="")
    return best if best and votes[best] >= _AGREED * sum(votes.values()) else ""


__all__ = ["Heads", "fit", "lean"]
