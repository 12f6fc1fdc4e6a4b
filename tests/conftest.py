"""What all tests share: no network, and the pipeline loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket

if TYPE_CHECKING:
    from spacy.language import Language

settings.register_profile(  # no test measures time
    "witness", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("witness")


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> None:
    """Block sockets, but for tests that talk to a browser or a server on this machine."""
    if request.node.get_closest_marker("enable_socket") is None:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The project's own pipeline with the shipped weights."""
    from kg.parse import load

    return load()
