"""Quality floors: what figures must not fall below, with the digest of the data they were taken on.

    python -m kg.evaluate.floors PATH FILE [--weights FOLDER] [--slack .005]

measures PATH (`kg.evaluate.run`) and pins its figures in FILE anew, each `slack` below what was
measured; those of other corpora stay. Speed and memory depend on the machine and are not pinned.
Lowering a floor is a decision: `DECISIONS.md` says why.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.evaluate.parts import Part, named, parts_of
from kg.evaluate.run import MEASURES, figures

UNPINNED = frozenset({"words_per_second", "peak_mb"})
FEWER_IS_BETTER = frozenset({"quotes_too_many"})


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one corpus, and the digest of the files that it was measured on."""

    digest: str
    figures: Mapping[str, float] = field(default_factory=dict)


def read_floors(path: Path) -> dict[str, Floor]:
    """Read floors: corpus → floor; raises KgError where the file is malformed."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {name: Floor(entry["digest"], entry["figures"]) for name, entry in raw.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise KgError(f"{path}: not a file of floors ({error!r}): pin it anew") from error


def write_floors(path: Path, floors: Mapping[str, Floor]) -> None:
    """Write floors, sorted."""
    raw = {name: asdict(floor) for name, floor in floors.items()}
    path.write_text(json.dumps(raw, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def pinned(
    measured: Mapping[str, Mapping[str, float]], digests: Mapping[str, str], *, slack: float = 0.005
) -> dict[str, Floor]:
    """Return floors a little below what was measured."""
    return {
        corpus: Floor(
            digests[corpus],
            {
                name: value if name in FEWER_IS_BETTER else round(max(0.0, value - slack), 4)
                for name, value in row.items()
                if name not in UNPINNED
            },
        )
        for corpus, row in measured.items()
    }


def broken(floor: Floor, measured: Mapping[str, float]) -> Iterator[str]:
    """Yield, in words, each floor that the measured figures do not hold."""
    for name, least in floor.figures.items():
        value = measured.get(name)
        if value is None:
            yield f"{name} was not measured: its floor is {least:.4f}"
        elif (value > least) if name in FEWER_IS_BETTER else (value < least):
            yield f"{name} is {value:.4f}: its floor is {least:.4f}"


def digest_of(part: Part) -> str:
    """Return the first 16 hex digits of the SHA-256 of a part's files and their names."""
    total = hashlib.sha256()
    for place in part.paths:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                name = path.relative_to(place.parent).as_posix()
                total.update(name.encode() + b"\0")
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def digests(path: Path) -> dict[str, str]:
    """Return the digest of each part at a path, by its name in the figures."""
    return {key: digest_of(part) for key, part in named(parts_of(path, MEASURES))}


def pin(path: Path, file: Path, *, weights: Path | None = None, slack: float = 0.005) -> None:
    """Measure what is at `path` and pin its floors in `file`; those of other corpora stay."""
    kept = read_floors(file) if file.exists() else {}
    write_floors(file, kept | pinned(figures(path, weights=weights), digests(path), slack=slack))


def main(arguments: Sequence[str] | None = None) -> None:
    """Pin floors as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.floors", description=__doc__)
    parser.add_argument("path", type=Path, help="a corpus, a folder of corpora, or data/gold")
    parser.add_argument("file", type=Path, help="the floors: tests/evaluate/floors.json")
    parser.add_argument("--weights", type=Path, help="weights other than the package's")
    parser.add_argument("--slack", type=float, default=0.005, help="how far below (default .005)")
    options = parser.parse_args(arguments)
    pin(options.path, options.file, weights=options.weights, slack=options.slack)


if __name__ == "__main__":
    main()
