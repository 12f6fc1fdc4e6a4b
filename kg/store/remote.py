"""A store elsewhere: any server that speaks SPARQL 1.1, written by its Graph Store Protocol.

Each graph is one PUT, which the server does all or nothing. Requests are repeated where the network
or the server fails for a moment; all of them may be, since none adds anything twice.
Source: https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import logging
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from kg.closing import Closing
from kg.errors import StoreError
from kg.store.base import ARTICLE, Answer, Counts, checked
from kg.store.order import in_order, line_of, sorted_triples

log = logging.getLogger(__name__)

TRIES = 4
PAUSE = 0.5
"""Seconds before the second try; twice as long before each one after that."""
TIMEOUT = 300.0
"""Seconds that a server may keep silent."""
PAGE = 5_000
"""Triples that are asked for at once of a server that cuts longer answers."""
WORTH_RETRYING = (408, 425, 429, 500, 502, 503, 504)

TRIPLES = "application/n-triples"
RESULTS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server takes queries, and where it takes graphs (Graph Store Protocol).

    `parameter` is what names the graph there; `cuts` tells that a graph may come without all that
    it holds, and without a word of that.
    """

    queries: str
    graphs: str
    parameter: str = "graph"
    cuts: bool = False

    @classmethod
    def of(cls, url: str) -> Endpoints:
        """Return the endpoints below a server's address, by the kind of server.

        The kind stands before the address (`virtuoso+https://…`, see `LAYOUTS`); without one it is
        an Oxigraph server. Raises StoreError where `url` is no address of the web.
        """
        kind, plus, address = url.partition("+")
        if not plus or kind not in LAYOUTS:
            kind, address = "oxigraph", url
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StoreError(f"{url}: is no address of a store; it begins with https:// or http://")
        if parts.username or parts.password:
            raise StoreError(f"{parts.hostname}: {_HOW_TO_ENTER}, not in the address")
        has_name = bool(os.environ.get("WITNESS_STORE_USER"))
        queries, graphs, parameter = LAYOUTS[kind]
        guarded = "-auth" if kind == "virtuoso" and has_name else ""
        base = address.rstrip("/")
        cuts = kind == "virtuoso"
        return cls(f"{base}{queries}{guarded}", f"{base}{graphs}{guarded}", parameter, cuts)


LAYOUTS: Mapping[str, tuple[str, str, str]] = {
    "oxigraph": ("/query", "/store", "graph"),
    "fuseki": ("/query", "/data", "graph"),
    "rdf4j": ("", "/rdf-graphs/service", "graph"),
    "virtuoso": ("/sparql", "/sparql-graph-crud", "graph-uri"),
}
"""Kinds of servers: where below their address (for Fuseki a data set's, for RDF4J and GraphDB a
repository's) they take queries and graphs, and what names the graph."""

_HOW_TO_ENTER = (
    "give name and password in WITNESS_STORE_USER and WITNESS_STORE_PASSWORD,"
    " or a token in WITNESS_STORE_TOKEN"
)


class CutError(StoreError):
    """A server gives less than it holds."""


def open_remote(url: str) -> RemoteStore:
    """Open the store at `url`; raises StoreError where it cannot be reached or refuses access."""
    store = RemoteStore(Endpoints.of(url))
    store.query("ASK {}")
    return store


class RemoteStore(Closing):
    """A `Store` on a server; made by `open_remote`, or from `Endpoints` of another layout.

    Access: a name and password (Basic or Digest, whichever the server asks for) or a token
    (Bearer), from the environment.
    """

    def __init__(self, endpoints: Endpoints) -> None:
        self.endpoints = endpoints
        self._opener = urllib.request.build_opener(*_handlers(endpoints))
        self._token = os.environ.get("WITNESS_STORE_TOKEN", "")

    def put(self, graph: NamedNode, quads: Iterable[Quad]) -> bool:
        """Make `graph` hold exactly `quads`, all or nothing; tell whether that changed it.

        A graph that holds them already is not sent again, so that a run that broke off goes on
        where it was. Raises ValueError for a quad of another graph or with a blank node.
        """
        wanted = {quad.triple for quad in checked(graph, quads)}
        if not wanted:
            return self.remove(graph)
        if self._holds(graph, wanted):
            return False
        body = b"".join(map(line_of, sorted(wanted, key=in_order)))
        self._send("PUT", self._address(graph), body, {"Content-Type": TRIPLES})
        return True

    def _holds(self, graph: NamedNode, wanted: set[Triple]) -> bool:
        """Tell whether a graph is there as it is wanted; False where the server does not say."""
        try:
            return set(self._held(graph)) == wanted
        except CutError as error:
            log.info("%s is sent again: %s", graph, error)
            return False

    def remove(self, graph: NamedNode) -> bool:
        """Remove `graph` with all it holds, all or nothing; tell whether it was there."""
        return self._send("DELETE", self._address(graph)) is not None

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs, in order."""
        # GROUP BY, as with DISTINCT Virtuoso looks at every triple
        return self._names("SELECT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")

    def articles(self) -> tuple[NamedNode, ...]:
        """Return the names of the graphs that hold an article, in order."""
        return self._names(f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?s a {ARTICLE} }} }}")

    def _names(self, sparql: str) -> tuple[NamedNode, ...]:
        found = self.query(sparql)
        assert isinstance(found, QuerySolutions)
        names = (row[0] for row in found)
        return tuple(sorted((name for name in names if isinstance(name, NamedNode)), key=str))

    def counts(self) -> Counts:
        """Count what the store holds."""
        quads = self._count("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } }")
        return Counts(len(self.articles()), len(self.graphs()), quads)

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield the quads of `graph`, sorted by subject, predicate, object."""
        for triple in sorted(self._held(graph), key=in_order):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all graphs together, each once, sorted."""
        found = (triple for graph in self.graphs() for triple in self._held(graph))
        return sorted_triples(map(line_of, found))

    def _held(self, graph: NamedNode) -> Iterator[Triple]:
        reply = self._send("GET", self._address(graph), accept=TRIPLES)
        if reply is None:
            return
        found = {quad.triple for quad in _parsed(reply.body, self.endpoints.graphs)}
        yield from self._completed(graph, found) if self.endpoints.cuts else found

    def _completed(self, graph: NamedNode, found: set[Triple]) -> Iterator[Triple]:
        """Yield what a graph holds, asking again in pages where `found` is not all of it.

        Raises CutError where the pages do not add up to the whole: nothing promises an order.
        """
        where = f"WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        whole = self._count(f"SELECT (COUNT(*) AS ?n) {where}")
        for offset in range(0, whole, PAGE) if len(found) != whole else ():
            rows = self.query(f"SELECT ?s ?p ?o {where} LIMIT {PAGE} OFFSET {offset}")
            assert isinstance(rows, QuerySolutions)
            found.update(Triple(*row) for row in rows)
        if len(found) != whole:
            raise CutError(
                f"{_host(self.endpoints.queries)}: gives {len(found)} of {whole} triples of "
                f"{graph}; let it give more at once (ResultSetMaxRows of Virtuoso)"
            )
        yield from found

    def _count(self, sparql: str) -> int:
        found = self.query(sparql)
        assert isinstance(found, QuerySolutions)
        (row,) = found
        return int(row[0].value)

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a query over the union of all graphs, as it is: guarding is the caller's part.

        Where graphs are given, it is of these alone. Oxigraph's servers are asked for the union;
        others have to be set up so that their default graph is one. Raises SyntaxError where the
        server cannot parse the query.
        """
        # as a form: Virtuoso never answers a query that comes as it is and has to give a password
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        address = self.endpoints.queries
        if default_graphs is None and named_graphs is None:
            address = _with(address, "union-default-graph", "true")
        for name, graphs in (
            ("default-graph-uri", default_graphs),
            ("named-graph-uri", named_graphs),
        ):
            for graph in graphs or ():
                address = _with(address, name, graph.value)
        form = urlencode({"query": sparql}).encode()
        reply = self._send("POST", address, form, headers, accept=f"{RESULTS}, {TRIPLES};q=0.9")
        assert reply is not None
        self._check_whole(reply)
        if reply.type == RESULTS:
            return pyoxigraph.parse_query_results(reply.body, format=QueryResultsFormat.JSON)
        return (quad.triple for quad in _parsed(reply.body, self.endpoints.queries))

    def _check_whole(self, reply: _Reply) -> None:
        if reply.cut:
            raise CutError(
                f"{_host(self.endpoints.queries)}: gives the first {reply.cut} rows alone; ask for "
                "less, or let the server give more (ResultSetMaxRows of Virtuoso)"
            )

    def close(self) -> None:
        """Let go of the store."""
        self._opener.close()

    # --- Over the wire ------------------------------------------------------------------------

    def _address(self, graph: NamedNode) -> str:
        return _with(self.endpoints.graphs, self.endpoints.parameter, graph.value)

    def _send(
        self,
        method: str,
        address: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        accept: str = "*/*",
    ) -> _Reply | None:
        """Return the reply; None where the server says that there is nothing of this name.

        Raises SyntaxError where it cannot parse what it was sent, StoreError on any other failure.
        """
        request = urllib.request.Request(  # noqa: S310 - Endpoints lets http(s) through alone
            address,
            body,
            {"Accept": accept, "User-Agent": "witness-kg", **(headers or {})},
            method=method,
        )
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        for trial in range(1, TRIES + 1):
            try:
                return self._once(request)
            except _Passing as error:
                if trial == TRIES:
                    raise StoreError(f"{_host(address)}: {error}, {TRIES} times") from error
                log.info("%s: %s; trying again", _host(address), error)
                time.sleep(PAUSE * 2 ** (trial - 1))
        raise AssertionError("unreachable")

    def _once(self, request: urllib.request.Request) -> _Reply | None:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as reply:
                cut = reply.headers.get("X-SPARQL-MaxRows", "")
                return _Reply(reply.headers.get_content_type(), reply.read(), cut)
        except urllib.error.HTTPError as error:
            with error:
                is_graph = request.full_url.startswith(self.endpoints.graphs + "?")
                if error.code in (404, 410) and is_graph:
                    return None
                raise _refusal(request, error) from error
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error or type(error).__name__
            raise _Passing(f"cannot be reached ({reason})") from error


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a server answers: the media type without parameters, and the content.

    `cut` is the number of rows after which it broke off, "" where it gives all.
    """

    type: str
    body: bytes
    cut: str = ""


class _Passing(Exception):  # noqa: N818 - it never leaves this module
    """A failure that may be gone the next time."""


def _refusal(request: urllib.request.Request, error: urllib.error.HTTPError) -> Exception:
    """Return the exception that fits what the server answers instead of what was asked for."""
    said = error.read(2000).decode(errors="replace").strip()
    if error.code == 400 and request.get_method() == "POST":
        return SyntaxError(said)
    if error.code in (401, 403):
        return StoreError(f"{request.host}: refuses access; {_HOW_TO_ENTER}")
    message = f"answers {error.code} {error.reason}{f': {said}' if said else ''}"
    if error.code in WORTH_RETRYING:
        return _Passing(message)
    return StoreError(f"{request.host}: {message}")


def _handlers(endpoints: Endpoints) -> list[urllib.request.BaseHandler]:
    user = os.environ.get("WITNESS_STORE_USER", "")
    if not user:
        return []
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    for address in (endpoints.queries, endpoints.graphs):
        password = os.environ.get("WITNESS_STORE_PASSWORD", "")
        passwords.add_password(None, address, user, password)
    return [
        urllib.request.HTTPBasicAuthHandler(passwords),
        _Digest(passwords),
    ]


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest access that answers a known challenge at once, and counts its tries per request.

    The library's own is asked anew each time, and a server may hang up on the body of a request
    that it is about to refuse; after five failures it gives up for good.
    """

    _challenge: Mapping[str, str] | None = None

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        """Answer the last challenge before the server puts it again."""
        if self._challenge:
            self._answer(request, self._challenge)
        return request

    https_request = http_request

    def retry_http_digest_auth(self, request: urllib.request.Request, challenge: str) -> Any:
        """Keep the challenge for what is asked next, and answer it."""
        _, _, parts = challenge.partition(" ")
        listed = urllib.request.parse_http_list(parts)
        self._challenge = urllib.request.parse_keqv_list(listed)
        return super().retry_http_digest_auth(request, challenge)

    def _answer(self, request: urllib.request.Request, challenge: Mapping[str, str]) -> None:
        answer = self.get_authorization(request, challenge)
        if answer:
            request.add_unredirected_header(self.auth_header, f"Digest {answer}")

    def http_error_401(self, *request: Any) -> Any:
        """Answer what is refused; each request has its own tries."""
        try:
            return super().http_error_401(*request)
        finally:
            self.reset_retry_count()


def _with(address: str, name: str, value: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({name: value})}"


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _parsed(body: bytes, where: str) -> Iterator[Quad]:
    try:
        yield from pyoxigraph.parse(body, format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise StoreError(f"{where}: its answer is no {TRIPLES} ({error})") from error
