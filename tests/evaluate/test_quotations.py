"""PolNeAR's figures, from files in its format."""

from pathlib import Path

import pytest
from evaluate_samples import oracle, place, spans, write
from spacy.tokens import Doc

from kg.evaluate.quotations import (
    QuotationFigures,
    Roles,
    gold_attributions,
    polnear_figures,
)
from kg.model import Article, Attribution, Findings, Quote, QuoteKind

TEXT = "The mayor said: “We won.” Ada Finch doubts that it rains, critics say."


def brat(*attributions: dict[str, str]) -> str:
    """Return standoff of attributions given by words; several pieces are parted by ` … `."""
    lines: list[str] = []
    events: list[str] = []
    for roles in attributions:
        arguments = []
        for role, words in roles.items():
            number = f"T{len(lines) + 1}"
            pieces = [place(TEXT, piece) for piece in words.split(" … ")]
            offsets = ";".join(f"{piece.begin} {piece.end}" for piece in pieces)
            lines.append(f"{number}\t{role} {offsets}\t{words}")
            arguments.append(f"{role}:{number}")
        events.append(f"E{len(events) + 1}\tAttribution:T1 {' '.join(arguments)}")
    return "\n".join([*lines, *events]) + "\n"


MAYOR = {"Source": "The mayor", "Cue": "said", "Content": "“We won.”"}
CRITICS = {"Source": "critics", "Cue": "say", "Content": "it rains"}


@pytest.fixture
def part(tmp_path: Path) -> Path:
    write(tmp_path, "dev/text/one.txt", TEXT)
    write(tmp_path, "dev/attributions/one_ab12.ann", brat(MAYOR, CRITICS))
    return tmp_path / "dev"


def attribution(content: str, cue: str, source: str) -> Attribution:
    return Attribution(
        (place(TEXT, content),), (place(TEXT, cue),), (place(TEXT, source),) if source else (), 0.9
    )


def lay(*found: Attribution):  # type: ignore[no-untyped-def]
    def set_attributions(doc: Doc) -> None:
        doc._.attributions = found

    return set_attributions


def test_pieces_and_white_space(part: Path) -> None:
    path = write(part, "one.ann", brat({"Content": "The mayor … We won.”", "Cue": " said"}))
    (found,) = gold_attributions(path, TEXT)
    assert [TEXT[s.begin : s.end] for s in found.content] == ["The mayor", "We won.”"]
    assert [TEXT[s.begin : s.end] for s in found.cue] == ["said"]


def test_roles_count_what_is_marked_whether_linked_or_not(part: Path) -> None:
    reader = oracle(
        spans("sources", ("The mayor", "SOURCE"), ("Ada Finch", "SOURCE")),
        spans("cues", ("said", "CUE"), ("say", "CUE")),
        spans("contents", ("“We won.”", "CONTENT"), ("that it rains", "CONTENT")),
        lay(
            attribution("“We won.”", "said", "The mayor"),
            attribution("that it rains", "say", "Ada Finch"),
        ),
    )
    figures = QuotationFigures()
    doc = reader.read(TEXT)
    gold = Roles.gold(part / "attributions" / "one_ab12.ann", TEXT)
    figures.add(TEXT, Roles.of(doc), gold)
    found = figures.figures()
    assert found["source_f1"] == 1 / 2
    assert found["cue_f1"] == 1
    assert found["content_f1"] == 1 / 2
    assert found["direct_f1"] == 1
    assert found["content_char_f1"] == pytest.approx(2 * 17 / (22 + 17))
    assert found["pair_exact_f1"] == 1 / 2
    assert found["pair_iou_f1"] == 1 / 2


def test_an_overlap_of_half_makes_a_pair_and_each_is_joined_once(part: Path) -> None:
    gold = Roles.gold(part / "attributions" / "one_ab12.ann", TEXT)
    figures = QuotationFigures()
    ours = (
        attribution("that it rains", "say", "critics"),
        attribution("it rains", "say", "critics"),
        attribution("“We won.”", "said", ""),
    )
    figures.add(TEXT, Roles(dict.fromkeys(("source", "cue", "content"), frozenset()), ours), gold)
    assert (figures.pair_iou.right, figures.pair_iou.found, figures.pair_iou.wanted) == (1, 2, 2)
    assert figures.pair_exact.right == 1


def test_what_extraction_finds_stands_between_the_marks(part: Path) -> None:
    gold = Roles.gold(part / "attributions" / "one_ab12.ann", TEXT)
    inside = place(TEXT, "We won.")
    quote = Quote("q1", QuoteKind.DIRECT, (inside,), source=(place(TEXT, "The mayor"),))
    figures = QuotationFigures()
    figures.add_extracted(TEXT, Findings(Article("a", "one", TEXT), quotes=(quote,)), gold)
    assert figures.extracted_direct.f1 == 1
    assert figures.extracted_pair_iou.right == 1


def test_each_annotators_version_is_a_text_of_its_own(part: Path) -> None:
    write(part, "attributions/one_cd34.ann", brat(CRITICS))
    reader = oracle(
        spans("contents", ("it rains", "CONTENT")),
        lay(attribution("it rains", "say", "critics")),
        found=lambda doc: Findings(Article("a", "one", doc.text)),
    )
    found = polnear_figures(part, reader)
    assert reader.words == len(reader.nlp.make_doc(TEXT))  # the text went through once
    assert found["content_f1"] == pytest.approx(2 * 2 / (2 + 3))
