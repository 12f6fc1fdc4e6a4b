"""Where the files that travel with the package lie: ontology, samples, schemas."""

import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `name` ("ontology", "data"), in a source tree or an installed wheel.

    Raises FileNotFoundError where the installation lacks it.
    """
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{name}/ is missing from the installation of kg: install it again")


def schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema of the package: "findings" for the lines of `kg extract`."""
    path = _PACKAGE / f"{name}.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
