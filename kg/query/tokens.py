"""SPARQL's words: a query taken apart into tokens, and put together again without ambiguity.

Parsers differ on where a comment, a string or an IRI ends (carriage returns, escaped code points, a
`<` that may be an operator), and what one of them skips another one runs. So nothing is ever run as
it was typed: it is taken apart here once, and what is checked and run is the tokens on one line,
without comments, every string escaped anew. The terminals are those of
https://www.w3.org/TR/sparql11-query/#sparqlGrammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import QueryError


class Kind(StrEnum):
    """The kinds of tokens."""

    BLANK = "blank"
    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    PREFIXED = "prefixed"
    NODE = "node"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One token as it is run; `at` is where it began in the query as typed."""

    kind: Kind
    text: str
    at: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of the keywords `words`, which are in capitals."""
        return self.kind is Kind.WORD and self.text.upper() in words


_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"\\[tbnrf\\\"']|{_UCHAR}"
_LOCAL = r"[\w:·‿⁀\u0300-\u036f]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_IRI = rf'<(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*>'
_PREFIX = r"(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:"
_TERMINALS = (
    (Kind.BLANK, r"[ \t\r\n]+|\A\ufeff"),
    (Kind.COMMENT, r"\#[^\r\n]*"),
    (Kind.STRING, rf'"""(?:"{{0,2}}(?:[^"\\]|{_ECHAR}))*"""'),
    (Kind.STRING, rf"'''(?:'{{0,2}}(?:[^'\\]|{_ECHAR}))*'''"),
    (Kind.STRING, rf'"(?:[^"\\\r\n]|{_ECHAR})*"'),
    (Kind.STRING, rf"'(?:[^'\\\r\n]|{_ECHAR})*'"),
    (Kind.IRI, _IRI),
    (Kind.NODE, r"_:\w(?:[\w.\-]*[\w\-])?"),
    (Kind.PREFIXED, rf"{_PREFIX}(?:(?:{_LOCAL})(?:(?:{_LOCAL}|[.\-])*(?:{_LOCAL}|-))?)?"),
    (Kind.VARIABLE, r"[?$]\w+"),
    (Kind.LANGUAGE, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
    (Kind.NUMBER, r"[+\-]?(?:\d+\.?\d*[eE][+\-]?\d+|\.\d+(?:[eE][+\-]?\d+)?|\d+\.\d+|\d+)"),
    (Kind.WORD, r"[A-Za-z_]\w*"),
    (Kind.SIGN, r"\^\^|\|\||&&|!=|<=|>=|[{}()\[\].,;*/|^?+!=<>\-]"),
)
_TERMINAL = re.compile("|".join(f"({pattern})" for _, pattern in _TERMINALS))
_ESCAPE = re.compile(_ECHAR)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", "\\": "\\", '"': '"', "'": "'"}

_SURROGATE = re.compile("[\ud800-\udfff]")

MOST_TOKENS = 10_000
"""Longer ones overflow the stack of the engines."""
DEEPEST = 40
"""How deep brackets may be nested; deeper ones overflow the stack of the parser."""


def tokens(query: str) -> tuple[Token, ...]:
    """Take a query apart; comments are dropped, blanks are kept as one blank.

    Raises QueryError with line and column for what is no SPARQL token, for brackets that do not
    match, and for queries that are too long or nested too deeply.
    """
    if surrogate := _SURROGATE.search(query):
        raise QueryError(f"no character of Unicode at {place(query, surrogate.start())}")
    found = tuple(_merged_blanks(_scan(query)))
    if len(found) > MOST_TOKENS:
        raise QueryError(f"the query is too long: {len(found)} words, {MOST_TOKENS} are the most")
    _check_brackets(query, found)
    return found


def text(parts: Iterable[Token]) -> str:
    """Put a query together: the one line that is checked and run."""
    return "".join(token.text for token in parts).strip()


def place(query: str, at: int) -> str:
    """Return where the offset `at` is, in words: "line 2, column 7, near “…”"."""
    line_start = query.rfind("\n", 0, at) + 1
    near = query[at : at + 24].split("\n")[0]
    where = f"line {query.count(chr(10), 0, at) + 1}, column {at - line_start + 1}"
    return f"{where}, near “{near}”" if near else f"{where}, at the end"


def place_in_text(query: str, parts: Iterable[Token], at: int) -> str:
    """Return the place in the query as typed for the offset `at` in `text(parts)`."""
    begin = 0
    for token in parts:
        begin += len(token.text)
        if at < begin:
            return place(query, token.at)
    return place(query, len(query))


def _scan(query: str) -> Iterator[Token]:
    at = 0
    while at < len(query):
        match = _TERMINAL.match(query, at)
        if match is None or match.lastindex is None:
            raise QueryError(f"no SPARQL at {place(query, at)}{_hint(query[at])}")
        kind = _TERMINALS[match.lastindex - 1][0]
        yield Token(kind, _normal(kind, match[0]), at)
        at = match.end()


def _hint(character: str) -> str:
    if character in "\"'":
        return ": the string is not closed, or holds a line break"
    if character == "\\":
        return ": write the letter itself, escapes belong into strings and IRIs"
    if character in "“”„‘’‚«»":
        return ": strings stand in straight quotation marks"
    return ""


def _normal(kind: Kind, raw: str) -> str:
    if kind in (Kind.BLANK, Kind.COMMENT):
        return " "
    if kind is Kind.STRING:
        length = 3 if raw[:3] in ('"""', "'''") else 1
        return quoted(_unescaped(raw[length:-length]))
    if kind is Kind.IRI:
        return _normal_iri(raw)
    return raw


def _normal_iri(raw: str) -> str:
    iri = _unescaped(raw)
    if not is_iri(iri):
        raise QueryError(f"{raw} holds, behind an escape, what no IRI may hold")
    return iri


def is_iri(words: str) -> bool:
    """Tell whether `words` are an IRI in angle brackets, without escapes."""
    return "\\" not in words and re.fullmatch(_IRI, words) is not None


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(_character, raw)


def _character(escape: re.Match[str]) -> str:
    if escape[0][1] not in "uU":
        return _PLAIN[escape[0][1]]
    code = int(escape[0][2:], 16)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise QueryError(f"{escape[0]} is no character of Unicode")
    return chr(code)


def quoted(value: str) -> str:
    """Return `value` as a SPARQL string that every parser reads as one."""
    return '"' + _TO_ESCAPE.sub(lambda m: _ESCAPED[m[0]], value) + '"'


_ESCAPED = {plain: "\\" + letter for letter, plain in _PLAIN.items() if letter != "'"}
_TO_ESCAPE = re.compile("[" + re.escape("".join(_ESCAPED)) + "]")


def _merged_blanks(found: Iterable[Token]) -> Iterator[Token]:
    was_blank = True
    for token in found:
        is_blank = token.kind in (Kind.BLANK, Kind.COMMENT)
        if not (is_blank and was_blank):
            yield token
        was_blank = is_blank


_CLOSING = {"(": ")", "{": "}", "[": "]"}


def _check_brackets(query: str, found: Iterable[Token]) -> None:
    expected: list[str] = []
    for token in found:
        if token.kind is not Kind.SIGN:
            continue
        if token.text in _CLOSING:
            expected.append(_CLOSING[token.text])
        elif token.text in _CLOSING.values():
            _check_closing(query, token, expected)
        if len(expected) > DEEPEST:
            raise QueryError(f"the query is nested too deeply: {place(query, token.at)}")
    if expected:
        raise QueryError(f"the query ends where {expected[-1]!r} is still to come")


def _check_closing(query: str, token: Token, expected: list[str]) -> None:
    wanted = expected.pop() if expected else ""
    if token.text != wanted:
        instead = f"{wanted!r} should stand" if wanted else "nothing is open"
        raise QueryError(f"{token.text!r} stands where {instead}: {place(query, token.at)}")
