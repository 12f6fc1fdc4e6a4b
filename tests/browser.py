"""Debian's Chromium, in which the pages are tested; continuous integration installs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
PATIENCE = 120_000
"""Milliseconds that a step may take: a busy machine is no fault of the page."""
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    "--no-proxy-server",  # a server on this machine is asked without one
)

NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: `apt-get install chromium`, as .ci/run"
)
IN_A_BROWSER = [pytest.mark.enable_socket, NEEDS_CHROMIUM]
"""What modules are marked with whose tests need the browser."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium without a window; yield it."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=_ARGUMENTS, timeout=PATIENCE
        )
        yield browser
        browser.close()
