"""GUM's attributions and dates."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_samples import conllu, oracle, place, write
from spacy.tokens import Doc

from kg.evaluate.gum_layers import (
    GoldAttribution,
    GoldDate,
    add_attributions,
    add_dates,
    gold_attributions,
    gold_dates,
)
from kg.evaluate.scores import Count
from kg.evaluate.syntax import read_syntax
from kg.evaluate.texts import Laid
from kg.model import Entity, EntityType, Findings, Mention, MentionKind, Quote, QuoteKind

SIGNALS = "Discourse=attribution-positive:1->2:0:sem-atsrc-4-5-_+lex-indwd-6-_"
HEADER = "# newdoc id = GUM_news_x\n# meta::dateCreated = 2011-05-09\n# newpar"
DOCUMENT = conllu(
    "1-2 Don't",
    "Do AUX 3 aux",
    "n't PART 3 advmod",
    "go VERB 0 root SpaceAfter=No",
    f"Ada PROPN 3 nsubj {SIGNALS}|Entity=(1-person-new-x-x-2-coref",
    "Finch PROPN 4 flat Entity=1)",
    "said VERB 3 parataxis _",
    'in ADP 8 case XML=<date_when:::"2011-05">',
    "May PROPN 6 obl XML=</date>|SpaceAfter=No",
    ". PUNCT 3 punct _",
    comments=HEADER,
).replace("date_when", "date when") + conllu(
    "She PRON 2 nsubj Entity=(1-person-giv-x-x-1-ana)",
    "left VERB 0 root _",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path, "GUM_news_x.conllu", DOCUMENT)


@pytest.fixture
def laid(path: Path) -> Laid:
    (text,) = read_syntax(path)
    return oracle().lay(text)


def test_signals_name_tokens_of_the_document(path: Path) -> None:
    assert gold_attributions(path) == [GoldAttribution(frozenset({5}), "1")]


def findings(doc: Doc, speaker: str | None, cue: str = "said") -> Findings:
    def entity(id: str, *mentions: str) -> Entity:
        spans = tuple(Mention(place(doc.text, words), MentionKind.NAME) for words in mentions)
        return Entity(id, EntityType.PERSON, mentions[0], spans)

    quote = Quote(
        "q1",
        QuoteKind.INDIRECT,
        (place(doc.text, "Don't go"),),
        cue=(place(doc.text, cue),),
        speaker=speaker,
    )
    return Findings(
        doc._.article, (entity("e1", "Ada Finch", "She"), entity("e2", "May")), (quote,)
    )


@pytest.mark.parametrize(
    ("speaker", "cue", "found", "right"),
    [
        pytest.param("e1", "said", 1, 1, id="right"),
        pytest.param("e2", "said", 1, 0, id="another"),
        pytest.param(None, "said", 1, 0, id="nobody"),
        pytest.param("e1", "left", 0, 0, id="no quote at this cue"),
    ],
)
def test_the_speaker_at_a_cue(
    path: Path, laid: Laid, speaker: str | None, cue: str, found: int, right: int
) -> None:
    attributions, speakers = Count(), Count()
    add_attributions(attributions, speakers, path, laid, findings(laid.doc, speaker, cue))
    assert (attributions.right, attributions.wanted) == (found, 1)
    assert (speakers.right, speakers.wanted) == (right, found)


def test_dates_count_where_their_value_is_found(path: Path, laid: Laid) -> None:
    assert gold_dates(path) == [GoldDate((6, 8), "2011-05")]
    count = Count()
    add_dates(count, path, laid)
    assert (count.right, count.wanted) == (1, 1)


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        pytest.param('when:::"2011-05-09"', "2011-05-09", id="day"),
        pytest.param('when:::"2011-05-09T10:00:00"', "2011-05-09", id="time of day"),
        pytest.param('from:::"1941" to:::"1945"', "1941/1945", id="interval"),
        pytest.param('when:::"594"', "0594", id="three digits"),
        pytest.param('when:::"10:30:00"', None, id="no date"),
        pytest.param('notBefore:::"1941"', None, id="a bound alone"),
    ],
)
def test_values_of_dates(tmp_path: Path, attributes: str, value: str | None) -> None:
    row = "May PROPN 0 root XML=<date>".replace("<date>", "<date_@></date>")
    text = conllu(row, comments=HEADER).replace("date_@", f"date {attributes}")
    found = gold_dates(write(tmp_path, "GUM_bio_x.conllu", text))
    assert [date.value for date in found] == ([] if value is None else [value])


def test_a_decade_is_its_days(tmp_path: Path) -> None:
    text = (
        conllu(
            "By ADP 3 case",
            "the DET 3 det",
            '1960s NUM 0 root XML=<date_from:::"1960-01-01"_to:::"1969-12-31"></date>',
            comments=HEADER,
        )
        .replace("date_from", "date from")
        .replace('"_to', '" to')
    )
    path = write(tmp_path, "GUM_bio_x.conllu", text)
    (gold,) = read_syntax(path)
    count = Count()
    add_dates(count, path, oracle().lay(gold))
    assert count.right == 1
