"""A coordinator who asks for jobs on one roster, and somebody in the same process who works on them when told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from api.jobs.lease import Lease, claim
from api.jobs.working import Work
from api.settings import Settings
from api.storage import Database
from benchmarks.served import until


class Office:
    """On the draft of the four pilots' week."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.database: Database = client.app.state.database  # type: ignore[attr-defined]
        self.settings: Settings = client.app.state.settings  # type: ignore[attr-defined]
        self.roster = client.post("/v1/rosters", json={"region_id": "city", "week": "2026-11-23"}).headers["Location"]

    def look(self, what: str = "") -> dict[str, Any]:
        """At the roster, or something below it."""
        found: dict[str, Any] = self.client.get(f"{self.roster}{what}").json()
        return found

    def ask(self, what: str = "solve", **wanted: Any) -> Response:
        """For a job, with the ETag of now."""
        etag = self.client.get(self.roster).headers["ETag"]
        return self.client.post(f"{self.roster}/{what}", json={"seconds": 1} | wanted, headers={"If-Match": etag})

    def edit(self, *steps: dict[str, Any]) -> Response:
        """The roster."""
        etag = self.client.get(self.roster).headers["ETag"]
        return self.client.post(f"{self.roster}/edits", json={"steps": steps}, headers={"If-Match": etag})

    def claim(self, server: str = "here") -> Lease | None:
        """As a worker of that server does."""
        with self.database.writing() as session:
            return claim(session, server)

    def work(self) -> None:
        """Somebody claims the job that waits, and works on it to its end."""
        lease = self.claim()
        assert lease is not None, "no job waits"
        Work(self.database, self.settings, lease).run()

    @contextmanager
    def at_work(self) -> Iterator[Work]:
        """Somebody works on the job that waits, meanwhile."""
        lease = self.claim()
        assert lease is not None, "no job waits"
        work = Work(self.database, self.settings, lease)
        thread = Thread(target=work.run)
        thread.start()
        try:
            yield work
        finally:
            thread.join()

    def solved(self, **wanted: Any) -> dict[str, Any]:
        """The job of a solve, asked for and done."""
        address = self.ask(**wanted).headers["Location"]
        self.work()
        return self.job(address)

    def job(self, address: str) -> dict[str, Any]:
        """As it is now."""
        found: dict[str, Any] = self.client.get(address).json()
        return found

    def events(self, address: str, after: int | None = None) -> list[dict[str, Any]]:
        """All that an ended job tells after a number, each with its `kind` and `number`."""
        headers = {} if after is None else {"Last-Event-ID": str(after)}
        text = self.client.get(f"{address}/events", headers=headers).text
        blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.split("\n\n")]
        return [
            {"kind": block["event"], "number": int(block["id"])} | json.loads(block["data"])
            for block in blocks
            if "id" in block
        ]

    def first_roster(self, address: str) -> None:
        """Returns when a checkpoint of the job is kept."""
        until(lambda: bool(self.client.get(f"{address}/roster").json()["visits"]))
