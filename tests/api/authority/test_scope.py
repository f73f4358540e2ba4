"""Outside somebody's stations nothing exists, by whatever way it is asked for."""

from datetime import date

import pytest
from sqlalchemy import delete, exists, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, func, select

import scenarios
from api.authority import Actor, Role
from api.authority.scope import criteria, limit
from api.demo import fill
from api.rosters.versions import create
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.places import Station
from api.tables.rosters import Roster, RosterVersion
from api.tables.visits import PriorVisits

MONDAY = date(2026, 11, 23)
OF_NOBODY = {
    "region", "organisation", "calendar_day", "policy_version", "person", "user_session", "api_key", "login_failure",
    "sign_in_attempt", "data_version", "record_entry", "record_end", "data_key", "answered_call", "import",
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


OF_CADRES = {
    "alias": lambda: select(aliased(Cadre)),
    "subquery": lambda: select(select(Cadre).subquery().c.station_id),
    "common table expression": lambda: select(select(Cadre).cte().c.station_id),
    "union": lambda: select(Cadre.station_id).union_all(select(Cadre.station_id)),
    "filter of another table": lambda: select(Need).where(col(Need.cadre_id).in_(select(Cadre.id))),
    "existence": lambda: select(Station.id).where(exists().where(Cadre.station_id == Station.id)),
    "column that is a query": lambda: select(select(func.max(Cadre.station_id)).scalar_subquery()),
    "condition alone": lambda: select(func.count()).where(Cadre.station_id == "wantang"),
    "alias of a query": lambda: select(aliased(Cadre, select(Cadre).subquery())),
    "order": lambda: select(Need).order_by(select(Cadre.name).where(Cadre.id == Need.cadre_id).scalar_subquery()),
    "join": lambda: select(Station).join(Cadre, col(Cadre.station_id) == Station.id),
}


@pytest.mark.parametrize("shape", OF_CADRES)
def test_wherever_a_table_stands_in_a_query_it_is_limited(shape: str, pilots_of: Database) -> None:
    statement = OF_CADRES[shape]()
    with pilots_of.reading() as session:
        unlimited = str(session.execute(statement).all())
    with pilots_of.reading() as session:
        staff(session, "liuxing")
        seen = str(session.execute(statement).all())
    with pilots_of.reading() as session:
        staff(session)
        nothing = session.execute(statement).all()

    assert unlimited != seen  # where nobody is limited, the query does find others
    assert "wantang" not in seen
    assert [row for row in nothing if row not in ((None,), (0,))] == []


def test_what_is_changed_or_deleted_is_ones_own(pilots_of: Database) -> None:
    with pilots_of.writing() as session:
        staff(session, "liuxing")
        session.execute(update(Cadre).values(grid="changed"))
        session.execute(delete(PriorVisits))

    with pilots_of.reading() as session:
        changed = session.exec(select(Cadre).where(Cadre.grid == "changed")).all()
        left = session.exec(select(Cadre.station_id).join(PriorVisits).distinct()).all()
    assert {one.station_id for one in changed} == {"liuxing"}
    assert "liuxing" not in left
    assert "wantang" in left


def test_no_row_brings_others_along() -> None:
    mappers = SQLModel._sa_registry.mappers

    together = {one.class_.__name__ for one in mappers if len(one.relationships)}

    assert together == set()  # tables that are loaded with others stand in no statement: the filter would miss them


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
