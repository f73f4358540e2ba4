"""One figure of a report as bars: an area beside another, the longest as long as there is room."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.reports.areas import AreaKind
from api.reports.tally import Unit
from api.reports.telling import FigurePublic, ReportPublic, RowPublic
from api.screens.reports.figures import figure_text
from matcher.domain import Text

ROOM = 100
"""Widths are parts of this."""


@dataclass(frozen=True)
class Bar:
    """`width` is out of ROOM; `place` is what a page of this area is asked for, empty where there is none to go to."""

    name: str
    words: Text
    width: float
    place: str


def figure_chosen(report: ReportPublic, key: str, otherwise: str) -> FigurePublic:
    """The figure of this key; else the usual one of the report, else its first."""
    by_key = {one.key: one for one in report.figures}
    return by_key.get(key) or by_key.get(otherwise) or report.figures[0]


def bars(report: ReportPublic, figure: FigurePublic) -> tuple[Bar, ...]:
    """Of the parts, in their order; the whole where it has no parts."""
    rows = report.rows or [report.total]
    values = [row.values[figure.key] or 0 for row in rows]
    most = 1.0 if figure.unit is Unit.SHARE else max(values)
    return tuple(_bars(rows, values, figure, most))


def _bars(rows: list[RowPublic], values: list[int | float], figure: FigurePublic, most: float) -> Iterator[Bar]:
    for row, value in zip(rows, values, strict=True):
        yield Bar(
            row.name,
            figure_text(row.values[figure.key], figure.unit),
            round(max(0.0, min(1.0, value / most)) * ROOM, 2) if most > 0 else 0.0,
            place_of(row),
        )


def place_of(row: RowPublic) -> str:
    """As addresses write it."""
    return "" if row.kind is AreaKind.ALL else f"{row.kind}:{row.id}"
