"""What no roster planned goes into the ledger as well, once, and only as done."""

from typing import Any

from tests.api.ledger.conftest import DONE, Week

DROPPED_IN = DONE | {"started_at": "2026-11-24T15:00", "ended_at": "2026-11-24T15:30"}


def record(week: Week, **changes: Any) -> Any:
    return week.client.post("/v1/ledger", json=DROPPED_IN | changes)


def test_a_neighbour_drops_in(week: Week) -> None:
    made = record(week, service="emotional", pillar="care", cadres=["wantang-c001"], volunteers=["liuxing-v01"])

    row = made.json()
    assert made.status_code == 201
    assert (row["visit_id"], row["need_id"], row["service"]) == (None, None, "emotional")
    assert row["station_id"] == "wantang", "the row belongs to the station of the cadre"
    assert week.client.get(f"/v1/ledger/{row['id']}/trace").json()["traced"] is False


def test_a_registered_need_gives_service_and_pillar(week: Week) -> None:
    row = record(week, need_id="cleaning").json()

    trace = week.client.get(f"/v1/ledger/{row['id']}/trace").json()
    assert (row["service"], row["pillar"], row["visit_id"]) == ("household", "care", None)
    assert (trace["visit"], trace["roster"], trace["offers"]) == (None, None, [])
    assert (trace["need"]["id"], trace["fact"]["text"], trace["traced"]) == ("cleaning", "每周打扫一次", True)


NO_ROW: list[tuple[dict[str, Any], str]] = [
    ({"need_id": "cleaning", "content": ""}, "ELEMENTS_MISSING"),
    ({"need_id": "cleaning", "outcome": "not_home"}, "NOTHING_DONE"),
    ({"need_id": "nothing"}, "NO_SUCH_NEED"),
    ({}, "NEED_OR_SERVICE"),
    ({"service": "legal"}, "NEED_OR_SERVICE"),
    ({"need_id": "cleaning", "service": "legal", "pillar": "care"}, "NEED_OR_SERVICE"),
    ({"need_id": "cleaning", "cadres": ["liuxing-c002"]}, "OTHER_CADRE"),
    ({"need_id": "cleaning", "started_at": "2025-11-24T15:00", "ended_at": "2025-11-24T15:30"}, "TOO_LONG_AGO"),
]


def test_what_makes_no_row_is_refused(week: Week) -> None:
    refused = [record(week, **changes) for changes, _ in NO_ROW]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(422, code) for _, code in NO_ROW]
    assert week.client.get("/v1/ledger").json()["total"] == 0


def test_a_form_sent_twice_makes_one_row(week: Week) -> None:
    first = record(week, need_id="cleaning").json()

    again = record(week, need_id="cleaning", content="再次提交")

    assert (again.status_code, again.json()["code"], again.json()["entry"]) == (409, "RECORDED_BEFORE", first["id"])


def test_what_the_roster_planned_for_that_day_is_closed_instead(week: Week) -> None:
    refused = record(week, need_id="cleaning", started_at="2026-11-23T15:00", ended_at="2026-11-23T16:00")

    assert (refused.status_code, refused.json()["code"]) == (409, "VISIT_PLANNED")
    assert refused.json()["visit"] == week.visits["first"]


def test_a_wrong_row_is_withdrawn_by_a_correction(week: Week) -> None:
    row = record(week, need_id="cleaning").json()

    withdrawn = week.client.post(
        f"/v1/ledger/{row['id']}/corrections",
        json={"outcome": "cancelled", "content": "误录", "reason": "没有这次服务"},
    )

    assert withdrawn.status_code == 201
    assert record(week, need_id="cleaning").status_code == 201, "what was withdrawn can be recorded again"
