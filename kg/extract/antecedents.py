"""What the mentions of an article hang on: the encoder's antecedents, predicates, tokens.

What the encoder and the tree say of mentions is turned into the mentions of the other chapters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.extract.mentions import Noun
from kg.extract.reading import Reading
from kg.extract.syntax import child, children
from kg.model import MentionKind


def predicates(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Return what the tree says that each subject is: “Ann Lee is a baker”."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for at in range(len(reading)):
        if reading.pos[at] == "NOUN" and child(reading, at, "cop") is not None:
            for subject in children(reading, at, "nsubj"):
                found[subject].append(reading.lemma[at])
    return {subject: tuple(lemmas) for subject, lemmas in found.items()}


def by_token(nouns: Iterable[Noun]) -> dict[int, Noun]:
    """Return the mention that each token heads; of a name every token."""
    found: dict[int, Noun] = {}
    for noun in nouns:
        tokens = range(noun.begin, noun.end) if noun.kind is MentionKind.NAME else (noun.head,)
        for at in tokens:
            found.setdefault(at, noun)
    return found


def antecedents(
    reading: Reading, mentions: Mapping[int, Noun]
) -> dict[Noun, list[tuple[Noun, float]]]:
    """Return the encoder's candidates of each mention, as mentions of ours."""
    heads = {
        (reading.begin[chunk.begin], reading.end[chunk.end - 1]): _true_head(
            reading, chunk.begin, chunk.head
        )
        for chunk in reading.nouns
    }
    found: defaultdict[Noun, list[tuple[Noun, float]]] = defaultdict(list)
    for each in reading.antecedents:
        pair = []
        for span in (each.mention, each.antecedent):
            head = heads.get((span.begin, span.end))
            if head is None:
                head = next(iter(reading.tokens(span)), -1)
            pair.append(mentions.get(head))
        if pair[0] is not None and pair[1] is not None and pair[0] is not pair[1]:
            found[pair[0]].append((pair[1], each.score))
    return dict(found)


def _true_head(reading: Reading, begin: int, head: int) -> int:
    """Return a mention's head; where its bounds have run wild, the pronoun it begins with."""
    return begin if reading.pos[head] in ("VERB", "AUX") else head
