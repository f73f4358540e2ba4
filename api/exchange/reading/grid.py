"""A sheet as read: values by row and column, and which cells hold a formula, an error, or are merged with others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

Value = str | int | float | bool | date | datetime | time | None
Position = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True)
class Grid:
    """`merged` holds the first and last position of each merged range."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    formulas: frozenset[Position]
    errors: frozenset[Position]
    merged: tuple[tuple[Position, Position], ...]

    def at(self, row: int, column: int) -> Value:
        """None where nothing stands."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    @property
    def width(self) -> int:
        """Columns."""
        return max(map(len, self.rows), default=0)


def grid_of(plain: Mapping[str, Any]) -> Grid:
    """From what the reading process writes."""
    return Grid(
        name=plain["name"],
        rows=tuple(tuple(_value(cell) for cell in row) for row in plain["rows"]),
        formulas=frozenset((row, column) for row, column in plain["formulas"]),
        errors=frozenset((row, column) for row, column in plain["errors"]),
        merged=tuple((tuple(first), tuple(last)) for first, last in plain["merged"]),
    )


def cell_name(row: int, column: int) -> str:
    """B7 for (6, 1)."""
    letters = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _value(cell: Any) -> Value:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]
    ((kind, text),) = cell.items()
    return {"moment": datetime, "date": date, "time": time}[kind].fromisoformat(text)  # type: ignore[attr-defined,no-any-return]
