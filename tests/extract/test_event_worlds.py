"""What has not happened, or not to whom it seems: conditions, plans, doubts, light verbs, owners.

The notation of what is expected is explained in `told`; that it stands in a quote is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from told import all_told, case

from kg.knowledge import Knowledge

if TYPE_CHECKING:
    from spacy.language import Language

CASES = [
    # Conditions and doubts
    case(
        "if-elected",
        "Mara Okafor says the city will change if she's elected mayor.",
        ["conditional election[Mara Okafor]"],
    ),
    case(
        "barred-from",
        "A clause bars Ana Silva from becoming president.",
        ["not appointment[Ana Silva]"],
    ),
    case(
        "unease",
        "There is unease about Ana Silva returning to the palace.",
        ["feared return[Ana Silva]"],
    ),
    case(
        "called-for",
        "Carl Oster called for publishing the report.",
        ["possible publication[Carl Oster]"],
    ),
    case(
        "every-week", "Paul Stone sang at church every week.", ["generic performance[Paul Stone]"]
    ),
    case(
        "non-event",
        "The mayor praised Kim Lindt's non-endorsement of Paul Renner.",
        ["not endorsement[Paul Renner] by Kim Lindt"],
    ),
    case(
        "asked-to-be-changed",
        "Ola Berg was jailed for six years. His lawyer asked for the sentence to be reviewed.",
        ["sentence[Ola Berg]"],
    ),
    case(
        "in-case",
        "Ida Holm carried a phone in case she was injured.",
        ["conditional injury[Ida Holm]"],
    ),
    case(
        "until-elected",
        "“Don’t wait until Paul Marsh is elected president to find a house!” he said.",
        ["possible election[Paul Marsh]"],
    ),
    case(
        "thus",
        "They might make it fifteen states, thus disqualifying Paul Marsh.",
        ["possible ban[Paul Marsh]"],
    ),
    case(
        "to-ensure",
        "Aides want to ensure that Paul Marsh is released from prison.",
        ["possible release[Paul Marsh]"],
    ),
    case(
        "by-doing-it",
        "The possibility of breaking ground by electing Ann Doyle is small.",
        ["possible election[Ann Doyle]"],
    ),
    case(
        "weighed",
        "She said electing Ann Doyle is more important than sleep.",
        ["possible election[Ann Doyle]"],
    ),
    case("snub", "The snub at endorsing Ann Doyle hurt.", ["not endorsement[Ann Doyle]"]),
    case("spoke-to", "Ann Doyle spoke to students on Monday.", ["speech[Ann Doyle] 2020-10-26"]),
    case(
        "what-we-do",
        "“We vote for somebody, not against,” said Ann Doyle.",
        ["generic vote[Ann Doyle]"],
    ),
    case(
        "without-charge",
        "Ola Berg was arrested in May and later released without charge.",
        ["arrest[Ola Berg] 2020-05", "release[Ola Berg]", "not charge[Ola Berg]"],
    ),
    case("one-in-ten", "One child in ten is born too early.", ["generic premature-birth[]"]),
    # Whose it is
    case(
        "before-a-hearing",
        "Before the hearing, the committee interviewed Ann Doyle.",
        ["hearing[]", "interview[Ann Doyle]"],
    ),
    case("advocate-for", "Paul Marsh was an advocate for abortion.", []),
    case(
        "rescue-of-another",
        "Her rescue of Paul Marsh was praised.",
        ["rescue[Paul Marsh]"],
    ),
    case(
        "meanwhile-in-court",
        "The officer Tim Smith held up the gun during the trial.",
        ["trial[]"],
    ),
    case(
        "endorsement-received",
        "Ann Doyle picked up the endorsement of Paul Walsh.",
        ["endorsement[Ann Doyle] by Paul Walsh"],
    ),
    case(
        "nominated-by",
        "Carl Oster was nominated by President Ann Doyle.",
        ["nomination[Carl Oster] by Ann Doyle"],
    ),
    case(
        "announced-by-another",
        "The chairman announced Ann Doyle's resignation.",
        ["resignation[Ann Doyle]"],
    ),
    case("announced-own", "Ann Doyle announced her resignation.", ["resignation[Ann Doyle]"]),
    case("apology-received", "Ann Doyle received an apology.", ["apology[]"]),
    case(
        "vote-of-another",
        "Ann Doyle takes Carl Oster's vote for granted.",
        ["vote[Carl Oster]"],
    ),
    case(
        "advocated-against",
        "Ann Doyle advocated against leaving the company.",
        ["not resignation[Ann Doyle]"],
    ),
    # Figures of speech
    case("attacked-in-words", "The critics attacked Ann Doyle over and over.", []),
    case(
        "attacked-in-the-street",
        "Ann Doyle was attacked in the street on Monday.",
        ["attack[Ann Doyle] 2020-10-26"],
    ),
    case(
        "attacked-and-hurt",
        "Two men attacked Ann Doyle. She was taken to hospital.",
        ["attack[Ann Doyle] by Two men", "hospital-stay[Ann Doyle]"],
    ),
    case("battered-by-words", "Ann Doyle was battered by questions about her taxes.", []),
    case("a-battle-of-two", "The battle between Paul Marsh and Ann Doyle went on.", []),
    case("fired-back", "Paul Marsh fired back at Ann Doyle over taxes.", []),
    case("cast-as", "The minister cast Ann Doyle as divisive.", []),
    case("lives-or-dies", "Paul Marsh lives or dies by his bets.", []),
    case("returned-a-thing", "Paul Marsh returned the money last year.", []),
    case("the-better-of", "Paul Marsh got the better of Ann Doyle.", []),
    case("exodus-of-one", "The exodus of Bill Stone began in May.", []),
    case("departed-from-a-script", "Paul Marsh departed from the script.", []),
    case("beaten-with-words", "Anybody who attacks Paul Marsh should beware.", []),
    case("a-public-rant", "Paul Marsh went on a very public rant.", []),
    case("missing-a-member", "The court was missing Ann Doyle.", []),
    case("questioned-on-a-show", "Paul Marsh was questioned about the row on a show.", []),
    case("got-better-of", "The deal has got to be better.", []),
    case(
        "an-essay-of-words",
        "In an essay of 900 words published on Sunday, Ann Doyle writes that she was born in Graz.",
        ["publication[Ann Doyle] 2020-10-25", "birth[Ann Doyle]"],
    ),
    # Something else
    case("terms-in-office", "Gary Stone served two terms as governor.", []),
    case("left-as-soon-as", "Gary Stone left as soon as the talk was over.", []),
    case("missing-a-chance", "Gary Stone was missing a chance to sing.", []),
    case("raised-for-a-race", "Ann Doyle raised $20 million from donors.", []),
    case("deposed-in-court", "The lawyer deposed Ann Doyle on Friday.", []),
    case("a-flood-of-people", "Ann Doyle's flood of newcomers never came.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_told(text: str, expected: list[str], nlp: Language, knowledge: Knowledge) -> None:
    found = all_told(text, nlp, knowledge)
    assert [each.removesuffix(" in a quote") for each in found] == expected
