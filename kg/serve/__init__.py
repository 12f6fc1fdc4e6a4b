"""The graph over HTTP, on this machine alone and to be read only: queries, graphs, pages.

`protocol` reads SPARQL 1.1 Protocol requests, `negotiation` finds the format that a client wants,
`app` joins them to a web application over a `Site`; `server` runs it on 127.0.0.1.
"""

from kg.serve.app import application
from kg.serve.server import serve
from kg.serve.site import Reply, Shipped, Site

__all__ = ["Reply", "Shipped", "Site", "application", "serve"]
