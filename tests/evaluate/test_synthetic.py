"""Made-up news is news: it holds together, is the same again, and has what is to be judged."""

from kg.evaluate.synthetic import articles
from kg.resolve import resolve


def test_the_same_seed_gives_the_same_findings() -> None:
    assert list(articles(9)) == list(articles(9))
    assert list(articles(9)) != list(articles(9, seed=2))


def test_stories_have_people_words_and_events_in_common() -> None:
    found = resolve(list(articles(30)))
    for clusters in (found.entities, found.statements, found.events):
        assert any(len({key.article for key in each.members}) > 1 for each in clusters)
    assert found.unsure
    assert found.contradictions
    assert found.sources
