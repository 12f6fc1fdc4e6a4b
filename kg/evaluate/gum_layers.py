"""GUM's attributions and dates, against what extraction finds.

`speaker_accuracy` (news and interviews): attributions whose source is a mention of a person with
more than one mention, and whose cue is given (GUM's discourse relations `attribution-…` with the
signals `atsrc` and `indwd`). Of those at whose cue extraction finds a quote
(`attribution_recall` is their share), the share whose speaker stands for that person when entities
are aligned one to one by the mentions that they share (`kg.evaluate.identity`).

`date_accuracy`: of the annotated dates with a value (a day, month, year, or both ends of an
interval), the share whose words extraction reads as exactly that value, counted from the day on
which the text was written. The words need only overlap; one end of an interval will do where its
words hold more than the annotated ones (“from 1947 to 1960”); a decade is the same as its first to
its last day, an interval of years or months the same as that of their days, a season the same as
its three months or those from solstice to equinox; and that the words say `until` or `by` that date
(an interval with one open end) is not in question. GUM's years before Christ begin with -1, EDTF's
with 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.edtf import period
from kg.evaluate.clusters import Cluster
from kg.evaluate.identity import aligned_entities
from kg.evaluate.scores import Count
from kg.evaluate.texts import Laid, WordSpan
from kg.extract.dates import Anchor, find_whens
from kg.model import Findings, Span
from kg.train.corpora.conllu import gum_spans, sentences, words_of

GENRES = ("GUM_news", "GUM_interview")
_ATTRIBUTION = re.compile(r"attribution-\w+:[^;|]*")
_SOURCE = re.compile(r"sem-atsrc-(\d[\d,-]*)-[^\d,-]")
_CUE = re.compile(r"lex-indwd-(\d[\d,-]*)-[^\d,-]")
_WRITTEN = re.compile(r"^# meta::dateCreated = (\S+)", re.MULTILINE)
_DATE = re.compile(r"<date ([^>]*)>")
_VALUE = re.compile(r'(when|from|to):::"([^"]*)"')
_DAY = re.compile(r"-?\d{3,4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Who said, by what words: the cue's words and the person's entity."""

    cue: frozenset[int]
    speaker: str


@dataclass(frozen=True, slots=True)
class GoldDate:
    """Words that say when, and their value in EDTF."""

    words: WordSpan
    value: str


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a document, without multiword tokens, with the word that it is in."""
    base = 0
    for sentence in sentences(path):
        words = words_of(sentence)
        place = {id: base + at for at, word in enumerate(words) for id in word.ids}
        yield from ((place[int(row[0])], row) for row in sentence.rows if row[0].isdigit())
        base += len(words)


# --- Attributions ---------------------------------------------------------------------------------


def gold_attributions(path: Path) -> list[GoldAttribution]:
    """Return the attributions to people with more than one mention."""
    rows = list(_rows(path))
    words = [word for word, _ in rows]
    people = _people(path)
    found = []
    for _, row in rows:
        for relation in _ATTRIBUTION.findall(row[9]):
            source, cue = (
                _numbered(pattern.search(relation), words) for pattern in (_SOURCE, _CUE)
            )
            speaker = _person_in(people, source)
            if cue and speaker:
                found.append(GoldAttribution(frozenset(cue), speaker))
    return found


def _numbered(match: re.Match[str] | None, words: Sequence[int]) -> list[int]:
    """Return the words that a signal names: tokens of the document from 1, `3-5,8`."""
    numbers: list[int] = []
    for part in match[1].strip(",-").split(",") if match else ():
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return [words[number - 1] for number in numbers]


def _people(path: Path) -> dict[str, set[WordSpan]]:
    _, spans = gum_spans(path)
    people: dict[str, set[WordSpan]] = {}
    for begin, end, kind, id in spans:
        if kind == "person":
            people.setdefault(id, set()).add((begin, end))
    return {id: mentions for id, mentions in people.items() if len(mentions) > 1}


def _person_in(people: Mapping[str, set[WordSpan]], words: Sequence[int]) -> str | None:
    """Return the person with the longest mention inside the words of a source."""
    inside = [
        (end - begin, id)
        for id, mentions in people.items()
        for begin, end in mentions
        if words and min(words) <= begin and end <= max(words) + 1
    ]
    return max(inside)[1] if inside else None


def add_attributions(
    found: Count, speakers: Count, path: Path, laid: Laid, findings: Findings
) -> None:
    """Count a document's attributions: those that are found, and of them the right speakers."""
    _, spans = gum_spans(path)
    entities: dict[str, set[Span]] = {}
    for begin, end, _, id in spans:
        entities.setdefault(id, set()).add(laid.span(begin, end))
    ids = list(entities)
    key: list[Cluster] = [frozenset(entities[id]) for id in ids]
    identity = aligned_entities(findings.entities, key)
    for gold in gold_attributions(path):
        cue = [laid.span(word, word + 1) for word in gold.cue]
        quotes = [
            quote
            for quote in findings.quotes
            if any(ours.overlaps(theirs) for ours in quote.cue for theirs in cue)
        ]
        found.wanted += 1
        if quotes:
            found.right += 1
            speakers.wanted += 1
            who = {identity.get(quote.speaker or "") for quote in quotes}
            speakers.right += ids.index(gold.speaker) in who


# --- Dates ----------------------------------------------------------------------------------------


def gold_dates(path: Path) -> list[GoldDate]:
    """Return the annotated dates whose value is a date or an interval of dates."""
    found = []
    opened: tuple[int, str] | None = None
    for word, row in _rows(path):
        match = _DATE.search(row[9])
        if match:
            opened = word, _edtf(match[1])
        if "</date>" in row[9] and opened is not None:
            if opened[1]:
                found.append(GoldDate((opened[0], word + 1), opened[1]))
            opened = None
    return found


def _edtf(attributes: str) -> str:
    """Return the value of a date's attributes; "" where they give less than a date."""
    values = {name: value[:10] for name, value in _VALUE.findall(attributes) if _DAY.match(value)}
    if "when" in values:
        return _padded(values["when"])
    both = [_padded(values[name]) for name in ("from", "to") if name in values]
    return "/".join(both) if len(both) == 2 else ""


def _padded(value: str) -> str:
    before_christ = re.fullmatch(r"-(\d{3,4})", value)
    if before_christ:
        return f"-{int(before_christ[1]) - 1:04}"
    return f"0{value}" if re.match(r"\d{3}(?!\d)", value) else value


_SEASONS = {"21": (3, 5, 6), "22": (6, 8, 9), "23": (9, 11, 12), "24": (12, 2, 3)}
"""By EDTF's code: the first month, the third, and that of the solstice or equinox it ends with."""


def _closed(value: str) -> frozenset[str]:
    """Return the ways to write an EDTF value without open end or doubt, intervals as days."""
    date = value.strip("/~")
    years = re.fullmatch(r"(\d+)(X+)", date)
    if years:
        first, last = (years[1] + digit * len(years[2]) for digit in "09")
        return frozenset((_as_days(f"{first}/{last}"),))
    season = re.fullmatch(r"(\d{4})-(2[1-4])", date)
    if season:
        begin, *ends = _SEASONS[season[2]]
        year = int(season[1])
        return frozenset(
            _as_days(f"{year:04}-{begin:02}/{year + (end < begin):04}-{end:02}") for end in ends
        )
    return frozenset((_as_days(date),))


def _as_days(value: str) -> str:
    """Return an interval by its first and last day; a single date stays as it is."""
    begin, _, end = value.partition("/")
    if not end:
        return value
    possible = period(f"{begin}/{end}")
    if possible is None or possible.earliest is None or possible.latest is None:
        return value
    return f"{possible.earliest.isoformat()}/{possible.latest.isoformat()}"


def _covers(words: Span, others: Span) -> bool:
    return words.begin <= others.begin and others.end <= words.end and words != others


def add_dates(count: Count, path: Path, laid: Laid) -> None:
    """Count a document's dates."""
    written = _WRITTEN.search(path.read_text(encoding="utf-8"))
    anchor = Anchor.of(written[1] if written else "")
    found: list[tuple[Span, str]] = []
    before = ""
    for when in find_whens(laid.doc.text):
        value = when.value(anchor, before=before)
        found.append((when.span, value))
        before = value or before
    for gold in gold_dates(path):
        span = laid.span(*gold.words)
        wanted = _as_days(gold.value)
        count.wanted += 1
        count.right += any(
            wanted in _closed(value) or (_covers(words, span) and gold.value in value.split("/"))
            for words, value in found
            if words.overlaps(span)
        )
