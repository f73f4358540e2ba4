"""A service in the middle of its week: this week's roster published and half answered, next week's a draft, Monday in the ledger.

Made once per test process with the real solver, and copied by whoever needs it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

import api.clock
from api.application import create_app
from api.authority import Role
from api.demo import fill_pilots
from api.demo.filling import CITY
from api.identity.keys import make_key
from api.identity.users import make_user
from api.opening import open_database
from api.rosters.standing import standing
from api.rosters.versions import append, find
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.identity import UserFields
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.rosters import Cause, Roster
from api.tables.visits import LedgerEntry, Visit
from matcher.solve import solve

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 25, 10, 0)
"""Wednesday at ten, on the walls of Liuzhou."""
SHANGHAI = timedelta(hours=8)
MOVES = 20_000
"""Of the search: the same roster each time."""
PASSWORD = "four-nearby 2013"
STATION = "liuxing"
USERS = {
    "wei": (Role.CITY, {"region_id": CITY}),
    "qin": (Role.COORDINATOR, {"region_id": CITY}),
    "lu": (Role.STATION_STAFF, {"station_id": STATION}),
    "meng": (Role.GRID_WORKER, {"station_id": STATION}),
    "tan": (Role.TEAM_LEAD, {"station_id": STATION}),
    "he": (Role.AUDITOR, {"region_id": CITY}),
}
"""Who can sign in, by role; `make_user` knows them by these names."""


@contextmanager
def clock_at(local: datetime = NOW) -> Iterator[None]:
    """Clocks in Liuzhou show this time, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api.clock, "world_now", lambda: (local - SHANGHAI).replace(tzinfo=UTC))
        yield


def settings_in(folder: Path, worker: bool = False) -> Settings:
    """Settings of a service whose database and keys lie in the folder."""
    return Settings(
        database_url=f"sqlite:///{folder / 'service.sqlite'}", key_file=folder / "service.keys", worker=worker
    )


def furnish(folder: Path) -> None:
    """Fills an empty folder."""
    settings = settings_in(folder)
    with clock_at(), TestClient(create_app(settings)) as client:
        database: Database = client.app.state.database  # type: ignore[attr-defined]
        with database.writing() as session:
            fill_pilots(session, NOW.date())
        with database.writing() as session:
            for name, (role, scope) in USERS.items():
                make_user(session, UserFields(username=name, name=name, role=role, **scope), PASSWORD)
            _, key = make_key(session, "tests", Role.CITY)
        client.headers["Authorization"] = f"Bearer {key}"
        this_week = _roster(client, settings, MONDAY)
        _roster(client, settings, MONDAY + timedelta(days=7))
        _publish_and_answer(client, this_week)
        _close_monday(client)


def _roster(client: TestClient, settings: Settings, monday: date) -> str:
    """The id of a solved roster of the city."""
    made = client.post("/v1/rosters", json={"region_id": CITY, "week": f"{monday}"})
    assert made.status_code == 201, made.text
    roster_id: str = made.json()["id"]
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        roster = find(session, roster_id, for_change=True)
        here = standing(session, settings, roster)
        append(
            session, roster, solve(here.problem, here.policy, moves=MOVES, workers=1), cause=Cause.SOLVED, by="tests"
        )
    return roster_id


def _publish_and_answer(client: TestClient, roster_id: str) -> None:
    """Of the offers ahead every third is accepted, every seventh declined."""
    address = f"/v1/rosters/{roster_id}"
    with clock_at(datetime(2026, 11, 20, 15)):
        published = client.post(
            f"{address}/publish", json={}, headers={"If-Match": client.get(address).headers["ETag"]}
        )
        assert published.status_code < 300, published.text
        for number, link in enumerate(
            sorted(published.json()["links"], key=lambda one: (one["start"], one["volunteer"]))
        ):
            answer = {0: {"answer": "accepted"}, 1: {"answer": "declined", "reason": "家中有事"}}.get(
                0 if number % 3 == 0 else 1 if number % 7 == 1 else 2
            )
            if answer is not None:
                given = client.post(f"{link['link']}/answer", json=answer)
                assert given.status_code == 200, given.text


def _close_monday(client: TestClient) -> None:
    """Half of Monday's visits are in the ledger; the others are overdue."""
    for number, visit in enumerate(client.get(f"/v1/visits?day={MONDAY}&limit=100").json()["items"]):
        address = f"/v1/visits/{visit['id']}/outcome"
        planned = client.get(address).json()
        if number % 2 == 0 and planned.get("volunteers"):
            row = planned | {"outcome": "done", "content": "打扫卫生，陪同聊天", "place": "家中", "by": "卢"}
            made = client.post(address, json=row)
            assert made.status_code < 300, made.text
            if number % 4 == 0:
                face = {"face": 1 + number % 3, "words": "很好", "by": "卢"}
                client.post(f"/v1/ledger/{made.json()['id']}/feedback", json=face)


def copied(furnished: Path, into: Path) -> Path:
    """A service of one's own, as furnished."""
    copytree(furnished, into)
    return into


@cache
def ids_in(furnished: Path, station: str = STATION) -> dict[str, str]:
    """Something of each kind that pages are about, as names for addresses; of this station where it belongs to one."""
    database = open_database(settings_in(furnished))
    with database.reading() as session:
        own = {
            "cadre": select(Cadre).where(Cadre.station_id == station),
            "volunteer": select(Volunteer).where(Volunteer.station_id == station),
            "visit": select(Visit).where(Visit.station_id == station),
            "entry": select(LedgerEntry).where(LedgerEntry.station_id == station),
            "need": select(Need).join(Cadre, col(Cadre.id) == Need.cadre_id).where(Cadre.station_id == station),
            "roster": select(Roster).where(Roster.week == MONDAY),
        }
        found = {kind: session.exec(query.order_by("id")).first() for kind, query in own.items()}
    database.close()
    return {kind: row.id for kind, row in found.items() if row is not None} | {"station": station}
