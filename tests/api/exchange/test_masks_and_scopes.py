"""Who may not see a thing does not export it, and a mask that is sent back never takes the place of what it hides."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from api.authority import Role
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from api.tables.cadres import Cadre
from api.tables.record import RecordEntry
from tests.api.conftest import authorise
from tests.api.exchange.asking import committed, found, one, sent
from tests.api.exchange.conftest import storage
from tests.api.exchange.sheets import CADRE, GOOD, ORGANISATION, STATION, book, cell
from tests.api.exchange.workbooks import grids, rewritten

CADRES = FORMS[Subject.CADRES].name
RICH = CADRE | {"name": "李大爷", "phone": "13812345678", "health": "高血压", "family_phone": "0772-12"}


@pytest.fixture
def stranger(land: TestClient) -> TestClient:
    """The same service, asked by a coordinator of another district."""
    client = TestClient(land.app)
    authorise(client, Role.COORDINATOR, region_id="elsewhere")
    return client


def exported(client: TestClient, *, purpose: bool) -> bytes:
    hooks = client.event_hooks["request"]
    client.event_hooks["request"] = hooks if purpose else []
    try:
        return client.get("/v1/exports/cadres.xlsx").content
    finally:
        client.event_hooks["request"] = hooks


def test_without_a_purpose_an_export_is_masked_and_imports_as_no_change(district: TestClient) -> None:
    committed(district, book(GOOD | {Subject.CADRES: [RICH]}))

    masked = exported(district, purpose=False)
    checked = sent(district, masked)

    told = {str(value) for row in grids(masked)[CADRES].rows for value in row}
    assert {"李*爷", "138****5678", "***"} <= told
    assert not {"李大爷", "13812345678", "高血压"} & told
    assert (checked["findings"], checked["sheets"][CADRES]["same"]) == ([], 1)


def test_a_mask_makes_nobody_new_and_nothing_else(district: TestClient) -> None:
    committed(district, book(GOOD | {Subject.CADRES: [RICH]}))
    masked = exported(district, purpose=False)

    other = sent(district, rewritten(masked, {}, {CADRES: {"A3": "C009", "B3": "王*五"}}))

    assert {("B3", "MASKED"), ("F3", "MASKED")} <= found(other)
    assert one(district, Cadre, "C001").name == "李大爷"


def test_one_field_of_a_masked_export_can_be_changed(district: TestClient) -> None:
    committed(district, book(GOOD | {Subject.CADRES: [RICH]}))
    masked = exported(district, purpose=False)
    at = cell(Subject.CADRES, "grid", 3)

    committed(district, rewritten(masked, {}, {CADRES: {at: "柳星3网格"}}))

    cadre = one(district, Cadre, "C001")
    assert (cadre.name, cadre.health, cadre.grid) == ("李大爷", "高血压", "柳星3网格")


def test_that_people_were_exported_is_recorded(district: TestClient) -> None:
    committed(district, book(GOOD))

    district.get("/v1/exports/cadres.csv")

    with storage(district).reading() as session:
        newest = session.exec(select(RecordEntry).order_by(col(RecordEntry.number).desc())).first()
    assert newest is not None
    assert (newest.action, newest.kind) == ("export", "cadres")


def test_outside_ones_stations_nobody_exports_imports_or_looks_at_an_import(
    district: TestClient, stranger: TestClient
) -> None:
    committed(district, book(GOOD))
    begun = sent(district, book({Subject.ORGANISATIONS: [ORGANISATION | {"code": "O02"}]}))

    rows = grids(stranger.get("/v1/exports/cadres.xlsx").content)[CADRES].rows
    theirs = stranger.post("/v1/imports", content=book({Subject.CADRES: [CADRE | {"code": "C010"}]})).json()
    looks = [stranger.get(f"/v1/imports/{begun['id']}"), stranger.post(f"/v1/imports/{begun['id']}/commit")]

    assert [row for row in rows[2:] if any(row)] == []
    assert found(theirs) == {(cell(Subject.CADRES, "station", 2), "UNKNOWN_REFERENCE")}
    assert [look.status_code for look in looks] == [404, 404]


def test_who_keeps_one_district_enters_stations_in_no_other(stranger: TestClient, district: TestClient) -> None:
    there = stranger.post("/v1/imports", content=book({Subject.STATIONS: [STATION]})).json()
    here = stranger.post("/v1/imports", content=book({Subject.STATIONS: [STATION | {"region": "柳江区"}]})).json()

    assert {entry["code"] for entry in there["findings"]} == {"OTHER_REGION"}
    assert (here["findings"], here["ready"]) == ([], True)
