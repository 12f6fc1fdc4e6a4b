import io
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions
from store_samples import NASTY, PREFIXES, article, graph_of

from kg.errors import QueryError, StoreError
from kg.query import Graph
from kg.query.run import run
from kg.store import Counts, LocalStore, RemoteStore, dump, open_remote, open_store
from kg.store import remote as module

pytestmark = pytest.mark.enable_socket  # servers on this machine

PROGRAM = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
    "oxigraph"
)


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between here and here, no credentials from outside, no pauses."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"WITNESS_STORE_{name}", raising=False)
    monkeypatch.setattr(module, "PAUSE", 0.0)


# --- A real Oxigraph server -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if PROGRAM is None:
        pytest.skip("needs an Oxigraph server: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PROGRAM, "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.kill()


@pytest.fixture
def store(address: str) -> Iterator[RemoteStore]:
    with open_remote(address) as store:
        for graph in store.graphs():
            store.remove(graph)
        yield store


def test_a_server_holds_what_is_put_and_forgets_what_is_removed(store: RemoteStore) -> None:
    assert store.put(graph_of("a"), article("a", *NASTY))
    assert store.put(graph_of("b"), article("b", "old"))
    assert store.put(graph_of("b"), article("b", "new", "newer"))
    assert not store.put(graph_of("b"), article("b", "new", "newer"))
    assert store.articles() == store.graphs() == (graph_of("a"), graph_of("b"))
    assert set(store.quads(graph_of("a"))) == set(article("a", *NASTY))
    assert set(store.quads(graph_of("b"))) == set(article("b", "new", "newer"))
    assert store.counts() == Counts(articles=2, graphs=2, quads=1 + 3 * len(NASTY) + 7)
    assert store.remove(graph_of("a"))
    assert not store.remove(graph_of("a"))
    assert store.put(graph_of("b"), [])
    assert store.counts() == Counts(0, 0, 0)


def test_a_server_is_asked_over_the_union_of_its_graphs(store: RemoteStore) -> None:
    store.put(graph_of("a"), article("a", "x"))
    store.put(graph_of("b"), article("b", "x"))
    rows = store.query("SELECT ?s WHERE { ?s <https://schema.org/text> 'x' }")
    assert isinstance(rows, QuerySolutions)
    assert len(list(rows)) == 2
    yes = store.query("ASK { ?s <https://schema.org/text> 'x' }")
    assert isinstance(yes, QueryBoolean)
    assert bool(yes)
    triples = store.query("CONSTRUCT WHERE { ?s <https://schema.org/text> ?o }")
    assert len(list(triples)) == 2


def test_a_query_that_a_server_cannot_parse_is_a_syntax_error(store: RemoteStore) -> None:
    with pytest.raises(SyntaxError, match=r"error at 1:\d+"):
        store.query("SELECT * WHERE { ?s ?p }")


@pytest.mark.parametrize("format", ["ttl", "trig", "nq", "jsonld"])
def test_a_server_and_a_folder_give_the_same_bytes(
    store: RemoteStore, tmp_path: Path, format: str
) -> None:
    written = []
    for place in (store, open_store(tmp_path / "store")):
        place.put(graph_of("b"), article("b", "x", *NASTY))
        place.put(graph_of("a"), article("a", "y"))
        output = io.BytesIO()
        dump(output, place, format, prefixes=PREFIXES)
        written.append(output.getvalue())
        if isinstance(place, LocalStore):
            place.close()
    assert written[0] == written[1]


def test_a_server_is_guarded_like_a_folder(store: RemoteStore) -> None:
    store.put(graph_of("a"), article("a", "x"))
    assert len(run(store, "SELECT ?s { ?s a kg:Article }", prefixes=PREFIXES)) == 1
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(store, "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="unbound: line 2, column"):
        run(store, "SELECT ?s (COUNT(*) AS ?n)\n{ ?s ?p ?o }")


def test_a_server_is_asked_in_a_process_of_its_own(store: RemoteStore, address: str) -> None:
    store.put(graph_of("a"), article("a", "x"))
    with Graph(open_remote, address, prefixes=PREFIXES) as graph:
        assert len(graph.query("SELECT ?s { ?s a kg:Article }")) == 1


def test_a_quad_that_does_not_fit_is_never_sent(store: RemoteStore) -> None:
    with pytest.raises(ValueError, match="does not belong"):
        store.put(graph_of("b"), article("a", "x"))
    assert store.graphs() == ()


# --- Servers that are not so kind -----------------------------------------------------------------

Reaction = Callable[[BaseHTTPRequestHandler], tuple[int, dict[str, str], bytes]]
YES = (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"boolean":true}')


class Server:
    """A server that answers each request as it is told, and remembers what it was asked."""

    def __init__(self, react: Reaction) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked.append((self.command, self.path, dict(self.headers)))
                code, headers, body = react(self)
                self.send_response(code)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815 - the library's names

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[[Reaction], Server]]:
    servers: list[Server] = []

    def start(react: Reaction) -> Server:
        servers.append(Server(react))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def test_a_moment_of_weakness_is_waited_out(serve: Callable[[Reaction], Server]) -> None:
    replies = iter([(503, {}, b"busy"), (429, {}, b""), YES])
    server = serve(lambda _: next(replies))
    open_remote(server.url).close()
    assert len(server.asked) == 3


def test_a_server_that_stays_weak_is_told_of(serve: Callable[[Reaction], Server]) -> None:
    server = serve(lambda _: (503, {}, b"busy"))
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:\d+: answers 503 .*busy, 4 times"):
        open_remote(server.url)
    assert len(server.asked) == module.TRIES


def test_what_will_never_work_is_not_repeated(serve: Callable[[Reaction], Server]) -> None:
    server = serve(lambda _: (405, {}, b"not here"))
    with pytest.raises(StoreError, match=r"answers 405 .*not here"):
        open_remote(server.url)
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_told_of() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(StoreError, match=r"cannot be reached \(.*refused.*\), 4 times"):
        open_remote(url)


def test_an_answer_that_breaks_off_is_asked_for_again(serve: Callable[[Reaction], Server]) -> None:
    replies = iter([(200, {"Content-Length": "99999"}, b"{"), YES])

    def react(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        code, headers, body = next(replies)
        if "Content-Length" in headers:
            request.send_response(code)
            request.send_header("Content-Length", "99999")
            request.end_headers()
            request.wfile.write(body)
            request.wfile.flush()
            request.connection.shutdown(socket.SHUT_RDWR)
        return code, headers, body

    open_remote(serve(react).url).close()


def test_without_access_the_remedy_is_told(serve: Callable[[Reaction], Server]) -> None:
    server = serve(lambda _: (403, {}, b""))
    with pytest.raises(StoreError, match="refuses access; give name and password in WITNESS_STORE"):
        open_remote(server.url)


def test_a_token_is_carried_to_the_server(
    serve: Callable[[Reaction], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WITNESS_STORE_TOKEN", "abc")
    server = serve(lambda _: YES)
    open_remote(server.url).close()
    assert server.asked[0][2]["Authorization"] == "Bearer abc"


@pytest.mark.parametrize(
    ("challenge", "begin"),
    [('Basic realm="x"', "Basic "), ('Digest realm="x", nonce="n", qop="auth"', "Digest ")],
    ids=["basic", "digest"],
)
def test_name_and_password_are_given_as_the_server_asks(
    serve: Callable[[Reaction], Server],
    monkeypatch: pytest.MonkeyPatch,
    challenge: str,
    begin: str,
) -> None:
    monkeypatch.setenv("WITNESS_STORE_USER", "ida")
    monkeypatch.setenv("WITNESS_STORE_PASSWORD", "open")

    def react(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        if "Authorization" not in request.headers:
            return 401, {"WWW-Authenticate": challenge}, b""
        return YES

    server = serve(react)
    open_remote(server.url).close()
    assert server.asked[-1][2]["Authorization"].startswith(begin)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("output/store", "is no address of a store"),
        ("file:///etc/passwd", "is no address of a store"),
        ("ftp://example.org/", "is no address of a store"),
        ("http://", "is no address of a store"),
        ("https://ida:open@example.org/", "WITNESS_STORE_PASSWORD.*not in the address"),
    ],
)
def test_what_is_no_address_is_told(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as error:
        open_remote(url)
    assert "open@" not in str(error.value)
