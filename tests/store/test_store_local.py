import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from store_samples import NASTY, TEXT, article, graph_of

from kg.errors import StoreError
from kg.store import Counts, LocalStore, Store, open_store, read_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output" / "store"


def content(store: Store) -> set[Quad]:
    return {quad for graph in store.graphs() for quad in store.quads(graph)}


def test_what_is_put_is_there_after_closing_and_opening_again(folder: Path) -> None:
    with open_store(folder) as store:
        assert store.put(graph_of("a"), article("a", *NASTY))
    with read_store(folder) as store:
        assert content(store) == set(article("a", *NASTY))


def test_put_replaces_what_the_graph_held_and_no_other(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", "old", "kept"))
        store.put(graph_of("b"), article("b", "old"))
        assert store.put(graph_of("a"), article("a", "new", "kept"))
        assert content(store) == {*article("a", "new", "kept"), *article("b", "old")}


def test_putting_the_same_again_changes_nothing_and_says_so(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", *NASTY))
        assert not store.put(graph_of("a"), reversed(article("a", *NASTY)))


def test_putting_nothing_removes_the_graph(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", "x"))
        assert store.put(graph_of("a"), [])
        assert store.graphs() == ()


def test_removed_articles_leave_no_trace(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", "x"))
        store.put(graph_of("b"), article("b", "y"))
        assert store.remove(graph_of("b"))
        assert not store.remove(graph_of("b"))
        assert store.graphs() == (graph_of("a"),)
        assert content(store) == set(article("a", "x"))


def test_articles_are_told_from_other_graphs(folder: Path) -> None:
    layer = Quad(NamedNode("urn:p"), TEXT, Literal("x"), graph_of("resolution"))
    with open_store(folder) as store:
        store.put(graph_of("b"), article("b", "y"))
        store.put(graph_of("a"), article("a", "x"))
        store.put(graph_of("resolution"), [layer])
        assert store.articles() == (graph_of("a"), graph_of("b"))
        assert store.graphs() == (graph_of("a"), graph_of("b"), graph_of("resolution"))
        assert store.counts() == Counts(articles=2, graphs=3, quads=9)


def test_triples_of_several_graphs_come_once_and_in_order(folder: Path) -> None:
    with open_store(folder) as store:
        shared = article("a", "x")
        store.put(graph_of("a"), shared)
        copies = [Quad(q.subject, q.predicate, q.object, graph_of("b")) for q in shared]
        store.put(graph_of("b"), copies)
        triples = list(store.triples())
    assert set(triples) == {quad.triple for quad in shared}
    assert len(triples) == len(set(triples))
    assert [str(t.subject) for t in triples] == sorted(str(t.subject) for t in triples)


@pytest.mark.parametrize(
    ("quad", "message"),
    [
        (Quad(NamedNode("urn:s"), TEXT, Literal("x"), graph_of("other")), "does not belong"),
        (Quad(NamedNode("urn:s"), TEXT, Literal("x")), "does not belong"),
        (Quad(BlankNode(), TEXT, Literal("x"), graph_of("a")), "blank node"),
        (Quad(NamedNode("urn:s"), TEXT, BlankNode(), graph_of("a")), "blank node"),
    ],
    ids=["another graph", "default graph", "blank subject", "blank object"],
)
def test_quads_that_do_not_fit_are_refused_before_anything_is_written(
    folder: Path, quad: Quad, message: str
) -> None:
    with open_store(folder) as store:
        with pytest.raises(ValueError, match=message):
            store.put(graph_of("a"), [*article("a", "x"), quad])
        assert store.graphs() == ()


# --- Opening --------------------------------------------------------------------------------------


def test_reading_a_missing_store_names_it_and_makes_nothing(folder: Path) -> None:
    with pytest.raises(StoreError, match=r"store: there is no store here"):
        read_store(folder)
    assert not folder.exists()


def test_a_second_writer_in_another_process_is_told_to_wait(folder: Path) -> None:
    code = (
        "import sys, kg.errors, kg.store\n"
        "try:\n    kg.store.open_store(sys.argv[1])\n"
        "except kg.errors.StoreError as error:\n    print(error)"
    )
    with open_store(folder):
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
        )
    assert "another process is writing" in done.stdout


def test_a_second_writer_in_the_same_process_is_refused_too(folder: Path) -> None:
    with open_store(folder), pytest.raises(StoreError, match="wait until it has finished"):
        open_store(folder)


def test_the_lock_goes_when_the_store_is_closed(folder: Path) -> None:
    first = open_store(folder)
    first.close()
    first.close()
    with open_store(folder) as second:
        assert second.graphs() == ()


def test_readers_may_read_while_one_writes_and_see_the_store_as_it_was(folder: Path) -> None:
    with open_store(folder) as writer:
        writer.put(graph_of("a"), article("a", "x"))
        with read_store(folder) as reader, read_store(folder) as another:
            writer.put(graph_of("b"), article("b", "y"))
            assert reader.graphs() == another.graphs() == (graph_of("a"),)


def test_a_reader_cannot_write(folder: Path) -> None:
    open_store(folder).close()
    with read_store(folder) as store:
        for change in (
            lambda: store.put(graph_of("a"), article("a")),
            lambda: store.remove(graph_of("a")),
            store.optimize,
        ):
            with pytest.raises(StoreError, match="reading alone"):
                change()


def test_a_closed_store_says_so(folder: Path) -> None:
    store = open_store(folder)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()


def test_a_store_of_another_layout_is_left_alone(folder: Path) -> None:
    open_store(folder).close()
    (folder / "VERSION").write_text("witness store 99\n")
    for opening in (open_store, read_store):
        with pytest.raises(StoreError, match=r"witness store 99.*build again"):
            opening(folder)


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "novel.txt").write_text("once")
    with pytest.raises(StoreError, match="something else"):
        open_store(folder)
    assert [path.name for path in folder.iterdir()] == ["novel.txt"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("once")
    with pytest.raises(StoreError, match="something else"):
        open_store(folder)


def test_a_damaged_store_is_an_error_that_names_the_folder(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", "x"))
    (folder / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError, match="cannot be read or written"):
        read_store(folder)


def test_a_store_that_was_killed_before_it_was_made_can_be_made(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "VERSION.new").write_text("")
    with open_store(folder) as store:
        assert store.graphs() == ()


def test_opening_often_leaves_no_litter(folder: Path) -> None:
    for _ in range(3):
        open_store(folder).close()
    assert not list(folder.glob("LOG.old.*"))


def test_a_store_can_be_read_from_a_medium_that_cannot_be_written(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", "x"))
    before = {path.name for path in folder.iterdir()}
    with read_store(folder) as store:
        assert store.counts().quads == 4
    assert {path.name for path in folder.iterdir()} == before


def test_optimizing_changes_nothing_that_is_said(folder: Path) -> None:
    with open_store(folder) as store:
        store.put(graph_of("a"), article("a", *NASTY))
        store.optimize()
        assert content(store) == set(article("a", *NASTY))


# --- Killed in the middle -------------------------------------------------------------------------

WRITER = textwrap.dedent(
    """
    import itertools, sys
    sys.path.insert(0, sys.argv[2])
    from store_samples import article, graph_of
    from kg.store import open_store
    store = open_store(sys.argv[1])
    for turn in itertools.count():
        name = str(turn % 5)
        store.put(graph_of(name), article(name, *[f"{turn} {n} " + "x" * 500 for n in range(200)]))
        print(turn, flush=True)
    """
)


@pytest.mark.parametrize("turns", [1, 7, 12])
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_writer_leaves_whole_articles_only(folder: Path, turns: int) -> None:
    command = [sys.executable, "-c", WRITER, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if int(line) >= turns:
                process.send_signal(signal.SIGKILL)
                break
    with open_store(folder) as store:
        assert len(store.graphs()) >= min(turns, 5)
        for graph in store.graphs():
            texts = {q.object.value for q in store.quads(graph) if q.predicate == TEXT}
            assert len(texts) == 200
            assert len({text.split()[0] for text in texts}) == 1


# --- Whatever the order ---------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.text(max_size=5), max_size=3)))


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    """A store that is used again and again."""
    with open_store(tmp_path_factory.mktemp("any") / "store") as store:
        yield store


@settings(max_examples=25)
@given(steps=STEPS)
def test_the_store_holds_what_was_put_last(
    used: LocalStore, steps: list[tuple[str, list[str]]]
) -> None:
    for graph in used.graphs():
        used.remove(graph)
    last: dict[str, list[str]] = {}
    for name, texts in steps:
        last[name] = texts
        used.put(graph_of(name), article(name, *texts))
    assert content(used) == {quad for name, texts in last.items() for quad in article(name, *texts)}


def test_a_local_store_is_a_store(folder: Path) -> None:
    store: Store = open_store(folder)
    assert isinstance(store, LocalStore)
    store.close()
