"""A visit is closed once, after it has begun, by a row with all four elements or a reason."""

from collections.abc import Callable
from typing import Any

import pytest

from api.tables.visits import Visit, VisitState
from tests.api.ledger.conftest import DONE, Week


def state(week: Week, name: str) -> VisitState:
    with week.database.reading() as session:
        return session.get_one(Visit, week.visits[name]).state


def close(week: Week, name: str, **changes: Any) -> Any:
    return week.client.post(f"/v1/visits/{week.visits[name]}/outcome", json=DONE | changes)


def test_the_proposal_closes_the_visit_as_planned(week: Week) -> None:
    address = f"/v1/visits/{week.visits['first']}/outcome"
    proposed = week.client.get(address).json()

    made = week.client.post(address, json=proposed | {"by": "值班员"})

    assert made.status_code == 201
    row = made.json()
    assert (row["started_at"], row["ended_at"]) == ("2026-11-23T09:00", "2026-11-23T10:00")
    assert (row["volunteers"], row["cadres"], row["content"]) == (["liuxing-v01"], ["liuxing-c001"], "打扫房间")
    assert (row["pillar"], row["service"], row["station_id"]) == ("care", "household", "liuxing")
    assert week.client.get(made.headers["Location"]).json() == [row]
    assert state(week, "first") is VisitState.DONE


INCOMPLETE: list[tuple[dict[str, Any], list[str]]] = [
    ({"started_at": None}, ["time"]),
    ({"ended_at": None}, ["time"]),
    ({"place": "  "}, ["place"]),
    ({"volunteers": []}, ["people"]),
    ({"cadres": []}, ["people"]),
    ({"content": "\n"}, ["content"]),
    ({"started_at": None, "content": "", "place": "", "cadres": []}, ["time", "place", "people", "content"]),
]


@pytest.mark.parametrize("outcome", ["done", "partial"])
def test_nothing_is_done_with_one_of_the_four_elements_missing(week: Week, outcome: str) -> None:
    refused = [close(week, "first", outcome=outcome, **empty) for empty, _ in INCOMPLETE]

    for answer, (_, elements) in zip(refused, INCOMPLETE, strict=True):
        told = answer.json()
        assert (answer.status_code, told["code"]) == (422, "ELEMENTS_MISSING")
        assert [one["element"] for one in told["missing"]] == elements
        assert all(one["zh"] in told["zh"] and one["en"] in told["en"] for one in told["missing"])
    assert state(week, "first") is VisitState.PLANNED


def test_what_was_not_done_needs_only_its_reason(week: Week, set_clock: Callable[[str], None]) -> None:
    set_clock("2026-11-28T12:00")
    endings = {"first": "not_home", "second": "no_show", "third": "cancelled"}

    for name, outcome in endings.items():
        address = f"/v1/visits/{week.visits[name]}/outcome"
        without = week.client.post(address, json={"outcome": outcome})
        withal = week.client.post(address, json={"outcome": outcome, "content": "住院"})

        assert (without.status_code, without.json()["code"]) == (422, "REASON_MISSING")
        assert (withal.status_code, withal.json()["started_at"]) == (201, None)
        assert state(week, name) == outcome
    days = [row["day"] for row in week.client.get("/v1/ledger").json()["items"]]
    assert days == ["2026-11-27", "2026-11-25", "2026-11-23"], "a row without times is of the planned date"


UNSOUND: list[tuple[dict[str, Any], str]] = [
    ({"ended_at": "2026-11-23T09:05"}, "TIMES_UNSOUND"),
    ({"ended_at": "2026-11-24T09:06"}, "TIMES_UNSOUND"),
    ({"started_at": "2026-11-26T11:00", "ended_at": "2026-11-26T12:01"}, "NOT_YET_ENDED"),
    ({"started_at": "2026-11-15T11:00", "ended_at": "2026-11-15T12:00"}, "OTHER_WEEK"),
    ({"started_at": "9999-12-31T23:00", "ended_at": "9999-12-31T23:59"}, "NOT_YET_ENDED"),
    ({"volunteers": ["liuxing-v01", "liuxing-v01"]}, "PEOPLE_UNSOUND"),
    ({"volunteers": ["nobody"]}, "PEOPLE_UNSOUND"),
    ({"cadres": ["nobody"]}, "PEOPLE_UNSOUND"),
    ({"cadres": ["liuxing-c002"]}, "OTHER_CADRE"),
]


def test_what_cannot_be_is_refused(week: Week) -> None:
    # It is Thursday the 26th, 12:00; a service lasts at most 24 hours and lies at most 7 days from Monday the 23rd.
    refused = [close(week, "first", **changes) for changes, _ in UNSOUND]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(422, code) for _, code in UNSOUND]
    assert state(week, "first") is VisitState.PLANNED


def test_a_visit_is_closed_once(week: Week) -> None:
    made = close(week, "first").json()

    again = close(week, "first", outcome="partial")

    assert (again.status_code, again.json()["code"], again.json()["entry"]) == (409, "ALREADY_CLOSED", made["id"])
    assert week.client.get("/v1/ledger").json()["total"] == 1


def test_a_visit_that_has_not_begun_is_not_recorded(week: Week, set_clock: Callable[[str], None]) -> None:
    before = close(week, "third", outcome="cancelled")
    set_clock("2026-11-27T09:00")
    begun = close(week, "third", outcome="cancelled", started_at=None, ended_at=None)

    assert (before.status_code, before.json()["code"]) == (409, "NOT_BEGUN")
    assert begun.status_code == 201


def test_a_visit_that_was_called_off_is_not_closed(week: Week) -> None:
    with week.database.writing() as session:
        session.get_one(Visit, week.visits["first"]).state = VisitState.CANCELLED

    refused = close(week, "first")

    assert (refused.status_code, refused.json()["code"]) == (409, "CALLED_OFF")


def test_there_is_no_outcome_of_an_unknown_visit(week: Week) -> None:
    assert week.client.get("/v1/visits/none/outcome").status_code == 404
    assert week.client.post("/v1/visits/none/outcome", json=DONE).status_code == 404


def test_past_visits_without_a_row_are_overdue(week: Week, set_clock: Callable[[str], None]) -> None:
    first, second, third = (week.visits[name] for name in ("first", "second", "third"))
    on_thursday = week.client.get("/v1/ledger/overdue").json()["items"]
    close(week, "first")
    set_clock("2026-11-27T10:00")
    on_friday = week.client.get("/v1/ledger/overdue", params={"station_id": "liuxing"}).json()["items"]
    elsewhere = week.client.get("/v1/ledger/overdue", params={"station_id": "wantang"}).json()

    # Thursday is the 26th: Monday's visit has waited three days, Wednesday's one. Friday's ends at ten that day.
    assert [(one["visit_id"], one["days"]) for one in on_thursday] == [(first, 3), (second, 1)]
    assert [(one["visit_id"], one["days"]) for one in on_friday] == [(second, 2), (third, 0)]
    assert elsewhere["total"] == 0
