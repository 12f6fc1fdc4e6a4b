"""Who is one person within an article: names, whom “he” and “the singer” mean, relatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from spacy.language import Language

from kg.extract import listen
from kg.knowledge import Knowledge
from kg.model import EntityType


@dataclass(frozen=True)
class One:
    """A text; whom some of its words refer to, by name; who says what a quotation begins with."""

    text: str
    people: Mapping[str, tuple[str, ...]]
    speakers: Mapping[str, str] = field(default_factory=dict)


CASES: dict[str, One] = {
    "a nickname in marks is a part of the name": One(
        'Rep. Roland C. "Rolly" Haldane opened the gate. Haldane smiled. '
        "Senator Marta “Mimi” Price waved. “Come in,” Mimi Price said.",
        {
            'Roland C. "Rolly" Haldane': ('Rep. Roland C. "Rolly" Haldane', "Haldane"),
            "Marta “Mimi” Price": ("Senator Marta “Mimi” Price", "Mimi Price"),
        },
        {"Come in": "Marta “Mimi” Price"},
    ),
    "a surname that is a title as well": One(
        "Charlotte King runs the mill. Workers like Ms. King. “I pay well,” Ms. King said.",
        {"Charlotte King": ("Charlotte King", "Ms. King", "I", "Ms. King")},
    ),
    "the surname alone is whom a form of address calls so": One(
        "Haldane was late on Monday. Mr. Haldane had missed the train, and Mr. Haldane was angry. "
        "At home Michelle Haldane waited for her husband, Victor Haldane.",
        {
            "Michelle Haldane": ("Michelle Haldane", "her"),
            "Victor Haldane": (
                *("Haldane", "Mr. Haldane", "Mr. Haldane", "her husband", "Victor Haldane"),
            ),
        },
    ),
    "whom the sentence before tells of is quoted": One(
        "A spokeswoman for the mill said she was sad. She had no figures.\n\n"
        "Judge Beatriz Quaresma asked the board for papers. "
        "“We will read every page of it,” she said.",
        {"Beatriz Quaresma": ("Judge Beatriz Quaresma", "she")},
        {"We will read": "Beatriz Quaresma"},
    ),
    "the rich are no single person": One(
        "Greta Solberg wants to tax the rich. Solberg said the wealthy could pay. "
        "A share of taxpayers would leave.",
        {"Greta Solberg": ("Greta Solberg", "Solberg")},
    ),
    "a party in brackets is no name, and parts no apposition": One(
        "Sen. Ruth Amadi (D-Ohio), a former mayor, left. Rep. Bo Lindgren (R), a lawyer, stayed.",
        {
            "Ruth Amadi": ("Sen. Ruth Amadi", "a former mayor"),
            "Bo Lindgren": ("Rep. Bo Lindgren", "a lawyer"),
        },
    ),
    "a parent called Dad is the speaker's": One(
        "Greta Holm was buried on Friday. Her husband, Anders, wept. "
        "“Dad begged her to stay,” said her son, Jonas.",
        {"Anders": ("Her husband", "Anders", "Dad")},
        {"Dad begged": "Jonas"},
    ),
    "whom a lead tells of before it names him": One(
        "A man who left a sailor dying on the quay has been jailed for 14 years.\n\n"
        "Anton Berger was found guilty of robbery last month. His father, Emil, walked free. "
        "Sentencing the son, the judge said he was cruel.",
        {
            "Anton Berger": ("A man", "Anton Berger", "His", "the son", "he"),
            "Emil": ("His father", "Emil"),
        },
    ),
    "no lead that tells of somebody else": One(
        "A judge ruled on Monday that the mill must close.\n\nAda Byrne, who owns it, was angry.",
        {"A judge": ("A judge",), "Ada Byrne": ("Ada Byrne",)},
    ),
    "an epithet for whom the sentence before tells of": One(
        "Anton Berger was jailed on Friday. Tobias Quist, defending, said the younger man was ill. "
        "“He asks to be believed when he says he is sorry,” the barrister added.",
        {"Tobias Quist": ("Tobias Quist", "the barrister")},
        {"He asks": "Tobias Quist"},
    ),
    "a surname alone is whom the text tells of": One(
        "Emil Berger was back at his boatyard on Monday. He looked tired. He sanded a hull. "
        "His son, Anton Berger, was jailed last week. He had paid for the lawyer, Berger said.",
        {
            "Emil Berger": ("Emil Berger", "his", "He", "He", "His", "He", "Berger"),
            "Anton Berger": ("His son", "Anton Berger"),
        },
    ),
    "a title right behind a name of something else": One(
        "Oregon AFL-CIO President Dora Crane-Mayhew called for calm.",
        {"Dora Crane-Mayhew": ("President Dora Crane-Mayhew",)},
    ),
    "the only one whom the sentence before names is quoted": One(
        "A spokeswoman for the mill said the gates were shut.\n\n"
        "Spare a thought for Petra Holm. “I have driven him for years,” she said.",
        {"Petra Holm": ("Petra Holm", "I", "she")},
        {"I have driven": "Petra Holm"},
    ),
}
"""What must be among the people; there may be more."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_person(case: One, nlp: Language, knowledge: Knowledge) -> None:
    found = listen(nlp(case.text), knowledge, case.text)
    people = {
        entity.name: tuple(case.text[m.span.begin : m.span.end] for m in entity.mentions)
        for entity in found.cast.entities
        if entity.type is EntityType.PERSON
    }
    assert {name: people.get(name) for name in case.people} == dict(case.people)
    names = {entity.id: entity.name for entity in found.cast.entities}
    for begin, speaker in case.speakers.items():
        quote = next(q for q in found.quotes if case.text.startswith(begin, q.content[0].begin))
        assert names.get(quote.speaker or "") == speaker
