from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.errors import QueryError
from kg.query import Graph, NamedQuery, Parameter, Table, named_queries, named_query
from kg.query.named import read_query
from kg.query.run import run
from kg.store import LocalStore, open_store, read_store
from tests.rdf import rdf_samples

QUERIES = named_queries()
NAMES = [query.name for query in QUERIES]

# What a reader of the sample stories would answer: the columns asked for, rows that have to be
# among the answers, and rows that must not.
ANSWERS: list[tuple[str, dict[str, object], tuple[str, ...], set[tuple], set[tuple]]] = [
    (
        "who-said-what",
        {"person": "Lucas"},
        ("who", "outlets", "first"),
        {("Lucas Vasquez-Thorne", 3, "2025-06-03")},
        set(),
    ),
    (
        "who-said-what-about",
        {"word": "LOAN"},
        ("who", "words", "outlet"),
        {
            (
                "Gideon Vasquez-Thorne",
                "There is no loan, there was no loan and there will be no loan.",
                "The Carrow Tribune",
            ),
            (
                "Gideon Vasquez-Thorne",
                "There is no loan, there was no loan and there never will be a loan,",
                "The Public Ledger",
            ),
        },
        set(),
    ),
    (
        "what-they-lived-through",
        {"person": "Marisol"},
        ("who", "when", "type", "outlets"),
        {
            ("Marisol Tveit", "2017", "marriage", 1),
            ("Marisol Tveit", "2025-06-03", "birth", 3),
            ("Marisol Tveit", None, "pregnancy-complication", 2),
        },
        set(),
    ),
    (
        "who-experienced-what",
        {"kind": "arrest"},
        ("who", "type", "outlets"),
        {("a 33-year-old man from Tarn Hill", "arrest", 1)},
        {("Faith Okonjo-Reyes", "arrest", 1)},
    ),
    (
        "same-statement",
        {"least": 3},
        ("who", "outlet", "wording"),
        {
            ("Lucas Vasquez-Thorne", "The Beacon", 'the ex-minister is "guilty of one thing"'),
            (
                "Lucas Vasquez-Thorne",
                "The Public Ledger",
                "that the money was a gift, and that his brother was ‘guilty of one thing, "
                "and that is trusting me’",
            ),
        },
        set(),
    ),
    (
        "only-one-outlet",
        {"outlet": "marsh"},
        ("carrier", "who", "words"),
        {("Marsh FM", "a card", "Rot in there with him")},
        set(),
    ),
    (
        "how-outlets-name",
        {"person": "Lucas"},
        ("outlet", "kind", "words"),
        {
            ("The Beacon", "description", "Gid's baby brother"),
            ("The Carrow Tribune", "name", "Lucas Vasquez-Thorne"),
            ("The Public Ledger", "description", "Mr Vasquez-Thorne’s brother"),
        },
        set(),
    ),
    (
        "denials",
        {"act": "denied"},
        ("who", "how", "words", "outlet"),
        {
            (
                "Gideon Vasquez-Thorne",
                "denied",
                "that he had borrowed money from a company run by his brother",
                "The Carrow Tribune",
            ),
            (
                "police",
                "denied",
                "that Captain Faith Okonjo-Reyes had been arrested",
                "Vennport Evening Post",
            ),
        },
        set(),
    ),
    (
        "anonymous-sources",
        {"outlet": "Glimmer"},
        ("carrier", "source", "words"),
        {("Glimmer", "another fan", "Please don't stop singing.")},
        {("Glimmer", "Marisol Tveit", "He lived for nine days")},
    ),
    (
        "disagreements",
        {"person": "Rahimi"},
        ("who", "about", "one", "one_outlet", "other", "other_outlet"),
        {
            ("Farida Rahimi", "age", "61", "Wexmouth Recorder", "62", "The National Dispatch"),
            (
                "Laleh Rahimi",
                "occupation",
                "pharmacist",
                "Wexmouth Recorder",
                "pharmacy assistant",
                "The National Dispatch",
            ),
        },
        set(),
    ),
    (
        "claimed-by-those-concerned",
        {},
        ("who", "type"),
        {("one fan", "pregnancy-loss")},
        {("Marisol Tveit", "birth"), ("Nikos Demetriou", "sentence")},
    ),
    (
        "who-quoted-whom",
        {"person": "Yusra"},
        ("who", "quoted", "words", "outlet"),
        {
            (
                "Marisol Tveit",
                "Yusra Hamdan",
                "Marisol, it has to be today,",
                "The Talmere Courier",
            )
        },
        set(),
    ),
    (
        "who-is-quoted-where",
        {"outlet": "Beacon"},
        ("carrier", "who"),
        {("The Beacon", "Lucas Vasquez-Thorne")},
        {("The Beacon", "Marisol Tveit")},
    ),
    (
        "said-about",
        {"person": "Androulla"},
        ("about", "who", "outlet"),
        {("Androulla Demetriou", "Stelios Demetriou", "Marsh FM")},
        set(),
    ),
    (
        "statements-on-events",
        {"kind": "appeal"},
        ("type", "who", "words", "outlet"),
        {
            (
                "appeal",
                "Tobias Wren",
                "no decision about an appeal had been taken",
                "Marsh FM",
            )
        },
        set(),
    ),
    (
        "event-reports",
        {"kind": "resignation"},
        ("outlet", "told_by", "modality", "polarity", "words"),
        {
            ("The Carrow Tribune", "The Carrow Tribune", "actual", "positive", "resigned"),
            ("Glimmer", "Channel North bosses", "feared", "positive", "quit"),
            ("Glimmer", "a rep for the singer", "actual", "negative", "leaving"),
        },
        set(),
    ),
    (
        "not-actual",
        {"modality": "feared"},
        ("type", "world", "words", "who", "outlet"),
        {("resignation", "feared", "quit", "Marisol Tveit", "Glimmer")},
        set(),
    ),
    (
        "timeline",
        {"since": "2025-10-10", "until": "2025-10-10"},
        ("when", "type", "who", "outlets"),
        {("2025-10-10", "sentence", "Nikos Demetriou", 3)},
        {("2025-10-04", "birth", "Wren Adekitan", 3)},
    ),
    (
        "mentioned-together",
        {"least": 3},
        ("one_name", "other_name", "articles"),
        {("Bertil Hsu", "Hannelore Pike", 3)},
        set(),
    ),
    ("people", {"person": "Seun"}, ("name", "articles"), {("Seun Adekitan", 3)}, set()),
    (
        "names-of-people",
        {"person": "Gideon"},
        ("name",),
        {("Gideon Vasquez-Thorne",), ("Gid",), ("Mr Vasquez-Thorne",)},
        {("Lucas Vasquez-Thorne",)},
    ),
    (
        "articles",
        {},
        ("outlet", "published"),
        {("Marsh FM", "2025-10-13"), ("The Beacon", "2025-06-05")},
        set(),
    ),
    (
        "evidence",
        {"person": "@tidepool_jo"},
        ("who", "edge", "words", "begin", "end", "outlet"),
        {("@tidepool_jo", "said", "He was here ❤️", 2380, 2394, "Glimmer")},
        set(),
    ),
    (
        "who-speaks-for",
        {"organization": "harrow line"},
        ("for", "who", "as", "words"),
        {
            ("Harrow Line", "Harrow Line", "itself", "no ferry would run before Monday"),
        },
        {("Eastmarsh Police", "Eastmarsh Police", "itself", "that they were investigating")},
    ),
    (
        "what-happened-where",
        {"place": "vennport"},
        ("where", "type", "when"),
        {("Vennport", "collision", "2025-11-13")},
        {("Port Selden", "birth", None)},
    ),
    (
        "sources-of-events",
        {"kind": "appointment"},
        ("type", "source", "standing", "articles", "outlets"),
        {
            (
                "appointment",
                "three people with knowledge of Monday’s cabinet meeting",
                "anonymous",
                2,
                2,
            ),
            ("appointment", "The Beacon", "outlet", 1, 1),
        },
        set(),
    ),
    (
        "who-disagrees-with-whom",
        {"person": "Okonjo-Reyes"},
        ("one", "says", "other", "instead", "on", "about"),
        {("The Sunday Lantern", "48", "police", "46", "age", "Faith Okonjo-Reyes")},
        {("The Sunday Lantern", "72", "Meridian Wire", "71", "age", "Ines van der Kolk")},
    ),
]

# The gold says nothing of what only a resolver judges, nor of runs; two articles made by hand do.
MADE_BY = (
    "Witness 0.1.0",
    "Linguistic knowledge def456, Weights of the encoder abc123, spaCy pipeline witness_encoder",
)
JUDGED: list[tuple[str, tuple[str, ...], list[tuple]]] = [
    ("primary-sources", ("source", "articles", "outlets"), [("Ida Varga's statement", 2, 2)]),
    (
        "possibly-same",
        ("one", "other", "probability", "why"),
        [
            ("Ida Varga", "Vera Varga", Decimal("0.4"), "other given name (-0.20)"),
            ("Ida Varga", "Vera Varga", Decimal("0.4"), "same surname (+0.30)"),
        ],
    ),
    (
        "provenance",
        ("layer", "article", "program", "using"),
        [
            ("what an article says", "Mill burns in Orrin", *MADE_BY),
            (
                "what an article says",
                "The mill at Orrin burned down on 12 March. Varga, 36, said: “We lost the mill.”",
                *MADE_BY,
            ),
            ("what is judged over all articles", None, *MADE_BY),
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "values", "columns", "among", "absent"), ANSWERS, ids=[each[0] for each in ANSWERS]
)
def test_answers_are_what_a_reader_would_say(
    store: LocalStore,
    name: str,
    values: dict[str, object],
    columns: tuple[str, ...],
    among: set[tuple],
    absent: set[tuple],
) -> None:
    table = run(store, named_query(name).text, values)
    assert isinstance(table, Table)
    found = set(zip(*(table.column(column) for column in columns), strict=True))
    assert among <= found
    assert not absent & found


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    place = tmp_path_factory.mktemp("judged") / "store"
    by_graph: dict[NamedNode, list[Quad]] = {}
    for quad in rdf_samples.sample_quads():
        by_graph.setdefault(quad.graph_name, []).append(quad)
    with open_store(place) as store:
        for graph, quads in by_graph.items():
            store.put(graph, quads)
    return read_store(place)


@pytest.mark.parametrize(("name", "columns", "rows"), JUDGED, ids=[each[0] for each in JUDGED])
def test_answers_on_what_is_judged_are_these_and_no_more(
    judged: LocalStore, name: str, columns: tuple[str, ...], rows: list[tuple]
) -> None:
    table = run(judged, named_query(name).text)
    assert isinstance(table, Table)
    assert list(zip(*(table.column(column) for column in columns), strict=True)) == rows


def test_every_shipped_query_has_an_expected_answer() -> None:
    assert sorted(NAMES) == sorted(each[0] for each in (*ANSWERS, *JUDGED))


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_queries_are_described_and_run_with_their_defaults(
    store: LocalStore, query: NamedQuery
) -> None:
    assert query.title
    assert query.description.endswith(".")
    assert all(parameter.description for parameter in query.parameters)
    table = run(store, query.text)
    raw = store.query(query.text)
    assert isinstance(table, Table)
    assert len(table) == len(list(raw))


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_answers_are_in_a_fixed_order(store: LocalStore, query: NamedQuery) -> None:
    assert run(store, query.text) == run(store, query.text)
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_a_parameter_that_nothing_matches_gives_no_rows(
    store: LocalStore, query: NamedQuery
) -> None:
    for parameter in query.parameters:
        value: object = "no such thing" if parameter.default == '""' else 10**6
        if parameter.name == "until":
            value = "0001-01-01"
        assert len(run(store, query.text, {parameter.name: value})) == 0


def test_people_may_be_named_by_their_iri(graph: Graph) -> None:
    marisol = next(person for person in graph.people() if person.name == "Marisol Tveit")
    by_iri = graph.ask("who-said-what", person=marisol.iri)
    assert set(by_iri.column("who")) == {"Marisol Tveit"}
    assert by_iri == graph.ask("who-said-what", person="marisol tveit")


# --- Headers --------------------------------------------------------------------------------------

HEADER = """# title: A
# description: First line
#   and second.
# param who: whom
#   we ask about

SELECT * { VALUES ?who { "x" } ?who ?p ?o }
"""


def test_a_header_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.rq").write_text(HEADER)
    assert named_queries(tmp_path) == (
        NamedQuery(
            name="one",
            title="A",
            description="First line and second.",
            parameters=(Parameter("who", "whom we ask about", '"x"'),),
            text=HEADER,
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?p ?o }", r"one\.rq: the header lacks “# title: …”"),
        ("# title: A\nSELECT * { ?s ?p ?o }", "lacks “# description"),
        (HEADER.replace("VALUES ?who", "VALUES ?whom"), r"one\.rq: parameter who needs “VALUES"),
    ],
    ids=["no title", "no description", "no default"],
)
def test_a_bad_header_names_the_file_and_the_remedy(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "one.rq").write_text(text)
    with pytest.raises(QueryError, match=message):
        read_query(tmp_path / "one.rq")


def test_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"'who-says'; there are .*who-said-what"):
        named_query("who-says")
