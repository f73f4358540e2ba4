"""People who sign in, as a browser on the service's own pages does."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.authority import Role
from api.identity.users import make_user
from api.storage import Database
from api.tables.identity import UserFields

HOME = "https://service.test"
PASSWORD = "four nearby 2013"


@pytest.fixture
def database_of(pilots: TestClient) -> Database:
    """The database of the running service, with the four pilots."""
    return pilots.app.state.database  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def user(database_of: Database) -> Callable[..., str]:
    """Makes a user; answers the id."""

    def make(username: str, role: Role, region_id: str | None = None, station_id: str | None = None) -> str:
        with database_of.writing() as session:
            wanted = UserFields(username=username, role=role, region_id=region_id, station_id=station_id)
            return make_user(session, wanted, PASSWORD).id

    return make


@pytest.fixture
def browser(pilots: TestClient, app: FastAPI) -> Callable[[], TestClient]:
    """A browser that is on the service's own pages; its lifespan is that of `pilots`."""

    def open_one() -> TestClient:
        return TestClient(app, base_url=HOME, headers={"Origin": HOME})

    return open_one


@pytest.fixture
def signed_in(browser: Callable[[], TestClient]) -> Callable[[str], TestClient]:
    """A browser in which somebody has signed in."""

    def sign_in(username: str) -> TestClient:
        client = browser()
        done = client.post("/v1/session", json={"username": username, "password": PASSWORD})
        assert done.status_code == 204, done.text
        return client

    return sign_in
