"""MEANTIME's files; who said, who took part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from evaluate_samples import oracle, place, write

from kg.evaluate.meantime import MeantimeText, meantime_figures, over_articles, read_article
from kg.model import (
    Article,
    Entity,
    EntityType,
    Event,
    Findings,
    Key,
    Match,
    Mention,
    MentionKind,
    Participant,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Verdict,
)
from kg.resolve.clusters import cluster

SENTENCES = (
    "Strike ends",
    "May 3 , 2011",
    "Ada Finch said `` we won '' .",
    "She led the strike .",
    "Rain .",
    "Rain .",
    "Bo Marsh said no .",
)
TEXT = (
    "Strike ends\n\nMay 3, 2011\n\nAda Finch said ``we won''. She led the strike. "
    "Rain. Rain. Bo Marsh said no."
)
MARKABLES = """
<ENTITY_MENTION m_id="1"><token_anchor t_id="7"/><token_anchor t_id="8"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="2"><token_anchor t_id="15"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="3"><token_anchor t_id="24"/><token_anchor t_id="25"/></ENTITY_MENTION>
<EVENT_MENTION m_id="11"><token_anchor t_id="9"/></EVENT_MENTION>
<EVENT_MENTION m_id="12"><token_anchor t_id="18"/></EVENT_MENTION>
<EVENT_MENTION m_id="13"><token_anchor t_id="26"/></EVENT_MENTION>
<ENTITY m_id="21" ent_type="PER"/><ENTITY m_id="22" ent_type="PER"/>
<EVENT m_id="31" class="SPEECH_COGNITIVE"/><EVENT m_id="32" class="OTHER"/>
"""
RELATIONS = """
<HAS_PARTICIPANT sem_role="Arg0"><source m_id="11"/><target m_id="1"/></HAS_PARTICIPANT>
<HAS_PARTICIPANT sem_role="Arg0"><source m_id="12"/><target m_id="2"/></HAS_PARTICIPANT>
<HAS_PARTICIPANT sem_role="Arg0"><source m_id="13"/><target m_id="3"/></HAS_PARTICIPANT>
<REFERS_TO><source m_id="1"/><source m_id="2"/><target m_id="21"/></REFERS_TO>
<REFERS_TO><source m_id="3"/><target m_id="22"/></REFERS_TO>
<REFERS_TO><source m_id="11"/><source m_id="13"/><target m_id="31"/></REFERS_TO>
<REFERS_TO><source m_id="12"/><target m_id="32"/></REFERS_TO>
"""


def test_people_over_articles_are_right_where_they_go_with_their_own() -> None:
    one, two, three = (("a", Span(0, 3)), ("b", Span(0, 3)), ("b", Span(8, 11)))
    people = {one: "Ada", two: "Ada", three: "Bo"}
    owners = {one: Key("a", "e1"), two: Key("b", "e1")}
    apart = tuple(cluster("x", [key], lambda _: "x") for key in sorted(owners.values()))
    together = (cluster("x", owners.values(), lambda _: "x"),)
    doubt = Match(Key("a", "e1"), Key("b", "e1"), Verdict.UNSURE, 0.5)
    right = over_articles(people, owners, Resolution(entities=together))
    assert right == {"person_b3": 1, "person_b3_sure": 1}
    unsure = over_articles(people, owners, Resolution(entities=apart, unsure=(doubt,)))
    assert unsure["person_b3"] == 1 > unsure["person_b3_sure"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    tokens = "".join(
        f'<token sentence="{number}" t_id="{at}">{word}</token>'
        for at, (number, word) in enumerate(
            (
                (number, word)
                for number, sentence in enumerate(SENTENCES)
                for word in sentence.split()
            ),
            1,
        )
    )
    return write(
        tmp_path,
        "1.xml",
        f"<Document>{tokens}<Markables>{MARKABLES}</Markables>"
        f"<Relations>{RELATIONS}</Relations></Document>",
    )


def test_an_article_is_read_up_to_where_it_is_annotated_in_full(path: Path) -> None:
    gold: MeantimeText = read_article(path)
    words = gold.text.words
    said, led = gold.events
    assert (words[said.words[0]], said.speech, said.participants) == (
        "said",
        True,
        (("Arg0", "21"),),
    )
    assert (words[led.words[0]], led.speech) == ("strike", False)
    assert {" ".join(words[b:e]) for b, e in gold.entities["21"]} == {"Ada Finch", "She"}
    assert words[gold.end] == "Bo"
    assert oracle().lay(gold.text).doc.text == TEXT


def entity(id: str, *mentions: str) -> Entity:
    spans = tuple(Mention(place(TEXT, words), MentionKind.NAME) for words in mentions)
    return Entity(id, EntityType.PERSON, mentions[0], spans)


def findings(speakers: Sequence[str | None], who: Sequence[str]) -> Findings:
    cues = (place(TEXT, "said"), place(TEXT, "said#2"))
    contents = (place(TEXT, "we won"), place(TEXT, "no."))
    quotes = tuple(
        Quote(f"q{at}", QuoteKind.INDIRECT, (content,), cue=(cue,), speaker=speaker)
        for at, (content, cue, speaker) in enumerate(zip(contents, cues, speakers, strict=True))
    )
    strike = Event(
        "v1", "strike", place(TEXT, "strike"), tuple(Participant("agent", id) for id in who)
    )
    away = Event("v2", "rain", place(TEXT, "Rain"), (Participant("agent", "e2"),))
    return Findings(
        Article("a", "1", TEXT),
        (entity("e1", "Ada Finch", "She"), entity("e2", "Bo Marsh")),
        quotes,
        (strike, away),
    )


@pytest.mark.parametrize(
    ("speakers", "who", "figures"),
    [
        pytest.param(["e1", "e2"], ["e1"], (1, 1, 1, 1), id="right; the rest is not annotated"),
        pytest.param(["e2", "e2"], ["e1", "e2"], (0, 0, 0.5, 1), id="the wrong one, one too many"),
        pytest.param([None, None], [], (0, 0, 0, 0), id="nobody"),
    ],
)
def test_figures(
    path: Path, speakers: list[str | None], who: list[str], figures: tuple[float, ...]
) -> None:
    found = meantime_figures([path], oracle(found=lambda doc: findings(speakers, who)))
    assert tuple(found.values()) == figures
    assert list(found) == [
        *("said_precision", "said_recall"),
        *("participates_precision", "participates_recall"),
    ]
