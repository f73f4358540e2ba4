"""One service on each database for all tests of the registry; each test leaves behind what it found."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.application import create_app
from tests.api.conftest import BACKENDS, client_of, fill_pilots, new_database, settings_for


@pytest.fixture(scope="session", params=BACKENDS)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds the four pilot stations; it tells a purpose only where it reads."""
    folder = tmp_path_factory.mktemp("town")
    with new_database(request, folder) as url, client_of(create_app(settings_for(url, folder))) as client:
        fill_pilots(client)
        tell = client.event_hooks["request"][0]
        client.event_hooks["request"] = [lambda request: tell(request) if request.method == "GET" else None]
        yield client


Enter = Callable[[str, dict[str, Any]], Response]


@pytest.fixture
def enter(town: TestClient) -> Iterator[Enter]:
    """`enter("cadres", {…})` posts a thing that is gone after the test."""
    made: list[str] = []

    def post(path: str, fields: dict[str, Any]) -> Response:
        answer = town.post(f"/v1/{path}", json=fields)
        if answer.status_code == 201:
            made.append(answer.headers["Location"])
        return answer

    yield post
    gone = [town.delete(address, headers={"If-Match": "*"}).status_code for address in reversed(made)]
    assert set(gone) <= {204, 404}
