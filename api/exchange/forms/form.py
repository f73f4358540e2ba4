"""A sheet is a list of columns over one table; a column is a key, a heading in both languages, and a kind of cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from api.exchange.kinds.kind import Kind
from api.registry.resource import Resource
from matcher.board.words import both
from matcher.domain import Text

Entries = Mapping[str, Any]
"""What a row says, by field of the table."""

CODE = "code"


class Subject(StrEnum):
    """What a sheet is about, in the order in which sheets refer to each other."""

    STATIONS = "stations"
    ORGANISATIONS = "organisations"
    CADRES = "cadres"
    VOLUNTEERS = "volunteers"
    NEEDS = "needs"


@dataclass(frozen=True)
class Column:
    """`fields` are those of the table that it fills (the key itself if not said); `example` stands in the sample row."""

    key: str
    heading: Text
    kind: Kind
    example: str = ""
    note: Text | None = None
    required: bool = False
    fields: tuple[str, ...] = ()

    @property
    def filled(self) -> tuple[str, ...]:
        """The table's fields."""
        return self.fields or (self.key,)

    def entries(self, value: Any) -> dict[str, Any]:
        """What was read, by field."""
        return dict(zip(self.filled, value if len(self.filled) > 1 else (value,), strict=True))

    def value(self, row: Entries) -> Any:
        """The inverse: what a row of the table holds for this cell, None where nothing."""
        values = tuple(row[field] for field in self.filled)
        if len(values) > 1:
            return None if None in values else values
        return values[0]


@dataclass(frozen=True)
class Form:
    """One sheet over one kind of thing of the registry, whose rules hold for its rows.

    What the columns of one entry of `distinct` hold together, no two rows of a sheet do.
    """

    subject: Subject
    title: Text
    resource: Resource[Any, Any, Any]
    columns: tuple[Column, ...]
    distinct: tuple[tuple[str, ...], ...] = ()

    @property
    def name(self) -> str:
        """Of the sheet."""
        return both(self.title)

    def column(self, key: str) -> Column:
        """By key; raises StopIteration if there is none."""
        return next(column for column in self.columns if column.key == key)
