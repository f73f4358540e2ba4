"""Who did what is found by person, kind and day; a record that was altered shows."""

from fastapi.testclient import TestClient
from sqlalchemy import text

from tests.screens.conftest import SignIn
from tests.screens.words import rows, words

RECORD = "/administration/record"


def altered(client: TestClient, statement: str) -> None:
    """The database is changed past the service."""
    with client.app.state.database.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(text(statement))


def test_what_somebody_did_is_found_by_their_name_and_kind(pages: SignIn) -> None:
    client = pages("wei")
    client.post(
        "/administration/organisations/new", data={"name": "新的公司", "kind": "company", "contact": "", "phone": ""}
    )

    found = rows(client.get(f"{RECORD}?actor=wei&kind=organisation").text, "记录")

    assert [row[2:4] for row in found] == [["wei", "新增"]]
    assert found[0][4].startswith("组织")


def test_days_limit_what_is_found(pages: SignIn) -> None:
    client = pages("wei")

    today = rows(client.get(f"{RECORD}?since=2026-11-25&until=2026-11-25&kind=visit").text, "记录")
    long_ago = rows(client.get(f"{RECORD}?until=2025-01-01").text, "记录")

    assert today
    assert long_ago == [["没有查到记录。"]]


def test_long_records_come_in_parts(pages: SignIn) -> None:
    client = pages("wei")

    first = rows(client.get(RECORD).text, "记录")
    second = rows(client.get(f"{RECORD}?offset=100").text, "记录")

    assert len(first) == 100
    assert int(first[-1][0]) == int(second[0][0]) + 1


def test_a_whole_record_is_told_to_be_whole_and_an_altered_one_is_not(pages: SignIn) -> None:
    client = pages("he")
    assert "记录链完整" in words(client.get(f"{RECORD}?check=true").text)

    altered(client, "UPDATE record_entry SET actor = 'nobody' WHERE number = 3")

    page = words(client.get(f"{RECORD}?check=true").text)
    assert "记录被改动过" in page
    assert "Entry 3 is not as it was written" in page


def test_whoever_has_a_district_sees_what_its_own_people_did(pages: SignIn) -> None:
    client = pages("wei")
    client.post(
        "/administration/users/new",
        data={
            "username": "ning", "name": "宁", "role": "district", "scope": "region:district-0", "active": "on",
            "password": "long enough 123",
        },
    )  # fmt: skip
    client.cookies.clear()
    client.post("/sign-in", data={"username": "ning", "password": "long enough 123"})
    client.post("/administration/regions/new", data={"name": "新街道", "kind": "street", "parent_id": "district-0"})

    found = rows(client.get(RECORD).text, "记录")

    assert {row[2] for row in found} == {"ning"}
    assert rows(client.get(f"{RECORD}?actor=wei").text, "记录") == [["没有查到记录。"]]


def test_a_job_that_nobody_begins_is_told_to_the_administrator(pages: SignIn) -> None:
    client = pages("wei")
    assert "数据库正常" in words(client.get("/administration/health").text)
    roster = client.get("/v1/rosters?limit=10").json()["items"][0]
    address = f"/v1/rosters/{roster['id']}"
    seen = {"If-Match": client.get(address).headers["ETag"]}
    asked = client.post(f"{address}/solve", json={"seconds": 5}, headers=seen)
    assert asked.status_code == 202, asked.text

    altered(client, "UPDATE job SET created_at = '2026-11-25 00:00:00.000000'")

    assert "无人处理" in words(client.get("/administration/health").text)
