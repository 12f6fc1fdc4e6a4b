"""Cues, contents and speakers: each rule on a tree that is right, built by hand.

What depends on the parser and the encoder is in `test_hard_cases`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from spacy.tokens import Doc
from trees import tree

from kg.extract import listen
from kg.extract.cues import find_cues
from kg.extract.reading import read
from kg.knowledge import Knowledge
from kg.model import Quote


def words(text: str, quote: Quote) -> str:
    return " | ".join(text[piece.begin : piece.end] for piece in quote.content)


def with_names(notation: str, *names: str) -> Doc:
    """Return the tree's Doc, where the first place of each name is a person's."""
    doc = tree(notation)
    spans = [doc.char_span(doc.text.index(n), doc.text.index(n) + len(n), "PERSON") for n in names]
    doc.set_ents([span for span in spans if span is not None])
    return doc


@dataclass(frozen=True)
class Act:
    """What a cue must be read as: its words, the act, whether it was performed."""

    tree: str
    cue: str
    act: str
    affirmed: bool


ACTS: dict[str, Act] = {
    "said": Act(
        "Ann|PROPN|nsubj|2 said|VERB|root|0|say it|PRON|nsubj|4 rains|VERB|ccomp|2|rain",
        "said",
        "said",
        True,
    ),
    "a particle": Act(
        "Ann|PROPN|nsubj|2 pointed|VERB|root|0|point out|ADP|compound:prt|2 that|SCONJ|mark|6 "
        "it|PRON|nsubj|6 rains|VERB|ccomp|2|rain",
        "pointed out",
        "said",
        True,
    ),
    "did not say": Act(
        "Ann|PROPN|nsubj|4 did|AUX|aux|4|do not|PART|advmod|4 say|VERB|root|0 why|ADV|advmod|6 "
        "left|VERB|ccomp|4|leave",
        "did not say",
        "said",
        False,
    ),
    "would not say": Act(
        "Ann|PROPN|nsubj|4 would|AUX|aux|4 not|PART|advmod|4 say|VERB|root|0 why|ADV|advmod|6 "
        "left|VERB|ccomp|4|leave",
        "would not say",
        "declined",
        False,
    ),
    "declined to say": Act(
        "Ann|PROPN|nsubj|2 declined|VERB|root|0|decline to|PART|mark|4 say|VERB|xcomp|2 "
        "why|ADV|advmod|6 left|VERB|ccomp|4|leave",
        "declined to say",
        "declined",
        False,
    ),
    "refused to rule out": Act(
        "Ann|PROPN|nsubj|2 refused|VERB|root|0|refuse to|PART|mark|4 rule|VERB|xcomp|2 "
        "out|ADP|compound:prt|4 a|DET|det|7 vote|NOUN|obj|4",
        "refused to rule out",
        "declined",
        False,
    ),
    "may announce": Act(
        "Ann|PROPN|nsubj|3 may|AUX|aux|3 announce|VERB|root|0 that|SCONJ|mark|6 she|PRON|nsubj|6 "
        "leaves|VERB|ccomp|3|leave",
        "announce",
        "announced",
        False,
    ),
    "if she said": Act(
        "If|SCONJ|mark|3 she|PRON|nsubj|3 said|VERB|advcl|7|say so|ADV|obj|3 ,|PUNCT|punct|7 "
        "I|PRON|nsubj|7 agree|VERB|root|0",
        "said",
        "said",
        False,
    ),
    "plans to announce": Act(
        "Ann|PROPN|nsubj|2 plans|VERB|root|0|plan to|PART|mark|4 announce|VERB|xcomp|2 "
        "cuts|NOUN|obj|4|cut",
        "announce",
        "announced",
        False,
    ),
    "denied": Act(
        "Ann|PROPN|nsubj|2 denied|VERB|root|0|deny that|SCONJ|mark|5 she|PRON|nsubj|5 "
        "left|VERB|ccomp|2|leave",
        "denied",
        "denied",
        False,
    ),
    "the court heard": Act(
        "The|DET|det|2 court|NOUN|nsubj|3 heard|VERB|root|0|hear that|SCONJ|mark|6 he|PRON|nsubj|6 "
        "left|VERB|ccomp|3|leave",
        "heard",
        "said",
        True,
    ),
}


@pytest.mark.parametrize("case", ACTS.values(), ids=ACTS)
def test_acts(case: Act, knowledge: Knowledge) -> None:
    reading = read(tree(case.tree))
    (site, *_) = find_cues(reading, knowledge).all
    cue = " ".join(reading.words[at] for at in site.tokens)
    assert (cue, site.act, site.affirmed) == (case.cue, case.act, case.affirmed)


NO_CUES = {
    "said goodbye": "Ann|PROPN|nsubj|2 said|VERB|root|0|say goodbye|NOUN|obj|2",
    "pleaded guilty": "Ann|PROPN|nsubj|2 pleaded|VERB|root|0|plead guilty|ADJ|xcomp|2",
    "she heard": "Ann|PROPN|nsubj|2 heard|VERB|root|0|hear a|DET|det|4 cry|NOUN|obj|2",
    "the said house": "the|DET|det|3 said|VERB|amod|3|say house|NOUN|root|0",
}


@pytest.mark.parametrize("notation", NO_CUES.values(), ids=NO_CUES)
def test_what_only_looks_like_a_cue(notation: str, knowledge: Knowledge) -> None:
    assert not find_cues(read(tree(notation)), knowledge).all


@dataclass(frozen=True)
class Told:
    """A tree, and what its one quotation must say: content, source, and why it was chosen."""

    tree: str
    content: str
    source: str
    rule: str
    addressee: str = ""


TOLD: dict[str, Told] = {
    "its own subject": Told(
        "Ann|PROPN|nsubj|2 said|VERB|root|0|say it|PRON|nsubj|4 rains|VERB|ccomp|2|rain "
        ".|PUNCT|punct|2",
        "it rains",
        "Ann",
        "subject of the cue",
    ),
    "inversion": Told(
        "“|PUNCT|punct|3 It|PRON|nsubj|3 rains|VERB|ccomp|6|rain ,|PUNCT|punct|3 ”|PUNCT|punct|3 "
        "said|VERB|root|0|say Ann|PROPN|nsubj|6 .|PUNCT|punct|6",
        "It rains,",
        "Ann",
        "subject of the cue",
    ),
    "an aside between subject and verb": Told(
        "Ann|PROPN|nsubj|6 ,|PUNCT|punct|4 who|PRON|nsubj|4 knows|VERB|acl:relcl|1|know "
        ",|PUNCT|punct|4 said|VERB|root|0|say it|PRON|nsubj|8 rains|VERB|ccomp|6|rain "
        ".|PUNCT|punct|6",
        "it rains",
        "Ann",
        "subject of the cue",
    ),
    "who said": Told(
        "Ann|PROPN|nsubj|7 ,|PUNCT|punct|4 who|PRON|nsubj|4 said|VERB|acl:relcl|1|say "
        "it|PRON|nsubj|6 rains|VERB|ccomp|4|rain left|VERB|root|0|leave .|PUNCT|punct|7",
        "it rains",
        "Ann",
        "the cue describes its subject",
    ),
    "a participle": Told(
        "Ann|PROPN|nsubj|2 left|VERB|root|0|leave ,|PUNCT|punct|4 saying|VERB|advcl|2|say "
        "it|PRON|nsubj|6 rains|VERB|ccomp|4|rain .|PUNCT|punct|2",
        "it rains",
        "Ann",
        "subject of the clause around the cue",
    ),
    "went on to say": Told(
        "Ann|PROPN|nsubj|2 went|VERB|root|0|go on|ADP|compound:prt|2 to|PART|mark|5 "
        "say|VERB|xcomp|2 it|PRON|nsubj|7 rains|VERB|ccomp|5|rain .|PUNCT|punct|2",
        "it rains",
        "Ann",
        "subject of the clause around the cue",
    ),
    "according to": Told(
        "It|PRON|nsubj|2 rains|VERB|root|0|rain ,|PUNCT|punct|6 according|ADP|case|6 "
        "to|ADP|fixed|4 Ann|PROPN|obl|2 .|PUNCT|punct|2",
        "It rains",
        "Ann",
        "after the phrase that reports",
    ),
    "whose claim it is": Told(
        "Ann|PROPN|nmod:poss|3 's|PART|case|1 claim|NOUN|nsubj|7 that|SCONJ|mark|6 "
        "it|PRON|nsubj|6 rains|VERB|acl|3|rain failed|VERB|root|0|fail .|PUNCT|punct|7",
        "that it rains",
        "Ann",
        "whose word it is",
    ),
    "by whom it was said": Told(
        "Bo|PROPN|nsubj:pass|3 was|AUX|aux:pass|3|be told|VERB|root|0|tell by|ADP|case|5 "
        "Ann|PROPN|obl:agent|3 that|SCONJ|mark|8 it|PRON|nsubj|8 rains|VERB|ccomp|3|rain "
        ".|PUNCT|punct|3",
        "that it rains",
        "Ann",
        "who did it, after “by”",
    ),
    "told whom": Told(
        "Ann|PROPN|nsubj|2 told|VERB|root|0|tell Bo|PROPN|obj|2 that|SCONJ|mark|6 "
        "it|PRON|nsubj|6 rains|VERB|ccomp|2|rain .|PUNCT|punct|2",
        "that it rains",
        "Ann",
        "subject of the cue",
        "Bo",
    ),
    "was told, by nobody who is named": Told(
        "Bo|PROPN|nsubj:pass|3 was|AUX|aux:pass|3|be told|VERB|root|0|tell that|SCONJ|mark|6 "
        "it|PRON|nsubj|6 rains|VERB|ccomp|3|rain .|PUNCT|punct|3",
        "that it rains",
        "",
        "the cue's clause",
        "Bo",
    ),
}


@pytest.mark.parametrize("case", TOLD.values(), ids=TOLD)
def test_who_tells_what(case: Told, knowledge: Knowledge) -> None:
    doc = with_names(case.tree, *(name for name in ("Ann", "Bo") if f"{name}|" in case.tree))
    found = listen(doc, knowledge)
    (quote,) = found.quotes
    names = {entity.id: entity.name for entity in found.cast.entities}
    assert words(doc.text, quote) == case.content
    assert "".join(doc.text[s.begin : s.end] for s in quote.source) == case.source
    assert case.rule in quote.rule
    assert names.get(quote.speaker or "", "") == case.source
    assert names.get(quote.addressee or "", "") == case.addressee


NOTHING_TOLD = {
    "a hedge inside a quotation": (
        "“|PUNCT|punct|3 I|PRON|nsubj|3 think|VERB|root|0 it|PRON|nsubj|5 "
        "rains|VERB|ccomp|3|rain .|PUNCT|punct|3 ”|PUNCT|punct|3",
        "I think it rains.",
    ),
    "an order inside a quotation": (
        "“|PUNCT|punct|2 Ask|VERB|root|0|ask if|SCONJ|mark|5 it|PRON|nsubj|5 "
        "rains|VERB|advcl|2|rain .|PUNCT|punct|2 ”|PUNCT|punct|2",
        "Ask if it rains.",
    ),
}


@pytest.mark.parametrize(("notation", "whole"), NOTHING_TOLD.values(), ids=NOTHING_TOLD)
def test_nothing_is_told_inside(notation: str, whole: str, knowledge: Knowledge) -> None:
    doc = tree(notation)
    assert [words(doc.text, quote) for quote in listen(doc, knowledge).quotes] == [whole]


def test_unsure_stays_unsure(knowledge: Knowledge) -> None:
    """Two who may be meant: no speaker, and candidates."""
    doc = with_names(
        "Ann|PROPN|nsubj|4 and|CCONJ|cc|3 Bo|PROPN|conj|1 met|VERB|root|0|meet .|PUNCT|punct|4 "
        "“|PUNCT|punct|8 It|PRON|nsubj|8 rains|VERB|ccomp|12|rain ,|PUNCT|punct|8 "
        "”|PUNCT|punct|8 she|PRON|nsubj|12 said|VERB|root|0|say .|PUNCT|punct|12",
        "Ann",
        "Bo",
    )
    (quote,) = listen(doc, knowledge).quotes
    assert quote.speaker is None
    assert quote.candidates


def test_two_speakers_at_once(knowledge: Knowledge) -> None:
    doc = with_names(
        "“|PUNCT|punct|3 It|PRON|nsubj|3 rains|VERB|ccomp|9|rain ,|PUNCT|punct|3 ”|PUNCT|punct|3 "
        "Ann|PROPN|nsubj|9 and|CCONJ|cc|8 Bo|PROPN|conj|6 said|VERB|root|0|say .|PUNCT|punct|9",
        "Ann",
        "Bo",
    )
    found = listen(doc, knowledge)
    (quote,) = found.quotes
    names = {entity.id: entity.name for entity in found.cast.entities}
    assert names[quote.speaker or ""] == "Ann"
    assert [names[each] for each in quote.joint] == ["Bo"]
    assert doc.text[quote.source[0].begin : quote.source[0].end] == "Ann and Bo"


def test_nobody_is_no_speaker(knowledge: Knowledge) -> None:
    doc = tree(
        "Nobody|PRON|nsubj|2 said|VERB|root|0|say it|PRON|nsubj|4 rains|VERB|ccomp|2|rain "
        ".|PUNCT|punct|2"
    )
    (quote,) = listen(doc, knowledge).quotes
    assert (quote.speaker, quote.affirmed) == (None, False)


def test_trees_in_the_older_labels_of_spacy(knowledge: Knowledge) -> None:
    """Another pipeline's tree gives the same quotation."""
    doc = with_names(
        "According|VERB|prep|6 to|ADP|prep|1 Ann|PROPN|pobj|2 ,|PUNCT|punct|6 it|PRON|nsubj|6 "
        "rains|VERB|root|0|rain .|PUNCT|punct|6",
        "Ann",
    )
    found = listen(doc, knowledge)
    (quote,) = found.quotes
    assert words(doc.text, quote) == "it rains"
    assert {e.id: e.name for e in found.cast.entities}[quote.speaker or ""] == "Ann"
