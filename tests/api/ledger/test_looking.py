"""The ledger is found by station, dates, people and service; and a row leads back to what caused it."""

from typing import Any

import pytest

from api.tables.cadres import Cadre
from tests.api.ledger.conftest import DONE, Week


@pytest.fixture
def rows(week: Week) -> dict[str, str]:
    """`first` and `second` as planned, and a legal talk at 弯塘 on Tuesday."""
    made = {}
    for name, day, people in (("first", 23, ["liuxing-v01"]), ("second", 25, ["liuxing-v01", "liuxing-v02"])):
        body = DONE | {
            "started_at": f"2026-11-{day}T09:00",
            "ended_at": f"2026-11-{day}T10:00",
            "volunteers": people,
        }
        made[name] = week.client.post(f"/v1/visits/{week.visits[name]}/outcome", json=body).json()["id"]
    talk = DONE | {
        "started_at": "2026-11-24T09:00",
        "ended_at": "2026-11-24T10:00",
        "volunteers": ["wantang-v01"],
        "cadres": ["wantang-c001", "wantang-c002"],
        "service": "legal",
        "pillar": "study",
    }
    made["talk"] = week.client.post("/v1/ledger", json=talk).json()["id"]
    return made


FOUND: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["second", "talk", "first"]),
    ({"station_id": "liuxing"}, ["second", "first"]),
    ({"from_day": "2026-11-24"}, ["second", "talk"]),
    ({"until_day": "2026-11-24"}, ["talk", "first"]),
    ({"from_day": "2026-11-24", "until_day": "2026-11-24"}, ["talk"]),
    ({"volunteer_id": "liuxing-v02"}, ["second"]),
    ({"volunteer_id": "liuxing-v0"}, []),
    ({"cadre_id": "wantang-c002"}, ["talk"]),
    ({"service": "legal"}, ["talk"]),
    ({"pillar": "care"}, ["second", "first"]),
    ({"outcome": "partial"}, []),
]


def test_rows_are_found_the_newest_date_first(week: Week, rows: dict[str, str]) -> None:
    answers = [week.client.get("/v1/ledger", params=asked).json() for asked, _ in FOUND]

    for answer, (asked, names) in zip(answers, FOUND, strict=True):
        assert [one["id"] for one in answer["items"]] == [rows[name] for name in names], asked
        assert answer["total"] == len(names)


def test_one_call_leads_from_a_row_to_the_fact_behind_it(week: Week, rows: dict[str, str]) -> None:
    trace: dict[str, Any] = week.client.get(f"/v1/ledger/{rows['second']}/trace").json()

    assert trace["entry"]["id"] == rows["second"]
    assert (trace["visit"]["id"], trace["visit"]["state"]) == (week.visits["second"], "done")
    assert {(one["volunteer_id"], one["state"]) for one in trace["offers"]} == {
        ("liuxing-v01", "accepted"),
        ("liuxing-v02", "accepted"),
    }
    assert (trace["roster"]["number"], trace["roster"]["cause"], trace["roster"]["made_by"]) == (2, "solved", "协调员")
    assert trace["roster"]["planned"]["start"] == "2026-11-25T09:00"
    assert trace["need"]["id"] == "cleaning"
    assert trace["fact"] == {"cadre_id": "liuxing-c001", "fact": "service_needs", "text": "每周打扫一次"}
    assert trace["traced"] is True


def test_a_need_whose_fact_is_not_written_down_leads_nowhere(week: Week, rows: dict[str, str]) -> None:
    with week.database.writing() as session:
        session.get_one(Cadre, "liuxing-c001").service_needs = ""

    trace = week.client.get(f"/v1/ledger/{rows['first']}/trace").json()

    assert (trace["fact"]["text"], trace["traced"]) == ("", False)
    assert week.client.get("/v1/ledger/none/trace").status_code == 404
