"""Which parts of an article do not belong to its story: teasers, and items between ruled lines."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.knowledge import People


def sections(reading: Reading) -> list[int]:
    """Return the section of each paragraph; a line of mere marks (`___`) begins a new one."""
    found, number = [], 0
    for block in reading.paragraphs:
        ruled = not any(map(str.isalnum, reading.text[block.begin : block.end]))
        number += ruled
        found.append(number)
    return found


def teasers(reading: Reading, people: People) -> frozenset[int]:
    """Return the paragraphs that lead to something else: `Watch: …`, `READ MORE: …`."""
    found = []
    for number, block in enumerate(reading.paragraphs):
        label, colon, _ = reading.text[block.begin : block.end].partition(":")
        if colon and label.strip().lower() in people.teasers:
            found.append(number)
    return frozenset(found)
