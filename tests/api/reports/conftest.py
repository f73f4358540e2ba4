"""The town on each database, built once: reports only read."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api import clock
from api.application import create_app
from tests.api.conftest import BACKENDS, client_of, new_database, settings_for
from tests.api.reports.town import NOW, at, build


@pytest.fixture(scope="package", params=BACKENDS)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the service that holds the town; its clock stands still."""
    folder = tmp_path_factory.mktemp("town")
    with new_database(request, folder) as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "world_now", lambda: at(NOW))
        with client_of(create_app(settings_for(url, folder))) as client:
            build(client)
            yield client
