"""Real servers on this machine, each started for its tests in an empty folder and ended after."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
    "oxigraph"
)
VIRTUOSO = shutil.which("virtuoso-t")
"""Debian's virtuoso-opensource-7-bin."""

PATIENCE = 120
"""Seconds that a server may take to start."""

_VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {inner}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {port}
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def oxigraph() -> Iterator[str]:
    """Start an Oxigraph server with its content in memory; yield its address."""
    assert OXIGRAPH, "needs an Oxigraph server: pip install oxigraph"
    port = free_port()
    with _running([OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}"], None, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Start a Virtuoso in an empty folder; yield its address. Its user is dba, as its password."""
    assert VIRTUOSO, "needs Virtuoso: apt-get install virtuoso-opensource-7-bin"
    port, inner = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(port=port, inner=inner))
    with _running([VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"], folder, port):
        yield f"virtuoso+http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], folder: Path | None, port: int) -> Iterator[None]:
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(server, port)
            yield
        finally:
            server.kill()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(PATIENCE * 20):
        assert server.poll() is None, "the server ended at once"
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not start")
