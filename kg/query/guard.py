"""A query is code: what may be run, and what is refused and why.

Only reading is let through, and only of the store itself: no SERVICE (it calls another machine), no
update. Two readings have to agree that a query is harmless: its tokens, in which no refused keyword
may stand, and the parse tree of rdflib's SPARQL 1.1 parser. Shipped queries are spared the second,
which takes longer than their answer. FROM never reaches an engine, as some fetch what it names: it
is taken out of the query, and the graphs are handed over by their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import QueryError, RefusedError
from kg.query.binding import bind
from kg.query.named import named_queries
from kg.query.tokens import Kind, Token, place, place_in_text, text, tokens

if TYPE_CHECKING:
    from kg.query.terms import Value

_UPDATES = (
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "CREATE",
    "DROP",
    "COPY",
    "MOVE",
    "ADD",
    "WITH",
    "USING",
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is of, by their IRIs: `default` are read as one, `named` by name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be run: its tokens, without FROM; what was typed; what FROM names."""

    typed: str
    tokens: tuple[Token, ...]
    dataset: Dataset = Dataset()

    @property
    def text(self) -> str:
        """The query as it is run."""
        return text(self.tokens)

    def place(self, at: int) -> str:
        """Return where the offset `at` of `text` is in what was typed, in words."""
        return place_in_text(self.typed, self.tokens, at)


def check(
    query: str,
    values: Mapping[str, Value] | None = None,
    *,
    prefixes: Mapping[str, str] | None = None,
    services: Collection[str] = (),
) -> Checked:
    """Return the query as it may be run; raise QueryError where it is malformed or refused.

    `values` are the query's parameters (see `kg.query.binding`). `prefixes` are declared where the
    query uses them without declaring them. `services` are the addresses that SERVICE may call,
    spelt out in the query; none by default.
    """
    found = tokens(query)
    _check_words(query, found, services)
    declarations = tuple(_declarations(query, found, prefixes or {}))
    if query not in _shipped():
        _check_tree(Checked(query, (*declarations, *found)), allow_service=bool(services))
    rest, dataset = _without_dataset(query, found)
    return Checked(query, (*declarations, *bind(rest, values or {})), dataset)


def _check_words(query: str, found: Sequence[Token], services: Collection[str]) -> None:
    words = [token for token in found if token.kind is not Kind.BLANK]
    for number, token in enumerate(words):
        if token.is_word(*_UPDATES):
            message = f"{token.text.upper()} changes the graph, queries only read it"
        elif token.is_word("SERVICE") and not _is_allowed(words[number + 1 :], services):
            allowed = ", ".join(sorted(services))
            message = "SERVICE is refused, it calls another machine" + (
                f"; allowed are, spelt out as an IRI: {allowed}" if allowed else ""
            )
        else:
            continue
        raise RefusedError(f"{message}: {place(query, token.at)}")
    if not any(token.is_word(*_FORMS) for token in words):
        raise QueryError(f"there is no query here: it begins with one of {', '.join(_FORMS)}")


def _is_allowed(following: Sequence[Token], services: Collection[str]) -> bool:
    targets = [token for token in following[:2] if not token.is_word("SILENT")]
    return bool(targets) and targets[0].kind is Kind.IRI and targets[0].text[1:-1] in services


def _without_dataset(query: str, found: Sequence[Token]) -> tuple[tuple[Token, ...], Dataset]:
    """Take each `FROM <…>` and `FROM NAMED <…>` out; return the rest, and what they name."""
    rest = list(found)
    graphs: dict[bool, list[str]] = {False: [], True: []}
    solid = [number for number, token in enumerate(found) if token.kind is not Kind.BLANK]
    for position, number in enumerate(solid):
        if not found[number].is_word("FROM"):
            continue
        is_named = any(found[n].is_word("NAMED") for n in solid[position + 1 : position + 2])
        clause = solid[position : position + 2 + is_named]
        graph = found[clause[-1]]
        if graph.kind is not Kind.IRI:
            raise RefusedError(
                "FROM names graphs of this store alone, each spelt out as an IRI: "
                + place(query, found[number].at)
            )
        graphs[is_named].append(graph.text[1:-1])
        for each in clause:
            rest[each] = Token(Kind.BLANK, " ", found[each].at)
    return tuple(rest), Dataset(tuple(graphs[False]), tuple(graphs[True]))


def _declarations(
    query: str, found: Sequence[Token], prefixes: Mapping[str, str]
) -> Iterator[Token]:
    """Yield declarations of the prefixes that are used without one."""
    for name, token in _undeclared(found).items():
        if name not in prefixes:
            known = ", ".join(sorted(prefixes)) or "none"
            raise QueryError(
                f"PREFIX {name}: is not declared; known without that are {known}: "
                f"{place(query, token.at)}"
            )
        for kind, words in (
            (Kind.WORD, "PREFIX"),
            (Kind.PREFIXED, f"{name}:"),
            (Kind.IRI, f"<{prefixes[name]}>"),
        ):
            yield Token(kind, words, token.at)
            yield Token(Kind.BLANK, " ", token.at)


def _undeclared(found: Sequence[Token]) -> dict[str, Token]:
    """Return the prefixes that no PREFIX declares, each with the first name that uses it."""
    declared: set[str] = set()
    used: dict[str, Token] = {}
    was_prefix = False
    for token in found:
        if token.kind is Kind.PREFIXED:
            name = token.text.partition(":")[0]
            if was_prefix:
                declared.add(name)
            else:
                used.setdefault(name, token)
        if token.kind is not Kind.BLANK:
            was_prefix = token.is_word("PREFIX")
    return {name: token for name, token in used.items() if name not in declared}


@lru_cache(maxsize=1)
def _shipped() -> frozenset[str]:
    """Return the texts of the shipped queries, whose parse trees the tests have looked at."""
    return frozenset(query.text for query in named_queries())


@lru_cache(maxsize=256)
def _check_tree(checked: Checked, *, allow_service: bool) -> None:
    from kg.query.tree import NoTreeError, names

    try:
        found = names(checked.text)
    except NoTreeError as error:
        if error.at is None:
            raise QueryError("the query is nested too deeply") from error
        raise QueryError(f"no SPARQL 1.1 query from {checked.place(error.at)}") from error
    if "ServiceGraphPattern" in found and not allow_service:
        raise RefusedError("SERVICE is refused: queries read the store alone")
