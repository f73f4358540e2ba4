"""A roster over HTTP: made once for a week, and read again."""

from fastapi.testclient import TestClient

MONDAY = "2026-11-23"


def test_a_roster_begins_as_an_empty_draft_with_an_etag(pilots: TestClient) -> None:
    made = pilots.post("/v1/rosters", json={"region_id": "city", "week": MONDAY})

    read = pilots.get(made.headers["Location"])

    assert made.status_code == 201
    assert read.headers["ETag"] == made.headers["ETag"]
    assert read.json()["state"] == "draft"
    assert read.json()["document"]["visits"] == []
    assert [one["cause"] for one in pilots.get(f"{made.headers['Location']}/versions").json()] == ["created"]


def test_nobody_can_stand_in_two_rosters_of_one_week(pilots: TestClient) -> None:
    first = pilots.post("/v1/rosters", json={"region_id": "city", "week": MONDAY}).json()

    second = pilots.post("/v1/rosters", json={"station_id": "liuxing", "week": MONDAY})

    assert (second.status_code, second.json()["code"], second.json()["roster"]) == (409, "WEEK_TAKEN", first["id"])


def test_what_cannot_be_is_refused_in_both_languages_and_without_repeating_it(pilots: TestClient) -> None:
    tuesday = pilots.post("/v1/rosters", json={"region_id": "city", "week": "2026-11-24"})
    misspelt = pilots.post("/v1/rosters", json={"region": "secret-value", "week": MONDAY})
    unknown = pilots.get("/v1/rosters/none", headers={"Accept-Language": "en"})

    assert (tuesday.status_code, tuesday.json()["code"]) == (422, "NOT_A_MONDAY")
    assert misspelt.status_code == 422
    assert "secret-value" not in misspelt.text
    assert unknown.status_code == 404
    assert unknown.headers["content-type"] == "application/problem+json"
    assert unknown.json()["title"] == unknown.json()["en"] == "There is no such roster."
