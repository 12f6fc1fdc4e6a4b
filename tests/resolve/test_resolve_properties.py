"""What always holds of judgements, whatever the findings are."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad
from resolve_stories import Findings, Happened, Said, told

from kg.build import _Desk
from kg.folder import OutputFolder
from kg.model import Cluster, Key, Resolution
from kg.rdf.iris import BASE
from kg.rdf.knowledge import load_knowledge, shipped_concepts
from kg.rdf.quads import resolution_quads
from kg.resolve import resolve

KNOWLEDGE = load_knowledge()
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making failing examples smaller, which takes minutes where an example takes a second."""
FIRST = ("Ann", "Bo", "Bill", "William", "A.")
LAST = ("Lee", "Ray", "Orr")
SENTENCES = (
    "We had patched the old pier for thirty years and every winter took more of it.",
    "The sea has made up its mind, and so have I.",
    "I am not going to patch it again for anybody.",
    "No comment.",
)
TIMES = ("", "2024-03-12", "2024-03", "2023")
POSTS = ("deckhand", "first mate", "baker")
DAYS = ("", "2024-03-01", "2024", "2023-01-01")


@st.composite
def articles(draw: st.DrawFn, outlet: str, mark: str = "") -> Findings:
    """Return an article with a cast of up to four; `mark` makes names and words its own."""
    cast: dict[str, str] = {}
    for place in range(draw(st.integers(1, 4))):
        first = mark + draw(st.sampled_from(FIRST))
        last = mark + draw(st.sampled_from(LAST))
        form = draw(st.sampled_from(("{0} {1}", "{0}", "{1}", "{0} M. {1}", "{0} {1} Jr")))
        suffix = draw(st.sampled_from(("", "", "", "_")))
        called = form.format(first, last)
        cast[f"p{place}{suffix}"] = f"a friend of {called}" if suffix else called
    ids = sorted(cast)
    said = st.builds(
        Said,
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2, unique=True).map(
            lambda words: " ".join(mark + each.replace(" ", f" {mark}") for each in words)
        ),
        st.sampled_from([*ids, None]),
        st.sampled_from(("direct", "indirect")),
    )
    happened = st.builds(
        Happened,
        st.sampled_from(("birth", "move", "death", "suicide", "killing")),
        st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True).map(
            lambda who: {"experiencer": who}
        ),
        st.sampled_from(TIMES),
        named=st.booleans(),
    )
    claimed = st.one_of(
        st.tuples(st.sampled_from(ids), st.just("age"), st.sampled_from(("34", "36", "70"))),
        st.tuples(st.sampled_from(ids), st.just("spouse"), st.sampled_from(ids)),
        st.tuples(st.sampled_from(ids), st.just("role"), st.sampled_from(POSTS)),
    )
    return told(
        outlet,
        cast,
        draw(st.lists(said, max_size=3)),
        draw(st.lists(happened, max_size=2)),
        draw(st.lists(claimed, max_size=2)),
        beside=draw(st.booleans()),
        published=draw(st.sampled_from(DAYS)),
    )


def collections(mark: str = "") -> st.SearchStrategy[list[Findings]]:
    return st.integers(1, 4).flatmap(
        lambda size: st.tuples(*(articles(f"{mark}{place}", mark) for place in range(size))).map(
            list
        )
    )


def partition(clusters: Sequence[Cluster]) -> set[tuple[Key, ...]]:
    return {each.members for each in clusters}


def kinds(resolution: Resolution) -> tuple[set[tuple[Key, ...]], ...]:
    found = (resolution.entities, resolution.statements, resolution.events)
    return tuple(partition(clusters) for clusters in found)


@given(collections(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter(found: list[Findings], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert resolve(shuffled, knowledge=KNOWLEDGE) == resolve(found, knowledge=KNOWLEDGE)


@given(collections())
@settings(max_examples=40, deadline=None)
def test_the_same_article_twice_is_once(found: list[Findings]) -> None:
    twice = resolve([*found, *found], knowledge=KNOWLEDGE)
    assert twice == resolve(found, knowledge=KNOWLEDGE)


@given(collections("x"), collections("y"))
@settings(max_examples=40, deadline=None)
def test_articles_with_nothing_in_common_do_not_touch(
    left: list[Findings], right: list[Findings]
) -> None:
    both = kinds(resolve([*left, *right]))
    apart = zip(kinds(resolve(left)), kinds(resolve(right)), strict=True)
    assert both == tuple(one | other for one, other in apart)


def judged(found: list[Findings]) -> set[Quad]:
    return set(resolution_quads(found, resolve(found), BASE, concepts=shipped_concepts()))


@given(collections("x"), collections("y"))
@settings(max_examples=25, deadline=None, phases=QUICK)
def test_adding_articles_changes_no_quad_that_they_do_not_concern(
    left: list[Findings], right: list[Findings]
) -> None:
    """Only relations that nobody disputes are written, and times are shared by all events."""
    assert judged([*left, *right]) == judged(left) | judged(right)


RUNS = st.lists(
    st.tuples(st.sampled_from(("put", "drop")), st.integers(0, 2)), min_size=1, max_size=5
)


@given(st.tuples(articles("A"), articles("B"), articles("C")), RUNS)
@settings(max_examples=6, deadline=None, phases=QUICK)
def test_any_runs_end_where_one_run_begins(
    found: tuple[Findings, ...], runs: list[tuple[str, int]]
) -> None:
    """Whatever is added and taken back, in as many runs: what is left is all that tells."""
    left: dict[int, Findings] = {}
    with TemporaryDirectory() as folder:
        bit_by_bit, at_once = Path(folder, "many"), Path(folder, "one")
        for action, place in runs:
            with _desk(bit_by_bit) as desk:
                if action == "put":
                    desk.put(found[place])
                    left[place] = found[place]
                else:
                    desk.drop(found[place].article.id)
                    left.pop(place, None)
                desk.publish()
        with _desk(at_once) as desk:
            for findings in left.values():
                desk.put(findings)
            desk.publish()
        for name in ("graph.ttl", "graph.trig", "graph.html", "void.ttl"):
            assert (bit_by_bit / name).read_bytes() == (at_once / name).read_bytes()


def _desk(path: Path) -> _Desk:
    about = {"version": "1", "weights": "w", "pipeline": "p", "ontology": "o"}
    place = OutputFolder(path, "f")
    place.prepare()
    return _Desk(place, BASE, about, (), "")


@given(collections(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_no_id_is_ever_lost(found: list[Findings], random: Random) -> None:
    """Whatever is added, an id is still a thing's, or replaced by it; what is split off has one."""
    fewer = [each for each in found if random.random() < 0.6]
    before, after = resolve(fewer), resolve(found)
    for kind in ("entities", "statements", "events"):
        replaced = {id: each for each in getattr(after, kind) for id in (each.id, *each.replaces)}
        for cluster in getattr(before, kind):
            for id in (cluster.id, *cluster.replaces):
                assert id in replaced
            assert cluster.members[0] in replaced[cluster.id].members


@given(collections())
@settings(max_examples=60, deadline=None)
def test_every_finding_is_in_one_cluster(found: list[Findings]) -> None:
    resolution = resolve(found)
    for clusters, items in (
        (resolution.entities, [Key(f.article.id, e.id) for f in found for e in f.entities]),
        (resolution.statements, [Key(f.article.id, q.id) for f in found for q in f.quotes]),
        (resolution.events, [Key(f.article.id, v.id) for f in found for v in f.events]),
    ):
        assert sorted(key for each in clusters for key in each.members) == sorted(set(items))
        ids = [each.id for each in clusters]
        assert len(ids) == len(set(ids))


@given(collections())
@settings(max_examples=60, deadline=None)
def test_the_nameless_and_the_bare_alone_join_nobody(found: list[Findings]) -> None:
    stripped = [
        dataclasses.replace(each, quotes=(), events=(), claims=(), entities=each.entities[:1])
        for each in found
    ]
    entities = {Key(f.article.id, e.id): e for f in found for e in f.entities}
    for each in resolve(stripped).entities:
        if len(each.members) > 1:
            for key in each.members:
                assert not entities[key].anonymous
        for key in each.members:
            if len(entities[key].name.split()) == 1:
                assert each.members == (key,)


@given(collections())
@settings(max_examples=60, deadline=None)
def test_unsure_is_between_two_things_and_contradictions_between_two_articles(
    found: list[Findings],
) -> None:
    resolution = resolve(found)
    where = {
        key: each.id
        for clusters in (resolution.entities, resolution.statements, resolution.events)
        for each in clusters
        for key in each.members
    }
    for match in resolution.unsure:
        assert where[match.left] != where[match.right]
    for each in resolution.contradictions:
        assert each.left.article != each.right.article
