"""A correction is another row; the old one stays, and the visit follows the newest."""

from typing import Any

from api.tables.visits import Visit, VisitState
from tests.api.ledger.conftest import DONE, Week


def closed(week: Week) -> dict[str, Any]:
    row: dict[str, Any] = week.client.post(f"/v1/visits/{week.visits['first']}/outcome", json=DONE).json()
    return row


def correct(week: Week, entry: str, **changes: Any) -> Any:
    return week.client.post(f"/v1/ledger/{entry}/corrections", json=DONE | {"reason": "录入有误"} | changes)


def test_the_visit_follows_the_newest_row_and_the_old_one_stays(week: Week) -> None:
    old = closed(week)

    new = correct(week, old["id"], outcome="not_home", content="家中无人").json()

    both = week.client.get(f"/v1/ledger/{old['id']}").json()
    assert [(row["id"], row["outcome"], row["corrected_by"]) for row in both] == [
        (old["id"], "done", new["id"]),
        (new["id"], "not_home", None),
    ]
    assert both[0] == old | {"corrected_by": new["id"]}
    assert (new["corrects_id"], new["correction_reason"]) == (old["id"], "录入有误")
    assert week.client.get(f"/v1/ledger/{new['id']}").json() == both
    with week.database.reading() as session:
        assert session.get_one(Visit, week.visits["first"]).state is VisitState.NOT_HOME


def test_only_rows_that_count_are_listed_unless_the_history_is_asked_for(week: Week) -> None:
    old = closed(week)
    middle = correct(week, old["id"], outcome="not_home").json()
    new = correct(week, middle["id"], outcome="partial").json()

    present = week.client.get("/v1/ledger").json()
    history = week.client.get("/v1/ledger", params={"history": True}).json()

    assert [row["id"] for row in present["items"]] == [new["id"]]
    assert {row["id"] for row in history["items"]} == {old["id"], middle["id"], new["id"]}
    assert history["total"] == 3


def test_a_row_is_corrected_once_and_then_its_correction(week: Week) -> None:
    old = closed(week)
    new = correct(week, old["id"]).json()

    again = correct(week, old["id"])

    assert (again.status_code, again.json()["code"], again.json()["entry"]) == (409, "CORRECTED_BEFORE", new["id"])


def test_a_correction_needs_a_reason_and_all_elements(week: Week) -> None:
    old = closed(week)["id"]

    without = correct(week, old, reason=" ")
    incomplete = correct(week, old, place="")

    assert (without.status_code, without.json()["code"]) == (422, "REASON_MISSING")
    assert (incomplete.status_code, incomplete.json()["code"]) == (422, "ELEMENTS_MISSING")
    assert correct(week, "none").status_code == 404
    assert week.client.get("/v1/ledger", params={"history": True}).json()["total"] == 1
