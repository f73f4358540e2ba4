"""One service on each database for all tests of imports and exports; each test finds a city without stations."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import delete

from api.application import create_app
from api.exchange.forms.catalogue import FORMS
from api.storage import Database
from api.tables.places import Region, RegionKind
from tests.api.conftest import BACKENDS, client_of, fill_pilots, new_database, settings_for
from tests.api.exchange.sheets import DISTRICT


@pytest.fixture(scope="session", params=BACKENDS)
def land(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds a city with two districts."""
    folder = tmp_path_factory.mktemp("land")
    with new_database(request, folder) as url, client_of(create_app(settings_for(url, folder))) as client:
        with storage(client).writing() as session:
            session.add(Region(id="city", name="柳州市", kind=RegionKind.CITY))
            session.flush()
            for key, name in (("district", DISTRICT), ("elsewhere", "柳江区")):
                session.add(Region(id=key, name=name, kind=RegionKind.DISTRICT, parent_id="city"))
        yield client


@pytest.fixture
def district(land: TestClient) -> Iterator[TestClient]:
    """The same, and whatever a test brings in is gone afterwards."""
    yield land
    with storage(land).writing() as session:
        for form in reversed(FORMS.values()):
            session.exec(delete(form.resource.table))


@pytest.fixture(scope="session", params=BACKENDS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds the four pilot stations, which no test changes."""
    folder = tmp_path_factory.mktemp("filled")
    with new_database(request, folder) as url, client_of(create_app(settings_for(url, folder))) as client:
        fill_pilots(client)
        yield client


def storage(client: TestClient) -> Database:
    """The database of the client's service."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    return database
