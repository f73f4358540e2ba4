"""What people did stands in the record, and no entry can be altered, moved, added or taken out unseen."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from threading import Barrier

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import select

import scenarios
from api.demo import fill
from api.record.chain import faults
from api.record.writing import act_as
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.people import Organisation, OrganisationKind
from api.tables.record import RecordEntry


def filled(database: Database) -> None:
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())


def found(database: Database) -> list[str]:
    with database.reading() as session:
        return list(faults(session, session.info["keyring"]))


def test_a_change_is_recorded_with_who_and_which_fields_and_never_with_what_they_hold(database: Database) -> None:
    filled(database)

    with database.writing() as session:
        act_as(session, "wei", "电话核实")
        cadre = session.exec(select(Cadre)).first()
        assert cadre is not None
        cadre.health, cadre.grid = "高血压", "网格7"

    with database.reading() as session:
        last = session.exec(select(RecordEntry).order_by(RecordEntry.number.desc())).first()  # type: ignore[attr-defined]
    assert last is not None
    assert (last.actor, last.action, last.kind, last.row) == ("wei", "change", "cadre", cadre.id)
    assert (last.fields, last.why) == (["grid", "health"], "电话核实")
    assert "高血压" not in repr(last)
    assert found(database) == []


def test_what_is_rolled_back_is_not_recorded(database: Database) -> None:
    filled(database)
    with database.reading() as session:
        before = len(session.exec(select(RecordEntry)).all())

    with suppress(RuntimeError), database.writing() as session:
        cadre = session.exec(select(Cadre)).first()
        assert cadre is not None
        cadre.grid = "网格7"
        session.flush()
        raise RuntimeError

    with database.reading() as session:
        assert len(session.exec(select(RecordEntry)).all()) == before
    assert found(database) == []


def test_many_who_write_the_first_entries_at_once_make_one_chain(database: Database) -> None:
    together = Barrier(4)

    def write(name: str) -> None:
        together.wait()
        with database.writing() as session:
            session.add(Organisation(id=name, name=name, kind=OrganisationKind.PARTNER))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, "abcd"))

    with database.reading() as session:
        rows = session.exec(select(RecordEntry.number, RecordEntry.row)).all()
    assert sorted(number for number, _ in rows) == [1, 2, 3, 4]
    assert {row for _, row in rows} == set("abcd")
    assert found(database) == []


def test_over_http_the_actor_is_who_asked(pilots: TestClient) -> None:
    made = pilots.post("/v1/rosters", json={"region_id": "city", "week": "2026-11-23"}).json()

    with pilots.app.state.database.reading() as session:  # type: ignore[attr-defined]
        entries = session.exec(select(RecordEntry).where(RecordEntry.row == made["id"])).all()

    assert [(one.action, one.kind) for one in entries][:1] == [("create", "roster")]


@pytest.mark.parametrize("kind", ["edit", "delete", "swap", "insert", "cut", "bit", "end"])
def test_an_alteration_is_found(kind: str, database: Database) -> None:
    filled(database)
    dice = Random(f"record {kind}")
    with database.reading() as session:
        entries = session.exec(select(RecordEntry).order_by(RecordEntry.number)).all()  # type: ignore[arg-type]
    missed = []

    for _ in range(150):
        statements, values = alteration(kind, entries, dice)
        with database.reading() as session:
            for one, value in zip(statements, values, strict=True):
                session.connection().execute(text(one), value)
            if not list(faults(session, session.info["keyring"])):
                missed.append((statements, values))
            session.rollback()

    assert missed == []


def alteration(kind: str, entries: list[RecordEntry], dice: Random) -> tuple[list[str], list[dict[str, object]]]:
    """SQL that somebody with the database in hand might try."""
    one, other = dice.sample(entries, 2)
    if kind == "edit":
        column = dice.choice(["actor", "action", "kind", "row", "why"])
        return [f'UPDATE record_entry SET "{column}" = :v WHERE number = :n'], [{"v": "nobody", "n": one.number}]
    if kind == "delete":
        return ["DELETE FROM record_entry WHERE number = :n"], [{"n": one.number}]
    if kind == "swap":
        moves = [(one.number, -1), (other.number, one.number), (-1, other.number)]
        return ["UPDATE record_entry SET number = :b WHERE number = :a"] * 3, [{"a": a, "b": b} for a, b in moves]
    if kind == "insert":
        row = one.model_dump() | {"number": len(entries) + 1, "fields": "[]", "at": one.at.replace(tzinfo=None)}
        names = ", ".join(f'"{name}"' for name in row)
        return [f"INSERT INTO record_entry ({names}) VALUES ({', '.join(f':{name}' for name in row)})"], [row]
    if kind == "cut":
        return ["DELETE FROM record_entry WHERE number >= :n"], [{"n": one.number}]
    if kind == "bit":
        at = dice.randrange(64)
        chain = one.chain[:at] + chr(ord(one.chain[at]) ^ 1) + one.chain[at + 1 :]
        return ["UPDATE record_entry SET chain = :c WHERE number = :n"], [{"c": chain, "n": one.number}]
    return (
        ["DELETE FROM record_entry WHERE number > :n", "UPDATE record_end SET number = :n, chain = :c"],
        [{"n": min(one.number, len(entries) - 1)}, {"n": min(one.number, len(entries) - 1), "c": one.chain}],
    )
