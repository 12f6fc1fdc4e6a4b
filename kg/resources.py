"""Where the files that travel with the package lie: ontology, samples, weights, page assets."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `name` ("ontology", "data"), in a source tree or an installed wheel.

    Raises FileNotFoundError where the installation lacks it.
    """
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{name}/ is missing from the installation of kg: install it again")
