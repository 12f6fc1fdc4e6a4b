"""One article with what is found in it: who says what, why, and how sure that is.

For the terminal as plain text, coloured where asked for; for a browser as a page of its own, which
loads nothing. Quotations may lie in each other or cross: the text is cut wherever one begins or
ends, and each cut shows the innermost.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from kg.model import Article, Entity, EntityType, Findings, MentionKind, Quote, QuoteKind, Span

_COLOURS = {
    QuoteKind.DIRECT: "\x1b[32m",
    QuoteKind.MIXED: "\x1b[33m",
    QuoteKind.INDIRECT: "\x1b[36m",
}
_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_INDENT = "    "
_SHOWN_NAMES = 6
_CONTROL = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\ufffd",
)
"""Control characters, which a terminal might obey, and those that turn the direction of text."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text in which nothing begins or ends; `begins` are quotations that do here."""

    span: Span
    quotes: tuple[Quote, ...]
    """Those that hold it, the innermost last."""
    begins: tuple[Quote, ...]
    mention: Entity | None


def explained(findings: Findings, *, width: int = 100, colour: bool = False) -> str:
    """Return an article's text with its quotations in brackets, each explained below."""
    article, names = findings.article, _names(findings)
    blocks = [_paint(_heading(article), _BOLD, colour)]
    for paragraph in _paragraphs(article.text):
        cuts = _cuts(findings, paragraph)
        text = "".join(_bracketed(article, cuts, colour))
        blocks.append("\n".join(_wrapped(text, width)))
        blocks += [
            "\n".join(_lines(quote, names, width, colour)) for quote in _begun(findings, paragraph)
        ]
    blocks.append("\n".join(_cast(findings, width, colour)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def explained_page(findings: Findings) -> str:
    """Return a page of HTML that shows an article with its quotations, without any request."""
    article, names = findings.article, _names(findings)
    heading = escape(_heading(article))
    body = [f"<h1>{heading}</h1>"]
    for paragraph in _paragraphs(article.text):
        body.append(f"<p>{''.join(_marked(article, _cuts(findings, paragraph), names))}</p>")
        rows = [_row(quote, names) for quote in _begun(findings, paragraph)]
        if rows:
            body.append(f"<ul>{''.join(rows)}</ul>")
    cast = "".join(f"<li>{escape(line)}</li>" for line in _called(findings))
    body.append(f"<h2>Who is in it</h2><ul>{cast}</ul>")
    return _PAGE.replace("$title", heading).replace("$body", "\n".join(body))


# --- What is shown ------------------------------------------------------------------------------


def _heading(article: Article) -> str:
    about = ", ".join(part for part in (article.publisher, article.published) if part)
    title = article.title or article.source
    return (f"{title} ({about})" if about else title).translate(_CONTROL)


def _names(findings: Findings) -> Mapping[str, str]:
    return {entity.id: entity.name for entity in findings.entities}


def _paragraphs(text: str) -> Iterator[Span]:
    begin = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(begin, begin + len(line.rstrip()))
        begin += len(line)


def _begun(findings: Findings, paragraph: Span) -> Iterator[Quote]:
    """Yield the quotations whose first words stand in a paragraph."""
    for quote in findings.quotes:
        if paragraph.begin <= quote.content[0].begin < paragraph.end:
            yield quote


def _cuts(findings: Findings, paragraph: Span) -> list[Cut]:
    """Return the stretches of a paragraph, in order; together they are all of its text."""
    pieces = [
        (piece, quote)
        for quote in findings.quotes
        for piece in quote.content
        if piece.overlaps(paragraph)
    ]
    mentions = [
        (mention.span, entity)
        for entity in findings.entities
        for mention in entity.mentions
        if mention.span in paragraph and mention.kind is not MentionKind.PRONOUN
    ]
    spans = [piece for piece, _ in pieces] + [span for span, _ in mentions]
    edges = {edge for span in spans for edge in (span.begin, span.end)}
    inner = sorted(edge for edge in edges if paragraph.begin < edge < paragraph.end)
    bounds = [paragraph.begin, *inner, paragraph.end]
    return [_cut(Span(begin, end), pieces, mentions) for begin, end in pairwise(bounds)]


def _cut(
    span: Span, pieces: Sequence[tuple[Span, Quote]], mentions: Sequence[tuple[Span, Entity]]
) -> Cut:
    around = sorted(
        ((piece, quote) for piece, quote in pieces if span in piece),
        key=lambda pair: (pair[0].begin - pair[0].end, pair[0].begin),
    )
    held = min(
        ((each, entity) for each, entity in mentions if span in each),
        key=lambda pair: pair[0].end - pair[0].begin,
        default=None,
    )
    begins = tuple(quote for piece, quote in around if piece.begin == span.begin)
    return Cut(span, tuple(quote for _, quote in around), begins, held[1] if held else None)


def _speaker(quote: Quote, names: Mapping[str, str]) -> str:
    """Return who says it, and whom else it may be."""
    if quote.speaker is not None:
        people = " and ".join(names[id] for id in (quote.speaker, *quote.joint))
    else:
        options = ", ".join(f"{names[id]} {score:.2f}" for id, score in quote.candidates)
        people = f"unsure: {options}" if options else "unsure"
    to = f" to {names[quote.addressee]}" if quote.addressee else ""
    through = f" through {names[quote.channel]}" if quote.channel else ""
    return f"{people}{to}{through}".translate(_CONTROL)


def _about(quote: Quote) -> str:
    """Return the kind and the act, and whether it was performed."""
    act = quote.act if quote.affirmed else f"{quote.act} (not performed as such)"
    return f"{quote.kind}, {act}, {quote.confidence:.2f}"


def _called(findings: Findings) -> Iterator[str]:
    """Yield each person and group with what the article calls them."""
    for entity in findings.entities:
        if entity.type not in (EntityType.PERSON, EntityType.GROUP):
            continue
        words = [
            " ".join(findings.article[m.span].split())
            for m in entity.mentions
            if m.kind is not MentionKind.PRONOUN
        ]
        others = [word for word in dict.fromkeys(words) if word != entity.name][:_SHOWN_NAMES]
        also = f", also “{'”, “'.join(others)}”" if others else ""
        count = len(entity.mentions)
        times = "once" if count == 1 else f"{count} times"
        yield f"{entity.id} {entity.name}: {times}{also}".translate(_CONTROL)


# --- For the terminal -----------------------------------------------------------------------------


def _paint(text: str, code: str, colour: bool) -> str:
    return f"{code}{text}{_PLAIN}" if colour else text


def _bracketed(article: Article, cuts: Sequence[Cut], colour: bool) -> Iterator[str]:
    """Yield a paragraph's text, with “[q1: ” before each piece of a quotation and “]” behind."""
    for at, cut in enumerate(cuts):
        opened = "".join(f"[{quote.id}: " for quote in cut.begins)
        text = article[cut.span].translate(_CONTROL)
        after = cuts[at + 1] if at + 1 < len(cuts) else None
        closed = sum(_ends(quote, cut.span.end, after) for quote in cut.quotes)
        whole = opened + text + "]" * closed
        kind = cut.quotes[-1].kind if cut.quotes else None
        yield _paint(whole, _COLOURS[kind], colour) if kind else whole


def _ends(quote: Quote, at: int, after: Cut | None) -> bool:
    """Whether a piece of a quotation ends at a place, or is cut off there by the paragraph."""
    return any(piece.end == at for piece in quote.content) or after is None


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(20, width), break_long_words=False, break_on_hyphens=False)


def _lines(quote: Quote, names: Mapping[str, str], width: int, colour: bool) -> Iterator[str]:
    first = f"{quote.id}  {_speaker(quote, names)}"
    yield _paint(_INDENT + first, _BOLD, colour)
    because = f": {quote.rule}" if quote.rule else ""
    for line in textwrap.wrap(f"{_about(quote)}{because}", max(20, width - 2 * len(_INDENT))):
        yield _paint(2 * _INDENT + line, _FAINT, colour)


def _cast(findings: Findings, width: int, colour: bool) -> Iterator[str]:
    lines = list(_called(findings))
    if lines:
        yield _paint("Who is in it", _BOLD, colour)
    for line in lines:
        yield from textwrap.wrap(
            line, max(20, width), initial_indent=_INDENT, subsequent_indent=2 * _INDENT
        )


# --- For a browser --------------------------------------------------------------------------------


def _marked(article: Article, cuts: Sequence[Cut], names: Mapping[str, str]) -> Iterator[str]:
    """Yield a paragraph's text with marks around what is quoted."""
    for cut in cuts:
        text = escape(article[cut.span].translate(_CONTROL))
        if cut.mention is not None:
            text = f'<span class="who" title="{escape(cut.mention.name)}">{text}</span>'
        if cut.quotes:
            quote = cut.quotes[-1]
            labels = "".join(
                f'<a class="label" href="#{each.id}">{each.id} {escape(_speaker(each, names))}</a>'
                for each in cut.begins
            )
            title = escape(f"{_speaker(quote, names)}: {_about(quote)}")
            text = f'{labels}<mark class="{quote.kind}" title="{title}">{text}</mark>'
        yield text


def _row(quote: Quote, names: Mapping[str, str]) -> str:
    return (
        f'<li id="{quote.id}"><b>{quote.id} {escape(_speaker(quote, names))}</b> '
        f"<small>{escape(_about(quote))}<br>{escape(quote.rule)}</small></li>"
    )


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
body { font: 1.1rem/1.9 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d1d1f; background: #fff; }
h1, h2 { line-height: 1.25; }
mark { padding: .15em .1em; border-radius: .2em; color: inherit; }
mark.direct { background: #d3efd6; }
mark.mixed { background: #fbe9b7; }
mark.indirect { background: #d4e8f7; }
.label { font: 600 .7rem/1 system-ui, sans-serif; color: #fff; background: #4a4a55;
  border-radius: .3em; padding: .15em .4em; margin-right: .25em; text-decoration: none; }
.who { border-bottom: 1px dotted #6b6b76; }
ul { list-style: none; padding-left: 1rem; font: .85rem/1.5 system-ui, sans-serif;
  border-left: 3px solid #e3e3e8; }
li:target { background: #f2f2f5; }
small { color: #55555f; }
@media (prefers-color-scheme: dark) {
  body { color: #ececf1; background: #17171a; }
  mark.direct { background: #21472a; }
  mark.mixed { background: #54430f; }
  mark.indirect { background: #1d3f58; }
  small { color: #a9a9b5; }
  ul { border-color: #35353d; }
}
</style>
</head>
<body>
$body
</body>
</html>
"""
