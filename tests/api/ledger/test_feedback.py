"""Cadres say what they think: once a visit; a sad face waits until somebody has seen to it."""

from typing import Any

import pytest

from tests.api.ledger.conftest import DONE, Week


@pytest.fixture
def entry(week: Week) -> str:
    """`second`, done by two volunteers."""
    body = DONE | {
        "started_at": "2026-11-25T09:00",
        "ended_at": "2026-11-25T10:00",
        "volunteers": ["liuxing-v01", "liuxing-v02"],
    }
    made: str = week.client.post(f"/v1/visits/{week.visits['second']}/outcome", json=body).json()["id"]
    return made


def give(week: Week, entry: str, **fields: Any) -> Any:
    return week.client.post(f"/v1/ledger/{entry}/feedback", json={"face": 3, "channel": "电话"} | fields)


def test_a_sad_face_waits_to_be_followed_up_once(week: Week, entry: str) -> None:
    sad = give(week, entry, face=1, words="来晚了", volunteer_id="liuxing-v02", by="回访员")
    address, tag = f"{sad.headers['Location']}/follow-up", {"If-Match": sad.headers["ETag"]}
    waiting = week.client.get("/v1/feedback", params={"open": True}).json()["items"]

    unread = week.client.post(address, json={"words": "已道歉"})
    seen_to = week.client.post(address, json={"words": "已道歉", "by": "站长"}, headers=tag)
    stale = week.client.post(address, json={"words": "再次"}, headers=tag)
    again = week.client.post(address, json={"words": "再次"}, headers={"If-Match": seen_to.headers["ETag"]})

    assert [one["id"] for one in waiting] == [sad.json()["id"]]
    assert (sad.json()["open"], sad.json()["cadre_id"]) == (True, "liuxing-c001")
    assert [one.status_code for one in (unread, stale, again)] == [428, 412, 409]
    assert seen_to.json()["open"] is False
    assert (seen_to.json()["follow_up"], seen_to.json()["followed_up_on"]) == ("已道歉", "2026-11-26")
    assert week.client.get("/v1/feedback", params={"open": True}).json()["total"] == 0
    assert week.client.get(sad.headers["Location"]).json() == seen_to.json()


def test_feedback_about_all_who_came_is_about_each_of_them(week: Week, entry: str) -> None:
    about_all = give(week, entry).json()["id"]
    about_one = give(week, entry, face=2, volunteer_id="liuxing-v01").json()["id"]

    def found(**asked: Any) -> set[str]:
        return {one["id"] for one in week.client.get("/v1/feedback", params=asked).json()["items"]}

    assert found(volunteer_id="liuxing-v01") == {about_all, about_one}
    assert found(volunteer_id="liuxing-v02") == {about_all}
    assert found(volunteer_id="liuxing-v03") == set()
    assert found(face=2) == {about_one}
    assert found(open=False, station_id="liuxing", ledger_entry_id=entry) == {about_all, about_one}
    assert found(station_id="wantang") == set()


def test_feedback_is_given_once_by_those_of_the_row_on_what_was_served(week: Week, entry: str) -> None:
    give(week, entry)
    nobody_home = week.client.post(
        f"/v1/visits/{week.visits['first']}/outcome", json={"outcome": "not_home", "content": "外出"}
    ).json()["id"]
    refused = [
        give(week, entry, face=1),
        give(week, entry, volunteer_id="liuxing-v03"),
        give(week, entry, cadre_id="liuxing-c002"),
        give(week, nobody_home, cadre_id="liuxing-c001"),
        give(week, "none"),
    ]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [
        (409, "GIVEN_BEFORE"),
        (422, "NOT_OF_THIS_ROW"),
        (422, "NOT_OF_THIS_ROW"),
        (409, "NOTHING_SERVED"),
        (404, "NOT_FOUND"),
    ]


def test_whoever_was_not_asked_yet_is_found_in_the_ledger(week: Week, entry: str) -> None:
    before = week.client.get("/v1/ledger", params={"without_feedback": True}).json()["total"]
    give(week, entry)
    after = week.client.get("/v1/ledger", params={"without_feedback": True}).json()["total"]

    assert (before, after) == (1, 0)
