"""Corpora annotated by word: names, mentions, triggers of events.

Protocol: the gold words, with what stands between them, are given to the pipeline as running text;
sentences, tags, trees and spans are its own.

`names_f1`: a name counts if both ends and the type are right. Where a corpus leaves open what a
word is (BTC has no MISC; WNUT17's groups do not say which type they are; handles, hashtags and
links count nowhere), a name over such words counts neither for nor against, if the words' labels
allow it. UNER-EWT and BTC are measured on people, organizations and places, the others on MISC too.

`mention_f1`, `person_f1` (GUM): the outermost named and nominal mentions, both ends and the type
right (person, organization, place, time, event, other), a genitive mark at the end left out on
both sides. Named and nominal means that the head is a noun, name, number, adjective, symbol or
foreign word, by gold tags in the gold and by its own in what is found. Not in the gold: single
adjectives (demonyms), coordinations as wholes (their members are), and the shorter of two mentions
with one head. `person_f1` looks at people alone.

`trigger_f1` (LitBank): words told as events that happened (realis). `mention_f1` (ECB+): the first
words of ACTION mentions, in annotated sentences only; another word of such a mention counts neither
for nor against.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.evaluate.scores import Count
from kg.evaluate.texts import Laid, Reader
from kg.parse.labels import MENTIONS, NAMES, UPOS
from kg.train.annotated import Annotated, name_bits, without_genitive

CORE = frozenset({"PERSON", "ORG", "LOC"})
ALL = CORE | {"MISC"}
Name = tuple[int, int, str]

_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM", "X"})


# --- Names ----------------------------------------------------------------------------------------


def names_figures(
    texts: Sequence[Annotated], reader: Reader, types: Collection[str] = ALL
) -> dict[str, float]:
    """Return the F1 of the names of these types."""
    count = Count()
    for text in texts:
        laid = reader.lay(text)
        ours = {(*laid.word_span(e), e.label_) for e in laid.doc.ents if e.label_ in types}
        assert text.names is not None
        add_names(count, ours, text.names, types)
    return {"names_f1": count.f1}


def add_names(
    count: Count, ours: Collection[Name], bits: Sequence[int], types: Collection[str] = ALL
) -> None:
    """Count found names against the labels that each word may have."""
    gold = {name for name in gold_names(bits) if name[2] in types}
    count.add({name for name in ours if name in gold or not _is_open(name, bits)}, gold)


def gold_names(bits: Sequence[int]) -> list[Name]:
    """Return the names that the labels give; one that may go on into a word left open is none."""
    labels = [NAMES[b.bit_length() - 1] if b.bit_count() == 1 else "" for b in bits]
    found: list[Name] = []
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            found.append((at, at + 1, label[2:]))
        elif label.startswith("I-") and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
    return [
        name
        for name in found
        if name[1] == len(bits) or labels[name[1]] or not bits[name[1]] & name_bits(f"I-{name[2]}")
    ]


def _is_open(name: Name, bits: Sequence[int]) -> bool:
    """Tell whether nobody said what some of the name's words are, and the others allow it."""
    begin, end, kind = name
    first, later = name_bits(f"B-{kind}"), name_bits(f"I-{kind}")
    allowed = all(bits[at] & (first if at == begin else later) for at in range(begin, end))
    return allowed and any(bits[at].bit_count() > 1 for at in range(begin, end))


# --- Mentions -------------------------------------------------------------------------------------


class MentionFigures:
    """Counts the outermost named and nominal mentions."""

    def __init__(self) -> None:
        self.all, self.people = Count(), Count()

    def add(self, text: Annotated, laid: Laid) -> None:
        """Count one text."""
        assert text.mentions is not None and text.upos is not None
        person = MENTIONS.index("person")
        ours = [
            (*without_genitive(text.words, laid.word_span(m)), MENTIONS.index(m.label_))
            for m in laid.doc.spans["mentions"]
            if m.root.pos_ in _NOUNS
        ]
        gold = [
            (*without_genitive(text.words, (m.begin, m.end)), m.type)
            for m in text.mentions
            if UPOS[text.upos[m.head]] in _NOUNS
        ]
        self.all.add(outermost(ours), outermost(gold))
        self.people.add(
            outermost([m for m in ours if m[2] == person]),
            outermost([m for m in gold if m[2] == person]),
        )

    def figures(self) -> dict[str, float]:
        """Return the figures so far."""
        return {"mention_f1": self.all.f1, "person_f1": self.people.f1}


def outermost(spans: Sequence[tuple[int, int, int]]) -> set[tuple[int, int, int]]:
    """Return the spans that lie in no other one."""
    kept: list[tuple[int, int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return set(kept)


# --- Triggers -------------------------------------------------------------------------------------


def add_triggers(count: Count, laid: Laid, labels: Sequence[int], *, realis: bool) -> None:
    """Count trigger words; a word with a negative label counts neither for nor against."""
    found = {
        laid.words[trigger.start]
        for trigger in laid.doc.spans["triggers"]
        if trigger.label_ == "actual" or not realis
    }
    count.add(
        {at for at in found if labels[at] >= 0}, {at for at, v in enumerate(labels) if v == 1}
    )


def ecbplus_figures(texts: Sequence[Annotated], reader: Reader) -> dict[str, float]:
    """Return the F1 of event mentions in ECB+."""
    count = Count()
    for text in texts:
        assert text.events is not None
        add_triggers(count, reader.lay(text), text.events, realis=False)
    return {"mention_f1": count.f1}
