"""The pipeline on raw text: a standard Doc that keeps the text and is the same every time."""

import subprocess
import sys

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import WeightsError
from kg.model import Article
from kg.parse import load, parse
from kg.parse.labels import UPOS

TEXT = (
    "Harbour mayor resigns\n\n"
    "Mayor Ingrid Solberg said on Tuesday that she would step down in May.\r\n\r\n"
    "“I lost my mother in January,” she told the Tidewater Post. “I need time.”\n\n"
    "Her deputy, Kwame Mensah, 41, was appointed\u00a0acting mayor\u200b. 😀"
)
TEXTS = {
    "news": TEXT,
    "empty": "",
    "blanks": " \n\t ",
    "one mark": "“",
    "leading blanks": "\n\n  She left.",
    "no space": "a" * 3000,
    "marks only": "“”" * 700,
    "right to left": "قالت الوزيرة إنها ستستقيل.",
    "many words": "He said so. " * 900,
}


def read(nlp: Language, text: str) -> Doc:
    (doc,) = parse([Article("a", "a.txt", text)], nlp)
    return doc


def picture(doc: Doc) -> tuple[object, ...]:
    """All that the component sets."""
    groups = {
        key: [(s.start, s.end, s.label_) for s in doc.spans[key]] for key in sorted(doc.spans)
    }
    words = [(t.pos_, t.dep_, t.head.i, t.lemma_, t.is_sent_start) for t in doc]
    names = [(e.start, e.end, e.label_) for e in doc.ents]
    return words, names, groups, doc._.attributions, doc._.antecedents, doc._.leanings


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_is_kept_and_read(nlp: Language, text: str) -> None:
    doc = read(nlp, text)
    assert doc.text == text
    assert doc._.article.text == text
    assert all(token.pos_ in {*UPOS, "SPACE"} for token in doc)
    for attribution in doc._.attributions:
        for span in (*attribution.content, *attribution.cue, *attribution.source):
            assert doc._.article[span].strip() == doc._.article[span] != ""
        assert 0 <= attribution.score <= 1
    for pair in doc._.antecedents:
        assert pair.antecedent.begin <= pair.mention.begin


def test_a_name_leans_to_a_woman_or_a_man(nlp: Language) -> None:
    text = "Michael Stone met Barbara Holt. He thanked her."
    doc = read(nlp, text)
    leaning = dict(zip((token.text for token in doc), doc._.leanings, strict=True))
    assert leaning["Michael"] < 0 < leaning["Barbara"]
    assert leaning["He"] < 0 < leaning["her"]


def test_each_sentence_is_one_tree(nlp: Language) -> None:
    doc = read(nlp, TEXT)
    for sentence in doc.sents:
        assert sum(token.dep_ == "ROOT" for token in sentence) == 1
        assert all(token.head in sentence for token in sentence)


def test_what_a_reader_sees(nlp: Language) -> None:
    """A floor: plain news sentences come out right."""
    doc = read(nlp, TEXT)
    names = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Ingrid Solberg", "PERSON"), ("Kwame Mensah", "PERSON")} <= names
    said = next(token for token in doc if token.text == "said")
    assert (said.pos_, said.lemma_, said.dep_) == ("VERB", "say", "ROOT")
    assert {span.text for span in doc.spans["cues"]} >= {"said", "told"}
    assert any(span.text.startswith("“I lost my mother") for span in doc.spans["contents"])
    starts = [sentence.text.split()[0] for sentence in doc.sents]
    assert starts[:3] == ["Harbour", "Mayor", "“I"]


def test_the_same_text_gives_the_same_doc(nlp: Language) -> None:
    alone = picture(read(nlp, TEXT))
    among = [
        Article(str(at), f"{at}.txt", text) for at, text in enumerate(["Hello.", TEXT, "Bye."])
    ]
    assert picture(list(parse(among, nlp))[1]) == alone
    assert picture(read(load(threads=2), TEXT)) == alone


def test_several_processes_give_the_same_doc(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, TEXT + " Bye."], n_process=2, batch_size=1))
    assert picture(docs[0]) == picture(read(nlp, TEXT))


def test_another_pipeline_gives_syntax_and_names(tmp_path: object) -> None:
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Kwame Mensah"}])
    other.to_disk(f"{tmp_path}/other")
    doc = read(load(f"{tmp_path}/other"), TEXT)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Kwame Mensah", "ORG")]
    assert {span.text for span in doc.spans["cues"]} >= {"said", "told"}
    assert not doc.has_annotation("DEP")


def test_a_pipeline_that_is_not_there() -> None:
    with pytest.raises(WeightsError, match="'xx_none' is not installed"):
        load("xx_none")


def test_weights_that_are_not_there(tmp_path: object) -> None:
    with pytest.raises(WeightsError, match=r"lacks encoder\.onnx"):
        spacy.blank("en").add_pipe("witness_encoder", config={"weights": str(tmp_path)})


def test_a_personal_pronoun_is_a_mention_by_itself(nlp: Language) -> None:
    doc = read(nlp, "He had a daughter. His father, who was ill, left her his house.")
    found = {mention.text for mention in doc.spans["mentions"]}
    assert {"He", "His", "her", "his"} <= found


READ_LONG = """
import resource
from kg.parse import load
scene = "The mayor said she would go. “I lost my mother,” Ingrid Solberg told the Post.\\n\\n"
doc = load()((scene * (1_000_000 // len(scene) + 1))[:1_000_000])
assert len(doc) > 200_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
def test_a_long_text_is_read_in_bounded_memory() -> None:
    """A megabyte: what the encoder works on at a time does not grow, only what it leaves behind."""
    run = subprocess.run([sys.executable, "-c", READ_LONG], capture_output=True, check=True)
    assert int(run.stdout) < 2000


def test_sentences_that_mean_the_same_have_vectors_that_are_alike(nlp: Language) -> None:
    doc = read(
        nlp,
        "The mayor resigned on Monday. The town's mayor stepped down. It rained in the mountains.",
    )
    resigned, stepped_down, rained = (
        sentence.vector / np.linalg.norm(sentence.vector) for sentence in doc.sents
    )
    assert resigned @ stepped_down > resigned @ rained + 0.2
    assert doc.tensor.shape == (len(doc), 128)
