"""The sample stories are read as the gold has them: the same text, identity and metadata."""

import pytest

from kg.errors import InputError
from kg.evaluate.gold import read_gold_folder
from kg.model import Article
from kg.read import read
from kg.resources import folder

SAMPLES = folder("data") / "articles"
GOLD = {gold.findings.article.id: gold for gold in read_gold_folder(folder("data") / "gold")}


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    found = list(read([SAMPLES]))
    assert not [item for item in found if isinstance(item, InputError)]
    return {item.id: item for item in found if isinstance(item, Article)}


@pytest.mark.parametrize(
    "id", [pytest.param(id, id=gold.findings.article.source) for id, gold in GOLD.items()]
)
def test_read_as_the_gold_has_it(articles: dict[str, Article], id: str) -> None:
    gold, read_as = GOLD[id].findings.article, articles[id]
    assert read_as.text == gold.text
    for name in ("title", "url", "published", "publisher", "author"):
        assert getattr(read_as, name) == getattr(gold, name), name


def test_all_are_read(articles: dict[str, Article]) -> None:
    assert articles.keys() == GOLD.keys()
