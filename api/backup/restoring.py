"""A backup becomes a database again, which must be empty: all of it in one transaction, after every checksum was looked at."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Table, func, insert, select

from api.backup.rows import FORMAT, parsed, tables_of
from api.storage import Database
from api.storage.migrating import upgrade
from matcher.domain import BadInput

AT_ONCE = 500


def restore(database: Database, path: Path) -> int:
    """Answers how many rows there are now. Raises BadInput where the file is none of ours, is damaged, or the database is in use.

    A backup of an older shape is restored in that shape and then brought up to date.
    """
    try:
        with ZipFile(path) as file:
            manifest = _checked(file, path)
            upgrade(database.engine, manifest["shape"])
            with database.writing() as session:
                connection = session.connection()
                tables = {table.name: table for table in tables_of(connection)}
                if any(
                    connection.execute(select(func.count()).select_from(table)).scalar_one()
                    for table in tables.values()
                ):
                    raise BadInput(f"{path}: the database holds rows already, expected an empty one.")
                for name, table in tables.items():
                    if name in manifest["tables"]:
                        rows = [parsed(line) for line in file.read(f"{name}.jsonl").decode().splitlines()]
                        for start in range(0, len(rows), AT_ONCE):
                            connection.execute(insert(table), _parents_first(table, rows)[start : start + AT_ONCE])
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise BadInput(
            f"{path}: is no backup of this service ({type(error).__name__}), nothing was restored."
        ) from None
    database.upgrade()
    return sum(int(part["rows"]) for part in manifest["tables"].values())


def _checked(file: ZipFile, path: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(file.read("manifest.json"))
    if manifest["format"] != FORMAT:
        raise BadInput(f"{path}: its format is {manifest['format']!r}, expected {FORMAT}.")
    for name, part in manifest["tables"].items():
        digest = sha256(file.read(f"{name}.jsonl")).hexdigest()
        if digest != part["sha256"]:
            raise BadInput(f"{path}: the rows of {name} are not as they were written, nothing was restored.")
    return manifest


def _parents_first(table: Table, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where rows refer to others of their own table, those come first."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    waiting, done, ordered = list(rows), set(), []
    while waiting:
        ready = [row for row in waiting if all(row[column] is None or row[column] in done for column in own)]
        if not ready:
            raise ValueError(f"rows of {table.name} refer to each other in a circle")
        ordered += ready
        done |= {row.get("id") for row in ready}
        waiting = [row for row in waiting if row not in ready] if len(ready) < len(waiting) else []
    return ordered
