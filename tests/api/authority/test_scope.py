"""Outside somebody's stations nothing exists, by whatever way it is asked for."""

from datetime import date

import pytest
from sqlmodel import Session, SQLModel, func, select

import scenarios
from api.authority import Actor, Role
from api.authority.scope import criteria, limit
from api.demo import fill
from api.rosters.versions import create
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.rosters import Roster, RosterVersion

MONDAY = date(2026, 11, 23)
OF_NOBODY = {
    "region", "organisation", "calendar_day", "policy_version", "person", "user_session", "api_key", "login_failure",
    "data_version", "record_entry", "record_end", "data_key", "answered_call", "import",
}  # fmt: skip
"""Tables without a station: what is public, and what only its own rooms read."""


@pytest.fixture
def pilots_of(database: Database) -> Database:
    """Four stations, and a roster of one of them."""
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
        create(session, MONDAY, station_id="wantang")
    return database


def staff(session: Session, *stations: str) -> None:
    limit(session, Actor("wei", Role.STATION_STAFF, frozenset(stations)))


def test_every_table_belongs_to_stations_or_is_known_to_belong_to_none() -> None:
    limited = {table.__tablename__ for table, _ in criteria(frozenset(), frozenset())}  # type: ignore[attr-defined]

    everything = {table.name for table in SQLModel.metadata.sorted_tables}

    assert limited.isdisjoint(OF_NOBODY)
    assert limited | OF_NOBODY == everything


def test_lists_counts_and_single_rows_hold_ones_own_only(pilots_of: Database) -> None:
    with pilots_of.reading() as session:
        staff(session, "liuxing")

        cadres = session.exec(select(Cadre)).all()
        number = session.exec(select(func.count()).select_from(select(Cadre).subquery())).one()
        needs = session.exec(select(Need)).all()

        assert {cadre.station_id for cadre in cadres} == {"liuxing"}
        assert number == len(cadres) == 14  # each pilot station has fourteen cadres
        assert {need.cadre_id for need in needs} <= {cadre.id for cadre in cadres}
        assert session.get(Cadre, cadres[0].id) is not None
        assert session.get(Cadre, "wantang-c001") is None


def test_joins_and_what_hangs_on_a_roster_are_limited_too(pilots_of: Database) -> None:
    with pilots_of.reading() as session:
        staff(session, "liuxing")

        assert session.exec(select(Need, Cadre).join(Cadre).where(Cadre.station_id == "wantang")).all() == []
        assert session.exec(select(Roster)).all() == []
        assert session.exec(select(RosterVersion)).all() == []


def test_a_roster_is_seen_by_its_station(pilots_of: Database) -> None:
    with pilots_of.reading() as session:
        staff(session, "wantang")

        assert len(session.exec(select(Roster)).all()) == len(session.exec(select(RosterVersion)).all()) == 1


def test_without_any_station_there_is_nothing_and_with_all_there_is_everything(pilots_of: Database) -> None:
    with pilots_of.reading() as session:
        staff(session)
        assert [session.exec(select(table)).all() for table in (Cadre, Volunteer, Need, Roster)] == [[]] * 4

    with pilots_of.reading() as session:
        limit(session, Actor("chief", Role.CITY, None))
        assert len(session.exec(select(Cadre)).all()) == 56
