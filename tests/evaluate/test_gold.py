"""Gold files are read into findings, and what is malformed in them is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.evaluate.gold import ANYTHING, Gold, GoldError, Rules, read_gold, read_gold_folder
from kg.model import (
    Article,
    Claim,
    EntityType,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    QuoteKind,
    Span,
    Time,
)
from kg.read import read
from kg.resources import folder

HEAD = """\
<gold article="mill/post.txt" story="mill" title="Mill burns" published="2025-03-14">
  <entities>
    <entity id="p-ada" type="person" name="Ada Ruiz" gender="female"/>
    <entity id="p-bo" type="person" name="Bo Ruiz"/>
    <entity id="g-two" type="group" name="two neighbours" anonymous="true"/>
  </entities>
  <quotes>
    <quote id="q1" kind="direct" speaker="p-ada" act="told" addressee="p-bo" statement="s-gone"/>
    <quote id="q2" kind="indirect" speaker="g-two" joint="p-bo p-ada" affirmed="false"
           statement="s-why"/>
  </quotes>
  <events>
    <event id="v1" type="fire" event="ev-fire" time="2025-03-11">
      <participant role="experiencer" entity="p-ada"/>
    </event>
    <event id="v2" type="injury" event="ev-hurt" polarity="negative" modality="feared" in="q2"/>
  </events>
  <claims>
    <claim id="c1" subject="p-ada" property="age" value="34" disagrees="age-of-ada"/>
    <claim id="c2" subject="p-bo" property="parent" object="p-ada" in="q1"/>
  </claims>
  <text>@</text>
</gold>
"""
MARKED = (
    '“<q id="q1">The <t v="v1">fire</t> took it,</q>” <src q="q1">'
    '<m e="p-ada" k="name">Ada Ruiz</m>, <c id="c1">34</c></src>, <cue q="q1">told</cue> '
    '<m e="p-bo" k="nominal"><m e="p-ada" k="pronoun">her</m> <c id="c2">son</c></m> '
    '<when v="v1">on Tuesday</when>'
    ' &amp; wept. “<q id="q1">It <t v="v1">burned</t>.</q>”'
    '\n\n<m e="g-two" k="nominal">Two</m> <cue q="q2">did not say</cue> '
    '<q id="q2">who was <t v="v2">hurt</t></q>.'
)
WELL_FORMED = HEAD.replace("@", MARKED)
TEXT = (
    "“The fire took it,” Ada Ruiz, 34, told her son on Tuesday & wept. “It burned.”"
    "\n\nTwo did not say who was hurt."
)


def span(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    return gold_of(tmp_path, WELL_FORMED)


def gold_of(tmp_path: Path, xml: str, rules: Rules = ANYTHING) -> Gold:
    path = tmp_path / "post.xml"
    path.write_text(xml, encoding="utf-8")
    return read_gold(path, rules=rules)


def words(gold: Gold, *spans: Span) -> list[str]:
    return [gold.findings.article[span] for span in spans]


def test_the_text_is_the_article_without_the_marks(gold: Gold) -> None:
    article = gold.findings.article
    assert article.text == TEXT
    assert (article.source, article.title, article.published) == (
        "mill/post.txt",
        "Mill burns",
        "2025-03-14",
    )
    assert article.id == article.sha256[:16]
    assert gold.story == "mill"


def test_an_article_with_a_url_is_known_by_it(tmp_path: Path) -> None:
    url = "https://post.example/mill"
    one = gold_of(tmp_path, WELL_FORMED.replace(' title="', f' url="{url}" title="'))
    other = gold_of(
        tmp_path, WELL_FORMED.replace(' title="', f' url="{url}" title="').replace("wept", "fell")
    )
    assert one.findings.article.id == other.findings.article.id
    assert one.findings.article.id != one.findings.article.sha256[:16]


def test_mentions_may_nest_and_keep_their_kind(gold: Gold) -> None:
    ada, bo, two = gold.findings.entities
    assert words(gold, *(m.span for m in ada.mentions)) == ["Ada Ruiz", "her"]
    assert [m.kind for m in ada.mentions] == [MentionKind.NAME, MentionKind.PRONOUN]
    assert bo.mentions == (Mention(span("her son"), MentionKind.NOMINAL),)
    assert (two.type, two.anonymous, ada.gender) == (EntityType.GROUP, True, "female")


def test_a_quote_has_all_its_pieces_in_order(gold: Gold) -> None:
    first, second = gold.findings.quotes
    assert words(gold, *first.content) == ["The fire took it,", "It burned."]
    assert words(gold, *first.cue, *first.source) == ["told", "Ada Ruiz, 34"]
    assert (first.kind, first.speaker, first.addressee) == (QuoteKind.DIRECT, "p-ada", "p-bo")
    assert (second.kind, second.joint) == (QuoteKind.INDIRECT, ("p-bo", "p-ada"))
    assert (first.affirmed, second.affirmed) == (True, False)
    assert (first.act, second.act) == ("told", "said")
    assert gold.statements == {"q1": "s-gone", "q2": "s-why"}


def test_an_event_told_twice_is_one(gold: Gold) -> None:
    fire, hurt = gold.findings.events
    assert words(gold, fire.trigger, *fire.more) == ["fire", "burned"]
    assert fire.participants == (Participant("experiencer", "p-ada"),)
    assert fire.time == Time(span("on Tuesday"), "2025-03-11")
    assert (hurt.polarity, hurt.modality) == (Polarity.NEGATIVE, Modality.FEARED)
    assert (hurt.reported_in, hurt.time) == ("q2", None)
    assert gold.events == {"v1": "ev-fire", "v2": "ev-hurt"}


def test_claims_are_known_by_their_place(gold: Gold) -> None:
    age, parent = gold.findings.claims
    assert age == Claim("p-ada", "age", "34", span("34"))
    assert (parent.value, parent.object, parent.reported_in) == ("Ada Ruiz", "p-ada", "q1")
    assert gold.disagreements == {0: "age-of-ada"}


def test_time_words_without_a_value_are_kept(tmp_path: Path) -> None:
    gold = gold_of(tmp_path, WELL_FORMED.replace(' time="2025-03-11"', ""))
    assert gold.findings.events[0].time == Time(span("on Tuesday"), "")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("</gold>", "", "correct the XML", id="broken XML"),
        pytest.param(" &amp; ", " & ", "& is &amp;", id="bare ampersand"),
        pytest.param("gold>", "silver>", "mismatched tag", id="mismatched root"),
        pytest.param("<claims>", "<facts/><claims>", "unknown element <facts>", id="element"),
        pytest.param('gender="', 'sex="', "<entity> p-ada has the unknown attribute sex", id="sex"),
        pytest.param(' story="mill"', "", 'has no story: add story="…"', id="missing attribute"),
        pytest.param('statement="s-why"', "", "<quote> q2 has no statement", id="no statement"),
        pytest.param('<quote id="q2"', '<quote id="q1"', "two <quote> have the id q1", id="twice"),
        pytest.param('m e="p-bo"', 'm e="p-bob"', "'p-bob', which is no entity", id="mention"),
        pytest.param(
            'cue q="q2"', 'cue q="q9"', "<cue> q9 over 'did not say'", id="cue of nothing"
        ),
        pytest.param('<t v="v2">', '<t v="v9">', "'v9', which is no event", id="trigger"),
        pytest.param(
            'speaker="g-two"', 'speaker="g-2"', "<quote> q2 refers to 'g-2'", id="speaker"
        ),
        pytest.param('joint="p-bo', 'joint="p-b', "'p-b', which is no entity", id="joint"),
        pytest.param('in="q2"', 'in="q3"', "<event> v2 refers to 'q3'", id="reported in nothing"),
        pytest.param('object="p-ada"', 'object="ada"', "<claim> c2 refers to 'ada'", id="object"),
        pytest.param(' object="p-ada"', "", "c2 has neither a value nor an object", id="no value"),
        pytest.param('entity="p-ada"', 'entity="ada"', "refers to 'ada'", id="participant"),
        pytest.param(
            '<m e="g-two" k="nominal">Two</m>',
            "Two",
            "<entity> g-two has no <m> in <text>: mark its words or drop it",
            id="entity without mention",
        ),
        pytest.param(
            '<q id="q2">who was <t v="v2">hurt</t></q>',
            'who was <t v="v2">hurt</t>',
            "<quote> q2 has no <q>",
            id="quote without content",
        ),
        pytest.param('<t v="v2">hurt</t>', "hurt", "<event> v2 has no <t>", id="no trigger"),
        pytest.param('<c id="c1">34</c>', "34", "<claim> c1 has no <c>", id="no evidence"),
        pytest.param(">Two<", "><", "<m> g-two over '', at 80, is empty", id="empty span"),
        pytest.param(">Two<", ">Two <", "white space at an end", id="white space after"),
        pytest.param(">hurt<", ">\nhurt<", "white space at an end", id="white space before"),
        pytest.param(">Two</m>", "><entities/>Two</m>", "<entities> stands in", id="no mark"),
        pytest.param("</claims>", "</claims><text/>", "2 elements <text>", id="two texts"),
        pytest.param('type="group"', 'type="herd"', "'herd' is none of person,", id="type"),
        pytest.param('k="pronoun"', 'k="pro"', "'pro' is none of name,", id="kind of mention"),
        pytest.param(
            'kind="indirect"', 'kind="odd"', "'odd' is none of direct", id="kind of quote"
        ),
        pytest.param('polarity="negative"', 'polarity="no"', "'no' is none of", id="polarity"),
        pytest.param('gender="female"', 'gender="f"', "'f' is none of", id="gender"),
        pytest.param('affirmed="false"', 'affirmed="no"', "affirmed of <quote> q2", id="flag"),
        pytest.param('role="experiencer"', 'role="hero"', "'hero' is none of", id="role"),
        pytest.param('property="age"', 'property="shoe"', "'shoe' is none of", id="property"),
        pytest.param("2025-03-11", "11 March", "'11 March' is no EDTF date", id="date"),
        pytest.param('<when v="v1">on Tuesday</when>', "", "a time but no <when>", id="no when"),
    ],
)
def test_what_is_malformed_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert WELL_FORMED.count(old) >= 1
    xml = WELL_FORMED.replace(old, new, 1)
    with pytest.raises(GoldError, match=re.escape(message)) as error:
        gold_of(tmp_path, xml)
    assert "post.xml" in str(error.value)


def test_another_root_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="the root is <text>"):
        gold_of(tmp_path, "<text>Nothing</text>")


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (Rules(event_types=frozenset({"flood"})), "<event> v1: 'fire' is none of flood"),
        (Rules(acts=frozenset({"said"})), "<quote> q1: 'told' is none of said"),
    ],
)
def test_what_the_ontology_does_not_know_is_refused(
    tmp_path: Path, rules: Rules, message: str
) -> None:
    with pytest.raises(GoldError, match=message):
        gold_of(tmp_path, WELL_FORMED, rules)


@pytest.mark.parametrize(
    "value", ["2024", "2024-03", "2024-03-12", "202X", "2024-21", "2024-03-12T07:30", "2024~"]
)
def test_dates_may_be_coarse(tmp_path: Path, value: str) -> None:
    gold = gold_of(tmp_path, WELL_FORMED.replace("2025-03-11", value))
    time = gold.findings.events[0].time
    assert time is not None
    assert time.value == value


@pytest.mark.parametrize("value", ["2024-03/2024-05", "/2024-03-12", "2024-03/..", "../2024"])
def test_dates_may_be_intervals(tmp_path: Path, value: str) -> None:
    gold = gold_of(tmp_path, WELL_FORMED.replace("2025-03-11", value))
    assert gold.findings.events[0].time == Time(span("on Tuesday"), value)


def test_an_id_means_one_thing_in_a_story(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(WELL_FORMED, encoding="utf-8")
    (tmp_path / "b.xml").write_text(
        WELL_FORMED.replace('"Bo Ruiz"', '"Beau Ruiz"'), encoding="utf-8"
    )
    with pytest.raises(GoldError, match=r"p-bo is the person 'Beau Ruiz', but .* 'Bo Ruiz'"):
        read_gold_folder(tmp_path)


def test_an_id_may_mean_another_thing_in_another_story(tmp_path: Path) -> None:
    other = WELL_FORMED.replace('"Bo Ruiz"', '"Beau Ruiz"').replace('story="mill"', 'story="quay"')
    (tmp_path / "a.xml").write_text(WELL_FORMED, encoding="utf-8")
    (tmp_path / "b.xml").write_text(other, encoding="utf-8")
    assert [gold.story for gold in read_gold_folder(tmp_path)] == ["mill", "quay"]


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \*\.xml below this folder"):
        read_gold_folder(tmp_path)


# --- The project's own gold -----------------------------------------------------------------------

DATA = folder("data")
FILES = sorted((DATA / "gold").rglob("*.xml"))
OPENING = tuple("“‘\"'«„")
CLOSING = tuple("”’\"'»“")


def each_file(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "path", paths, ids=lambda path: f"{path.parent.name}/{path.stem}"
    )


@each_file(FILES)
def test_own_gold_can_be_read(path: Path) -> None:
    gold = read_gold(path)
    assert gold.story == path.parent.name
    source = DATA / "articles" / gold.findings.article.source
    assert source.is_file()
    assert (source.parent.name, source.stem) == (path.parent.name, path.stem)


@each_file(FILES)
def test_own_gold_holds_the_article_as_it_is_read(path: Path) -> None:
    gold = read_gold(path).findings.article
    (article,) = read([DATA / "articles" / gold.source])
    assert isinstance(article, Article)
    assert article.text == gold.text
    assert (article.id, article.title, article.published) == (gold.id, gold.title, gold.published)
    assert (article.publisher, article.author) == (gold.publisher, gold.author)


def test_own_gold_agrees_on_its_ids() -> None:
    assert len(read_gold_folder(DATA / "gold")) == len(FILES)


def test_every_sample_article_has_its_gold() -> None:
    articles = {path for path in (DATA / "articles").glob("*/*") if path.suffix != ".json"}
    assert {(path.parent.name, path.stem) for path in articles} == {
        (path.parent.name, path.stem) for path in FILES
    }


def unmarked_pieces(gold: Gold) -> Iterator[str]:
    """Yield the pieces of direct quotations that nothing sets off from the text around them."""
    text = gold.findings.article.text
    for quote in gold.findings.quotes:
        for piece in quote.content if quote.kind is QuoteKind.DIRECT else ():
            before, after = text[: piece.begin], text[piece.end :]
            is_last = piece == quote.content[-1]
            if not is_set_off(before, after, is_last=is_last, is_inner=bool(quote.within)):
                yield text[piece.begin : piece.end]


def is_set_off(before: str, after: str, *, is_last: bool, is_inner: bool) -> bool:
    """Tell whether marks, a paragraph's limits or, in speech, dashes stand around a piece."""
    opened = before.endswith(OPENING)
    ends_paragraph = not after.strip() or after.startswith("\n\n")
    return (
        (opened and after.startswith(CLOSING))
        or (opened and ends_paragraph and not is_last)
        or ((not before.strip() or before.endswith("\n\n")) and ends_paragraph)
        or (is_inner and before.endswith(("— ", "– ")) and after.startswith((" —", " –")))
    )


@each_file(FILES)
def test_direct_quotations_stand_in_marks_or_in_a_block(path: Path) -> None:
    assert list(unmarked_pieces(read_gold(path))) == []


@each_file(FILES)
def test_a_quotation_within_another_stands_inside_it(path: Path) -> None:
    findings = read_gold(path).findings
    content = {quote.id: quote.content for quote in findings.quotes}
    for quote in findings.quotes:
        for piece in quote.content if quote.within else ():
            assert any(piece in outer for outer in content[str(quote.within)]), quote.id
