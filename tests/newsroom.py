"""Small articles by fictitious outlets, for tests of whole runs."""

from __future__ import annotations

from pathlib import Path

_STORY = """\
---
title: {place} bridge closes
published: 2024-03-{day:02}
publisher: {outlet}
url: https://{host}.example/{place}-bridge-{number}
---
The bridge at {place} will stay closed for {weeks} weeks, engineer {name} said on Monday.

“We found cracks in two of the pillars,” {short} said. “Nobody has to be afraid.”

{short}, {age}, was injured in an accident at the bridge in 2019.
"""
_NAMES = ("Ingrid Solberg", "Kwame Mensah", "Teodora Ilieva", "Rafael Quiroga", "Mei Tanaka")
_PLACES = ("Haverton", "Osmere", "Quillford", "Tarn Bay", "Wexley", "Dunmoor", "Ellery")


def story(number: int) -> str:
    """Return one short article; those of different numbers differ."""
    name = _NAMES[number % len(_NAMES)]
    return _STORY.format(
        place=_PLACES[number % len(_PLACES)],
        day=1 + number % 28,
        outlet=("Harbour Post", "Northern Wire")[number % 2],
        host=("harbourpost", "northernwire")[number % 2],
        number=number,
        weeks=2 + number,
        name=name,
        short=name.split()[1],
        age=30 + number % 30,
    )


def write_stories(folder: Path, count: int) -> Path:
    """Write `count` articles into a new folder and return it."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"story-{number:03}.txt").write_text(story(number), encoding="utf-8")
    return folder


def published(output: Path) -> dict[str, bytes]:
    """Return what a run wrote for people to take along."""
    names = ("graph.ttl", "graph.trig", "graph.html", "void.ttl", "manifest.json", "failed.jsonl")
    return {name: (output / name).read_bytes() for name in names}
