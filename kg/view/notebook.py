"""The page in a notebook: a frame of its own, shut off from the notebook's pages and data."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import networkx as nx

from kg.model import Findings
from kg.view.content import content
from kg.view.page import ReadingRoom
from kg.view.pages import TITLE

HEIGHT = 640
SANDBOX = "allow-scripts allow-downloads allow-popups"
"""What the frame may do; without `allow-same-origin` it cannot reach the notebook."""


def frame(
    graph: nx.MultiDiGraph,
    findings: Sequence[Findings],
    *,
    title: str = TITLE,
    height: int = HEIGHT,
) -> str:
    """Return the page of `graph` as an element for a notebook, `height` CSS pixels high.

    It holds the whole page and loads nothing; same input, same text.
    """
    page = ReadingRoom(content(graph, findings), title=title).generate_html()
    style = f"width: 100%; height: {height}px; border: 1px solid #888"
    return (
        f'<iframe title="{escape(title)}" sandbox="{SANDBOX}" style="{style}" '
        f'srcdoc="{escape(page)}"></iframe>'
    )
