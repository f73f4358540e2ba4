"""四有两好 station by station: six marks, each with its evidence, its standard and where it comes from."""

from dataclasses import dataclass
from typing import Any

from api.reports.assessment import PASS
from api.reports.telling import ReportPublic
from api.screens.reports.linking import screen_of


@dataclass(frozen=True)
class Shown:
    """One mark of a station."""

    title: Any
    passed: bool
    evidence: Any
    formula: Any
    address: str


@dataclass(frozen=True)
class Assessed:
    """A station with its six marks."""

    id: str
    name: str
    marks: tuple[Shown, ...]

    @property
    def passed(self) -> int:
        """How many of them."""
        return sum(mark.passed for mark in self.marks)


def assessed(report: ReportPublic) -> list[Assessed]:
    """In the order of the report."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in next(table for table in report.tables if table.key == "marks").rows:
        rows.setdefault(str(row["station_id"]), []).append(row)
    return [Assessed(key, of_it[0]["station"], tuple(_shown(row) for row in of_it)) for key, of_it in rows.items()]


def _shown(row: dict[str, Any]) -> Shown:
    passed = row["result"].en == PASS.en
    return Shown(row["mark"], passed, row["evidence"], row["formula"], screen_of(row["link"]))
