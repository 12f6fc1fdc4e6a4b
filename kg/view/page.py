"""The page: one HTML file that shows the graph, opened from disk, that loads nothing more.

It is a pyvis network with a template of our own. Styles and scripts stand in `assets/` and are put
into the file; a content security policy names their hashes and allows nothing else. Whatever comes
from an article is data: packed JSON, which cannot end its element, put on the page as text only.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.view.content import Content, Json

ASSETS = Path(__file__).parent / "assets"

SCRIPTS = (
    *("dom", "words", "model", "state", "evidence", "lists", "voices", "panels", "reading"),
    *("overview", "boxes", "files", "keys", "picture", "search", "filters", "tables"),
    *("chronology", "start", "main"),
)
"""The page's own ES modules, each after those that it imports."""

OPTIONS: Mapping[str, Any] = {
    # vis-network's options; colours and type come from the style sheet
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "interaction": {
        "hover": True,
        "multiselect": False,
        "tooltipDelay": 3600000,
        "keyboard": {"enabled": False},  # keys.js goes from node to node
    },
}

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:const|function|class) (\w+))", re.MULTILINE)
_VIS = "vis-network.min.js"
_VIS_STYLES = 'if(g&&"undefined"!=typeof document){var C=document.head'
"""Where vis-network adds style sheets to the page: for widgets that are not used here."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a graph a page shows, which it says at its head.

    `excerpt` has what was asked for; `parts`, `bridges` and `elsewhere` are of an overview: the
    pages of the communities, what ties them, and who stands in which; `whole` leads from such a
    page back to the overview.
    """

    excerpt: Json = field(default_factory=dict)
    parts: Sequence[Json] = ()
    bridges: Sequence[Json] = ()
    elsewhere: Sequence[Sequence[str | int]] = ()
    whole: str = ""


class ReadingRoom(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that writes a page of our own; nodes and ties come from `Content`."""

    def __init__(self, found: Content, *, title: str, scope: Scope | None = None) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.heading = _LONE_SURROGATE.sub("\ufffd", title)
        self.options = dict(OPTIONS)
        self.path = "page.html"
        self.templateEnv = Environment(
            loader=FileSystemLoader(ASSETS, encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._content = found
        self._scope = scope or Scope()
        for node in found.nodes:
            self.add_node(node["id"], **{name: node[name] for name in node if name != "id"})
        for number, tie in enumerate(found.ties):
            self.add_edge(tie["source"], tie["target"], id=number, rests=tie["rests"])

    def add_node(self, n_id: str, label: str = "", shape: str = "dot", **options: Any) -> None:
        """Add a node, once; unlike the inherited method in a time that does not grow."""
        if n_id not in self.node_map:
            node = Node(n_id, shape, label, **options).options
            self.nodes.append(node)
            self.node_ids.append(n_id)
            self.node_map[n_id] = node

    def add_edge(self, source: str, to: str, **options: Any) -> None:
        """Add an edge between two nodes; raises KeyError where one of them is missing."""
        for end in (source, to):
            self.node_map[end]
        self.edges.append(Edge(source, to, self.directed, **options).options)

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:
        """Return the page; the arguments are pyvis's own and make no difference."""
        del name, local, notebook
        texts = json.loads((ASSETS / "texts.json").read_text("utf-8"))
        style, library, script = _asset("page.css"), _vis(), _own_script()
        data = {
            "title": self.heading,
            "nodes": self.nodes,
            "edges": self.edges,
            "options": self.options,
            "evidence": self._content.evidence,
            "articles": self._content.articles,
            "first": self._content.first,
            "every": self._content.every,
            "focus": self._content.focus,
            "excerpt": self._scope.excerpt,
            "parts": self._scope.parts,
            "bridges": self._scope.bridges,
            "elsewhere": self._scope.elsewhere,
            "whole": self._scope.whole,
            "texts": texts,
        }
        self.html = self.templateEnv.get_template(self.path).render(
            title=self.heading,
            texts=texts,
            policy=_policy(style, (library, script)),
            style=Markup(style),  # noqa: S704 (a file of our own)
            script=Markup(script),  # noqa: S704 (likewise)
            library=_packed_library(),
            data=packed(json.dumps(data, separators=(",", ":"))),
        )
        return self.html

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page in UTF-8, whole or not at all; only the name makes a difference."""
        del local, notebook, open_browser
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.part")
        draft.write_text(self.generate_html(), "utf-8", newline="\n")
        draft.replace(path)


@cache
def _packed_library() -> str:
    return packed(_vis())


def packed(text: str) -> str:
    """Return `text` compressed (RFC 1951) and in base64: a fifth of the page's data in size."""
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b64encode(press.compress(text.encode()) + press.flush()).decode()


def _asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


def _own_script() -> str:
    """Return the page's modules as one: each a function of its own that gives what it exports."""
    return "\n".join(("const modules = {};", *map(_module, SCRIPTS)))


def _module(name: str) -> str:
    script = _asset(f"{name}.js")
    exported = ", ".join(match[2] for match in _EXPORT.finditer(script))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = modules.\2;", script))
    return f"modules.{name} = await (async () => {{\n{body}return {{ {exported} }};\n}})();"


def _vis() -> str:
    """Return vis-network without the style sheets that it would add against the policy."""
    script = _asset(_VIS)
    if script.count(_VIS_STYLES) != 1:
        raise ValueError(f"{_VIS} adds its styles in another way: correct _VIS_STYLES")
    return script.replace(_VIS_STYLES, _VIS_STYLES.replace("if(g&&", "if(!1&&g&&"))


def _policy(style: str, scripts: Sequence[str]) -> str:
    """Return a policy that allows these styles and scripts, pictures made here, and no more."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
