"""The web application: the endpoint, the graphs, the page where one asks, and the reading room.

It answers on this machine alone, to programs and to its own pages: a request that another site's
page makes in the same browser is refused, and a name that only pretends to be this machine (DNS
rebinding) too. Queries are run elsewhere (see `Site`), in threads, so that one does not hold up
the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError, LimitError, QueryError, RefusedError
from kg.serve.description import described
from kg.serve.negotiation import GRAPHS, TABLES, chosen
from kg.serve.protocol import Asked, RequestError, asked_by_get, asked_by_post
from kg.serve.site import Reply, Site

ASSETS = Path(__file__).parent / "assets"
HOSTS = ["127.0.0.1", "localhost"]
"""What this machine may be called by those who ask it."""

LARGEST = 2**20
"""How many bytes a request's body may have."""
CHUNK = 2**16

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the editor sets styles on its lines
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_MEDIA = {".ttl": "text/turtle", ".trig": "application/trig", ".html": "text/html"}


def application(site: Site) -> Starlette:
    """Return the application that serves `site`."""
    endpoint = partial(_endpoint, site)
    routes = [
        Route("/sparql", endpoint, methods=["GET", "POST"]),
        Route("/graphs", partial(_graph, site), methods=["GET"]),
        Route("/query", _page, methods=["GET"]),
        Route("/queries.json", partial(_queries, site), methods=["GET"]),
        Route("/.well-known/void", lambda _: RedirectResponse("/void.ttl", 303)),
        Mount("/assets", StaticFiles(directory=ASSETS)),
        Route("/{path:path}", partial(_file, site), methods=["GET"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
        exception_handlers={RequestError: _failed, KgError: _failed},
    )


# --- Queries --------------------------------------------------------------------------------------


async def _endpoint(site: Site, request: Request) -> Response:
    """Answer a query, or describe the service to who asks nothing."""
    _refuse_other_sites(request)
    if request.method == "POST":
        body = await _body(request)
        content = request.headers.get("content-type", "")
        asked: Asked | None = asked_by_post(content, request.url.query, body)
    else:
        asked = asked_by_get(request.url.query)
    if asked is None:
        return _description(request)
    accept = request.headers.get("accept")
    _acceptable(accept, {**TABLES, **GRAPHS})
    reply = await run_in_threadpool(site.answer, asked)
    return await run_in_threadpool(_written, reply, accept)


def _written(reply: Reply, accept: str | None) -> Response:
    offered = GRAPHS if reply.is_graph else TABLES
    media = _acceptable(accept, offered)
    return Response(reply.written(offered[media]), headers=_headers(media))


def _description(request: Request) -> Response:
    """Return the service's description (SPARQL 1.1), or, to a browser, the page where one asks."""
    accept = request.headers.get("accept")
    media = _acceptable(accept, {"text/turtle": "ttl", **GRAPHS, "text/html": "page"})
    if media == "text/html":
        return RedirectResponse("/query", 303, headers={"Vary": "Accept"})
    words = described(str(request.url.replace(query="")), GRAPHS[media])
    return Response(words, headers=_headers(media))


def _acceptable(accept: str | None, offered: Mapping[str, str]) -> str:
    media = chosen(accept, offered)
    if media is None:
        raise RequestError(406, f"there is {', '.join(offered)}; you accept {accept}")
    return media


def _headers(media: str) -> dict[str, str]:
    text = media.startswith("text/") or media == "application/n-triples"
    content = f"{media}; charset=utf-8" if text else media
    return {"Content-Type": content, "Vary": "Accept", **_SAFE}


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise RequestError(413, f"the request is too long: {LARGEST} bytes are the most")
    return body


def _refuse_other_sites(request: Request) -> None:
    """Refuse what another site's page asks for in this browser: the graph is its user's own."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise RequestError(403, f"pages of {origin} may not ask this graph")


# --- Graphs (SPARQL 1.1 Graph Store HTTP Protocol, reading) ---------------------------------------


async def _graph(site: Site, request: Request) -> Response:
    _refuse_other_sites(request)
    name = _graph_name(request)
    media = _acceptable(request.headers.get("accept"), GRAPHS)
    file = await run_in_threadpool(site.graph, name, GRAPHS[media])
    if file is None:
        raise RequestError(404, f"there is no graph <{name}>")
    if request.method == "HEAD":
        file.close()
        return Response(headers=_headers(media))
    return StreamingResponse(_chunks(file), headers=_headers(media))


def _graph_name(request: Request) -> str | None:
    """Return the graph that is asked for; None for the default graph, which is all together."""
    names = request.query_params.getlist("graph")
    if ("default" in request.query_params) + len(names) != 1:
        raise RequestError(400, "ask for ?default or for one ?graph=IRI")
    return names[0] if names else None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


# --- Pages and files ------------------------------------------------------------------------------


async def _page(_: Request) -> Response:
    page = (ASSETS / "query.html").read_text(encoding="utf-8")
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _POLICY}
    return Response(page, headers={**headers, **_SAFE})


async def _queries(site: Site, _: Request) -> Response:
    return JSONResponse([asdict(each) for each in site.queries], headers=_SAFE)


async def _file(site: Site, request: Request) -> Response:
    path = site.files.get(request.url.path)
    if path is None or not path.is_file():
        return _error(404, f"there is nothing at {request.url.path}")
    media = _MEDIA.get(path.suffix, "application/octet-stream")
    return FileResponse(path, headers={**_headers(media), "Vary": "*"})


# --- What goes wrong ------------------------------------------------------------------------------


async def _failed(_: Request, error: Exception) -> Response:
    return _error(_status(error), str(error))


def _status(error: Exception) -> int:
    """Return the status code of an error (SPARQL 1.1 Protocol 2.1.4, RFC 9110).

    A query that is malformed is 400, one that may not be run 403, one that takes too much 500.
    """
    if isinstance(error, RequestError):
        return error.status
    for kind, status in ((RefusedError, 403), (LimitError, 500), (QueryError, 400)):
        if isinstance(error, kind):
            return status
    return 500


def _error(status: int, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status, headers=_SAFE)
