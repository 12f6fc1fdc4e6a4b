"""Parameters of a query: values become terms, and terms take a variable's place as whole tokens.

Where the query declares a parameter with its default, `VALUES ?name { "default" }`, the value takes
the place of the default; otherwise it takes the place of the variable wherever it stands. Nothing
is ever pasted into the text: a value is one token, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.terms import XSD, term
from kg.query.tokens import Kind, Token, is_iri, quoted

if TYPE_CHECKING:
    from kg.query.terms import Value


def bind(found: Sequence[Token], values: Mapping[str, Value]) -> tuple[Token, ...]:
    """Return the query's tokens with each variable that `values` names replaced by its value.

    Raises QueryError for a name that is no variable of the query, one that the query binds itself,
    and a value that is no term.
    """
    bound = tuple(found)
    for name, value in values.items():
        _check_known(bound, name)
        blocks = tuple(_values_blocks(bound, name))
        bound = _fill(bound, blocks, name, value) if blocks else _substitute(bound, name, value)
    return bound


def _as_tokens(name: str, value: object, at: int) -> list[Token]:
    node = term(name, value)
    if isinstance(node, NamedNode):
        if not is_iri(f"<{node.value}>"):
            raise QueryError(f"parameter {name}: {node.value!r} holds what no IRI may hold")
        return [Token(Kind.IRI, f"<{node.value}>", at)]
    string = Token(Kind.STRING, quoted(node.value), at)
    if node.language:
        return [string, Token(Kind.LANGUAGE, f"@{node.language}", at)]
    if node.datatype.value == XSD + "string":
        return [string]
    return [string, Token(Kind.SIGN, "^^", at), Token(Kind.IRI, f"<{node.datatype.value}>", at)]


# --- Where a variable stands ----------------------------------------------------------------------


def _is_variable(token: Token, name: str) -> bool:
    return token.kind is Kind.VARIABLE and token.text[1:] == name


def _check_known(found: Sequence[Token], name: str) -> None:
    known = sorted({token.text[1:] for token in found if token.kind is Kind.VARIABLE})
    if name not in known:
        raise QueryError(
            f"parameter {name}: the query has no variable ?{name}; it has "
            + (", ".join(f"?{each}" for each in known) or "none")
        )


def _solid(found: Sequence[Token]) -> list[int]:
    """Return the places of the tokens that are no blanks."""
    return [number for number, token in enumerate(found) if token.kind is not Kind.BLANK]


def _values_blocks(found: Sequence[Token], name: str) -> Iterator[range]:
    """Yield the places between the braces of each `VALUES ?name { … }`."""
    solid = _solid(found)
    for values, variable, opening in zip(solid, solid[1:], solid[2:], strict=False):
        if (
            found[values].is_word("VALUES")
            and _is_variable(found[variable], name)
            and found[opening].text == "{"
        ):
            closing = next(n for n in range(opening, len(found)) if found[n].text == "}")
            yield range(opening + 1, closing)


def defaults(found: Sequence[Token], name: str) -> tuple[Token, ...]:
    """Return the tokens of the default that the query declares for a parameter; () where none."""
    for block in _values_blocks(found, name):
        return tuple(found[n] for n in block if found[n].kind is not Kind.BLANK)
    return ()


# --- Putting the value there ----------------------------------------------------------------------


def _fill(
    found: Sequence[Token], blocks: Sequence[range], name: str, value: Value
) -> tuple[Token, ...]:
    """Put the value into every `VALUES` block of the parameter, as a term of its default's type."""
    new = list(found)
    for block in reversed(blocks):
        default = [found[n] for n in block if found[n].kind is not Kind.BLANK]
        at = found[block.start - 1].at
        new[block.start : block.stop] = _as_tokens(name, _like(default, name, value), at)
    return tuple(new)


def _like(default: Sequence[Token], name: str, value: Value) -> Value:
    """Return a value given as a string as the kind of term that the default is."""
    if type(value) is not str or not default:
        return value
    try:
        return _cast(default, value)
    except (ValueError, KeyError, ArithmeticError) as error:
        wanted = "".join(token.text for token in default)
        raise QueryError(f"parameter {name}: {value!r} is not of the kind of {wanted}") from error


_TRUTH = {"true": True, "false": False}


def _cast(default: Sequence[Token], words: str) -> Value:
    kind = default[0].kind
    if kind is Kind.NUMBER:
        return int(words) if default[0].text.lstrip("+-").isdigit() else Decimal(words)
    if kind in (Kind.IRI, Kind.PREFIXED):
        return NamedNode(words.removeprefix("<").removesuffix(">"))
    if kind is Kind.WORD:
        return words if default[0].is_word("UNDEF") else _TRUTH[words.lower()]
    if len(default) == 3 and default[2].kind is Kind.IRI:
        return Literal(words, datatype=NamedNode(default[2].text[1:-1]))
    return words


class _Clause(StrEnum):
    """What a variable means where it stands."""

    PATTERN = "pattern"
    PROJECTION = "projection"
    MODIFIER = "modifier"
    BINDING = "binding"


_CLAUSE_OF_WORD = {
    "SELECT": _Clause.PROJECTION,
    "WHERE": _Clause.PATTERN,
    "GROUP": _Clause.MODIFIER,
    "HAVING": _Clause.MODIFIER,
    "ORDER": _Clause.MODIFIER,
    "LIMIT": _Clause.PATTERN,
    "OFFSET": _Clause.PATTERN,
    "VALUES": _Clause.BINDING,
}


def _places(found: Iterable[Token]) -> Iterator[tuple[Token, _Clause, int]]:
    """Yield each token with its clause and how deep in the clause's parentheses it stands."""
    clause, depth = _Clause.PATTERN, 0
    for token in found:
        if token.text in ("{", "}"):
            clause, depth = _Clause.PATTERN, 0
        elif token.kind is Kind.WORD and token.text.upper() in _CLAUSE_OF_WORD:
            clause, depth = _CLAUSE_OF_WORD[token.text.upper()], 0
        elif token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        yield token, clause, depth


def _substitute(found: Sequence[Token], name: str, value: Value) -> tuple[Token, ...]:
    """Put the value in the place of the variable, wherever it stands."""
    new: list[Token] = []
    before: Token | None = None
    for token, clause, depth in _places(_without_bound(found, name)):
        if not _is_variable(token, name):
            new.append(token)
        elif clause is _Clause.BINDING or (before and before.is_word("AS")):
            raise QueryError(f"parameter {name}: the query binds ?{name} itself")
        else:
            new += _in_clause(token, _as_tokens(name, value, token.at), clause, depth)
        before = before if token.kind is Kind.BLANK else token
    return tuple(new)


def _in_clause(
    variable: Token, value: Sequence[Token], clause: _Clause, depth: int
) -> Iterator[Token]:
    """Yield what stands for the variable: in some clauses a bare term may not stand."""

    def other(kind: Kind, text: str) -> Token:
        return Token(kind, text, variable.at)

    is_bare = depth == 0 and clause is not _Clause.PATTERN
    yield other(Kind.SIGN, " ( " if is_bare else " ")
    yield from value
    if is_bare and clause is _Clause.PROJECTION:
        yield other(Kind.WORD, " AS ")
        yield variable
    yield other(Kind.SIGN, " ) " if is_bare else " ")


def _without_bound(found: Sequence[Token], name: str) -> tuple[Token, ...]:
    """Return the tokens with `true` for `BOUND(?name)`, where only a variable may stand."""
    new = list(found)
    for four in zip(*(_solid(found)[skip:] for skip in range(4)), strict=False):
        function, opening, variable, closing = (found[n] for n in four)
        if (
            function.is_word("BOUND")
            and opening.text + closing.text == "()"
            and _is_variable(variable, name)
        ):
            for place in four:
                new[place] = Token(Kind.BLANK, " ", found[place].at)
            new[four[0]] = Token(Kind.WORD, "true", function.at)
    return tuple(new)
