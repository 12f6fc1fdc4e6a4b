"""A plain HTTP client, which takes any answer for one, and what it is told."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Client:
    """Sends plain requests, and takes any answer for one."""

    address: str

    def __call__(
        self,
        path: str,
        *,
        method: str | None = None,
        body: bytes | str | None = None,
        **headers: str,
    ) -> Answer:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(  # noqa: S310 - an address of this machine
            self.address.rstrip("/") + path, data, named, method=method
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())
        try:
            with opener.open(request, timeout=60) as reply:
                return _answer(reply.status, reply)
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error)

    def ask(self, query: str, *, method: str = "GET", **headers: str) -> Answer:
        words = urlencode({"query": query})
        if method == "GET":
            return self(f"/sparql?{words}", **headers)
        return self("/sparql", body=words, **headers)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: where it leads is part of the answer."""


def _answer(status: int, reply: object) -> Answer:
    headers = {name.lower(): value for name, value in reply.headers.items()}  # type: ignore[attr-defined]
    return Answer(status, headers, reply.read())  # type: ignore[attr-defined]
