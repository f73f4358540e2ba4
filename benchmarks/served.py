"""The service as an operator runs it: a server process with its worker, on one database, that can be killed and begun again."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Any, NamedTuple

import httpx2
import psutil

import scenarios
from api.authority import Role
from api.demo import fill
from api.identity.keys import make_key
from api.opening import open_database
from api.settings import Settings

PATIENCE = 90.0
"""Seconds that anything may take here; two cores may be busy with other work."""


class Told(NamedTuple):
    """A server-sent event."""

    number: int
    kind: str
    data: dict[str, Any]


class Served:
    """One service; the folder holds its keys and what its processes write. Without a `worker` it solves nothing."""

    def __init__(self, database_url: str, folder: Path, *, worker: bool = True) -> None:
        self._environment = os.environ | {
            "MATCHER_DATABASE_URL": database_url,
            "MATCHER_WORKER": str(worker),
            "MATCHER_KEY_FILE": str(folder / "service.keys"),
            "MATCHER_REQUESTS_PER_MINUTE": "1000000",  # one key asks for a whole city
            "MATCHER_LARGE_REQUESTS_PER_MINUTE": "1000000",
        }
        self.settings = Settings(database_url=database_url, key_file=folder / "service.keys", worker=False)
        self._log = folder / "service.log"
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{self._port}", timeout=PATIENCE)

    def fill(self) -> None:
        """The four pilots move in, and the client gets a key of the city; before the service begins."""
        database = open_database(self.settings)
        with database.writing() as session:
            fill(session, scenarios.get("four_pilots").build())
            _, key = make_key(session, "served", Role.CITY)
        database.close()
        self.client.headers["Authorization"] = f"Bearer {key}"

    def __enter__(self) -> "Served":
        self.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()
        self.client.close()

    def begin(self) -> None:
        """It answers when this returns."""
        command = [sys.executable, "-m", "uvicorn", "--factory", "api.application:create_app"]
        options = ["--port", str(self._port), "--log-level", "warning", "--timeout-graceful-shutdown", "2"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options], env=self._environment, cwd=self._log.parent, stdout=log, stderr=log
            )
        until(self._answers)

    def end(self) -> None:
        """As an operator ends it."""
        self._leave(signal.SIGTERM)

    def kill(self) -> None:
        """As the machine may end it."""
        self._leave(signal.SIGKILL)

    @property
    def pid(self) -> int:
        """Of the server."""
        assert self._process is not None
        return self._process.pid

    def worker(self) -> psutil.Process:
        """The process that solves, as soon as there is one."""
        found: list[psutil.Process] = []

        def there() -> bool:
            assert self._process is not None
            children = psutil.Process(self._process.pid).children()
            found[:] = [one for one in children if "api.jobs.worker" in one.cmdline()]
            return bool(found)

        until(there)
        return found[0]

    def kill_worker(self) -> None:
        """As the machine may end it."""
        worker = self.worker()
        worker.kill()
        until(lambda: not worker.is_running())

    def roster(self) -> str:
        """The address of an empty draft of the pilots' week, or of the one that is there."""
        made = self.client.post("/v1/rosters", json={"region_id": "city", "week": "2026-11-23"})
        return f"/v1/rosters/{made.json()['roster'] if made.status_code == 409 else made.json()['id']}"

    def solve(self, roster: str, **wanted: Any) -> str:
        """The address of a job."""
        etag = self.client.get(roster).headers["ETag"]
        asked = self.client.post(f"{roster}/solve", json=wanted, headers={"If-Match": etag})
        assert asked.status_code == 202, asked.text
        return str(asked.headers["Location"])

    def job(self, address: str) -> dict[str, Any]:
        """As it is now."""
        found: dict[str, Any] = self.client.get(address).json()
        return found

    def events(self, job: str, after: int = 0) -> Iterator[Told]:
        """As they are told, until the job has ended or the line is cut."""
        with self.client.stream("GET", f"{job}/events", headers={"Last-Event-ID": str(after)}) as stream:
            fields: dict[str, str] = {}
            for line in stream.iter_lines():
                if not line and "id" in fields:
                    yield Told(int(fields["id"]), fields["event"], json.loads(fields["data"]))
                if not line:
                    fields = {}
                name, _, value = line.partition(": ")
                fields[name] = value

    @property
    def log(self) -> str:
        """The end of what its processes wrote."""
        return self._log.read_text(encoding="utf-8")[-4000:]

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log
        try:
            return self.client.get("/v1/health").status_code == 200
        except httpx2.TransportError:
            return False

    def _leave(self, by: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(by)
            self._process.wait(PATIENCE)
            self._process = None


def until(true: Callable[[], bool]) -> None:
    """Returns as soon as it is true; raises TimeoutError where that takes too long."""
    deadline = monotonic() + PATIENCE
    while not true():
        if monotonic() > deadline:
            raise TimeoutError(f"still not after {PATIENCE:.0f} s")
        sleep(0.02)
