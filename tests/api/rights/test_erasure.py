"""Whoever is erased is found nowhere any more, and yet every figure of the past is what it was."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from api import clock
from api.authority import Role
from api.backup import back_up
from api.backup.rows import line, tables_of
from api.record.chain import faults
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.record import RecordEntry
from api.tables.visits import LedgerEntry, Visit, VisitState
from tests.api.conftest import authorise
from tests.api.rights.conftest import CADRE, CADRE_PHONE, MONDAY, VOLUNTEER, VOLUNTEER_PHONE, Two

PERIOD = {"from_day": "2025-06-02", "until_day": "2025-06-08"}
PAST = {
    "pillars": set[str](),
    "hours": {"volunteers"},
    "kpis": {"way"},
    "records": set[str](),
    "assessment": set[str](),
}
"""Reports, and their figures that are about people as they are now: who serves, and where people live."""


def database_of(client: TestClient) -> Database:
    return client.app.state.database  # type: ignore[attr-defined, no-any-return]


def erase(client: TestClient, kind: str, key: str, name: str) -> None:
    asked = client.post(f"/v1/{kind}/{key}/erasure", json={"reason": f"{name}本人申请"})
    assert asked.status_code == 201, asked.text
    done = client.post(f"/v1/erasures/{asked.json()['id']}/confirmation", json={"name": name})
    assert done.status_code == 200, done.text
    assert done.json()["scrubbed"]


def told(database: Database) -> str:
    """Every column of every row, sealed ones opened where a session opens them."""
    with database.reading() as session:
        connection = session.connection()
        raw = "\n".join(
            line(row) for table in tables_of(connection) for row in connection.execute(table.select()).mappings()
        )
        opened = [
            row.model_dump_json()
            for table in (Cadre, Volunteer, Need, LedgerEntry, Visit)
            for row in session.exec(select(table)).all()
        ]
    return "\n".join([raw, *opened])


def files_of(database: Database) -> bytes:
    file = Path(str(make_url(database.url).database))
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")) if part.suffix != ".keys")


def figures(client: TestClient) -> dict[str, object]:
    found = {}
    for name, of_today in PAST.items():
        answer = client.get(f"/v1/reports/{name}", params=PERIOD)
        assert answer.status_code == 200, answer.text
        for row in (answer.json()["total"], *answer.json()["rows"]):
            found[name, row["id"]] = {key: value for key, value in row["values"].items() if key not in of_today}
    return found


@pytest.mark.parametrize(
    ("kind", "name", "phone"), [("cadres", CADRE, CADRE_PHONE), ("volunteers", VOLUNTEER, VOLUNTEER_PHONE)]
)
def test_nothing_names_them_any_more(
    kind: str, name: str, phone: str, pilots: TestClient, two: Two, tmp_path: Path
) -> None:
    database = database_of(pilots)
    key = two.cadre if kind == "cadres" else two.volunteer
    other = VOLUNTEER if kind == "cadres" else CADRE
    assert name in told(database)

    erase(pilots, kind, key, name)

    back_up(database, tmp_path / "backup.zip")
    with ZipFile(tmp_path / "backup.zip") as file:
        backup = " ".join(file.read(part).decode() for part in file.namelist())
    for held in (told(database), backup, *answers(pilots)):
        assert name not in held
        assert phone not in held
        assert other in held or held in answers(pilots)
    if not database.is_postgres:
        held_by_files = files_of(database)
        assert other.encode() in held_by_files
        assert name.encode() not in held_by_files
        assert phone.encode() not in held_by_files


def answers(client: TestClient) -> list[str]:
    paths = ("cadres", "volunteers", "needs", "consents", "groups", "ledger", "feedback", "erasures", "visits")
    found = [client.get(f"/v1/{path}", params={"limit": 500}) for path in paths]
    return [one.text for one in found if one.status_code == 200]


@pytest.mark.parametrize(("kind", "name"), [("cadres", CADRE), ("volunteers", VOLUNTEER)])
def test_figures_of_the_past_are_what_they_were(kind: str, name: str, pilots: TestClient, two: Two) -> None:
    before = figures(pilots)
    assert before["records", None]["rows"] == before["records", None]["traced"] == 1  # type: ignore[index]

    erase(pilots, kind, two.cadre if kind == "cadres" else two.volunteer, name)

    assert figures(pilots) == before


def test_the_ledger_keeps_time_service_and_ids_and_of_a_volunteer_what_the_cadre_got(
    pilots: TestClient, two: Two
) -> None:
    (before,) = pilots.get("/v1/ledger", params=PERIOD).json()["items"]

    erase(pilots, "volunteers", two.volunteer, VOLUNTEER)
    (without_volunteer,) = pilots.get("/v1/ledger", params=PERIOD).json()["items"]
    erase(pilots, "cadres", two.cadre, CADRE)
    (without_both,) = pilots.get("/v1/ledger", params=PERIOD).json()["items"]

    assert without_volunteer == before | {"recorded_by": ""}
    assert without_both == without_volunteer | {"place": "", "content": ""}


def test_the_record_is_whole_and_says_who_erased_and_whose_purposes_were_forgotten(
    pilots: TestClient, two: Two
) -> None:
    database = database_of(pilots)

    erase(pilots, "cadres", two.cadre, CADRE)

    with database.reading() as session:
        assert list(faults(session, session.info["keyring"])) == []
        deeds = {one.action for one in session.exec(select(RecordEntry)).all()}
        assert not session.exec(select(RecordEntry).where(RecordEntry.why.contains(CADRE))).all()  # type: ignore[attr-defined]
    assert {"erase", "forget"} <= deeds


def test_a_purpose_that_somebody_else_blots_out_is_a_fault(pilots: TestClient, two: Two) -> None:
    database = database_of(pilots)

    with database.writing() as session:
        session.connection().execute(text("UPDATE record_entry SET why = '' WHERE why <> ''"))

    with database.reading() as session:
        found = list(faults(session, session.info["keyring"]))
    assert found
    assert all("no entry says that it was forgotten" in one for one in found)


def test_nobody_is_erased_while_visits_are_promised_and_the_weeks_are_named(pilots: TestClient, two: Two) -> None:
    with database_of(pilots).writing() as session:
        visit = session.exec(select(Visit)).one()
        visit.state = VisitState.PLANNED

    refused = [
        pilots.post(f"/v1/{kind}/{key}/erasure", json={"reason": "本人申请"})
        for kind, key in (("cadres", two.cadre), ("volunteers", two.volunteer))
    ]

    for one in refused:
        assert one.status_code == 409
        assert one.json()["code"] == "STILL_PROMISED"
        assert one.json()["weeks"] == [f"{MONDAY}"]
        assert f"{MONDAY}" in one.json()["zh"]


def test_it_takes_the_whole_name_and_a_day_at_most(
    pilots: TestClient, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pilots.post(f"/v1/cadres/{two.cadre}/erasure", json={"reason": "本人申请"}).json()
    address = f"/v1/erasures/{asked['id']}/confirmation"

    wrong = pilots.post(address, json={"name": CADRE[:-1]})
    later = clock.world_now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "world_now", lambda: later)
    late = pilots.post(address, json={"name": CADRE})

    assert asked["person"] == "金*人"
    assert (wrong.status_code, wrong.json()["code"]) == (422, "OTHER_NAME")
    assert (late.status_code, late.json()["code"]) == (409, "ASKED_TOO_LONG_AGO")
    assert pilots.get(f"/v1/cadres/{two.cadre}").json()["name"] == CADRE


def test_whoever_is_erased_is_not_there_any_more_and_cannot_be_written_into_again(pilots: TestClient, two: Two) -> None:
    before = pilots.get("/v1/cadres", params={"limit": 500}).json()["total"]
    cadre = pilots.get(f"/v1/cadres/{two.cadre}").json()

    erase(pilots, "cadres", two.cadre, CADRE)

    fields = {name: cadre[name] for name in ("station_id", "name", "latitude", "longitude")}
    answers = [
        pilots.get(f"/v1/cadres/{two.cadre}"),
        pilots.put(f"/v1/cadres/{two.cadre}", json=fields, headers={"If-Match": "*"}),
        pilots.post(f"/v1/cadres/{two.cadre}/erasure", json={"reason": "again"}),
        pilots.post(f"/v1/cadres/{two.cadre}/export", json={"reason": "again"}),
    ]
    assert [one.status_code for one in answers] == [404] * 4
    assert pilots.get("/v1/cadres", params={"limit": 500}).json()["total"] == before - 1
    assert pilots.get("/v1/exports/all.xlsx").status_code == 200


def test_a_cadre_who_also_gives_is_forgotten_as_both(pilots: TestClient, two: Two) -> None:
    with database_of(pilots).writing() as session:
        session.get_one(Volunteer, two.volunteer).cadre_id = two.cadre

    erase(pilots, "cadres", two.cadre, CADRE)

    held = told(database_of(pilots))
    assert CADRE not in held
    assert VOLUNTEER not in held


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.STATION_STAFF, Role.AUDITOR])
def test_only_the_city_and_districts_erase(role: Role, pilots: TestClient, two: Two) -> None:
    authorise(pilots, role, station_id="liuxing")
    if role is Role.AUDITOR:
        pilots.event_hooks["request"] = []

    refused = pilots.post(f"/v1/cadres/{two.cadre}/erasure", json={"reason": "本人申请"})

    assert refused.status_code == 403


def changes_of_figures() -> Iterator[str]:
    """SQL that empties a word of the ledger and, by the way, changes another column, whichever there is."""
    for column in LedgerEntry.__table__.columns:  # type: ignore[attr-defined]
        if column.name in {"place", "correction_reason", "recorded_by"}:
            yield f"UPDATE ledger_entry SET content = '', {column.name} = 'x'"
        elif column.name not in {"content", "corrects_id"}:
            lists = {"volunteers", "cadres"}
            other = "'[]'" if column.name in lists else "NULL" if column.nullable else "'2001-01-01'"
            yield f"UPDATE ledger_entry SET content = '', {column.name} = {other}"
    yield "UPDATE ledger_entry SET content = 'x'"
    yield "UPDATE ledger_entry SET content = '', corrects_id = id"
    yield "DELETE FROM ledger_entry"


def test_the_database_lets_words_of_the_erased_be_emptied_and_nothing_else(pilots: TestClient, two: Two) -> None:
    database = database_of(pilots)
    empty = "UPDATE ledger_entry SET content = ''"
    with pytest.raises(IntegrityError, match="append-only"), database.writing() as session:
        session.connection().execute(text(empty))
    with database.writing() as session:
        session.get_one(Cadre, two.cadre).erased_at = clock.world_now()

    for change in changes_of_figures():
        with pytest.raises(IntegrityError, match="append-only"), database.writing() as session:
            session.connection().execute(text(change))

    with database.writing() as session:
        session.connection().execute(text(empty))
