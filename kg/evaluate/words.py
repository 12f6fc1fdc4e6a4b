"""Corpora annotated by word: syntax, sentences, names, mentions, triggers.

Protocol: the gold words, with what stands between them, are given to the encoder as running text;
sentences, tags, trees and spans are its own. Arcs count over all words; a name or mention counts if
both ends and the type are right. Mentions are the outermost named and nominal ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluate.scores import Count
from kg.parse.labels import DEPS, MENTIONS, NAMES, UPOS
from kg.train.annotated import GLUED, PARAGRAPH, Annotated, name_bits

_OUTSIDE = name_bits("O")
_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM", "X"})


def doc_of(text: Annotated, nlp: Language) -> tuple[Doc, list[int]]:
    """Return the gold words as a Doc that went through the pipeline, and their places in it."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    for at, word in enumerate(text.words):
        if at and text.gaps[at] == PARAGRAPH:
            words.append("\n\n")
            spaces.append(False)
        places.append(len(words))
        words.append(word)
        following = text.gaps[at + 1] if at + 1 < len(text.words) else GLUED
        spaces.append(following not in (GLUED, PARAGRAPH))
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc, places


def syntax_figures(texts: Sequence[Annotated], nlp: Language) -> dict[str, float]:
    """Return UPOS, UAS and LAS on gold words, and the F1 of sentence starts."""
    tags, arcs, labelled, starts = Count(), Count(), Count(), Count()
    for text in texts:
        doc, places = doc_of(text, nlp)
        assert text.upos and text.heads and text.deps and text.starts
        index = {place: at for at, place in enumerate(places)}
        for at, place in enumerate(places):
            token = doc[place]
            dep = "root" if token.dep_ == "ROOT" else token.dep_
            head = index.get(token.head.i, at)
            tags.add([(at, token.pos_)], [(at, UPOS[text.upos[at]])])
            arcs.add([(at, head)], [(at, text.heads[at])])
            labelled.add([(at, head, dep)], [(at, text.heads[at], DEPS[text.deps[at]])])
        ours = {at for at, place in enumerate(places) if doc[place].is_sent_start}
        starts.add(ours, {at for at, start in enumerate(text.starts) if start})
    return {
        "upos": tags.f1,
        "uas": arcs.f1,
        "las": labelled.f1,
        "sentence_f1": starts.f1,
    }


def names_figures(texts: Sequence[Annotated], nlp: Language) -> dict[str, float]:
    """Return the F1 of names; a name over words whose label is left open does not count."""
    count = Count()
    for text in texts:
        doc, places = doc_of(text, nlp)
        index = {place: at for at, place in enumerate(places)}
        assert text.names is not None
        ours = {(index[e.start], index[e.end - 1] + 1, e.label_) for e in doc.ents}
        open_words = {at for at, bits in enumerate(text.names) if bits.bit_count() > 1}
        gold = set(_gold_names(text.names))
        kinds = {kind for _, _, kind in gold} | {"PERSON", "ORG", "LOC"}
        ours = {n for n in ours if n[2] in kinds or not open_words}
        count.add(
            {n for n in ours if not open_words & set(range(n[0], n[1])) or n[2] != "MISC"}, gold
        )
    return {"names_f1": count.f1}


def _gold_names(bits: Sequence[int]) -> list[tuple[int, int, str]]:
    labels = [NAMES[b.bit_length() - 1] if b.bit_count() == 1 else "O" for b in bits]
    found: list[tuple[int, int, str]] = []
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            found.append((at, at + 1, label[2:]))
        elif label.startswith("I-") and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
    return found


def mention_figures(texts: Sequence[Annotated], nlp: Language) -> dict[str, float]:
    """Return the F1 of outermost named and nominal mentions, of all types and of people."""
    all_types, people = Count(), Count()
    person = MENTIONS.index("person")
    for text in texts:
        doc, places = doc_of(text, nlp)
        index = {place: at for at, place in enumerate(places)}
        assert text.mentions is not None and text.upos is not None
        ours = [
            (index[m.start], index[m.end - 1] + 1, MENTIONS.index(m.label_))
            for m in doc.spans["mentions"]
            if m.root.pos_ in _NOUNS
        ]
        gold = [
            (m.begin, m.end, m.type) for m in text.mentions if UPOS[text.upos[m.head]] in _NOUNS
        ]
        all_types.add(outermost(ours), outermost(gold))
        people.add(
            outermost([m for m in ours if m[2] == person]),
            outermost([m for m in gold if m[2] == person]),
        )
    return {"mention_f1": all_types.f1, "person_f1": people.f1}


def outermost(spans: Sequence[tuple[int, int, int]]) -> set[tuple[int, int, int]]:
    """Return the spans that lie in no other one."""
    kept: list[tuple[int, int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return set(kept)


def trigger_figures(texts: Sequence[Annotated], nlp: Language) -> dict[str, float]:
    """Return the F1 of realis triggers (LitBank) or of events' first words (ECB+)."""
    count = Count()
    for text in texts:
        doc, places = doc_of(text, nlp)
        index = {place: at for at, place in enumerate(places)}
        labels = text.realis if text.realis is not None else text.events
        assert labels is not None
        found = {
            index[t.start]
            for t in doc.spans["triggers"]
            if t.label_ == "actual" or text.realis is None
        }
        count.add(
            {at for at in found if labels[at] >= 0}, {at for at, v in enumerate(labels) if v == 1}
        )
    return {"trigger_f1": count.f1}
