"""Witness: who said what and who lived through what, from news articles to a graph.

>>> from kg import build, open_graph           # doctest: +SKIP
>>> build("articles/", output="output")        # doctest: +SKIP
>>> open_graph("output").people()              # doctest: +SKIP
"""

__version__ = "0.1.0"

from kg.build import build, open_graph, remove

__all__ = ["__version__", "build", "open_graph", "remove"]
