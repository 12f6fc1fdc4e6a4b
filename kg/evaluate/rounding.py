"""What int8 costs: figures of the shipped weights beside those of the same in float32.

    python -m kg.evaluate.rounding CORPORA OUTPUT

`OUTPUT` is where `kg train` has left `weights` and `float`. Exits 1 if any figure of quality loses
more than half a point.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.evaluate.floors import FEWER_IS_BETTER, UNPINNED
from kg.evaluate.run import figures

MOST = 0.005
"""What a figure may lose."""


def losses(
    whole: Mapping[str, Mapping[str, float]], rounded: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[str, str, float, float]]:
    """Yield (corpus, figure, whole, rounded) of all figures of quality."""
    for corpus, row in whole.items():
        for name, value in row.items():
            if name not in UNPINNED | FEWER_IS_BETTER:
                yield corpus, name, value, rounded[corpus][name]


def main() -> int:
    """Measure both and print what rounding costs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    whole = figures(options.corpora, weights=options.output / "float")
    rounded = figures(options.corpora, weights=options.output / "weights")
    worst = 0.0
    for corpus, name, before, after in losses(whole, rounded):
        worst = max(worst, before - after)
        sys.stdout.write(f"{corpus:12} {name:28} {before:.4f} {after:.4f} {after - before:+.4f}\n")
    sys.stdout.write(f"the most that a figure loses: {worst:.4f}\n")
    return int(worst > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
