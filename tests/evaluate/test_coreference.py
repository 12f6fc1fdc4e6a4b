"""Clusters of a Doc, clusters on gold mentions, and pronouns to the right person."""

from pathlib import Path

import pytest
from evaluate_samples import antecedents, conllu, oracle, spans, tree, write
from spacy.language import Language

from kg.evaluate.coreference import (
    GoldPerson,
    add_he_she,
    best_links,
    clusters_on_gold,
    found_clusters,
    head_of,
)
from kg.evaluate.gum import gold_entities, gold_people, gum_figures
from kg.evaluate.scores import Count
from kg.evaluate.texts import Reader
from kg.model import Antecedent, Span
from kg.train.annotated import GLUED, PARAGRAPH, SPACE, Annotated, without_genitive

WORDS = "Ada Finch met the mayor . She thanked him .".split()
HEADS = [2, 0, 2, 4, 2, 2, 7, 7, 7, 7]
DEPS = "nsubj flat ROOT det obj punct nsubj ROOT obj punct".split()
TAGS = "PROPN PROPN VERB DET NOUN PUNCT PRON VERB PRON PUNCT".split()
ALL = (("Ada Finch", "person"), ("the mayor", "person"), ("She", "person"), ("him", "person"))
PEOPLE = [
    GoldPerson(frozenset({(6, 7)}), frozenset({0})),
    GoldPerson(frozenset({(8, 9)}), frozenset({4})),
]


def text() -> Annotated:
    return Annotated("t", "gum", WORDS, [PARAGRAPH, *[SPACE] * (len(WORDS) - 1)])


def candidate(mention: int, antecedent: int, score: float) -> Antecedent:
    return Antecedent(Span(mention, mention + 1), Span(antecedent, antecedent + 1), score)


@pytest.mark.parametrize(
    ("scores", "linked"),
    [
        pytest.param([0.6, 0.3], 0, id="the best"),
        pytest.param([0.3, 0.25], 0, id="together more probable than none"),
        pytest.param([0.4], None, id="none is more probable"),
        pytest.param([0.5], None, id="a tie stays alone"),
    ],
)
def test_a_mention_goes_to_its_best_antecedent_or_to_none(
    scores: list[float], linked: int | None
) -> None:
    found = best_links([candidate(9, at, score) for at, score in enumerate(scores)])
    wanted = [] if linked is None else [(Span(9, 10), Span(linked, linked + 1))]
    assert found == wanted


def test_clusters_of_a_doc_hold_every_mention_once() -> None:
    reader = oracle(spans("mentions", *ALL), antecedents(("She", "Ada Finch", 0.9)))
    laid = reader.lay(text())
    assert found_clusters(laid) == [
        frozenset({(0, 2), (6, 7)}),
        frozenset({(3, 5)}),
        frozenset({(8, 9)}),
    ]


def test_mentions_of_other_kinds_join_clusters_but_are_not_in_them() -> None:
    labelled = (("Ada Finch", "person"), ("the mayor", "other"), ("She", "person"))
    links = antecedents(("She", "the mayor", 0.9), ("the mayor", "Ada Finch", 0.9))
    laid = oracle(spans("mentions", *labelled), links).lay(text())
    assert found_clusters(laid, {"person"}) == [frozenset({(0, 2), (6, 7)})]


def test_a_genitive_mark_is_no_part_of_a_mention() -> None:
    gold = Annotated("t", "gum", "The boys ' dog".split(), [PARAGRAPH, SPACE, GLUED, SPACE])
    laid = oracle(spans("mentions", ("The boys'", "person"), ("The boys' dog", "other"))).lay(gold)
    assert found_clusters(laid) == [frozenset({(0, 2)}), frozenset({(0, 4)})]
    assert without_genitive(["'"], (0, 1)) == (0, 1)


@pytest.mark.parametrize(
    ("links", "right"),
    [
        pytest.param([("She", "Ada Finch", 0.9), ("him", "the mayor", 0.9)], 2, id="both"),
        pytest.param([("She", "the mayor", 0.9), ("him", "the mayor", 0.9)], 1, id="one"),
        pytest.param([("She", "Ada Finch", 0.9), ("him", "She", 0.9)], 1, id="through a pronoun"),
        pytest.param([("him", "She", 0.9)], 0, id="nobody is named"),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_he_and_she_go_to_the_person_named_nearest(
    links: list[tuple[str, str, float]], right: int
) -> None:
    reader = oracle(tree(HEADS, DEPS, TAGS), spans("mentions", *ALL), antecedents(*links))
    laid = reader.lay(text())
    count = Count()
    add_he_she(count, laid, PEOPLE, found_clusters(laid))
    assert (count.right, count.wanted) == (right, 2)


def test_the_head_of_a_mention_comes_from_the_pipelines_tree() -> None:
    laid = oracle(tree(HEADS, DEPS, TAGS)).lay(text())
    assert [head_of(laid, span) for span in ((0, 2), (3, 5), (6, 7))] == [0, 4, 6]


def test_gold_mentions_are_clustered_by_the_encoder(nlp: Language) -> None:
    reader = Reader(nlp)
    laid = reader.lay(text())
    mentions = [(0, 2), (3, 5), (6, 7), (8, 9)]
    clusters = clusters_on_gold(laid, reader.encoder, mentions)
    assert {mention for cluster in clusters for mention in cluster} == set(mentions)
    assert clusters_on_gold(laid, reader.encoder, [(0, 2)]) == [frozenset({(0, 2)})]


GUM = conllu(
    "Ada PROPN 3 nsubj Entity=(1-person-new-x-x-2-coref",
    "Finch PROPN 1 flat Entity=1)",
    "met VERB 0 root _",
    "her PRON 5 nmod:poss Entity=(2-person-new-x-x-2-coref(1-person-giv-x-x-1-ana)",
    "father NOUN 3 obj Entity=2)|SpaceAfter=No",
    ". PUNCT 3 punct _",
    comments="# newdoc id = GUM_bio_x\n# newpar",
)


def test_gum_gives_nested_mentions_by_entity(tmp_path: Path) -> None:
    path = write(tmp_path, "GUM_bio_x.conllu", GUM)
    assert gold_entities(path) == {"1": {(0, 2), (3, 4)}, "2": {(3, 5)}}
    assert gold_people(path) == [GoldPerson(frozenset({(3, 4)}), frozenset({0}))]


def test_gum_figures_of_a_perfect_reading(tmp_path: Path) -> None:
    path = write(tmp_path, "GUM_bio_x.conllu", GUM)
    reader = oracle(
        tree(
            [2, 0, 2, 4, 2, 2],
            ["nsubj", "flat", "ROOT", "nmod:poss", "obj", "punct"],
            ["PROPN", "PROPN", "VERB", "PRON", "NOUN", "PUNCT"],
        ),
        spans("mentions", ("Ada Finch", "person"), ("her father", "person"), ("her", "person")),
        antecedents(("her", "Ada Finch", 0.9)),
    )
    reader.nlp.add_pipe("witness_encoder")  # only its scorer is asked, about the gold mentions
    reader.nlp.disable_pipe("witness_encoder")
    found = gum_figures([path], reader)
    assert {name: value for name, value in found.items() if not name.endswith("_gold")} == {
        **dict.fromkeys(("upos", "uas", "las", "las_raw", "sentence_f1"), 1.0),
        **dict.fromkeys(("mention_f1", "person_f1", "he_she_accuracy"), 1.0),
        **{f"coref_{name}": 1.0 for name in ("conll", "muc", "b3", "ceafe", "lea")},
    }
