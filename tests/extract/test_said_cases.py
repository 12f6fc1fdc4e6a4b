"""What is put forward by whom, and what only looks so: each kind of slip in a text of its own.

A quotation reads `speaker: act “content”`, with `not` before an act that was not performed; the
content's pieces are joined by " | ".
"""

from __future__ import annotations

import pytest
from spacy.language import Language
from told import case, findings

from kg.knowledge import Knowledge
from kg.model import Quote


def read(text: str, quote: Quote, names: dict[str, str]) -> str:
    """Return a quotation in the notation of the table."""
    content = " | ".join(text[piece.begin : piece.end] for piece in quote.content)
    act = quote.act if quote.affirmed else f"not {quote.act}"
    return f"{names.get(quote.speaker or '', '?')}: {act} “{content}”"


ACTS = [
    case(
        "nobody says",
        "Ida Moss told the hearing that no one can seriously claim they have proof that the "
        "bridge is safe.",
        [
            "Ida Moss: told “that no one can seriously claim they have proof that the bridge is "
            "safe”",
            "no one: not claimed “they have proof that the bridge is safe”",
        ],
    ),
    case(
        "not everyone agrees",
        "Not everyone agrees that the ferry is safe.",
        ["Not everyone: not agreed “that the ferry is safe”"],
    ),
    case(
        "what one is dared to say",
        "One councillor threatened to call Lars Moss as a witness, in effect daring him to say "
        "that the council was not entitled to it.",
        [
            "One councillor: threatened “to call Lars Moss as a witness”",
            "Lars Moss: not said “that the council was not entitled to it”",
        ],
    ),
    case(
        "what “or” joins to a refusal",
        "It is astounding that Captain Brand refuses to release his records or explain how his "
        "wife became a citizen.",
        [
            "Brand: not declined “to release his records or explain how his wife became a citizen”",
        ],
    ),
    case(
        "knowing is not saying",
        "Ida Moss, who understood that a vote would be fruitless, told her aides to wait.",
        [
            "Ida Moss: thought “that a vote would be fruitless”",
            "Ida Moss: told “to wait”",
        ],
    ),
    case(
        "told one of them",
        "Lars Moss told one of his young friends on a regular basis that the ferry would sink.",
        ["Lars Moss: told “that the ferry would sink”"],
    ),
]

CONTENTS = [
    case(
        "when it was said",
        "That was what Nora Quist said when she resigned from the orchestra after the strike in "
        "2014.",
        [],
    ),
    case(
        "what another put forward",
        "Mayor Ines Holt responded to Mr. Brand's interjection that closing the pool made him "
        "''thrifty.''",
        [],
    ),
    case(
        "the object of a means",
        "Lars Brand replied by using the old ferry as an example to prove that rules are not the "
        "answer.",
        [],
    ),
    case(
        "a relative clause of a noun",
        "Lars Moss has repeated the warnings and attacks that have defined his career.",
        [],
    ),
    case(
        "nothing",
        "So far Mayor Ines Holt has proposed nothing that would raise her own taxes.",
        [],
    ),
    case(
        "another object of the cue",
        "Nora Quist got a huge roar from the crowd when, at the end of her song, she added the "
        "words of the refrain.",
        [],
    ),
    case(
        "a second headline",
        "The harbour board denounced the test; Holt, others vow consequences.",
        [],
    ),
    case(
        "a rule that is no ruling",
        "Ines Holt enacted rules to cut fumes across much of the harbour.",
        [],
    ),
    case(
        "a clause that lacks what another word stands for",
        "The gap between what Brand says his plan would do, and what it did, began a year ago.",
        [],
    ),
    case(
        "a clause that describes the word",
        "Laleh Quist, a clerk, said in a statement that silenced the gallery: “My mother came here "
        "with one suitcase and nothing else.”",
        ["Laleh Quist: said “My mother came here with one suitcase and nothing else.”"],
    ),
    case(
        "when the engine was to answer",
        "Ida Moss said, “The engine had not answered when the captain put it astern.”",
        ["Ida Moss: said “The engine had not answered when the captain put it astern.”"],
    ),
    case(
        "when is what is left open",
        "Captain Brand did not say when the pool would open.",
        ["Brand: not said “when the pool would open”"],
    ),
    case(
        "a mere noun, and what it was mentioned for",
        "Ines Holt powerfully highlights the closing of two piers to help explain what led to the "
        "strike.",
        [],
    ),
    case(
        "a word for which another is mocked",
        "Brand's letter was widely mocked for its bold prediction that Ines Holt would be the "
        "healthiest mayor ever.",
        [],
    ),
    case(
        "a thing that is shown",
        "The morning Mayor Holt unveiled the final version of the harbour plan, it rained.",
        [],
    ),
    case(
        "a thing that one says yes to",
        "Ines Holt agreed to a half-hour interview for the Gazette's project on “Women in Power,” "
        "answering questions about how her calling has affected her life.",
        [],
    ),
    case(
        "an aside within a sentence that begins with a mere noun",
        "The difference now, Ed Moss told me on Friday, is that he is the anchor of a straight "
        "news show.",
        ["Ed Moss: told “The difference now | is that he is the anchor of a straight news show”"],
    ),
    case(
        "what somebody will not let others say",
        "“I’m not going to let them claim my harbour and say, ‘You are sailing for money,’” Lars "
        "Brand said.",
        [
            "Lars Brand: said “I’m not going to let them claim my harbour and say, ‘You are "
            "sailing for money,’”",
            "Lars Brand: not said “You are sailing for money,”",
        ],
    ),
    case(
        "a comparison",
        "“Perhaps he is not as rich as he claims to be, or as kind as he says he is,” Nora Quist "
        "said.",
        [
            "Nora Quist: said “Perhaps he is not as rich as he claims to be, or as kind as he says "
            "he is,”",
        ],
    ),
    case(
        "spoken to, not speaking",
        "“Mr. Brand, tell me what you are going to do? You want to close it all,” Ines Holt said.",
        [
            "Ines Holt: said “Mr. Brand, tell me what you are going to do? You want to close it "
            "all,”",
        ],
    ),
    case(
        "never to do something",
        "Nora Quist, a clerk, who told her staff never to speak of the leak, resigned.",
        ["Nora Quist: told “never to speak of the leak”"],
    ),
    case(
        "one cue leads in, another follows",
        "Ines Holt scolded him: “The harbour is almost entirely against you,” she said. “I don't "
        "understand why you go there.”",
        [
            "Ines Holt: said “The harbour is almost entirely against you, | I don't "
            "understand why you go there.”",
        ],
    ),
]

MARKS = [
    case(
        "words before the marks belong to it",
        "Captain Ida Brand said that under Mayor Holt, “the ferries have been reduced to rubble.”",
        [
            "Ida Brand: said “that under Mayor Holt, “the ferries have been reduced to rubble.””",
        ],
    ),
    case(
        "so do words behind them",
        "“You squeezed the crews to the breaking point” to drive up your own pay, Ines Holt said.",
        [
            "Ines Holt: said ““You squeezed the crews to the breaking point” to drive up your own "
            "pay”",
        ],
    ),
    case(
        "a dash without a blank",
        "“The harbour must stop treating us like cargo.”― Carla Benn.\n\n"
        "“Every word of it scares me, frankly.” ― Ida Moss",
        [
            "Carla Benn: said “The harbour must stop treating us like cargo.”",
            "Ida Moss: said “Every word of it scares me, frankly.”",
        ],
    ),
    case(
        "a song",
        "At his cookout, the band leader called the crews to the stage, singing “It's Our Time.”",
        [],
    ),
    case(
        "a book",
        "In his 2002 book, “Make Your Kid a Millionaire,” Lars Moss suggested looking at the bills "
        "first.",
        ["Lars Moss: suggested “looking at the bills first”"],
    ),
    case(
        "a heading in marks",
        "“I don't know what Tom Brand wants,” said Peter Holt, the law professor.\n\n"
        "‘Legend in the Coal Fields.’\n\nTom Brand comes from a family of miners.",
        ["Peter Holt: said “I don't know what Tom Brand wants,”"],
    ),
    case(
        "who does what the words before a quotation tell",
        "Lars Moss told the story of his father, who cabled, “Dear Jack, do not buy a single boat "
        "more than is necessary.”",
        ["Lars Moss’s father: said “Dear Jack, do not buy a single boat more than is necessary.”"],
    ),
    case(
        "a source that only the next paragraph names",
        "Tom Brand runs the old firm. His former partner, Lars Holt, called Mr. Brand a master at "
        "bolting together impossible deals. “He showed again and again that he could put together "
        "deals that other people couldn't.”\n\nThe firm was a giant, Mr. Brand said, until it "
        "failed.",
        [
            "Lars Holt: said “He showed again and again that he could put together deals that "
            "other people couldn't.”",
            "Tom Brand: said “The firm was a giant | until it failed”",
        ],
    ),
    case(
        "words that only lead to a quotation",
        "“People do not agree with Brand,” Ida Moss said, suggesting a few questions, including, "
        "“Mr. Brand, do you really think that owners need another tax break?”",
        [
            "Ida Moss: said “People do not agree with Brand, | Mr. Brand, do you really think that "
            "owners need another tax break?”",
        ],
    ),
    case(
        "curly marks in a paragraph that a straight one opens",
        '"HOLT: Because as “The Harbour Gazette” wrote, people are afraid of the ferry.\n\n'
        '"QUIST: I disagree with that, Ines, and so does the crew.',
        [
            "HOLT: said “Because as “The Harbour Gazette” wrote, people are afraid of the ferry.”",
            "?: said “I disagree with that, Ines, and so does the crew.”",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACTS + CONTENTS + MARKS)
def test_who_puts_forward_what(
    text: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    found = findings(text, nlp, knowledge)
    names = {entity.id: entity.name for entity in found.entities}
    assert [read(text, quote, names) for quote in found.quotes] == expected
