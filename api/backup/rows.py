"""Rows as lines of JSON: what JSON has no word for is written with its kind."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table

FORMAT = 1
SHAPE = "alembic_version"
"""The table in which migrations note the shape of the database."""


def tables_of(connection: Connection) -> list[Table]:
    """All tables as they are, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != SHAPE]


def line(row: Mapping[str, Any]) -> str:
    """A row as one line."""
    return json.dumps(dict(row), ensure_ascii=False, default=_written)


def parsed(text: str) -> dict[str, Any]:
    """The row of a line."""
    row: dict[str, Any] = json.loads(text, object_hook=_read)
    return row


def _written(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    return {"$bytes": b64encode(bytes(value)).decode()}


def _read(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        (kind, text), *_ = value.items()
        if kind == "$moment":
            return datetime.fromisoformat(text)
        if kind == "$date":
            return date.fromisoformat(text)
        if kind == "$bytes":
            return b64decode(text)
    return value
