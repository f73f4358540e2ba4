"""Instants, words and parts of documents come back as they went in, on SQLite and PostgreSQL alike."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import Session

from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.needs import Need, NeedWeek
from api.tables.people import Volunteer
from api.tables.places import Region, RegionKind, Station, StationState
from api.tables.rosters import Roster
from api.tables.weekly import WeeklyWindow
from matcher.domain import Qualification

WINDOWS = [WeeklyWindow(weekday=0, start="08:00", end="11:30"), WeeklyWindow(weekday=6, start="20:00", end="24:00")]
HELD = [Qualification(name="nurse", valid_until=date(2027, 3, 31)), Qualification(name="driver")]


def station(session: Session) -> None:
    session.add(Region(id="city", name="柳州市", kind=RegionKind.CITY))
    session.flush()
    session.add(Station(id="s", region_id="city", name="站", state=StationState.PILOT, latitude=24.3, longitude=109.4))
    session.flush()


def test_an_instant_is_the_same_moment_whatever_its_offset(database: Database) -> None:
    in_liuzhou = datetime(2026, 11, 23, 8, 5, 7, 123456, tzinfo=timezone(timedelta(hours=8)))
    with database.writing() as session:
        station(session)
        session.add(Roster(id="r", station_id="s", week=date(2026, 11, 23), published_at=in_liuzhou))

    with database.reading() as session:
        kept = session.get_one(Roster, "r").published_at

    # eight hours behind
    assert kept == in_liuzhou
    assert kept is not None
    assert kept.isoformat() == "2026-11-23T00:05:07.123456+00:00"


def test_a_local_time_is_no_instant(database: Database) -> None:
    with database.writing() as session:
        station(session)
    local = datetime(2026, 11, 23, 8, 5)

    with pytest.raises(StatementError, match="needs its offset"), database.writing() as session:
        session.add(Roster(station_id="s", week=date(2026, 11, 23), published_at=local))


def test_parts_of_documents_come_back_as_what_they_were(database: Database) -> None:
    with database.writing() as session:
        station(session)
        session.add(
            Volunteer(
                id="v", station_id="s", name="示例", latitude=24, longitude=109, languages=["zh", "壮"],
                availability=WINDOWS, qualifications=HELD,
            )
        )  # fmt: skip

    with database.reading() as session:
        kept = session.get_one(Volunteer, "v")

    assert kept.availability == WINDOWS
    assert kept.qualifications == HELD
    assert kept.languages == ["zh", "壮"]


def test_no_part_is_no_value_and_not_the_word_null(database: Database) -> None:
    with database.writing() as session:
        station(session)
        session.add(Cadre(id="c", station_id="s", name="示例", latitude=24, longitude=109))
        session.flush()
        session.add(Need(id="n", cadre_id="c", service="household", minutes=60))
        session.flush()
        session.add(NeedWeek(need_id="n", week=date(2026, 11, 23), visits=0, windows=None))

    with database.reading() as session:
        empty = session.connection().execute(text("SELECT count(*) FROM need_week WHERE windows IS NULL")).scalar()

    assert empty == 1


def test_a_part_that_this_version_cannot_read_is_found_when_it_is_read(database: Database) -> None:
    with database.writing() as session:
        station(session)
        session.add(Volunteer(id="v", station_id="s", name="示例", latitude=24, longitude=109, availability=WINDOWS))
    with database.writing() as session:
        broken = '[{"weekday": 9, "start": "08:00", "end": "11:30"}]'
        session.connection().execute(text("UPDATE volunteer SET availability = :part"), {"part": broken})

    with database.reading() as session, pytest.raises(ValidationError):
        session.get(Volunteer, "v")


def test_a_word_comes_back_as_a_member_and_no_other_word_is_kept(database: Database) -> None:
    with database.writing() as session:
        station(session)

    with database.reading() as session:
        assert session.get_one(Station, "s").state is StationState.PILOT
    with pytest.raises(StatementError), database.writing() as session:
        session.get_one(Station, "s").state = "asleep"  # type: ignore[assignment]


def test_a_row_tells_when_it_was_made_and_changed(database: Database) -> None:
    with database.writing() as session:
        station(session)
    with database.writing() as session:
        session.get_one(Station, "s").capacity = 7

    with database.reading() as session:
        kept = session.get_one(Station, "s")

    assert kept.version == 2
    assert kept.created_at.tzinfo == kept.changed_at.tzinfo == UTC
    assert kept.created_at <= kept.changed_at
