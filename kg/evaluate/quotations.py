"""PolNeAR: roles and attributions, exactly and by overlap.

Protocol: each annotator's version of an article is a text of its own; the raw text goes through the
pipeline. A role's F1 counts pieces with exactly the annotated code points. Direct quotes are the
content pieces that begin with a quotation mark. A pair joins an attribution's content pieces with
its source pieces; exact pairs have all code points right, the others an intersection over union of
at least .5 on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.evaluate.scores import Count, characters, matched_pairs
from kg.model import Attribution, Span
from kg.train.corpora.polnear import standoff

_OPENING = ("“", '"', "‘", "'", "``", "«")
Reader = Callable[[str], tuple[Attribution, ...]]


def gold_attributions(path: Path, text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a brat file that have content."""
    found = []
    for _, roles in standoff(path):
        content, cue, source = (
            tuple(sorted(_trimmed(text, spans)))
            for spans in (roles.get("Content", []), roles.get("Cue", []), roles.get("Source", []))
        )
        if content:
            found.append(Attribution(content, cue, source, 1.0))
    return tuple(found)


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[Span]:
    for begin, end in spans:
        piece = text[begin:end]
        if piece.strip():
            yield Span(begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()))


def polnear_figures(folder: Path, read: Reader) -> dict[str, float]:
    """Return the figures of a part of PolNeAR; `read` gives the attributions of a raw text."""
    counts = {name: Count() for name in ("source", "cue", "content", "direct", "pair")}
    loose, by_character = Count(), Count()
    ours: dict[str, tuple[Attribution, ...]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rpartition("_")[0]
        raw = (folder / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        if stem not in ours:
            ours[stem] = read(raw)
        _count(raw, ours[stem], gold_attributions(path, raw), counts, loose, by_character)
    names = ("source", "cue", "content", "direct")
    return {f"{name}_f1": counts[name].f1 for name in names} | {
        "content_char_f1": by_character.f1,
        "pair_exact_f1": counts["pair"].f1,
        "pair_iou_f1": loose.f1,
    }


def _pieces(attributions: Sequence[Attribution], role: str) -> set[Span]:
    return {span for attribution in attributions for span in getattr(attribution, role)}


def _count(
    raw: str,
    found: Sequence[Attribution],
    gold: Sequence[Attribution],
    counts: dict[str, Count],
    loose: Count,
    by_character: Count,
) -> None:
    for role in ("source", "cue", "content"):
        counts[role].add(_pieces(found, role), _pieces(gold, role))
    ours, theirs = _pieces(found, "content"), _pieces(gold, "content")
    counts["direct"].add(_direct(raw, ours), _direct(raw, theirs))
    by_character.add(characters(ours), characters(theirs))
    pairs = [(x.content, x.source) for x in found if x.source]
    wanted = [(x.content, x.source) for x in gold if x.source]
    counts["pair"].add(pairs, wanted)
    loose.right += matched_pairs(pairs, wanted)
    loose.found += len(pairs)
    loose.wanted += len(wanted)


def _direct(raw: str, spans: Iterable[Span]) -> set[Span]:
    return {span for span in spans if raw.startswith(_OPENING, span.begin)}
