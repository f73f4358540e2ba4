"""Policies by region: each says what differs from above, in versions, and none leaves a region without sound rules."""

from datetime import date
from typing import Any

from fastapi.testclient import TestClient

from api.policies.effective import policy_of
from api.storage import Database
from api.tables.rosters import Roster
from api.weeks import scope_of
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.hard.service_circle import ServiceCircle


def said(client: TestClient, region: str, toml: str, etag: str = '"0"') -> Any:
    fields = {"toml": toml, "note": "试行", "by": "示例-协调员"}
    return client.post(f"/v1/regions/{region}/policy/versions", json=fields, headers={"If-Match": etag})


def circle(client: TestClient, region: str) -> dict[str, Any]:
    rules = client.get(f"/v1/regions/{region}/policy").json()["rules"]
    return next(rule for rule in rules if rule["name"] == "service_circle")["parameters"]["minutes"]


def test_where_nobody_says_anything_the_default_holds(pilots: TestClient) -> None:
    policy = pilots.get("/v1/regions/city/policy")

    assert policy.headers["ETag"] == '"0"'
    assert [rule["name"] for rule in policy.json()["rules"]] == [kind.name for kind in CATALOGUE]
    assert all(rule["zh"] and rule["en"] for rule in policy.json()["rules"])
    assert circle(pilots, "city") == {"value": 15, "layer": "default", "region_id": None}


def test_a_district_inherits_from_the_city_and_says_what_differs(pilots: TestClient) -> None:
    said(pilots, "city", "[rules.service_circle]\nminutes = 20\n[rules.travel]\nlevel = 'off'")
    said(pilots, "district-0", "[rules.service_circle]\nminutes = 25")

    assert circle(pilots, "city") == {"value": 20, "layer": "city@1", "region_id": "city"}
    assert circle(pilots, "district-0") == {"value": 25, "layer": "district-0@1", "region_id": "district-0"}
    assert circle(pilots, "district-1") == {"value": 20, "layer": "city@1", "region_id": "city"}


def test_a_roster_is_judged_by_the_policy_of_its_place(pilots: TestClient) -> None:
    said(pilots, "city", "[rules.service_circle]\nminutes = 20")
    said(pilots, "district-0", "[rules.service_circle]\nminutes = 25")
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    week = date(2026, 11, 23)

    with database.reading() as session:
        policies = [
            policy_of(session, scope_of(session, roster).regions)
            for roster in (Roster(station_id="liuxing", week=week), Roster(region_id="city", week=week))
        ]

    assert [policy.name for policy in policies] == ["city@1 district-0@1", "city@1"]
    assert ServiceCircle(minutes=25) in policies[0].rules
    assert ServiceCircle(minutes=20) in policies[1].rules


def test_versions_are_kept_and_each_needs_the_etag_of_the_one_before(pilots: TestClient) -> None:
    first = said(pilots, "city", "[rules.service_circle]\nminutes = 20")
    late = said(pilots, "city", "[rules.service_circle]\nminutes = 21")
    second = said(pilots, "city", "", '"1"')
    unseen = pilots.post("/v1/regions/city/policy/versions", json={"toml": "", "note": "试"})

    listed = pilots.get("/v1/regions/city/policy/versions")
    assert [one.status_code for one in (first, late, second, unseen)] == [201, 412, 201, 428]
    assert listed.headers["ETag"] == second.headers["ETag"] == '"2"'
    assert [(one["number"], one["toml"]) for one in listed.json()] == [
        (2, ""),
        (1, "[rules.service_circle]\nminutes = 20"),
    ]
    assert circle(pilots, "city")["value"] == 15


def test_what_is_no_policy_is_refused_and_the_place_is_named(pilots: TestClient) -> None:
    answers = {
        "is no TOML": said(pilots, "city", "[rules.service_circle"),
        "did you mean 'service_circle'": said(pilots, "city", "[rules.service_circel]\nminutes = 20"),
        "minutes": said(pilots, "city", "[rules.service_circle]\nminutes = 'far'"),
        "expected hard or off": said(pilots, "city", "[rules.service_circle]\nlevel = 'soft'"),
    }

    for expected, answer in answers.items():
        assert (answer.status_code, answer.json()["code"]) == (422, "BAD_INPUT")
        assert expected in answer.json()["en"]
        assert "city@1" in answer.json()["en"]
    assert pilots.get("/v1/regions/city/policy/versions").json() == []


def test_a_note_says_why(pilots: TestClient) -> None:
    answer = pilots.post("/v1/regions/city/policy/versions", json={"toml": "", "note": ""}, headers={"If-Match": '"0"'})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "body.note"


def test_a_city_cannot_take_away_what_a_district_builds_upon(pilots: TestClient) -> None:
    below = said(pilots, "district-0", "[rules.service_circle]\noverridable = true")

    above = said(pilots, "city", "[rules.pinned]\nlevel = 'off'")

    # a visit that overrides a rule stands as if pinned: the district may override, so pinned must stay
    assert below.status_code == 201
    assert (above.status_code, above.json()["code"]) == (422, "BAD_INPUT")
    assert "service_circle" in above.json()["en"]
    assert pilots.get("/v1/regions/city/policy/versions").json() == []


def test_the_catalogue_tells_every_rule_and_what_may_be_said_of_it(client: TestClient) -> None:
    rules = {rule["name"]: rule for rule in client.get("/v1/rules").json()}

    assert list(rules) == [kind.name for kind in CATALOGUE]
    assert rules["service_circle"]["parameters"]["minutes"]["default"] == 15
    assert (rules["service_circle"]["kind"], rules["travel"]["kind"]) == ("hard", "soft")
    assert (rules["service_circle"]["overridable"], rules["pinned"]["overridable"]) == (True, False)


def test_a_region_that_is_not_there_has_no_policy(client: TestClient) -> None:
    assert client.get("/v1/regions/nowhere/policy").status_code == 404
    assert client.get("/v1/regions/nowhere/policy/versions").status_code == 404
    assert said(client, "nowhere", "").status_code == 404
