"""A problem that was made for one reader serves the next, until anything changes of which it was made."""

from datetime import date, timedelta

from fastapi.testclient import TestClient
from sqlmodel import select

import api.rosters.problems
from api.rosters.problems import MOST, problem_of
from api.settings import Settings
from api.storage import Database
from api.tables.people import Volunteer
from api.tables.places import Station
from api.weeks.scope import Scope
from matcher.domain import Problem

MONDAY = date(2026, 11, 23)


def asked(database: Database, settings: Settings, monday: date = MONDAY) -> Problem:
    """The week of all stations, as a reader gets it."""
    with database.reading() as session:
        stations = tuple(session.exec(select(Station).order_by(Station.id)).all())
        return problem_of(session, settings, Scope(stations, ()), monday, named=False)


def test_what_was_made_is_told_again_until_a_row_changes(pilots: TestClient, settings: Settings) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]

    first, second = asked(database, settings), asked(database, settings)
    with database.writing() as session:
        gone = session.exec(select(Volunteer).order_by(Volunteer.id)).first()
        assert gone is not None
        gone.active = False
    third = asked(database, settings)

    assert second is first
    assert third is not first
    assert gone.id in first.volunteer_by_id
    assert gone.id not in third.volunteer_by_id


def test_who_writes_sees_what_nobody_else_sees_yet(pilots: TestClient, settings: Settings) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    gone = asked(database, settings).volunteers[0].id

    with database.writing() as session:
        stations = tuple(session.exec(select(Station).order_by(Station.id)).all())
        session.get_one(Volunteer, gone).active = False
        session.flush()
        mine = problem_of(session, settings, Scope(stations, ()), MONDAY, named=False)
        session.rollback()

    assert gone not in mine.volunteer_by_id
    assert gone in asked(database, settings).volunteer_by_id


def test_not_more_are_kept_than_there_is_room_for(pilots: TestClient, settings: Settings) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]

    for week in range(MOST + 3):
        asked(database, settings, MONDAY + timedelta(weeks=week))

    with database.reading() as session:
        assert len(api.rosters.problems._kept[session.get_bind()]) == MOST
