"""Coreference in LitBank and GUM: end to end, and on gold mentions.

The gold words go through the pipeline as running text. A mention is right where its span is exact,
but for a genitive mark at its end, which GUM has in its mentions and LitBank has not; the metrics
are those of `kg.evaluate.clusters`, added up over the texts.

End to end, the clusters are the encoder's own: each mention that more probably has an antecedent
than none (its candidates' probabilities sum to more than one half) is linked to the best one, and
linked mentions are one cluster (what extraction knows
beyond that, such as the speaker being the first person in a quotation, plays no part). On gold
mentions (`…_gold`), the encoder's scorer is asked in the same way about all annotated mentions,
whose heads the pipeline's own tree gives.

LitBank: singletons count, as in the published figures (Bamman et al., 2020). The response holds the
mentions of LitBank's categories only: people, places and facilities, organizations. Vehicles, which
the encoder does not tell from other things, are in the gold all the same.

GUM: all mentions as annotated, demonyms, coordinations and events too; clusters of one mention are
left out on both sides, as in the figures published for it (CRAC shared tasks, exact match).

`he_she_accuracy` (GUM, end to end): of the gold mentions that are a third-person singular pronoun
with gender, of a person whom the text names or describes somewhere, the share whose cluster's name
or description nearest to it (one before it, if there is one) is a mention of that person, by the
mention's head. A pronoun that was not found, or has no such mention in its cluster, is wrong.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from kg.evaluate.clusters import Cluster, clusters_of
from kg.evaluate.scores import Count
from kg.evaluate.texts import Laid, WordSpan
from kg.model import Antecedent, Span
from kg.parse.component import Text, stretches
from kg.parse.encoder import Encoder
from kg.parse.pairs import PRONOUN_CLASS, forms_of
from kg.parse.spans import antecedent_scores
from kg.train.annotated import without_genitive

HE_SHE = frozenset(PRONOUN_CLASS[word] for word in ("he", "she"))
DESCRIBING = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
"""Tags of the heads of names and descriptions."""


def found_clusters(laid: Laid, labels: Container[str] | None = None) -> list[Cluster]:
    """Return the clusters of a Doc's mentions, by words, with these labels (None for all)."""
    bare: dict[Span, WordSpan] = {}
    wanted: set[Hashable] = set()
    words = [laid.doc[place].text for place in laid.places]
    for mention in laid.doc.spans["mentions"]:
        span = without_genitive(words, laid.word_span(mention))
        bare[Span(mention.start_char, mention.end_char)] = span
        if labels is None or mention.label_ in labels:
            wanted.add(span)
    links = [(bare[a], bare[b]) for a, b in best_links(laid.doc._.antecedents)]
    clusters = clusters_of(bare.values(), links)
    return [cluster & wanted for cluster in clusters if cluster & wanted]


def best_links(antecedents: Iterable[Antecedent]) -> list[tuple[Span, Span]]:
    """Return (mention, antecedent) for each mention that more probably has one than none.

    Candidates too improbable to be kept count as none.
    """
    candidates: dict[Span, list[Antecedent]] = {}
    for antecedent in antecedents:
        candidates.setdefault(antecedent.mention, []).append(antecedent)
    return [
        (mention, max(found, key=lambda candidate: candidate.score).antecedent)
        for mention, found in candidates.items()
        if sum(candidate.score for candidate in found) > 0.5
    ]


def clusters_on_gold(laid: Laid, encoder: Encoder, spans: Iterable[WordSpan]) -> list[Cluster]:
    """Return the clusters of given mentions, by words."""
    mentions = sorted(set(spans), key=lambda span: (span[0], -span[1]))
    if len(mentions) < 2:
        return clusters_of(mentions, ())
    text = Text.of(laid.doc)
    states = np.concatenate(
        [
            encoder(text.words[begin:end], text.gaps[begin:end]).states
            for begin, end in stretches(text.gaps)
        ]
    )
    heads = [head_of(laid, span) for span in mentions]
    places = np.asarray(heads, np.int64)
    forms = forms_of(text.words, [b for b, _ in mentions], [e for _, e in mentions], heads)
    left, right, scores = antecedent_scores(encoder.heads, states[places], places, forms)
    ranges = [Span(*mention) for mention in mentions]
    links = best_links(
        Antecedent(ranges[i], ranges[j], min(1.0, float(score)))
        for i, j, score in zip(left, right, scores, strict=True)
    )
    return clusters_of(mentions, [((a.begin, a.end), (b.begin, b.end)) for a, b in links])


def head_of(laid: Laid, span: WordSpan) -> int:
    """Return the word that heads a span in the pipeline's own tree."""
    begin, end = span
    root = laid.doc[laid.places[begin] : laid.places[end - 1] + 1].root
    return laid.words[root.i]


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person whom a text names or describes: pronouns (he, she), heads of names, descriptions."""

    pronouns: frozenset[WordSpan]
    heads: frozenset[int]


def add_he_she(
    count: Count, laid: Laid, people: Iterable[GoldPerson], clusters: Iterable[Cluster]
) -> None:
    """Count the pronouns whose cluster has the right person nearest to them."""
    home = {mention: cluster for cluster in clusters for mention in cluster}
    for person in people:
        for span in person.pronouns if person.heads else ():
            nearest = _nearest_description(laid, span, home.get(span, frozenset()))
            count.wanted += 1
            count.right += nearest in person.heads


def _nearest_description(laid: Laid, pronoun: WordSpan, cluster: Cluster) -> int | None:
    """Return the head of the cluster's nearest name or description, first of those before."""
    found = []
    for mention in cluster:
        assert isinstance(mention, tuple)
        head = head_of(laid, mention)
        if laid.doc[laid.places[head]].pos_ in DESCRIBING:
            distance = pronoun[0] - mention[0]
            found.append((distance <= 0, abs(distance), head))
    return min(found)[2] if found else None
