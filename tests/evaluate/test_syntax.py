"""Tags, trees and sentences: gold words, and raw text whose words need not be the same."""

from pathlib import Path

import pytest
from evaluate_samples import conllu, oracle, tree, write

from kg.evaluate.syntax import SyntaxFigures, read_syntax, syntax_figures
from kg.evaluate.texts import natural_gaps
from kg.train.annotated import GLUED, PARAGRAPH, SPACE

DOGS = conllu(
    "Dogs NOUN 2 nsubj",
    "bark VERB 0 root SpaceAfter=No",
    ". PUNCT 2 punct SpaceAfter=No",
    comments="# newdoc id = dogs\n# newpar",
)
CATS = conllu("Cats NOUN 2 nsubj", "sleep VERB 0 root", comments="# sent_id = 2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path, "dev.conllu", DOGS + CATS)


def test_what_stands_between_sentences_is_what_the_file_says(path: Path) -> None:
    (text,) = read_syntax(path)
    assert text.words == ["Dogs", "bark", ".", "Cats", "sleep"]
    assert text.gaps == [PARAGRAPH, SPACE, GLUED, GLUED, SPACE]


def test_a_perfect_tree_scores_one(path: Path) -> None:
    gold = tree(
        [1, 1, 1, 4, 4],
        ["nsubj", "ROOT", "punct", "nsubj", "ROOT"],
        ["NOUN", "VERB", "PUNCT", "NOUN", "VERB"],
    )
    figures = SyntaxFigures()
    (text,) = read_syntax(path)
    figures.add(text, oracle(gold), oracle(gold).lay(text).doc)
    found = figures.figures()
    # The raw text reads “bark.Cats”, which the tokenizer splits as the gold does.
    assert found == dict.fromkeys(("upos", "uas", "las", "las_raw", "sentence_f1"), 1.0)


def test_head_relation_and_tag_count_apart(path: Path) -> None:
    reader = oracle(
        tree(
            [1, 1, 1, 2, 3],  # the second sentence hangs on the first one's mark
            ["nsubj:pass", "ROOT", "punct", "dep", "dep"],
            ["NOUN", "VERB", "PUNCT", "NOUN", "NOUN"],
        )
    )
    found = syntax_figures([path], reader)
    assert found["upos"] == pytest.approx(4 / 5)
    assert found["uas"] == pytest.approx(3 / 5)
    assert found["las"] == pytest.approx(2 / 5)
    assert found["las_raw"] == pytest.approx(2 / 5)
    assert found["sentence_f1"] == pytest.approx(2 * 1 / (1 + 2))


def test_on_raw_text_a_word_split_otherwise_is_wrong_and_counts_on_both_sides(
    tmp_path: Path,
) -> None:
    # Gold: one word “well-known”; the tokenizer makes three.
    gold = conllu("Well-known ADJ 2 amod", "dogs NOUN 0 root", comments="# newdoc id = d")
    path = write(tmp_path, "dev.conllu", gold)

    def lay(doc) -> None:  # type: ignore[no-untyped-def]
        last = len(doc) - 1
        for token in doc:
            token.head, token.dep_ = doc[last], "ROOT" if token.i == last else "amod"
            token.pos_ = "NOUN"

    found = syntax_figures([path], oracle(lay))
    assert found["las"] == 1
    assert found["las_raw"] == pytest.approx(2 * 1 / (4 + 2))


def test_blanks_of_tokens_become_those_of_prose() -> None:
    words = (
        """He said : " I ca n't see the boys ' dog ( yet ) , 'cause ‘ it ’ hid . " It 's here ."""
    )
    tokens = words.split()
    starts = [int(at == 0 or tokens[at] == "It") for at in range(len(tokens))]
    gaps = natural_gaps(tokens, starts)
    text = "".join(
        ("" if gap in (GLUED, PARAGRAPH) else " ") + word
        for gap, word in zip(gaps, tokens, strict=True)
    )
    assert text == ("""He said: "I can't see the boys' dog (yet), 'cause ‘it’ hid." It's here.""")


def test_straight_single_marks_take_turns_but_for_genitives() -> None:
    tokens = "' Go , ' she said . ' The boys ' dog . '".split()
    gaps = natural_gaps(tokens, [1, *[0] * (len(tokens) - 1)])
    text = "".join(
        ("" if gap in (GLUED, PARAGRAPH) else " ") + word
        for gap, word in zip(gaps, tokens, strict=True)
    )
    assert text == "'Go,' she said. 'The boys' dog.'"
