"""Who takes part, in which world: each phenomenon on a tree that is right, built by hand.

What depends on the parser is in `test_event_cases`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from trees import entity, quote, tree

from kg.extract.events import find_events
from kg.knowledge import Knowledge
from kg.model import Entity, EntityType, Event, Modality, Polarity, Quote
from kg.rdf.event_types import read_event_types
from kg.resources import folder


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    return Knowledge(events=read_event_types(folder("ontology") / "event-types.ttl"))


def events(
    doc: Doc, entities: Sequence[Entity] = (), quotes: Sequence[Quote] = ()
) -> tuple[Event, ...]:
    return find_events(doc, entities, quotes, knowledge())


def roles(event: Event) -> dict[str, str]:
    return {each.entity: each.role for each in event.participants}


def only(doc: Doc, *entities: Entity, quotes: Sequence[Quote] = ()) -> Event:
    (event,) = events(doc, entities, quotes)
    return event


# --- Through the clause -------------------------------------------------------------------------


def test_the_subject_of_an_intransitive_verb_lives_through_it() -> None:
    doc = tree("Ann|PROPN|nsubj|2 resigned|VERB|root|0|resign .|PUNCT|punct|2")
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (event.type, roles(event)) == ("resignation", {"ann": "experiencer"})
    assert doc.text[event.trigger.begin : event.trigger.end] == "resigned"


def test_active_and_passive_name_the_same_parts() -> None:
    active = tree("Guards|NOUN|nsubj|2|guard arrested|VERB|root|0|arrest Ann|PROPN|obj|2")
    passive = tree(
        "Ann|PROPN|nsubj:pass|3 was|AUX|aux:pass|3|be arrested|VERB|root|0|arrest"
        " by|ADP|case|5 guards|NOUN|obl:agent|3|guard"
    )
    for doc, guards in ((active, "Guards"), (passive, "guards")):
        group = entity(doc, "guards", guards, type=EntityType.GROUP)
        event = only(doc, entity(doc, "ann", "Ann"), group)
        assert roles(event) == {"ann": "experiencer", "guards": "agent"}


def test_an_infinitive_takes_its_subject_from_the_verb_above() -> None:
    doc = tree(
        "Ann|PROPN|nsubj:pass|3 was|AUX|aux:pass|3|be forced|VERB|root|0|force"
        " to|PART|mark|5 resign|VERB|xcomp|3|resign"
    )
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (roles(event), event.modality) == ({"ann": "experiencer"}, Modality.ACTUAL)


def test_an_infinitive_takes_the_object_where_there_is_one() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 forced|VERB|root|0|force Bob|PROPN|obj|2"
        " to|PART|mark|5 resign|VERB|xcomp|2|resign"
    )
    event = only(doc, entity(doc, "ann", "Ann"), entity(doc, "bob", "Bob"))
    assert roles(event) == {"bob": "experiencer"}


def test_a_promise_is_about_its_subject() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 promised|VERB|root|0|promise Bob|PROPN|obj|2"
        " to|PART|mark|5 resign|VERB|xcomp|2|resign"
    )
    event = only(doc, entity(doc, "ann", "Ann"), entity(doc, "bob", "Bob"))
    assert (roles(event), event.modality) == ({"ann": "experiencer"}, Modality.PLANNED)


def test_joined_verbs_share_their_subject() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 resigned|VERB|root|0|resign"
        " and|CCONJ|cc|4 emigrated|VERB|conj|2|emigrate"
    )
    found = events(doc, [entity(doc, "ann", "Ann")])
    assert [(event.type, roles(event)) for event in found] == [
        ("resignation", {"ann": "experiencer"}),
        ("migration", {"ann": "experiencer"}),
    ]


def test_a_participle_that_shares_its_auxiliary_is_passive() -> None:
    doc = tree(
        "Ann|PROPN|nsubj:pass|3 was|AUX|aux:pass|3|be arrested|VERB|root|0|arrest"
        " and|CCONJ|cc|5 deported|VERB|conj|3|deport"
    )
    found = events(doc, [entity(doc, "ann", "Ann")])
    assert [roles(event) for event in found] == [{"ann": "experiencer"}] * 2


def test_a_relative_clause_is_about_its_noun() -> None:
    doc = tree(
        "the|DET|det|2 nurse|NOUN|nsubj|6 who|PRON|nsubj:pass|5 was|AUX|aux:pass|5|be"
        " stabbed|VERB|acl:relcl|2|stab slept|VERB|root|0|sleep"
    )
    event = only(doc, entity(doc, "nurse", "the nurse"))
    assert (event.type, roles(event)) == ("stabbing", {"nurse": "experiencer"})


def test_a_relative_clause_may_have_its_noun_as_object() -> None:
    doc = tree(
        "the|DET|det|2 man|NOUN|nsubj|6 whom|PRON|obj|5 guards|NOUN|nsubj|5|guard"
        " arrested|VERB|acl:relcl|2|arrest slept|VERB|root|0|sleep"
    )
    event = only(doc, entity(doc, "man", "the man"))
    assert roles(event) == {"man": "experiencer"}


def test_a_participle_beside_a_noun_is_passive_or_active_by_its_form() -> None:
    doc = tree("the|DET|det|2 man|NOUN|nsubj|4 arrested|VERB|acl|2|arrest slept|VERB|root|0|sleep")
    assert roles(only(doc, entity(doc, "man", "the man"))) == {"man": "experiencer"}
    doc = tree(
        "the|DET|det|3 grieving|VERB|amod|3|grieve mother|NOUN|nsubj|4 slept|VERB|root|0|sleep"
    )
    assert roles(only(doc, entity(doc, "mum", "mother"))) == {"mum": "experiencer"}


def test_each_of_several_people_takes_part() -> None:
    doc = tree("Ann|PROPN|nsubj|4 and|CCONJ|cc|3 Bob|PROPN|conj|1 married|VERB|root|0|marry")
    event = only(doc, entity(doc, "ann", "Ann"), entity(doc, "bob", "Bob"))
    assert roles(event) == {"ann": "experiencer", "bob": "experiencer"}


def test_both_of_a_couple_live_through_what_the_couple_does() -> None:
    doc = tree("They|PRON|nsubj|2 married|VERB|root|0|marry")
    couple = entity(doc, "couple", "They", type=EntityType.GROUP)
    ann, bob = entity(doc, "ann", "They"), entity(doc, "bob", "They")
    found = find_events(
        doc, [couple, ann, bob], (), knowledge(), members={"couple": ("ann", "bob")}
    )
    assert set(roles(found[0])) == {"ann", "bob"}


def test_what_is_no_person_dies_no_death() -> None:
    doc = tree("The|DET|det|2 battery|NOUN|nsubj|3 died|VERB|root|0|die")
    assert events(doc, [entity(doc, "x", "The battery", type=EntityType.OTHER)]) == ()


# --- Nouns --------------------------------------------------------------------------------------


def test_the_possessor_of_a_noun_lives_through_it() -> None:
    doc = tree("her|PRON|nmod:poss|2 miscarriage|NOUN|nsubj|3 changed|VERB|root|0|change")
    event = only(doc, entity(doc, "ann", "her"))
    assert (event.type, roles(event)) == ("pregnancy-loss", {"ann": "experiencer"})


def test_a_birth_is_the_childs_and_the_parents() -> None:
    doc = tree(
        "the|DET|det|2 birth|NOUN|nsubj|6 of|ADP|case|5 their|PRON|nmod:poss|5 daughter|NOUN|nmod|2"
        " changed|VERB|root|0|change everything|PRON|obj|6"
    )
    event = only(doc, entity(doc, "ann", "their"), entity(doc, "liv", "daughter"))
    assert roles(event) == {"liv": "experiencer", "ann": "experiencer"}


def test_a_light_verb_gives_a_noun_its_experiencer() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 suffered|VERB|root|0|suffer a|DET|det|5 massive|ADJ|amod|5"
        " stroke|NOUN|obj|2"
    )
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (event.type, roles(event)) == ("illness", {"ann": "experiencer"})
    assert doc.text[event.trigger.begin : event.trigger.end] == "stroke"


def test_a_performing_verb_gives_a_noun_its_agent() -> None:
    doc = tree("Ann|PROPN|nsubj|2 committed|VERB|root|0|commit a|DET|det|4 robbery|NOUN|obj|2")
    assert roles(only(doc, entity(doc, "ann", "Ann"))) == {"ann": "agent"}


def test_a_clause_lends_its_subject_to_a_noun() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 retired|VERB|root|0|retire"
        " after|ADP|case|5 a|DET|det|5 stroke|NOUN|obl|2"
    )
    found = events(doc, [entity(doc, "ann", "Ann")])
    assert [(event.type, roles(event)) for event in found] == [
        ("retirement", {"ann": "experiencer"}),
        ("illness", {"ann": "experiencer"}),
    ]


def test_who_is_killed_in_a_crash_was_in_it() -> None:
    doc = tree(
        "Ann|PROPN|nsubj:pass|3 was|AUX|aux:pass|3|be killed|VERB|root|0|kill in|ADP|case|6"
        " a|DET|det|6 crash|NOUN|obl|3"
    )
    found = events(doc, [entity(doc, "ann", "Ann")])
    assert [(event.type, roles(event)) for event in found] == [
        ("death", {"ann": "experiencer"}),
        ("accident", {"ann": "experiencer"}),
    ]
    assert doc.text[found[0].trigger.begin : found[0].trigger.end] == "killed"


# --- Idioms and senses --------------------------------------------------------------------------


def test_an_idiom_is_one_trigger() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 gave|VERB|root|0|give birth|NOUN|obj|2 to|ADP|case|5 Liv|PROPN|obl|2"
    )
    event = only(doc, entity(doc, "ann", "Ann"), entity(doc, "liv", "Liv"))
    assert roles(event) == {"ann": "experiencer", "liv": "experiencer"}
    assert doc.text[event.trigger.begin : event.trigger.end] == "gave birth"


def test_a_loss_of_kin_is_a_bereavement_but_not_of_what_kin_own() -> None:
    doc = tree("Ann|PROPN|nsubj|2 lost|VERB|root|0|lose her|PRON|nmod:poss|4 son|NOUN|obj|2")
    found = events(doc, [entity(doc, "ann", "Ann", "her"), entity(doc, "son", "her son")])
    assert [(event.type, roles(event)) for event in found] == [
        ("bereavement", {"ann": "experiencer", "son": "other"})
    ]
    doc = tree(
        "Ann|PROPN|nsubj|2 lost|VERB|root|0|lose her|PRON|nmod:poss|4 son|NOUN|nmod:poss|6"
        " 's|PART|case|4 ring|NOUN|obj|2"
    )
    assert events(doc, [entity(doc, "ann", "Ann", "her")]) == ()


@pytest.mark.parametrize(
    "notation",
    [
        "Ann|PROPN|nsubj|3 is|AUX|aux|3|be dying|VERB|root|0|die"
        " to|PART|mark|5 see|VERB|xcomp|3 it|PRON|obj|5",
        "Ann|PROPN|nsubj|2 fired|VERB|root|0|fire the|DET|det|4 gun|NOUN|obj|2",
        "Ann|PROPN|nsubj|2 charged|VERB|root|0|charge her|PRON|nmod:poss|4 phone|NOUN|obj|2",
        "Ann|PROPN|nsubj|2 released|VERB|root|0|release an|DET|det|4 memo|NOUN|obj|2",
        "Ann|PROPN|nsubj|2 recovered|VERB|root|0|recover the|DET|det|4 body|NOUN|obj|2",
        "a|DET|det|2 miscarriage|NOUN|nsubj|5"
        " of|ADP|case|4 justice|NOUN|nmod|2 happened|VERB|root|0|happen",
    ],
    ids=[
        "dying-to",
        "fire-a-gun",
        "charge-a-phone",
        "release-a-memo",
        "recover-a-body",
        "of-justice",
    ],
)
def test_words_in_another_sense_tell_of_nothing(notation: str) -> None:
    doc = tree(notation)
    people = [entity(doc, "ann", "Ann")] if "Ann" in doc.text else []
    things = [
        entity(doc, word, word, type=EntityType.OTHER)
        for word in ("gun", "phone", "memo", "body")
        if word in doc.text
    ]
    assert events(doc, [*people, *things]) == ()


# --- Worlds -------------------------------------------------------------------------------------

RESIGN = "Ann|PROPN|nsubj|{head} {aux} resign|VERB|root|0|resign"


@pytest.mark.parametrize(
    ("word", "modality", "polarity"),
    [
        ("will", Modality.PLANNED, Polarity.POSITIVE),
        ("may", Modality.POSSIBLE, Polarity.POSITIVE),
        ("should", Modality.POSSIBLE, Polarity.POSITIVE),
        ("would", Modality.CONDITIONAL, Polarity.POSITIVE),
        ("did", Modality.ACTUAL, Polarity.POSITIVE),
    ],
)
def test_an_auxiliary_places_an_event(word: str, modality: Modality, polarity: Polarity) -> None:
    doc = tree(f"Ann|PROPN|nsubj|3 {word}|AUX|aux|3 resign|VERB|root|0|resign .|PUNCT|punct|3")
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (event.modality, event.polarity) == (modality, polarity)


@pytest.mark.parametrize(
    ("verb", "modality", "polarity"),
    [
        ("plan", Modality.PLANNED, Polarity.POSITIVE),
        ("want", Modality.POSSIBLE, Polarity.POSITIVE),
        ("fear", Modality.FEARED, Polarity.POSITIVE),
        ("refuse", Modality.ACTUAL, Polarity.NEGATIVE),
        ("manage", Modality.ACTUAL, Polarity.POSITIVE),
    ],
)
def test_the_verb_above_places_an_event(verb: str, modality: Modality, polarity: Polarity) -> None:
    doc = tree(
        f"Ann|PROPN|nsubj|2 did|VERB|root|0|{verb} to|PART|mark|4 resign|VERB|xcomp|2|resign"
    )
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (event.modality, event.polarity) == (modality, polarity)


def test_a_negated_wish_is_both() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|4 did|AUX|aux|4|do not|PART|advmod|4 want|VERB|root|0|want"
        " to|PART|mark|6 resign|VERB|xcomp|4|resign"
    )
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (event.modality, event.polarity) == (Modality.POSSIBLE, Polarity.NEGATIVE)


def test_a_condition_wins_over_its_own_clause() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|3 will|AUX|aux|3 resign|VERB|root|0|resign if|SCONJ|mark|6"
        " Bob|PROPN|nsubj|6 stays|VERB|advcl|3|stay"
    )
    assert only(doc, entity(doc, "ann", "Ann")).modality is Modality.CONDITIONAL


def test_people_in_general_are_generic() -> None:
    doc = tree("Families|NOUN|nsubj|2|family suffer|VERB|root|0|suffer miscarriage|NOUN|obj|2")
    group = entity(doc, "f", "Families", type=EntityType.GROUP)
    assert only(doc, group).modality is Modality.GENERIC


def test_a_bare_noun_names_a_kind_of_event_and_none() -> None:
    doc = tree("Miscarriage|NOUN|nsubj|3|miscarriage is|AUX|cop|3|be common|ADJ|root|0")
    assert events(doc) == ()


def test_a_definite_noun_is_taken_for_granted() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|3 may|AUX|aux|3 discuss|VERB|root|0|discuss her|PRON|nmod:poss|5"
        " divorce|NOUN|obj|3"
    )
    assert only(doc, entity(doc, "ann", "Ann", "her")).modality is Modality.ACTUAL


# --- Quotations ---------------------------------------------------------------------------------

QUOTED = (
    "“|PUNCT|punct|3 I|PRON|nsubj|3 lost|VERB|ccomp|8|lose my|PRON|nmod:poss|5 job|NOUN|obj|3"
    " ,|PUNCT|punct|3 ”|PUNCT|punct|3 said|VERB|root|0|say Ann|PROPN|nsubj|8"
)


def test_the_first_person_in_a_quote_is_its_speaker() -> None:
    doc = tree(QUOTED)
    said = quote(doc, "I lost my job,", "ann")
    event = only(doc, entity(doc, "ann", "Ann"), quotes=[said])
    assert (event.type, roles(event)) == ("dismissal", {"ann": "experiencer"})
    assert event.reported_in == "q1"


def test_we_in_a_quote_are_the_speakers() -> None:
    doc = tree(QUOTED.replace("I|PRON", "We|PRON").replace("my|", "our|"))
    said = quote(doc, "We lost our job,", "ann", joint=["bob"])
    bob = entity(doc, "bob", "job", type=EntityType.PERSON)
    event = only(doc, entity(doc, "ann", "Ann"), bob, quotes=[said])
    assert set(roles(event)) >= {"ann"}


# --- One event told twice -----------------------------------------------------------------------


def test_tellings_of_one_event_are_one() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 resigned|VERB|root|0|resign .|PUNCT|punct|2 Her|PRON|nmod:poss|5"
        " resignation|NOUN|nsubj|6 shocked|VERB|root|0|shock Bob|PROPN|obj|6 .|PUNCT|punct|6"
    )
    event = only(doc, entity(doc, "ann", "Ann", "Her"))
    assert [doc.text[span.begin : span.end] for span in event.more] == ["resignation"]


def test_two_births_of_one_mother_are_two() -> None:
    doc = tree(
        "Ann|PROPN|nsubj|2 gave|VERB|root|0|give birth|NOUN|obj|2 to|ADP|case|5 Liv|PROPN|obl|2"
        " .|PUNCT|punct|2 Ann|PROPN|nsubj|8 gave|VERB|root|0|give birth|NOUN|obj|8 to|ADP|case|11"
        " Tom|PROPN|obl|8 .|PUNCT|punct|8"
    )
    ann = entity(doc, "ann", "Ann", "Ann")
    assert len(events(doc, [ann, entity(doc, "liv", "Liv"), entity(doc, "tom", "Tom")])) == 2


# --- The encoder's say, and texts of any kind ---------------------------------------------------


def test_a_trigger_that_the_encoder_does_not_see_is_less_sure() -> None:
    notation = "Ann|PROPN|nsubj|2 resigned|VERB|root|0|resign .|PUNCT|punct|2"
    sure = {
        seen: only(doc, entity(doc, "ann", "Ann")).confidence
        for seen in (None, "", "resigned")
        for doc in [tree(notation, triggers=seen)]
    }
    assert sure[""] < sure[None] < sure["resigned"]


def test_the_rule_says_why() -> None:
    doc = tree("Ann|PROPN|nsubj|3 may|AUX|aux|3 resign|VERB|root|0|resign")
    rule = only(doc, entity(doc, "ann", "Ann")).rule
    assert rule == "verb resign; experiencer as sole; “may”"


_TAGS = st.sampled_from(
    ["NOUN", "VERB", "PROPN", "PRON", "ADP", "ADJ", "AUX", "PUNCT", "SPACE", "X", ""]
)
_RELATIONS = st.sampled_from(
    [
        *("nsubj", "obj", "obl", "nmod", "conj", "xcomp", "ccomp", "acl:relcl", "advcl"),
        *("nsubj:pass", "aux", "case", "mark", "amod", "nmod:poss", "dep", "", "pobj", "prep"),
    ]
)
_WORDS = (
    "Ann who her lost son killed crash by in of to be fire died stroke suffered gave birth may not"
    " if arrested and charged with murder after Tuesday 2019 they resign “ ” , ."
)
_VOCABULARY = st.sampled_from([*_WORDS.split(), "\n\n"])


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    count = draw(st.integers(1, 25))
    rows = st.lists(_VOCABULARY, min_size=count, max_size=count)
    words = draw(rows)
    heads = [0] + [draw(st.integers(0, at - 1)) for at in range(1, count)]
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        pos=[draw(_TAGS) for _ in words],
        deps=["ROOT"] + [draw(_RELATIONS) for _ in words[1:]],
        heads=heads,
    )


@given(docs())
def test_no_tree_however_wrong_raises_and_spans_are_in_the_text(doc: Doc) -> None:
    people = [entity(doc, "ann", "Ann")] if "Ann" in doc.text else []
    for event in events(doc, people):
        for span in (event.trigger, *event.more, *([event.time.span] if event.time else [])):
            assert doc.text[span.begin : span.end].strip()


@given(st.text(max_size=300))
def test_no_text_raises_without_any_annotation(text: str) -> None:
    assert isinstance(events(spacy.blank("en")(text)), tuple)


# --- Beside the main path -----------------------------------------------------------------------


def test_what_describes_the_predicate_shares_its_condition() -> None:
    doc = tree(
        "They|PRON|nsubj|2 gain|VERB|root|0 if|SCONJ|mark|7 Ann|PROPN|nsubj|7 is|AUX|cop|7|be"
        " elected|VERB|amod|7|elect mayor|NOUN|advcl|2"
    )
    assert only(doc, entity(doc, "ann", "Ann")).modality is Modality.CONDITIONAL


def test_an_if_far_before_the_clause_is_its_own() -> None:
    doc = tree(
        "If|SCONJ|mark|9 ,|PUNCT|punct|1 when|ADV|advmod|9 ,|PUNCT|punct|7 Ann|PROPN|nsubj:pass|7"
        " is|AUX|aux:pass|7|be elected|VERB|advcl|9|elect ,|PUNCT|punct|7 wins|VERB|root|0|win"
    )
    event = only(doc, entity(doc, "ann", "Ann"))
    assert (event.type, event.modality) == ("election", Modality.CONDITIONAL)


def test_joined_infinitives_share_their_purpose() -> None:
    doc = tree(
        "The|DET|det|2 manpower|NOUN|nsubj|10 to|PART|mark|4 find|VERB|acl|2 and|CCONJ|cc|6"
        " arrest|VERB|conj|4 Ann|PROPN|obj|6 will|AUX|aux|10 not|PART|advmod|10 come|VERB|root|0"
    )
    assert only(doc, entity(doc, "ann", "Ann")).modality is Modality.PLANNED


def test_what_is_better_than_a_deed_is_not_done() -> None:
    doc = tree(
        "Talks|NOUN|nsubj|2|talk help|VERB|root|0 more|ADV|advmod|2 than|SCONJ|mark|5"
        " arresting|VERB|advcl|2|arrest Ann|PROPN|obj|5"
    )
    assert only(doc, entity(doc, "ann", "Ann")).modality is Modality.POSSIBLE


def test_a_hope_weighs_more_than_the_future_in_it() -> None:
    doc = tree(
        "Bo|PROPN|nsubj|2 hopes|VERB|root|0|hope Ann|PROPN|nsubj|5 will|AUX|aux|5"
        " resign|VERB|ccomp|2"
    )
    found = only(doc, entity(doc, "ann", "Ann"), entity(doc, "bo", "Bo"))
    assert (found.modality, roles(found)) == (Modality.POSSIBLE, {"ann": "experiencer"})


def test_who_watches_does_not_act() -> None:
    doc = tree("Ann|PROPN|nsubj|2 observed|VERB|root|0|observe voting|VERB|obj|2|vote")
    assert not any(event.participants for event in events(doc, [entity(doc, "ann", "Ann")]))


def test_a_dash_says_who_was_meant() -> None:
    doc = tree(
        "Police|NOUN|nsubj|2 arrested|VERB|root|0|arrest Ann|PROPN|obj|2 -|PUNCT|punct|5"
        " Bo|PROPN|conj|3"
    )
    assert roles(only(doc, entity(doc, "ann", "Ann"), entity(doc, "bo", "Bo"))) == {
        "ann": "experiencer"
    }


def test_a_participle_describes_its_noun_alone() -> None:
    doc = tree(
        "An|DET|det|3 injured|VERB|amod|3|injure man|NOUN|nsubj|6 and|CCONJ|cc|5 Bo|PROPN|conj|3"
        " left|VERB|root|0|leave"
    )
    man, bo = entity(doc, "man", "An injured man"), entity(doc, "bo", "Bo")
    (injury,) = (event for event in events(doc, [man, bo]) if event.type == "injury")
    assert roles(injury) == {"man": "experiencer"}


def test_another_of_a_kind_takes_up_nobody() -> None:
    first = "Ann|PROPN|nsubj|2 won|VERB|root|0|win the|DET|det|4 election|NOUN|obj|2"
    doc = tree(
        f"{first} It|PRON|nsubj|10 was|AUX|cop|10|be Peru|PROPN|nmod:poss|10 ’s|PART|case|7"
        " first|ADJ|amod|10 election|NOUN|root|0"
    )
    later = [
        event for event in events(doc, [entity(doc, "ann", "Ann")]) if event.trigger.begin > 25
    ]
    assert not any(roles(event) for event in later)


def test_a_bare_ordinal_is_nobody_in_particular() -> None:
    doc = tree("Ann|PROPN|nsubj|2 divorced|VERB|root|0|divorce the|DET|det|4 first|ADJ|obj|2")
    ann, bo = entity(doc, "ann", "Ann"), entity(doc, "bo", "the first")
    assert roles(only(doc, ann, bo)) == {"ann": "experiencer"}
