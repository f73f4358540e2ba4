"""A check holds as long as nobody changes what it saw; then the commit is done once, and nothing of the file remains."""

from datetime import timedelta

from fastapi.testclient import TestClient
from sqlmodel import select

from api.clock import world_now
from api.exchange.forms.form import Subject
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.places import Station
from tests.api.exchange.asking import change, committed, kept_import, one, sent
from tests.api.exchange.conftest import storage
from tests.api.exchange.sheets import CADRE, GOOD, NEED, ORGANISATION, VOLUNTEER, book


def test_a_commit_that_is_asked_for_twice_is_done_once(district: TestClient) -> None:
    done = committed(district, book(GOOD))

    again = district.post(f"/v1/imports/{done['id']}/commit")

    assert again.status_code == 200
    assert again.json() == done
    assert one(district, Cadre, "C001").version == 1


def test_a_check_is_void_when_somebody_changes_one_of_its_rows(district: TestClient) -> None:
    committed(district, book(GOOD))
    checked = sent(
        district, book({Subject.CADRES: [CADRE | {"phone": "0772-1"}], Subject.ORGANISATIONS: [ORGANISATION]})
    )
    change(district, Cadre, "C001", health="住院")

    answer = district.post(f"/v1/imports/{checked['id']}/commit")

    assert (answer.status_code, answer.json()["code"]) == (409, "IMPORT_OUTDATED")
    cadre = one(district, Cadre, "C001")
    assert (cadre.phone, cadre.health) == ("", "住院")


def test_a_check_is_void_when_somebody_enters_the_same_code_or_takes_away_what_is_referred_to(
    district: TestClient,
) -> None:
    first, second = sent(district, book(GOOD)), sent(district, book(GOOD))
    district.post(f"/v1/imports/{first['id']}/commit")

    same_code = district.post(f"/v1/imports/{second['id']}/commit")
    needs = sent(district, book({Subject.NEEDS: [NEED | {"code": "N002"}]}))
    with storage(district).writing() as session:
        for table in (Need, Cadre):
            session.delete(session.exec(select(table)).one())
    gone = district.post(f"/v1/imports/{needs['id']}/commit")

    assert (same_code.status_code, same_code.json()["code"]) == (409, "IMPORT_OUTDATED")
    assert (gone.status_code, gone.json()["code"]) == (409, "IMPORT_OUTDATED")
    assert one(district, Need, "N002") is None


def test_a_check_is_void_when_somebody_enters_the_same_person_by_hand(district: TestClient) -> None:
    committed(district, book(GOOD))
    checked = sent(
        district, book({Subject.VOLUNTEERS: [VOLUNTEER | {"code": "V002", "name": "陆护士", "phone": "139"}]})
    )
    by_hand = {"station_id": one(district, Station, "S01").id, "latitude": 24.3, "longitude": 109.4}
    district.post("/v1/volunteers", json=by_hand | {"name": "陆护士", "phone": "139"})

    answer = district.post(f"/v1/imports/{checked['id']}/commit")

    assert (answer.status_code, answer.json()["code"]) == (409, "IMPORT_OUTDATED")
    assert one(district, Volunteer, "V002") is None


def test_after_the_commit_only_counts_remain(district: TestClient) -> None:
    done = committed(district, book(GOOD | {Subject.CADRES: [CADRE | {"age": "85"}]}))

    marked = district.get(f"/v1/imports/{done['id']}/workbook")

    assert (done["findings"], done["changes"], done["ready"]) == ([], [], False)
    assert done["sheets"]["老干部 Cadres"]["create"] == 1
    assert (marked.status_code, marked.json()["code"]) == (409, "IMPORT_DONE")
    with storage(district).reading() as session:
        row = kept_import(session, done["id"])
    assert (row.content, row.rows, row.findings) == (None, None, [])


def test_an_import_that_nobody_commits_is_forgotten_after_a_day(district: TestClient) -> None:
    checked = sent(district, book(GOOD))
    with storage(district).writing() as session:
        kept_import(session, checked["id"]).expires_at = world_now() - timedelta(seconds=1)

    expired = district.post(f"/v1/imports/{checked['id']}/commit")
    sent(district, book(GOOD))

    assert (expired.status_code, expired.json()["code"]) == (409, "IMPORT_EXPIRED")
    assert district.get(f"/v1/imports/{checked['id']}").json()["changes"] == []
    with storage(district).reading() as session:
        row = kept_import(session, checked["id"])
    assert (row.content, row.rows, row.findings) == (None, None, [])
