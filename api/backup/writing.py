"""A backup: every row of one moment in a zip file, with the shape of the database and a checksum of every part."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select, text

from api.backup.rows import FORMAT, SHAPE, line, tables_of
from api.storage import Database
from api.storage.columns import now
from matcher.domain import BadInput


def back_up(database: Database, path: Path) -> int:
    """Writes the file, whole or not at all; answers how many rows it holds. The master keys are not in it: keep them apart.

    Raises BadInput where the file cannot be written.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        with database.reading() as session, ZipFile(partial, "w", ZIP_DEFLATED) as file:
            connection = session.connection()
            shape = connection.execute(text(f"SELECT version_num FROM {SHAPE}")).scalar_one()
            parts, total = {}, 0
            for table in tables_of(connection):
                digest, number = sha256(), 0
                with file.open(f"{table.name}.jsonl", "w", force_zip64=True) as part:
                    rows = connection.execution_options(yield_per=1000).execute(select(table)).mappings()
                    for encoded in _lines(rows):
                        part.write(encoded)
                        digest.update(encoded)
                        number += 1
                parts[table.name] = {"rows": number, "sha256": digest.hexdigest()}
                total += number
            manifest = {"format": FORMAT, "shape": shape, "made_at": now().isoformat(), "tables": parts}
            file.writestr("manifest.json", json.dumps(manifest, indent=1))
        partial.replace(path)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror or error}), no backup was made.") from None
    finally:
        partial.unlink(missing_ok=True)
    return total


def _lines(rows) -> Iterator[bytes]:  # type: ignore[no-untyped-def]
    for row in rows:
        yield f"{line(row)}\n".encode()
