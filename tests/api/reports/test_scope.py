"""Whoever is kept to a station sees of reports what is theirs, and sums as true as the city sees them."""

import pytest
from fastapi.testclient import TestClient

from api.authority.kinds import Role
from api.identity.keys import make_key
from api.reports.catalogue import Kind
from api.storage import Database

WEEK = {"from_day": "2026-11-23", "until_day": "2026-11-29"}


@pytest.fixture
def of_b(town: TestClient) -> dict[str, str]:
    """The headers of a coordinator of station B."""
    database: Database = town.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        _, key = make_key(session, "B", Role.COORDINATOR, station_id="B")
    return {"Authorization": f"Bearer {key}"}


def test_a_coordinator_sees_the_same_figures_of_their_station_as_the_city(
    town: TestClient, of_b: dict[str, str]
) -> None:
    for kind in Kind:
        address, asked = f"/v1/reports/{kind}", WEEK | {"station_id": "B"}

        own, citys = town.get(address, params=asked, headers=of_b).json(), town.get(address, params=asked).json()

        assert own["total"] == citys["total"], kind


def test_other_stations_are_neither_shown_nor_counted(town: TestClient, of_b: dict[str, str]) -> None:
    for kind in Kind:
        document = town.get(f"/v1/reports/{kind}", params=WEEK, headers=of_b).json()
        city = town.get(f"/v1/reports/{kind}", params=WEEK | {"region_id": "city"}, headers=of_b).json()

        # The west has no stations at all, which is no secret.
        assert [row["id"] for row in city["rows"]] == ["north", "west"], kind
        assert document["total"]["values"] == city["rows"][0]["values"]
        assert {row["station_id"] for one in document["tables"] for row in one["rows"] if "station_id" in row} <= {"B"}
    for refused in ({"station_id": "A"}, {"region_id": "south"}):
        assert town.get("/v1/reports/hours", params=refused, headers=of_b).status_code == 404
    assert town.get("/v1/reports/hours/volunteers/v1", headers=of_b).status_code == 404
    assert town.get("/v1/reports/hours/volunteers/v3", headers=of_b).status_code == 200
