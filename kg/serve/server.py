"""Runs the application on this machine, for this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from kg.errors import KgError
from kg.serve.app import application
from kg.serve.site import Site

ADDRESS = "127.0.0.1"


def serve(site: Site, port: int = 0, *, ready: Callable[[str], None] | None = None) -> None:
    """Serve `site` until interrupted; port 0 takes any that is free.

    `ready` is told the address once it can be asked. Raises KgError where the port is taken.
    """
    listener = _listener(port)
    with listener:
        address = f"http://{ADDRESS}:{listener.getsockname()[1]}/"
        config = uvicorn.Config(
            application(site),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=True,
            lifespan="off",
        )
        if ready:
            ready(address)
        uvicorn.Server(config).run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    """Return a socket that listens already, so that who is told the address can ask at once."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise KgError(
            f"port {port} of {ADDRESS} cannot be used ({error}); choose another with --port, "
            "or 0 for any that is free"
        ) from error
    return listener
