"""PostgreSQL itself shows and takes only rows of the scope, when the filter on queries is forgotten; owners are held too."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, event, insert, make_url, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, SQLModel, select

import scenarios
from api.application import create_app
from api.authority import Action, Actor, Role
from api.authority import scope as filtering
from api.authority.scope import beyond_scope, criteria, limit
from api.authority.walls import keep
from api.backup import back_up
from api.demo import fill
from api.identity.guarding import may
from api.opening import open_database
from api.rosters.versions import create
from api.settings import Settings
from api.storage import Database
from api.storage.database import EVERYTHING
from api.tables.cadres import Cadre
from api.tables.data_version import data_version
from api.tables.needs import Group, GroupKind
from api.tables.places import Region, RegionKind, Station
from api.tables.rosters import Roster
from api.web.service import Storage
from tests.api.authority.test_every_route import everything_of
from tests.api.conftest import authorise, new_database, settings_for

OWN, OTHER = "liuxing", "wantang"
LIMITED: dict[str, type[SQLModel]] = {
    str(table.__tablename__): table  # type: ignore[attr-defined]
    for table, _ in criteria(frozenset(), frozenset())
}


@pytest.fixture(scope="module", params=["superuser", "owner"])
def owned(
    request: pytest.FixtureRequest, postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A database that belongs to a superuser, or to a user without privileges."""
    with a_database(request.param, postgres) as url:
        yield settings_for(url, tmp_path_factory.mktemp("walled"))


@pytest.fixture(scope="module")
def walled(owned: Settings) -> Iterator[Database]:
    """Two stations with rows in every table."""
    database = open_database(owned)
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
    with database.writing() as session:
        for station in (OWN, OTHER):
            everything_of(session, station)
    yield database
    database.close()


@contextmanager
def a_database(owner: str, server: str) -> Iterator[str]:
    url = make_url(server).set(drivername="postgresql+psycopg")
    name = f"w{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if owner == "owner":
            connection.execute(text(f"CREATE ROLE {name} LOGIN NOSUPERUSER"))
            connection.execute(text(f"CREATE DATABASE {name} OWNER {name}"))
            url = url.set(username=name)
        else:
            connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        connection.execute(text(f"DROP ROLE IF EXISTS {name}"))
    engine.dispose()


@pytest.fixture
def no_filter() -> Iterator[None]:
    """Queries are not limited by the service itself."""
    event.remove(AnySession, "do_orm_execute", filtering._limited)
    yield
    event.listen(AnySession, "do_orm_execute", filtering._limited)


def staff(session: Session, *stations: str, regions: frozenset[str] = frozenset()) -> None:
    limit(session, Actor("wei", Role.STATION_STAFF, frozenset(stations)), regions)


def numbers(session: Session) -> dict[str, int]:
    """Of the rows of every limited table, by raw SQL."""
    connection = session.connection()
    return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in LIMITED}


def test_every_table_of_the_filter_has_its_policy_and_no_other_has_one(walled: Database) -> None:
    with walled.reading() as session:
        held = session.connection().execute(
            text(
                "SELECT relname, relforcerowsecurity, count(polname) FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
                "WHERE relrowsecurity GROUP BY relname, relforcerowsecurity"
            )
        )
        found = {name: (forced, policies) for name, forced, policies in held}

    assert found == dict.fromkeys(LIMITED, (True, 1))


def test_without_the_filter_raw_sql_and_queries_find_ones_own_rows_only(walled: Database, no_filter: None) -> None:
    with walled.reading() as session:
        everything = numbers(session)
    with walled.reading() as session:
        staff(session, OWN)
        own = numbers(session)
        queried = {name: len(session.exec(select(table)).all()) for name, table in LIMITED.items()}
        cadres = {cadre.station_id for cadre in session.exec(select(Cadre)).all()}
    with walled.reading() as session:
        staff(session, OTHER)
        others = numbers(session)

    assert all(number >= 2 for number in everything.values()), everything  # both stations have rows of every kind
    assert all(own[name] + others[name] <= everything[name] for name in LIMITED)
    assert all(own[name] >= 1 for name in LIMITED), own
    assert own["cadre"] == 14  # each pilot station has fourteen cadres
    assert queried == own
    assert cadres == {OWN}


def test_the_wall_shows_what_the_filter_shows(walled: Database) -> None:
    with walled.reading() as session:
        staff(session, OWN, "wantang", regions=frozenset({"city"}))
        filtered = {name: len(session.exec(select(table)).all()) for name, table in LIMITED.items()}
        behind_the_wall = numbers(session)

    # a region's rosters, and whatever lies in it: the filter goes by the stations that it is told
    filtered.pop("station")
    behind_the_wall.pop("station")
    assert filtered == behind_the_wall


@pytest.mark.parametrize("lasting", [True, False])
def test_what_lies_outside_is_neither_changed_nor_deleted(walled: Database, no_filter: None, lasting: bool) -> None:
    with walled.prepared(lambda session: staff(session, OWN)).writing(lasting=lasting) as session:
        connection = session.connection()

        changed = connection.execute(text("UPDATE cadre SET grid = 'x' WHERE station_id = 'wantang'")).rowcount
        deleted = connection.execute(text("DELETE FROM consent WHERE id = 'wantang-consent'")).rowcount
        locked = connection.execute(text("SELECT id FROM cadre WHERE station_id = 'wantang' FOR UPDATE")).all()

        assert (changed, deleted, locked) == (0, 0, [])


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO circle (id, version, created_at, changed_at, station_id, name, kind, members, note, pinyin, initials) "
        "VALUES ('g', 1, now(), now(), 'wantang', 'g', 'building', '[]', '', '', '')",
        "UPDATE cadre SET station_id = 'wantang' WHERE station_id = 'liuxing'",
        "UPDATE consent SET cadre_id = 'wantang-c001' WHERE id = 'liuxing-consent'",
        "INSERT INTO job_event (id, job_id, number, kind, data, created_at) VALUES ('e', 'wantang-job', 9, 'done', '{}', now())",
    ],
    ids=["into another station", "moved away", "a part of another's", "an event of another's job"],
)
def test_a_row_outside_the_scope_is_refused(walled: Database, statement: str) -> None:
    def write() -> None:
        with walled.writing() as session:
            staff(session, OWN)
            session.connection().execute(text(statement))

    with pytest.raises(ProgrammingError, match="row-level security"):
        write()


def test_a_district_keeps_stations_and_rosters_of_its_regions(walled: Database) -> None:
    with walled.writing() as session:
        session.add(Region(id="north", name="柳北区", kind=RegionKind.DISTRICT, parent_id="city"))
        session.add(Region(id="south", name="柳南区", kind=RegionKind.DISTRICT, parent_id="city"))

    def far() -> None:
        with walled.writing() as session:
            staff(session, OWN, regions=frozenset({"north"}))
            session.add(Station(id="far", region_id="south", name="远站", latitude=24.3, longitude=109.4))

    with walled.writing() as session:
        staff(session, OWN, regions=frozenset({"north"}))
        session.add(Station(id="new", region_id="north", name="新站", latitude=24.3, longitude=109.4))
        create(session, date(2026, 12, 7), region_id="north")
    with pytest.raises(ProgrammingError):
        far()
    with walled.reading() as session:
        staff(session, OWN)
        regional = session.connection().execute(text("SELECT id FROM roster WHERE region_id IS NOT NULL")).all()

    assert regional == []


def test_without_a_scope_there_is_nothing_for_whom_policies_hold(walled: Database) -> None:
    bare = create_engine(make_url(walled.url))
    with bare.connect() as connection:
        if connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar_one():
            connection.execute(text("SET LOCAL ROLE matcher_asker"))
        unset = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in LIMITED}
    bare.dispose()
    with walled.reading() as session:
        staff(session)
        nowhere = numbers(session)

    assert unset == nowhere == dict.fromkeys(LIMITED, 0)


def test_the_scope_ends_with_the_transaction_and_the_service_sees_all(walled: Database) -> None:
    with walled.reading() as session:
        staff(session, OWN)
        numbers(session)
        pid = session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
    with walled.reading() as session:
        again = session.connection().execute(text("SELECT pg_backend_pid(), current_user = session_user")).one()
        cadres = session.connection().execute(text("SELECT count(*) FROM cadre")).scalar_one()

    assert tuple(again) == (pid, True)  # the pool hands the same connection out again
    assert cadres == 56


def test_sums_beyond_the_scope_see_all_and_nothing_does_afterwards(walled: Database) -> None:
    def count(session: Session) -> int:
        found: int = session.connection().execute(text("SELECT count(*) FROM cadre")).scalar_one()
        return found

    def clash() -> None:
        with walled.writing() as session:
            staff(session, OWN)
            with beyond_scope(session):
                session.connection().execute(insert(Region).values(id="city"))

    with walled.reading() as session:
        staff(session, OWN)
        with beyond_scope(session):
            inside = count(session)
        after = count(session)
        with pytest.raises(KeyError), beyond_scope(session):
            raise KeyError("on purpose")
        after_an_error = count(session)
    with pytest.raises(IntegrityError):
        clash()

    assert (inside, after, after_an_error) == (56, 14, 14)


def test_a_transaction_is_told_its_scope_once(walled: Database) -> None:
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(walled.engine, "before_cursor_execute", hear)
    with walled.writing() as session:
        staff(session, OWN)
        for table in LIMITED.values():
            session.exec(select(table)).first()
        data_version(session)
    event.remove(walled.engine, "before_cursor_execute", hear)

    assert sum("set_config" in one for one in said) == 1
    assert len(said) == 1 + len(LIMITED) + 1


def test_a_handler_that_reaches_beyond_the_scope_is_refused_and_changes_nothing(
    owned: Settings, walled: Database
) -> None:
    app = create_app(owned)

    def reach(storage: Storage) -> None:
        with storage.writing() as session:
            session.add(Group(id="beyond", station_id=OTHER, name="x", kind=GroupKind.BUILDING))

    app.add_api_route("/v1/beyond", reach, methods=["POST"], dependencies=may(Action.KEEP))
    with TestClient(app) as client:
        authorise(client, Role.STATION_STAFF, station_id=OWN)
        answer = client.post("/v1/beyond")
    with walled.reading() as session:
        kept = session.get(Group, "beyond")

    assert (answer.status_code, answer.json()["code"]) == (403, "BEYOND_SCOPE")
    assert kept is None


def test_a_backup_by_the_service_holds_the_rows_of_all_stations(walled: Database, tmp_path: Path) -> None:
    with walled.reading() as session:
        rows = numbers(session)

    back_up(walled, tmp_path / "backup.zip")

    with ZipFile(tmp_path / "backup.zip") as backup:
        saved = {name: len(backup.read(f"{name}.jsonl").splitlines()) for name in rows}
    assert saved == rows


def test_it_is_too_late_to_limit_a_session_after_its_first_query(walled: Database) -> None:
    with walled.reading() as session:
        session.exec(select(Cadre)).first()
        with pytest.raises(RuntimeError, match="before its first query"):
            staff(session, OWN)


def test_on_sqlite_there_is_no_wall_and_nothing_is_said(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    request.param = "sqlite"
    with new_database(request, tmp_path) as url:
        database = Database(url)
        with database.reading() as session:
            keep(session.connection(), (frozenset({OWN}), frozenset()))
            assert session.exec(select(Roster)).all() == []
        database.close()


def test_no_station_can_be_called_everything() -> None:
    with pytest.raises(ValueError, match="String should match pattern"):
        Station.model_validate(
            {"id": "s", "region_id": EVERYTHING, "name": "x", "latitude": 0, "longitude": 0, "version": 1}
        )
