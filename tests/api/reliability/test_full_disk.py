"""The disk is full: whoever writes is told so, nothing is half done, whoever reads goes on, and so do all when there is room."""

import resource
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.exc import DBAPIError

from api.authority import Role
from api.demo import fill
from api.identity.keys import make_key
from api.opening import open_database
from api.record.chain import faults
from api.rosters.versions import append, create
from api.storage import Database
from api.storage.full import disk_is_full
from api.tables.rosters import Cause
from benchmarks.served import Served
from matcher.domain import Roster
from tests.api.offers.office import ROSTER, WEEK
from tests.api.reliability.writes import Desk
from tests.building import MONDAY

FRAME = 4096 + 24
"""Bytes that a changed page takes in the log of what is written; every write here changes more than three."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server process with the tiny week as a draft, in a week that is still to come."""
    service = Served(f"sqlite:///{tmp_path / 'service.sqlite'}", tmp_path, worker=False)
    monday = coming_monday()
    days = monday - MONDAY
    visits = tuple(one.revised(start=one.start + days, end=one.end + days) for one in ROSTER.visits)
    database = open_database(service.settings)
    with database.writing() as session:
        fill(session, WEEK)
        append(session, create(session, monday, region_id="city"), Roster(visits=visits), cause=Cause.SOLVED)
        _, key = make_key(session, "tests", Role.CITY)
    database.close()
    service.client.headers["Authorization"] = f"Bearer {key}"
    with service:
        yield service


def coming_monday() -> date:
    """Of the week after next."""
    today = date.today()
    return today + timedelta(days=14 - today.weekday())


def test_each_kind_of_write_is_refused_whole_and_taken_when_there_is_room(served: Served, tmp_path: Path) -> None:
    file, dice = tmp_path / "service.sqlite", Random(5)
    roster = served.client.get("/v1/rosters").json()["items"][0]["id"]
    taken = []

    for name, send in Desk(served.client, roster, coming_monday()).writes():
        before = content_of(file)
        fill_the_disk(served, file, dice.randrange(3 * FRAME))
        refused = send()
        looking = served.client.get(f"/v1/rosters/{roster}")
        after = content_of(file)
        make_room(served)
        again = send()

        assert (name, refused.status_code, refused.json()["code"]) == (name, 503, "DISK_FULL"), refused.text
        assert refused.headers["Retry-After"]
        assert looking.status_code == 200
        assert after == before
        assert again.is_success, (name, again.text)
        assert content_of(file) != before
        taken.append(name)

    assert len(taken) >= 20
    assert check(served, file) == ["ok"]


def fill_the_disk(served: Served, file: Path, room: int) -> None:
    """No file of the server grows beyond what the database needs now and so many bytes of the next write."""
    with sqlite3.connect(file) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    line.close()
    resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))


def make_room(served: Served) -> None:
    """As much as it likes."""
    resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def content_of(file: Path) -> int:
    """A hash of all rows; the file is sound."""
    line = sqlite3.connect(file)
    try:
        assert line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return hash(tuple(line.iterdump()))
    finally:
        line.close()


def check(served: Served, file: Path) -> list[str]:
    """What SQLite says of the file, once the record of all that was written is known to be whole."""
    database = open_database(served.settings)
    with database.reading() as session:
        assert list(faults(session, session.info["keyring"])) == []
    database.close()
    with sqlite3.connect(file) as line:
        found = [row[0] for row in line.execute("PRAGMA integrity_check")]
    line.close()
    return found


def test_what_the_database_says_of_a_full_disk_is_told_apart_from_other_trouble(database: Database) -> None:
    full = (
        "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        if database.is_postgres
        else "CREATE TABLE more AS SELECT zeroblob(100000) AS bytes"
    )

    def ask(statement: str) -> None:
        with database.writing() as session:
            connection = session.connection()
            if not database.is_postgres:
                connection.exec_driver_sql("PRAGMA max_page_count = 1")  # never below what there is: no page more
            connection.exec_driver_sql(statement)

    with pytest.raises(DBAPIError) as no_room:
        ask(full)
    with pytest.raises(DBAPIError) as other:
        ask("SELECT * FROM nowhere")

    assert disk_is_full(no_room.value)
    assert not disk_is_full(other.value)
