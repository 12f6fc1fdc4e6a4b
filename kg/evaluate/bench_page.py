"""How large the page is and how soon it is drawn, at several sizes of graph, in Chromium.

The graphs are those of `kg.evaluate.crowd`. What is measured is the time from opening the file to
its first paint, as Chromium tells it, and to the frame after everything is drawn; of some openings
the best counts.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.evaluate.crowd import crowd
from kg.view.network import network
from kg.view.pages import write_page

SIZES: Mapping[int, tuple[int, int]] = {500: (5, 33), 5_000: (17, 98), 10_000: (34, 98)}
"""Nodes of a graph, about, and the towns and people that make it."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
_OPENINGS = 3
_DRAWN = """() => new Promise((found) => {
  const look = () => {
    const names = ["first-contentful-paint", "drawn"];
    const marks = names.map((name) => performance.getEntriesByName(name)[0]);
    if (marks.every(Boolean)) found(marks.map((mark) => mark.startTime));
    else setTimeout(look, 20);
  };
  look();
})"""

log = logging.getLogger(__name__)


def page_figures() -> Iterator[tuple[str, float, str]]:
    """Yield what was measured, its value and unit; no times without playwright and Chromium."""
    with TemporaryDirectory() as folder:
        files = {nodes: Path(folder) / f"{nodes}.html" for nodes in SIZES}
        for nodes, (towns, people) in SIZES.items():
            findings, resolution = crowd(towns, people)
            write_page(network(findings, resolution), findings, files[nodes])
            yield f"page: size at {nodes:,} nodes", files[nodes].stat().st_size / 1000, "KB"
        for nodes, painted, drawn in _times(files):
            yield f"page: first paint at {nodes:,} nodes", painted, "ms"
            yield f"page: drawn at {nodes:,} nodes", drawn, "ms"


def _times(files: Mapping[int, Path]) -> Iterator[tuple[int, float, float]]:
    """Yield the milliseconds to the first paint of each page, and until it is drawn."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        log.warning("page: no times: playwright is missing; pip install 'witness-kg[dev]'")
        return
    browser_file = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_file is None:
        log.warning("page: no times: Chromium is missing; none of %s is there", ", ".join(BROWSERS))
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_file, args=_ARGUMENTS)
        for nodes, file in files.items():
            opened = [_opened(browser, file) for _ in range(_OPENINGS)]
            yield nodes, min(paint for paint, _ in opened), min(drawn for _, drawn in opened)
        browser.close()


def _opened(browser: Any, file: Path) -> tuple[float, float]:
    """Return the milliseconds to a page's first paint and until it is drawn."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(file.as_uri())
    painted, drawn = page.evaluate(_DRAWN)
    page.close()
    return painted, drawn
