"""What all tests share: no network; the pipeline and the browser, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket

from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started for the first test that opens a window in it."""
    with chromium() as started:
        yield started
