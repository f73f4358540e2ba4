"""Migrations go up, down and up again with rows in every table; the newest shape is what the tables say."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Float, Integer, LargeBinary, MetaData, Table, inspect
from sqlmodel import SQLModel

import api.tables  # noqa: F401  (their metadata)
from api.storage import Database
from api.storage.migrating import MIGRATIONS, downgrade, upgrade
from tests.api.conftest import BACKENDS, new_database

Rows = dict[str, list[dict[str, Any]]]

REVISIONS = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
"""The oldest first."""
HEAD = REVISIONS[-1]
SHAPE = "alembic_version"


@pytest.fixture(params=BACKENDS)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any shape."""
    with new_database(request, tmp_path, bare=True) as url:
        database = Database(url)
        yield database
        database.close()


def tables(connection: Connection) -> list[Table]:
    """As the database has them, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != SHAPE]


def fill(database: Database) -> Rows:
    """Three rows in every table: two with every column filled in, one with as little as can be."""
    with database.engine.begin() as connection:
        for table in tables(connection):
            for number in (1, 2, 3):
                connection.execute(table.insert(), row(table, number, sparse=number == 3))
    return rows(database)


def row(table: Table, number: int, *, sparse: bool) -> dict[str, Any]:
    """Values that no two rows of the table share; rows refer to the row of the same number."""
    return {
        column.name: value(table, column, number)
        for column in table.columns
        if not (sparse and column.nullable) and not refers_to_itself(column)
    }


def refers_to_itself(column: Any) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def value(table: Table, column: Any, number: int) -> Any:
    for key in column.foreign_keys:
        return value(key.column.table, key.column, number)
    kind = column.type
    day = date(2026, 11, 22 + number)
    for of, made in {
        Boolean: number == 1,
        Integer: number,
        Float: number + 0.5,
        DateTime: datetime(day.year, day.month, day.day, 8, 5, 7, number),
        Date: day,
        JSON: [{"第": number}],
        LargeBinary: bytes([0, 255, number]),
    }.items():
        if isinstance(kind, of):
            return made
    return f"{table.name[:20]}{number}示例"[-(kind.length or 100) :]


def rows(database: Database) -> Rows:
    """Every row of every table, in the order of their keys."""
    with database.engine.connect() as connection:
        return {
            table.name: [
                dict(one._mapping)
                for one in connection.execute(table.select().order_by(*table.primary_key.columns)).all()
            ]
            for table in tables(connection)
        }


def as_far_as(shape: Rows, all_rows: Rows) -> Rows:
    """The tables and columns that both have."""
    return {
        name: [
            {column: one[column] for column in kept[0] if column in one} if (kept := shape[name]) else one
            for one in held
        ]
        for name, held in all_rows.items()
        if name in shape
    }


def test_the_newest_shape_is_what_the_tables_say(bare: Database) -> None:
    upgrade(bare.engine)

    with bare.engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata
        )

    assert differences == []


def test_every_table_can_be_filled_whatever_its_shape(bare: Database) -> None:
    upgrade(bare.engine)

    filled = fill(bare)

    assert set(filled) == set(SQLModel.metadata.tables)
    assert {name: len(held) for name, held in filled.items()} == dict.fromkeys(filled, 3)


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_what_goes_down_comes_up_again_as_far_as_the_older_shape_holds_it(revision: str, bare: Database) -> None:
    upgrade(bare.engine)
    before = fill(bare)

    downgrade(bare.engine, revision)
    below = rows(bare)
    upgrade(bare.engine)
    again = rows(bare)

    assert below == as_far_as(below, before)
    assert set(again) == set(before)
    assert as_far_as(below, again) == below


def test_nothing_is_left_at_the_bottom_and_the_way_up_is_open(bare: Database) -> None:
    upgrade(bare.engine)
    fill(bare)

    downgrade(bare.engine)
    with bare.engine.connect() as connection:
        left = inspect(connection).get_table_names()
    upgrade(bare.engine)
    empty = rows(bare)
    filled = fill(bare)

    assert left == [SHAPE]
    assert not any(empty.values())
    assert all(len(held) == 3 for held in filled.values())


def test_from_each_shape_one_step_leads_to_the_next(bare: Database) -> None:
    seen = []

    for revision in REVISIONS:
        upgrade(bare.engine, revision)
        with bare.engine.connect() as connection:
            seen.append(MigrationContext.configure(connection).get_current_revision())

    assert seen == REVISIONS


def test_an_upgrade_of_the_newest_shape_does_nothing(bare: Database) -> None:
    upgrade(bare.engine)
    before = fill(bare)

    bare.upgrade()

    assert rows(bare) == before
