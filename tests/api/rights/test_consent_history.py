"""What a cadre agreed to is told with all its changes: given, withdrawn, given again, whoever entered it and however."""

from datetime import date

from fastapi.testclient import TestClient
from sqlmodel import col, select

from api.storage import Database
from api.tables.cadres import Consent, Purpose

CONSENT = {"cadre_id": "liuxing-c001", "purpose": "publicity", "given_on": "2026-01-05"}


def changes(client: TestClient) -> list[tuple[str, str | None, bool]]:
    told = client.get("/v1/cadres/liuxing-c001/consent-history").json()
    return [
        (one["given_on"], one["withdrawn_on"], one["removed"])
        for one in told
        if one["purpose"] == "publicity" and one["by"] == "tests" and one["at"]
    ]


def test_each_change_is_kept_and_a_note_is_none(pilots: TestClient) -> None:
    made = pilots.post("/v1/consents", json=CONSENT)
    address = f"/v1/consents/{made.json()['id']}"
    given, withdrawn = ("2026-01-05", None, False), ("2026-01-05", "2026-03-01", False)

    for change in ({"withdrawn_on": "2026-03-01"}, {"note": "电话"}, {"given_on": "2026-04-01"}):
        before = pilots.get(address)
        kept = {name: before.json()[name] for name in (*CONSENT, "withdrawn_on", "note")}
        wanted = kept | change | ({"withdrawn_on": None} if "given_on" in change else {})
        assert pilots.put(address, json=wanted, headers={"If-Match": before.headers["ETag"]}).status_code == 200
    pilots.delete(address, headers={"If-Match": "*"})

    again = ("2026-04-01", None)
    assert changes(pilots) == [given, withdrawn, (*again, False), (*again, True)]


def test_what_is_entered_past_the_routes_is_kept_as_well(pilots: TestClient) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]

    with database.writing() as session:
        session.add(Consent(cadre_id="liuxing-c002", purpose=Purpose.HEALTH, given_on=date(2026, 1, 5)))

    with database.reading() as session:
        consents = select(Consent).where(Consent.cadre_id == "liuxing-c002", col(Consent.purpose) == Purpose.HEALTH)
        assert session.exec(consents).one()
    (told,) = pilots.get("/v1/cadres/liuxing-c002/consent-history").json()
    assert (told["purpose"], told["by"]) == ("health", "system")
