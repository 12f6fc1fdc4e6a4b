"""The readers of annotated corpora, on small files of the project's own writing."""

from pathlib import Path

import pytest
import spacy

from kg.parse.labels import DEPS, MENTIONS, NAMES, ROLES, UPOS
from kg.train.annotated import GLUED, IGNORE, PARAGRAPH, SPACE, Annotated, name_bits
from kg.train.corpora import (
    read_btc,
    read_ecbplus,
    read_ewt,
    read_gum,
    read_litbank,
    read_polnear,
    read_wikigold,
    read_wnut17,
)
from kg.train.corpora.litbank import guessed_head
from kg.train.corpora.polnear import tokenized
from kg.train.corpora.silver import mark_silver, mend

CONLLU = """\
# newdoc id = tale-1
# sent_id = tale-1-1
# newpar
# text = Don't ask Ana!
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	do	AUX	VB	_	3	aux	_	_
2	n't	not	PART	RB	_	3	advmod	_	_
3	ask	ask	VERB	VB	_	0	root	_	_
4	Ana	Ana	PROPN	NNP	_	3	obj	_	SpaceAfter=No{entity}
5	!	!	PUNCT	.	_	3	punct	_	_

# sent_id = tale-1-2
1-2	wanna	_	_	_	_	_	_	_	_
1	want	want	VERB	VBP	_	0	root	_	_
2	to	to	PART	TO	_	3	mark	_	_
3	go	go	VERB	VB	_	1	xcomp	_	_
"""


def labels_of(bits: list[int], names: tuple[str, ...]) -> list[str]:
    return [names[b.bit_length() - 1] if b.bit_count() == 1 else "?" for b in bits]


def test_ewt_splits_what_its_parts_spell_and_merges_the_rest(tmp_path: Path) -> None:
    syntax = tmp_path / "dev.conllu"
    syntax.write_text(CONLLU.format(entity=""), encoding="utf-8")
    names = tmp_path / "dev.iob2"
    names.write_text(
        "# sent_id = tale-1-1\n4\tAna\tB-PER\t-\tx\n5\t!\tB-O\t-\tx\n", encoding="utf-8"
    )
    (text,) = read_ewt(syntax, names)
    assert text.words == ["Do", "n't", "ask", "Ana", "!", "wanna", "go"]
    assert text.gaps == [PARAGRAPH, GLUED, SPACE, SPACE, GLUED, SPACE, SPACE]
    assert text.heads == [2, 2, 2, 2, 2, 5, 5]
    assert text.starts == [1, 0, 0, 0, 0, 1, 0]
    assert text.upos is not None
    assert text.deps is not None
    assert (UPOS[text.upos[5]], DEPS[text.deps[6]]) == ("VERB", "xcomp")
    assert labels_of(text.names or [], NAMES) == ["O", "O", "O", "B-PERSON", "O", "?", "?"]
    assert text.people == {3: 0}


def test_gum_follows_its_brackets(tmp_path: Path) -> None:
    entity = "|Entity=(3-person-new-ss)"
    (tmp_path / "GUM_news_tale.conllu").write_text(CONLLU.format(entity=entity), encoding="utf-8")
    (text,) = read_gum(tmp_path)
    assert text.mentions is not None
    (noun,) = text.mentions
    assert (noun.begin, noun.end, noun.head, MENTIONS[noun.type]) == (3, 4, 3, "person")


def test_polnear_reads_pieces_and_skips_what_is_malformed(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    raw = "“We lost,” Ana Ruiz said, “everything.”"
    (tmp_path / "text" / "tale.txt").write_text(raw, encoding="utf-8")
    marks = [
        "T1\tContent 0 10;26 39\t…",
        "T2\tSource 11 19\tAna Ruiz",
        "T3\tCue 20 24\tsaid",
        "T4\tContent broken",
        "E1\tAttribution:T3 Content:T1 Source:T2 Cue:T3",
    ]
    (tmp_path / "attributions" / "tale_ab12.ann").write_text("\n".join(marks), encoding="utf-8")
    (text,) = read_polnear(tmp_path, spacy.blank("en"))
    found = dict(zip(text.words, labels_of(text.roles or [], ROLES), strict=True))
    assert found["Ana"] == "B-SOURCE"
    assert found["said"] == "B-CUE"
    assert found["everything"] == "I-CONTENT"
    (link,) = text.links
    assert [text.words[begin] for begin, _ in link.content] == ["“", "“"]


@pytest.mark.parametrize(
    ("read", "lines", "labels"),
    [
        pytest.param(
            read_wikigold,
            "Ana I-PER\nRuiz I-PER\nleft O\n",
            ["B-PERSON", "I-PERSON", "O"],
            id="IOB1",
        ),
        pytest.param(
            read_btc, "@ana\tB-PER\nRome\tB-LOC\nsea\tO\n", ["?", "B-LOC", "?"], id="no MISC"
        ),
        pytest.param(
            read_wnut17, "Cubs\tB-group\nJaws\tB-creative-work\n", ["?", "B-MISC"], id="open group"
        ),
    ],
)
def test_names_in_columns(tmp_path: Path, read: object, lines: str, labels: list[str]) -> None:
    path = tmp_path / "part.conll"
    path.write_text(lines, encoding="utf-8")
    (text,) = read(path)  # type: ignore[operator]
    assert labels_of(text.names, NAMES) == labels


def test_articles_that_a_file_tells_apart_are_texts_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "wikigold.conll.txt"
    path.write_text("-DOCSTART- O\n\n" + "Rain O\n\n" * 20 + "-DOCSTART- O\n\nSnow O\n")
    first, second = read_wikigold(path)
    assert (first.words, second.words) == (["Rain"] * 20, ["Snow"])


def test_gum_mentions_end_before_their_genitive_mark(tmp_path: Path) -> None:
    rows = [
        "1\tAna\tAna\tPROPN\tNNP\t_\t3\tnmod:poss\t_\tEntity=(3-person-new-ss|SpaceAfter=No",
        "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tEntity=3)",
        "3\thouse\thouse\tNOUN\tNN\t_\t0\troot\t_\t_",
    ]
    text = "# newdoc id = tale-1\n# sent_id = tale-1-1\n" + "\n".join(rows) + "\n\n"
    (tmp_path / "GUM_news_tale.conllu").write_text(text, encoding="utf-8")
    (document,) = read_gum(tmp_path)
    (noun,) = document.mentions or []
    assert (noun.begin, noun.end) == (0, 1)


def silver_labels(*tales: tuple[str, list[tuple[str, str]]]) -> list[list[str]]:
    """Read tales with the names that a machine found in them; return each one's mended labels."""
    texts = []
    for raw, entities in tales:
        text = tokenized("tale", "own", raw, spacy.blank("en"))
        mark_silver(
            text, [(raw.index(name), raw.index(name) + len(name), kind) for name, kind in entities]
        )
        texts.append(text)
    mend(texts)
    return [labels_of(text.silver or [], NAMES) for text in texts]


def test_automatic_names_teach_where_all_occurrences_agree() -> None:
    ruiz, rain = [("Ruiz", "PERSON")], ("Rain fell.", [("fell", "NUMBER")])
    left = ("Ruiz left.", ruiz)
    assert silver_labels(left, left)[0] == ["B-PERSON", "O", "O"]
    assert silver_labels(left)[0] == ["?", "O", "O"]
    assert silver_labels(left, left, ("Ruiz fell.", [("Ruiz", "ORGANIZATION")]))[0][0] == "?"
    assert silver_labels(("Ana Ruiz left.", [("Ana Ruiz", "PERSON")]))[0][:2] == [
        "B-PERSON",
        "I-PERSON",
    ]
    assert silver_labels(rain)[0] == ["?", "O", "O"]


def test_a_large_word_that_is_usually_small_is_no_name() -> None:
    said = ("Rain fell, rain and more rain.", [("and", "NUMBER")])
    assert silver_labels(said)[0][0] == "O"


def test_litbank_reads_mentions_entities_and_triggers(tmp_path: Path) -> None:
    (tmp_path / "9_tale.txt").write_text("Ana left her house .\nShe wept .", encoding="utf-8")
    coref = [
        "T1\tPROP_PER 0 3\tAna",
        "T2\tAna-0 0 3\tAna",
        "T3\tPRON_PER 21 24\tShe",
        "T4\tAna-0 21 24\tShe",
    ]
    (tmp_path / "9_tale.coref.ann").write_text("\n".join(coref), encoding="utf-8")
    (tmp_path / "9_tale.events.ann").write_text("T1\tEVENT 4 8\tleft", encoding="utf-8")
    (text,) = read_litbank(tmp_path)
    assert text.mentions is not None
    assert [(text.words[noun.head], noun.entity) for noun in text.mentions] == [
        ("Ana", 0),
        ("She", 0),
    ]
    assert text.realis == [0, 1, 0, 0, 0, 0, 0, 0]


def test_ecbplus_leaves_open_what_is_not_annotated(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(
        '{"doc": "1", "sentences": [["It", "burned", "down"], ["He", "ran"]],'
        ' "annotated_sentences": [0],'
        ' "mentions": [{"type": "ACTION_OCCURRENCE", "sentence": 0, "tokens": [1, 2]}]}\n',
        encoding="utf-8",
    )
    (text,) = read_ecbplus(path)
    assert text.events == [0, 1, IGNORE, IGNORE, IGNORE]


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the old man of the sea", "man"),
        ("Mrs. Ada Finch", "Ada"),
        ("his wife , a woman of means", "wife"),
        ("a tall , gaunt stranger", "stranger"),
        ("Ana and Luis", None),
        ("the men", "men"),
    ],
)
def test_heads_of_noun_phrases_without_a_parse(phrase: str, head: str | None) -> None:
    words = phrase.split()
    at = guessed_head(words, 0, len(words))
    assert (words[at] if at >= 0 else None) == head


def test_layers_have_the_length_of_the_text() -> None:
    with pytest.raises(ValueError, match="layer names has 2 labels"):
        Annotated("tale", "own", ["Ana"], [PARAGRAPH], names=[name_bits("O")] * 2).check()
