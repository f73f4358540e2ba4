"""A backup, a wiped database, a restore: everything is as it was, on either kind of database."""

from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlmodel import select as select_rows

import scenarios
from api.backup import back_up, restore
from api.backup.rows import tables_of
from api.demo import fill
from api.opening import open_database
from api.record.chain import faults
from api.rosters.versions import create
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre
from matcher.domain import BadInput


def rows_of(database: Database) -> dict[str, list[Any]]:
    """Every row of every table, as the database itself knows it."""
    with database.reading() as session:
        connection = session.connection()
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in tables_of(connection)
        }


@pytest.fixture
def filled(database: Database) -> Database:
    """The four pilots with one dossier and a roster."""
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
        create(session, date(2026, 11, 23), region_id="city")
    with database.writing() as session:
        session.get_one(Cadre, "liuxing-c001").health = "高血压"
    return database


def test_what_was_backed_up_comes_back_equal(filled: Database, settings: Settings, tmp_path: Path) -> None:
    before = rows_of(filled)

    number = back_up(filled, tmp_path / "backup.zip")
    fresh = Database(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    restored = restore(fresh, tmp_path / "backup.zip")
    after = rows_of(fresh)
    fresh.close()

    assert number == restored == sum(map(len, before.values()))
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}
    if not filled.is_postgres:  # JSON is printed in another way by the other kind
        assert after == before


def test_with_the_keys_dossiers_open_and_the_record_is_whole(
    filled: Database, settings: Settings, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "backup.zip")
    fresh = Database(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    restore(fresh, tmp_path / "backup.zip")
    fresh.close()

    keys = settings.model_copy(
        update={"database_url": f"sqlite:///{tmp_path / 'fresh.sqlite'}", "key_file": settings.keys_path}
    )
    opened = open_database(keys)

    with opened.reading() as session:
        assert session.exec(select_rows(Cadre).where(Cadre.id == "liuxing-c001")).one().health == "高血压"
        assert list(faults(session, session.info["keyring"])) == []
    opened.close()


def test_a_backup_holds_nothing_sealed_in_plain_text_and_no_key(
    filled: Database, settings: Settings, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "backup.zip")

    with ZipFile(tmp_path / "backup.zip") as file:
        held = b"".join(file.read(name) for name in file.namelist())

    assert "高血压".encode() not in held
    assert b"liuxing-c001" in held
    assert settings.keys_path.read_bytes() not in held


def test_a_damaged_file_a_foreign_one_and_a_database_in_use_restore_nothing(filled: Database, tmp_path: Path) -> None:
    good, damaged, foreign = tmp_path / "good.zip", tmp_path / "damaged.zip", tmp_path / "foreign.zip"
    back_up(filled, good)
    with ZipFile(good) as source, ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name, content.replace(b"liuxing-c001", b"liuxing-c002") if name == "need.jsonl" else content
            )
    foreign.write_bytes(b"PK nothing of ours")
    fresh = Database(f"sqlite:///{tmp_path / 'fresh.sqlite'}")

    with pytest.raises(BadInput, match="need are not as they were written"):
        restore(fresh, damaged)
    with pytest.raises(BadInput, match="is no backup"):
        restore(fresh, foreign)
    with pytest.raises(BadInput, match="holds rows already"):
        restore(filled, good)

    fresh.upgrade()
    assert sum(map(len, rows_of(fresh).values())) == 0
    fresh.close()
