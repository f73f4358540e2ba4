"""Kinds of columns that SQLite and PostgreSQL keep alike: instants, words of an enumeration, parts of documents as JSON."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment of world time, kept as UTC without offset and read back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError for a local time: whose clock it is would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its offset")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Part(TypeDecorator[Any]):
    """A part of a document (any type that pydantic knows), kept as JSON and read back as what it was."""

    impl = JSON
    cache_ok = False

    def __init__(self, kind: Any) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind
        self.adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Plain JSON."""
        return None if value is None else self.adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Validated again, so that what a later version of the code cannot read is found here."""
        return None if value is None else self.adapter.validate_python(value)

    def __repr__(self) -> str:
        """As a migration writes it: to the database it is JSON."""
        return "JSON(none_as_null=True)"


class Choice(TypeDecorator[StrEnum]):
    """One of the values of an enumeration, kept as its word; which words there are is checked where people enter them."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(length=40)
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """The word."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member."""
        return None if value is None else self.kind(value)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
