"""The line to PostgreSQL is cut, grows silent, and slow: whoever asks hears so within seconds, and nothing is done twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Condition, Event
from time import monotonic
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import func, select

from api import clock
from api.application import create_app
from api.opening import open_database
from api.record.chain import faults
from api.tables.requests import MatchRequest
from api.tables.visits import Offer
from tests.api.conftest import authorise, settings_for
from tests.api.offers.office import FRIDAY_BEFORE, Office, world_time
from tests.api.reliability.proxy import Line, Proxy

CALLERS = 3
LIMIT = 3.0
"""Seconds that a request may wait for the database."""
SLACK = 3.0
"""Seconds more, for a machine that is busy with other things."""
PATIENCE = 120.0

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Told(NamedTuple):
    """What a caller was told, and after how many seconds."""

    caller: int
    status: int
    code: str
    seconds: float


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    """A whole line to the database."""
    with Proxy(database_url) as proxy:
        yield proxy


@pytest.fixture
def office(proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A service at the other end of the line, with the tiny week."""
    monkeypatch.setattr(clock, "world_now", lambda: world_time(FRIDAY_BEFORE))
    settings = settings_for(proxy.url, tmp_path).model_copy(update={"database_seconds": LIMIT})
    with TestClient(create_app(settings)) as client:
        authorise(client)
        client.event_hooks["request"] = []
        yield Office(client)


class Callers:
    """Each calls for help again and again; a call that fails is made again with the same key, until it is answered."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.told: list[Told] = []
        self.answered = 0
        self._news, self._over = Condition(), Event()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Inside, they call; at the end each hears the answer to its last call."""
        with ThreadPoolExecutor(CALLERS) as pool:
            working = [pool.submit(self._call_on, number) for number in range(CALLERS)]
            try:
                yield
            finally:
                self._over.set()
            for one in working:
                one.result(PATIENCE)

    def until_each_was_told(self, status: int) -> list[Told]:
        """Twice from now on, so that at least one call was made after now; all that they were told meanwhile."""
        since = len(self.told)

        def were() -> bool:
            tellings = [one.caller for one in self.told[since:] if one.status == status]
            return all(tellings.count(number) >= 2 for number in range(CALLERS))

        with self._news:
            assert self._news.wait_for(were, PATIENCE), self.told[since:]
            return self.told[since:]

    def _call_on(self, number: int) -> None:
        for call in count():
            while self._call(number, f"key-{number}-{call}").status_code == 503:
                pass
            self.answered += 1
            if self._over.is_set():
                return

    def _call(self, number: int, key: str) -> Response:
        window = {"start": f"{self.office.day(0)}T08:00", "end": f"{self.office.day(0)}T12:00"}
        fields = {"cadre_id": "c3", "service": "household", "minutes": 60, "windows": [window]}
        begun = monotonic()
        answer = self.office.client.post("/v1/matches", json=fields, headers={"Idempotency-Key": key})
        code = answer.json().get("code", "") if not answer.is_success else ""
        with self._news:
            self.told.append(Told(number, answer.status_code, code, monotonic() - begun))
            self._news.notify_all()
        return answer


@pytest.mark.parametrize("line", [Line.CUT, Line.SILENT, Line.SLOW])
def test_calls_fail_in_seconds_then_recover_and_none_is_done_twice(
    line: Line, office: Office, proxy: Proxy, database_url: str
) -> None:
    callers = Callers(office)

    with callers.at_work():
        callers.until_each_was_told(201)
        proxy.be(line)
        lost = callers.until_each_was_told(503)
        health = office.client.get("/v1/health") if line is not Line.SLOW else None
        proxy.be(Line.WHOLE)
        callers.until_each_was_told(201)

    assert {one.status for one in callers.told} == {201, 503}
    assert {one.code for one in lost if one.status == 503} == {"DATABASE_UNAVAILABLE"}
    assert max(one.seconds for one in lost) < LIMIT + SLACK
    assert health is None or (health.status_code, health.headers["Retry-After"]) == (503, "2")
    assert number_of(office, database_url, MatchRequest) == callers.answered


def test_a_publication_whose_answer_was_lost_is_whole_or_not_there(
    office: Office, proxy: Proxy, database_url: str
) -> None:
    etag = office.etag
    publish: Callable[[], Response] = lambda: office.client.post(  # noqa: E731
        f"/v1/rosters/{office.id}/publish", headers={"If-Match": etag}
    )
    proxy.be(Line.SILENT)

    lost = publish()
    proxy.be(Line.WHOLE)
    again = publish()
    while again.status_code == 503:
        again = publish()

    assert lost.status_code == 503
    assert again.status_code in (200, 412)  # what was said before the silence arrives after it
    assert office.roster["state"] == "published"
    # Crews of 1, 1, 2 and 1.
    assert number_of(office, database_url, Offer) == 5


def number_of(office: Office, url: str, table: type) -> int:
    """Rows, past the line; the record of how they came to be is whole."""
    service = open_database(office.client.app.state.settings.model_copy(update={"database_url": url}))  # type: ignore[attr-defined]
    with service.reading() as session:
        assert list(faults(session, session.info["keyring"])) == []
        number = int(session.exec(select(func.count()).select_from(table)).one())
    service.close()
    return number
