"""What a report finds: figures read off the tallies of stations, and tables of the things behind them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.reports.tally import Figure, Tally, Unit
from matcher.domain import Text

Cell = int | float | str | date | Text | None


@dataclass(frozen=True)
class Column:
    """A column of a table; `unit` says how its numbers are to be read."""

    key: str
    title: Text
    unit: Unit | None = None


@dataclass(frozen=True)
class Table:
    """Rows behind the figures, of the area that was asked for."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True)
class Findings:
    """A tally for each station (missing ones are empty), the figures to read off, and tables."""

    figures: tuple[Figure, ...]
    tallies: Mapping[str, Tally]
    tables: tuple[Table, ...] = ()
    note: Text | None = None

    def tally(self, stations: Iterable[str]) -> Tally:
        """Of some stations together."""
        total: Tally = Tally()
        for station in stations:
            total.update(self.tallies.get(station, {}))
        return total


STATION = (Column("station_id", Text("Station id", "服务站编号")), Column("station", Text("Station", "服务站")))
CADRE = (Column("cadre_id", Text("Cadre id", "老干部编号")), Column("cadre", Text("Cadre", "老干部")))
VOLUNTEER = (
    Column("volunteer_id", Text("Volunteer id", "志愿者编号")),
    Column("volunteer", Text("Volunteer", "志愿者")),
)
"""Columns that several tables begin with."""
