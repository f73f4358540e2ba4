"""A service on the street that is easy to reckon with, and somebody at a station who calls for help."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api import clock
from api.demo import fill
from api.matches import hurrying
from api.rosters.versions import append, create
from api.settings import Settings
from api.storage import Database
from api.tables.rosters import Cause
from matcher.domain import Problem, Roster, Visit
from tests.api.conftest import settings_for
from tests.building import MONDAY, WALK

SUNDAY = "2026-11-22T20:00"

Open = Callable[..., "Street"]


@dataclass
class Street:
    """A service with one roster; the clock stands at Sunday evening before its week."""

    client: TestClient
    roster: str
    set_clock: Callable[[str], None]

    @property
    def database(self) -> Database:
        """Behind the service."""
        found: Database = self.client.app.state.database  # type: ignore[attr-defined]
        return found

    def call(
        self, cadre: str = "c2", *windows: tuple[str, str], headers: dict[str, str] | None = None, **more: Any
    ) -> Response:
        """An hour of household help on Monday from 9 to 10, unless said otherwise."""
        asked = [{"start": on_monday(start), "end": on_monday(end)} for start, end in windows or [("09:00", "10:00")]]
        fields = {"cadre_id": cadre, "service": "household", "minutes": 60, "windows": asked}
        return self.client.post("/v1/matches", json=fields | more, headers=headers or {})

    def match(self, *call: Any, **more: Any) -> dict[str, Any]:
        """What a good call is answered."""
        response = self.call(*call, **more)
        assert response.status_code == 201, response.text
        return dict(response.json())

    def take(self, match: dict[str, Any], option: int = 0, **headers: str) -> Response:
        """One of the options, in the roster in which it was offered."""
        chosen = match["options"][option]
        body = {"volunteers": [one["id"] for one in chosen["volunteers"]], "start": chosen["start"], "by": "站点"}
        sent = {"If-Match": match["if_match"]} | headers
        return self.client.post(f"/v1/matches/{match['id']}/apply", json=body, headers=sent)

    def visits(self) -> list[dict[str, Any]]:
        """Of the newest version."""
        return list(self.whole()["document"]["visits"])

    def whole(self) -> dict[str, Any]:
        """The roster with its newest version."""
        return dict(self.client.get(f"/v1/rosters/{self.roster}").json())


def on_monday(time: str) -> str:
    """As the contract writes it."""
    return f"{MONDAY}T{time}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """People walk at the pace of the street."""
    return settings_for(database_url, tmp_path).model_copy(update={"travel": {"walk": WALK}})


@pytest.fixture
def street(app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a service with these rows and this roster of station s1's week."""

    def set_clock(moment: str) -> None:
        local = datetime.fromisoformat(f"{moment}:00+08:00")
        monkeypatch.setattr(clock, "world_now", lambda: local)

    def opened(week: Problem, visits: Iterable[Visit] = ()) -> Street:
        database: Database = app.state.database
        with database.writing() as session:
            fill(session, week)
            roster = create(session, MONDAY, station_id="s1")
            append(session, roster, Roster(visits=tuple(visits)), cause=Cause.SOLVED)
        return Street(client, roster.id, set_clock)

    set_clock(SUNDAY)
    monkeypatch.setattr(hurrying, "SECONDS_FOR_REASONS", 3600)
    return opened
