"""The database itself keeps the ledger and the versions of rosters as they were written."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.storage import Database
from api.storage.migrating import downgrade, upgrade
from api.tables.needs import Pillar
from api.tables.visits import LedgerEntry, VisitState

TABLES = ["ledger_entry", "roster_version"]


def write_something(pilots: TestClient) -> Database:
    """A roster with its first version, and one row of the ledger."""
    assert pilots.post("/v1/rosters", json={"region_id": "city", "week": "2026-11-23"}).status_code == 201
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        entry = LedgerEntry(
            station_id="liuxing",
            outcome=VisitState.DONE,
            pillar=Pillar.CARE,
            service="household",
            day=date(2026, 11, 23),
        )
        session.add(entry)
    return database


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_cannot_rewrite_what_is_written(pilots: TestClient, table: str) -> None:
    database = write_something(pilots)
    changes = [f"UPDATE {table} SET id = 'other'", f"DELETE FROM {table}"]
    if database.is_postgres:
        changes.append(f"TRUNCATE {table} CASCADE")

    for change in changes:
        with pytest.raises(IntegrityError, match="append-only"), database.writing() as session:
            session.connection().execute(text(change))

    with database.reading() as session:
        assert session.connection().execute(text(f"SELECT count(*) FROM {table} WHERE id <> 'other'")).scalar_one() == 1


def test_one_migration_down_and_up_again_takes_the_refusal_away_and_brings_it_back(pilots: TestClient) -> None:
    database = write_something(pilots)

    downgrade(database.engine, "0001")
    with database.writing() as session:
        session.connection().execute(text("UPDATE ledger_entry SET content = 'other'"))
    upgrade(database.engine)

    with pytest.raises(IntegrityError, match="append-only"), database.writing() as session:
        session.connection().execute(text("UPDATE ledger_entry SET content = 'third'"))
