"""A person's data in one document: all of it, nothing that tells of somebody else, and it is recorded that it was handed out."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api.authority import Role
from api.rights.kinds import KINDS
from api.storage import Database
from api.tables.record import RecordEntry
from tests.api.conftest import authorise
from tests.api.rights.conftest import CADRE, CADRE_PHONE, VOLUNTEER, VOLUNTEER_PHONE, Two

WHY = {"reason": "本人查阅"}


def test_a_cadre_s_document_holds_every_word_about_them_and_every_table(pilots: TestClient, two: Two) -> None:
    answer = pilots.post(f"/v1/cadres/{two.cadre}/export", json=WHY)

    told = answer.json()
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert set(told["rows"]) == {kind.name for kind in KINDS}
    (cadre,) = told["rows"]["cadre"]
    assert (cadre["name"], cadre["phone"]) == (CADRE, CADRE_PHONE)
    assert cadre["health"] == f"{CADRE}的health"
    (entry,) = told["rows"]["ledger_entry"]
    assert entry["content"] == f"陪{CADRE}散步"
    assert {one["need_id"] is None for one in told["rows"]["match_request"]} == {True, False}
    assert {one["action"] for one in told["record"]} >= {"create", "change", "take along"}


def test_a_volunteer_s_document_says_when_they_served_and_nothing_of_whom(pilots: TestClient, two: Two) -> None:
    answer = pilots.post(f"/v1/volunteers/{two.volunteer}/export", json=WHY)

    told = answer.json()
    (volunteer,) = told["rows"]["volunteer"]
    assert (volunteer["name"], volunteer["phone"]) == (VOLUNTEER, VOLUNTEER_PHONE)
    (entry,) = told["rows"]["ledger_entry"]
    assert entry["day"] == "2025-06-02"
    assert "content" not in entry
    assert "place" not in entry
    assert told["rows"]["cadre"] == []
    assert CADRE not in str(told["rows"])
    assert CADRE_PHONE not in answer.text


def test_secrets_by_which_links_open_are_in_no_document(pilots: TestClient, two: Two) -> None:
    documents = [
        pilots.post(f"/v1/cadres/{two.cadre}/export", json=WHY).text,
        pilots.post(f"/v1/volunteers/{two.volunteer}/export", json=WHY).text,
    ]

    assert not [one for one in documents if "token_hash" in one]


def test_handing_it_out_is_recorded_with_the_reason(pilots: TestClient, two: Two) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]

    pilots.post(f"/v1/cadres/{two.cadre}/export", json=WHY)

    with database.reading() as session:
        (entry,) = session.exec(select(RecordEntry).where(RecordEntry.action == "take along")).all()
    assert (entry.kind, entry.row, entry.why) == ("cadre", two.cadre, "本人查阅")


@pytest.mark.parametrize(("role", "status"), [(Role.STATION_STAFF, 200), (Role.GRID_WORKER, 403), (Role.AUDITOR, 403)])
def test_it_takes_the_right_to_reveal(role: Role, status: int, pilots: TestClient, two: Two) -> None:
    authorise(pilots, role, station_id="liuxing")
    pilots.event_hooks["request"] = []

    answer = pilots.post(f"/v1/cadres/{two.cadre}/export", json=WHY)

    assert answer.status_code == status
    assert (CADRE_PHONE in answer.text) is (status == 200)


def test_of_another_station_s_people_there_is_nothing(pilots: TestClient, two: Two) -> None:
    authorise(pilots, Role.STATION_STAFF, station_id="wantang")

    answers = [
        pilots.post(f"/v1/cadres/{two.cadre}/export", json=WHY),
        pilots.post(f"/v1/volunteers/{two.volunteer}/export", json=WHY),
    ]

    assert [one.status_code for one in answers] == [404, 404]
