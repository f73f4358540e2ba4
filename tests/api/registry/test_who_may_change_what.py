"""Whoever is kept to a part of the city changes things of that part only, and never writes back what was masked."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.authority import Role
from api.registry.cadres import CADRES
from api.registry.calendar_days import CALENDAR_DAYS
from api.registry.stations import STATIONS
from api.registry.volunteers import VOLUNTEERS
from tests.api.conftest import authorise

ANY = {"If-Match": "*"}


@pytest.fixture
def district(pilots: TestClient) -> TestClient:
    """Asks for the first district, which holds the station liuxing."""
    authorise(pilots, Role.DISTRICT, region_id="district-0")
    return pilots


def street(below: str) -> dict[str, Any]:
    return {"name": "示例街道", "kind": "street", "parent_id": below}


def test_regions_stations_and_rules_of_others_are_not_one_s_own_to_change(district: TestClient) -> None:
    other_station = STATIONS.example | {"region_id": "district-1", "code": None}
    policy = {"toml": "", "note": "试行"}

    refused = [
        district.post("/v1/regions", json=street("district-1")),
        district.post("/v1/regions", json={"name": "又一市", "kind": "city"}),
        district.put("/v1/regions/city", json={"name": "改名", "kind": "city"}, headers=ANY),
        district.post("/v1/stations", json=other_station),
        district.post("/v1/calendar-days", json=CALENDAR_DAYS.example),
        district.post("/v1/calendar-days/seed?year=2026"),
        district.post("/v1/regions/city/policy/versions", json=policy, headers=ANY),
    ]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(403, "OTHER_REGION")] * len(refused)


def test_one_s_own_part_is(district: TestClient) -> None:
    policy = {"toml": "", "note": "试行"}

    done = [
        district.post("/v1/regions", json=street("district-0")),
        district.post("/v1/stations", json=STATIONS.example),
        district.post("/v1/cadres", json=CADRES.example),
        district.post("/v1/regions/district-0/policy/versions", json=policy, headers=ANY),
    ]

    assert [one.status_code for one in done] == [201] * len(done)


def test_people_of_other_stations_do_not_exist(district: TestClient) -> None:
    there = district.post("/v1/cadres", json=CADRES.example | {"station_id": "wantang"})
    seen = district.get("/v1/cadres").json()

    assert (there.status_code, there.json()["code"]) == (422, "NO_SUCH_REFERENCE")
    assert {one["station_id"] for one in seen["items"]} == {"liuxing"}
    assert seen["total"] == 14


def test_a_form_that_comes_back_with_masks_wipes_nothing_out(pilots: TestClient) -> None:
    address = pilots.post("/v1/volunteers", json=VOLUNTEERS.example | {"address": "示例路1号"}).headers["Location"]
    pilots.event_hooks["request"] = []  # from now on without a purpose
    masked = pilots.get(address).json()
    fields = {name: masked[name] for name in VOLUNTEERS.fields.model_fields}

    answers = [
        pilots.put(address, json=fields, headers=ANY),
        pilots.put(address, json=fields | {"name": VOLUNTEERS.example["name"], "phone": "000-1"}, headers=ANY),
    ]
    whole = pilots.put(address, json=fields | {"name": "示例-新名", "phone": "000-1", "address": ""}, headers=ANY)

    assert masked["address"] == "***"
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(422, "CONTRADICTION")] * 2
    assert whole.status_code == 200
    assert pilots.get("/v1/volunteers?q=xinming").json()["total"] == 1
