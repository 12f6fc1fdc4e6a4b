"""Every IRI of the graph, made from content alone: the same input has the same IRIs anywhere.

Below a base that the user sets, by default `https://w3id.org/witness/data/`:

    article/0123456789abcdef               an article; its findings are fragments of it
    article/0123456789abcdef#char=12,30    a span of its text (RFC 5147)
    article/0123456789abcdef#chain=e1      an entity of it; likewise #quotation=q1, #report=v1
    article/0123456789abcdef#claim=9f86…   a claim, by a hash of what it says and where
    person/…  organization/…  place/…      an entity over all articles
    statement/…  event/…  source/…         likewise
    graph/article/0123456789abcdef         the named graph of what is found in one article
    graph/resolution                       the named graph of what is judged over all

Ids are those of the findings and of the resolution, percent-encoded where they are not plain.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.model import Claim, EntityType, Key, Match, Span

BASE = "https://w3id.org/witness/data/"

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#?]+")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT_IN_URLS = "!#$%&'()*+,-./:;=?@_~"
"""What may stand in a URL as it is; brackets may only around an IPv6 host, so they are encoded."""


def check_base(base: str) -> str:
    """Return `base`, ending in "/"; raises ValueError where IRIs cannot be made below it."""
    if not _ABSOLUTE.fullmatch(base):
        raise ValueError(
            f"the base {base!r} is no absolute IRI without # and ?: give one such as {BASE}"
        )
    base = base if base.endswith("/") else base + "/"
    NamedNode(base)  # raises ValueError on what the pattern above lets through
    return base


@lru_cache(maxsize=8)
def iris_of(base: str) -> Iris:
    """Return the IRIs below `base`; raises ValueError where it cannot be a base."""
    return Iris(check_base(base))


@dataclass(frozen=True, slots=True)
class ArticleIris:
    """The IRIs of one article and of all that is found in it."""

    node: NamedNode
    graph: NamedNode

    def span(self, span: Span) -> NamedNode:
        """Return the IRI of a range of the article's text, as RFC 5147 writes it."""
        return NamedNode(f"{self.node.value}#char={span.begin},{span.end}")

    def chain(self, id: str) -> NamedNode:
        """Return the IRI of an entity of this article."""
        return self._fragment("chain", id)

    def quotation(self, id: str) -> NamedNode:
        """Return the IRI of a quotation of this article."""
        return self._fragment("quotation", id)

    def report(self, id: str) -> NamedNode:
        """Return the IRI of an event's report in this article."""
        return self._fragment("report", id)

    def candidate(self, quote: str, entity: str) -> NamedNode:
        """Return the IRI of the possibility that `entity` is the speaker of `quote`."""
        return NamedNode(f"{self.node.value}#candidate={encode(quote)},{encode(entity)}")

    def claim(self, claim: Claim) -> NamedNode:
        """Return the IRI of a claim: a hash of what it says, of whom, and where."""
        said = (claim.subject, claim.property, claim.value, claim.object or "")
        where = f"{claim.evidence.begin},{claim.evidence.end}"
        return self._fragment("claim", hashed(*said, where, claim.reported_in or ""))

    def _fragment(self, kind: str, id: str) -> NamedNode:
        return NamedNode(f"{self.node.value}#{kind}={encode(id)}")


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs below one base; get one from `iris_of`."""

    base: str

    def article(self, id: str) -> ArticleIris:
        """Return the IRIs of the article with this id."""
        path = f"article/{encode(id)}"
        return ArticleIris(NamedNode(self.base + path), NamedNode(f"{self.base}graph/{path}"))

    def entity(self, type: EntityType, id: str) -> NamedNode:
        """Return the IRI of a person, organization, … over all articles."""
        return self._below(type.value, id)

    def statement(self, id: str) -> NamedNode:
        """Return the IRI of a statement."""
        return self._below("statement", id)

    def event(self, id: str) -> NamedNode:
        """Return the IRI of an event."""
        return self._below("event", id)

    def source(self, id: str) -> NamedNode:
        """Return the IRI of a primary source."""
        return self._below("source", id)

    def outlet(self, name: str) -> NamedNode:
        """Return the IRI of an outlet, by its name."""
        return self._below("outlet", " ".join(name.split()))

    def time(self, value: str) -> NamedNode:
        """Return the IRI of a time, by its value in EDTF."""
        return self._below("time", value)

    def claim_property(self, name: str) -> NamedNode:
        """Return the IRI of a property that claims are about and no vocabulary is known to name."""
        return self._below("property", name)

    def match(self, match: Match) -> NamedNode:
        """Return the IRI of the judgement that two findings may be of one thing."""
        return self._below("match", hashed(*_parts(match.left), *_parts(match.right)))

    def disagreement(self, *claims: NamedNode) -> NamedNode:
        """Return the IRI of the judgement that `claims` cannot all hold."""
        nodes = sorted(claim.value.removeprefix(self.base) for claim in claims)
        return self._below("disagreement", hashed(*nodes))

    def run(self, id: str) -> NamedNode:
        """Return the IRI of a run."""
        return self._below("run", id)

    def software(self, version: str) -> NamedNode:
        """Return the IRI of a version of this program."""
        return self._below("software", version)

    def weights(self, version: str) -> NamedNode:
        """Return the IRI of a version of the encoder's weights."""
        return self._below("weights", version)

    def knowledge(self, version: str) -> NamedNode:
        """Return the IRI of a version of the linguistic knowledge."""
        return self._below("knowledge", version)

    @property
    def dataset(self) -> NamedNode:
        """The whole graph as a data set."""
        return NamedNode(f"{self.base}dataset")

    @property
    def resolution_graph(self) -> NamedNode:
        """The named graph of what is judged over all articles."""
        return NamedNode(f"{self.base}graph/resolution")

    @property
    def concepts_graph(self) -> NamedNode:
        """The named graph of the event types and acts that the others refer to."""
        return NamedNode(f"{self.base}graph/concepts")

    @property
    def description_graph(self) -> NamedNode:
        """The named graph that describes the data set."""
        return NamedNode(f"{self.base}graph/void")

    def run_graph(self, id: str) -> NamedNode:
        """Return the named graph that tells of a run."""
        return self._below("graph/run", id)

    def _below(self, kind: str, id: str) -> NamedNode:
        return NamedNode(f"{self.base}{kind}/{encode(id)}")


def encode(id: str) -> str:
    """Percent-encode all but RFC 3986's unreserved characters, so that any text can be a segment.

    Raises ValueError on an empty id. A segment of dots alone is encoded too, or it would mean the
    folder above.
    """
    if not id:
        raise ValueError("an empty id makes no IRI")
    if not id.strip("."):
        return "%2E" * len(id)
    return quote(id, safe="", errors="surrogatepass")


def hashed(*parts: str) -> str:
    """Return 16 hex digits of the SHA-256 of the parts, told apart by their lengths."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def web(url: str) -> NamedNode | None:
    """Return an http(s) URL as an IRI, with stray characters encoded, or None where it is none."""
    if not _WEB.match(url):
        return None
    encoded = quote(url, safe=_KEPT_IN_URLS, errors="surrogatepass")
    before, sign, after = _PERCENT.sub("%25", encoded).partition("#")
    try:
        return NamedNode(before + sign + after.replace("#", "%23"))
    except ValueError:
        return None


def _parts(key: Key) -> tuple[str, str]:
    return key.article, key.finding
