"""Who is who: found entities aligned with gold ones."""

from kg.evaluate.identity import aligned_entities, same_mentions
from kg.model import Entity, EntityType, Mention, MentionKind, Span


def entity(id: str, *spans: tuple[int, int]) -> Entity:
    mentions = tuple(Mention(Span(*span), MentionKind.NAME) for span in spans)
    return Entity(id, EntityType.PERSON, id, mentions)


def cluster(*spans: tuple[int, int]) -> frozenset[Span]:
    return frozenset(Span(*span) for span in spans)


def test_each_gold_entity_has_one_found_entity_by_the_most_mentions() -> None:
    gold = [cluster((0, 3), (5, 8), (9, 12)), cluster((20, 24))]
    found = [entity("splinter", (9, 12)), entity("ada", (0, 3), (5, 8)), entity("bo", (20, 24))]
    assert aligned_entities(found, gold) == {"ada": 0, "bo": 1}


def test_a_merged_entity_stands_for_one_of_the_two() -> None:
    gold = [cluster((0, 3), (5, 8)), cluster((20, 24))]
    assert aligned_entities([entity("both", (0, 3), (5, 8), (20, 24))], gold) == {"both": 0}


def test_nothing_shared_is_nobody() -> None:
    assert aligned_entities([entity("x", (1, 2))], [cluster((5, 8))]) == {}
    assert aligned_entities([], [cluster((5, 8))]) == {}
    assert aligned_entities([entity("x", (1, 2))], []) == {}


def test_exact_spans_come_before_those_that_end_together() -> None:
    found, gold = {Span(4, 10), Span(6, 10)}, {Span(0, 10), Span(6, 10)}
    assert same_mentions(found, gold) == {Span(6, 10): Span(6, 10), Span(4, 10): Span(0, 10)}


def test_a_gold_mention_has_one_partner() -> None:
    assert same_mentions({Span(4, 10), Span(6, 10)}, {Span(5, 10)}) == {Span(4, 10): Span(5, 10)}
