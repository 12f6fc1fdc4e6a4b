"""GUM: syntax, mentions, coreference, speakers and dates; see the modules that count each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.evaluate.clusters import Coreference
from kg.evaluate.coreference import (
    DESCRIBING,
    HE_SHE,
    GoldPerson,
    add_he_she,
    clusters_on_gold,
    found_clusters,
)
from kg.evaluate.gum_layers import GENRES, add_attributions, add_dates
from kg.evaluate.scores import Count
from kg.evaluate.syntax import SyntaxFigures, read_syntax
from kg.evaluate.texts import Reader, WordSpan
from kg.evaluate.words import MentionFigures
from kg.parse.labels import UPOS
from kg.parse.pairs import PRONOUN_CLASS
from kg.train.annotated import without_genitive
from kg.train.corpora.conllu import gum_spans, read_gum_document, span_head


def gum_figures(paths: Sequence[Path], reader: Reader) -> dict[str, float]:
    """Return the figures of GUM documents, but for those that they hold nothing for."""
    syntax, mentions = SyntaxFigures(), MentionFigures()
    free, on_gold = Coreference(singletons=False), Coreference(singletons=False)
    pronouns, dates, attributions, speakers = Count(), Count(), Count(), Count()
    for path in paths:
        (text,) = read_syntax(path)
        laid = reader.lay(text)
        syntax.add(text, reader, laid.doc)
        mentions.add(read_gum_document(path), laid)
        entities = gold_entities(path)
        key = [frozenset(spans) for spans in entities.values()]
        clusters = found_clusters(laid)
        free.add(key, clusters)
        spans = [span for entity in entities.values() for span in entity]
        on_gold.add(key, clusters_on_gold(laid, reader.encoder, spans))
        add_he_she(pronouns, laid, gold_people(path), clusters)
        add_dates(dates, path, laid)
        if path.name.startswith(GENRES):
            add_attributions(attributions, speakers, path, laid, reader.find(laid.doc))
    shares = {
        "he_she_accuracy": pronouns,
        "attribution_recall": attributions,
        "speaker_accuracy": speakers,
        "date_accuracy": dates,
    }
    return {
        **syntax.figures(),
        **mentions.figures(),
        **free.figures(),
        **on_gold.figures(suffix="_gold"),
        **{name: count.recall for name, count in shares.items() if count.wanted},
    }


def gold_entities(path: Path) -> dict[str, set[WordSpan]]:
    """Return each entity's mentions by words, without genitive marks at their ends."""
    text, spans = gum_spans(path)
    entities: dict[str, set[WordSpan]] = {}
    for begin, end, _, id in spans:
        bare = without_genitive(text.words, (begin, end))
        entities.setdefault(id.partition("[")[0], set()).add(bare)
    return entities


def gold_people(path: Path) -> list[GoldPerson]:
    """Return the people, with what the gold trees and tags say of their mentions."""
    text, spans = gum_spans(path)
    assert text.heads is not None and text.upos is not None
    pronouns: dict[str, set[WordSpan]] = {}
    heads: dict[str, set[int]] = {}
    for begin, end, kind, id in spans:
        if kind == "person":
            head = span_head(text.heads, begin, end)
            if end - begin == 1 and PRONOUN_CLASS.get(text.words[head].lower()) in HE_SHE:
                pronouns.setdefault(id, set()).add((begin, end))
            elif UPOS[text.upos[head]] in DESCRIBING:
                heads.setdefault(id, set()).add(head)
    return [GoldPerson(frozenset(of), frozenset(heads.get(id, ()))) for id, of in pronouns.items()]
