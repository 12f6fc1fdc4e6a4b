"""Transformations of training texts keep every label true."""

import random

import pytest

from kg.parse.labels import ROLES
from kg.train.annotated import GLUED, PARAGRAPH, SPACE, Annotated, Link
from kg.train.transform import vary_quotes

WORDS = "She said : “ It was the end . We left at once . ” Nobody spoke .".split()
CONTENT, CUE, SOURCE = (3, 15), (1, 2), (0, 1)


def tale() -> Annotated:
    roles = [1] * len(WORDS)
    for (begin, end), name in ((CONTENT, "CONTENT"), (CUE, "CUE"), (SOURCE, "SOURCE")):
        for at in range(begin, end):
            roles[at] = 1 << ROLES.index(f"{'B' if at == begin else 'I'}-{name}")
    gaps = [PARAGRAPH, *[SPACE] * 3, GLUED, *[SPACE] * (len(WORDS) - 5)]
    link = Link((CONTENT,), (CUE,), (SOURCE,))
    return Annotated("tale", "own", WORDS, gaps, roles=roles, links=[link], people={0: 0})


@pytest.mark.parametrize("seed", range(30))
def test_labels_stay_true(seed: int) -> None:
    varied = vary_quotes(tale(), random.Random(seed), 1.0).check()
    (link,) = varied.links
    (begin, end), (cue, _), (source, _) = link.content[0], link.cue[0], link.source[0]
    assert (varied.words[cue], varied.words[source]) == ("said", "She")
    assert varied.words[begin + 1] == "It"
    assert varied.words[end : end + 1] == ["Nobody"]
    assert varied.roles is not None
    labels = [ROLES[bits.bit_length() - 1] for bits in varied.roles]
    assert labels[begin:end] == ["B-CONTENT", *["I-CONTENT"] * (end - begin - 1)]


def test_a_long_quote_goes_on_in_a_new_paragraph_that_opens_with_a_mark() -> None:
    varied = next(
        text
        for text in (vary_quotes(tale(), random.Random(seed), 1.0) for seed in range(9))
        if "“" in text.words
    )
    at = varied.words.index("We")
    assert varied.words[at - 1] == varied.words[3]
    assert varied.gaps[at - 1] == PARAGRAPH
    assert varied.gaps[3] == PARAGRAPH  # after the colon


def test_a_text_without_roles_is_left_alone() -> None:
    plain = Annotated("tale", "own", WORDS, [SPACE] * len(WORDS))
    assert vary_quotes(plain, random.Random(1)) is plain
