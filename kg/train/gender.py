"""A leaning of each word towards a woman or a man, fitted on the finished encoder's states.

“Aparna” and “John” seldom come with a title; whom “she” may mean hangs on them all the same. A
logistic regression finds what in the state of a mention's head tells the gender that the pronouns
and titles of its chain give; where no chains are annotated, the pronouns around a given name. It
leans; it is never put forward as a fact about anybody.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from kg.parse.encoder import Encoder
from kg.train.annotated import PARAGRAPH, Annotated, Noun
from kg.train.network import Network

log = logging.getLogger(__name__)

Floats = np.ndarray
_FORMS = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "mr.", "sir"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
    **dict.fromkeys(("mrs", "mrs.", "miss", "ms", "ms.", "lady"), "female"),
}
_SILENT = frozenset(
    (
        *("i", "me", "my", "mine", "myself", "we", "us", "our", "you", "your", "yourself"),
        *("who", "whom", "whose", "which", "that", "it", "its", "they"),
    )
)
_AGREED = 0.8
"""The share of a chain's gendered words that must agree."""
_LEAST_VOTES, _MOST = 3, 20
"""Votes that a given name needs, and how many of its places are learnt from."""
_ENDS = frozenset(".!?")
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
    genders = genders_of_names(texts)
    seen: Counter[str] = Counter()
    pairs: list[tuple[Floats, bool]] = []
    for text in texts:
        if text.coreference:
            pairs += _in_chains(text, encoder)
        else:
            pairs += _named(text, encoder, genders, seen)
    if len({female for _, female in pairs}) < 2:
        return None
    states, female = zip(*pairs, strict=True)
    return Heads(np.stack(states), np.array(female))


def genders_of_names(texts: Iterable[Annotated]) -> dict[str, str]:
    """Return the given names that the texts themselves give a gender to, with it.

    A sentence that names one person in full, and has pronouns of one gender, votes for their given
    name; so does a pronoun that opens the sentence after it, if that one names nobody.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        open_name = ""
        for begin, end in _sentences(text):
            names = _full_names(text, begin, end)
            forms = [_FORMS.get(word.lower(), "") for word in text.words[begin:end]]
            if not any(at in text.people for at in range(begin, end)):
                if open_name and forms[0]:
                    votes[open_name][forms[0]] += 1
                open_name = ""
                continue
            open_name = text.words[names[0]] if len(names) == 1 else ""
            found = {form for form in forms if form}
            if open_name and len(found) == 1:
                votes[open_name][found.pop()] += 1
    best = {name: count.most_common(1)[0] for name, count in votes.items()}
    return {
        name: gender
        for name, (gender, most) in best.items()
        if most >= max(_LEAST_VOTES, _AGREED * votes[name].total())
    }


def _sentences(text: Annotated) -> Iterator[tuple[int, int]]:
    begin = 0
    for at, word in enumerate(text.words, 1):
        if at == len(text.words) or word in _ENDS or text.gaps[at] == PARAGRAPH:
            yield begin, at
            begin = at


def _full_names(text: Annotated, begin: int, end: int) -> list[int]:
    """Return where full names begin; empty where somebody is named by one word alone."""
    firsts = [at for at in range(begin, end) if text.people.get(at) == 0]
    full = [at for at in firsts if text.people.get(at + 1) == 1]
    return full if len(full) == len(firsts) else []


def _named(
    text: Annotated, encoder: Encoder, genders: Mapping[str, str], seen: Counter[str]
) -> Iterator[tuple[Floats, bool]]:
    """Yield the given names in a text whose gender is known, each name not too often."""
    places = []
    for at, later in text.people.items():
        name = text.words[at]
        if not later and text.people.get(at + 1) == 1 and name in genders and seen[name] < _MOST:
            seen[name] += 1
            places.append(at)
    if places:
        states = encoder(text.words, text.gaps).states
        yield from ((states[at], genders[text.words[at]] == "female") for at in places)


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


def _told(text: Annotated, chain: Sequence[Noun]) -> str:
    """Return the gender that a chain's pronouns and titles agree on, "" where they do not."""
    votes: defaultdict[str, int] = defaultdict(int)
    for noun in chain:
        form = text.words[noun.begin].lower()
        if form in _FORMS and (noun.end - noun.begin == 1 or text.words[noun.begin].istitle()):
            votes[_FORMS[form]] += 1
    best = max(votes, key=lambda gender: votes[gender], default="")
    return best if best and votes[best] >= _AGREED * sum(votes.values()) else ""


__all__ = ["Heads", "fit", "genders_of_names", "lean"]
