"""A report as the world sees it: each figure with its definition, the whole area, the parts below it, and tables."""

from datetime import date
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from api.reports.areas import Area, AreaKind
from api.reports.asking import Question
from api.reports.catalogue import REPORTS, Kind
from api.reports.findings import Cell, Findings, Table
from api.reports.tally import Unit
from matcher.domain import Text
from matcher.domain.roster import Saying

MOST_ROWS = 1000
"""Of a table; the workbook has them all."""


class FigurePublic(BaseModel):
    """What a number of `values` means; a share lies between 0 and 1, null is nothing to count from."""

    key: str
    title: Saying
    definition: Saying
    unit: Unit


class RowPublic(BaseModel):
    """An area with its figures; `below` is the same report of what lies in it."""

    kind: AreaKind
    id: str | None
    name: str
    level: str = Field(description="A region's kind, a station's state.")
    below: str | None
    values: dict[str, int | float | None]


class ColumnPublic(BaseModel):
    """A column of a table."""

    key: str
    title: Saying
    unit: Unit | None


class TablePublic(BaseModel):
    """What stands behind the figures; `omitted` rows are in the workbook alone."""

    key: str
    title: Saying
    columns: list[ColumnPublic]
    rows: list[dict[str, int | float | Saying | date | str | None]]
    omitted: int


class ReportPublic(BaseModel):
    """One report of one area and period; the values of `rows` add up to `total`, but for shares, medians and indices."""

    kind: Kind
    title: Saying
    from_day: date
    until_day: date
    as_of: date
    figures: list[FigurePublic]
    total: RowPublic
    rows: list[RowPublic]
    tables: list[TablePublic]
    note: Saying | None


def told(kind: Kind, question: Question, findings: Findings) -> ReportPublic:
    """The document."""
    return ReportPublic(
        kind=kind,
        title=_saying(REPORTS[kind].title),
        from_day=question.from_day,
        until_day=question.until_day,
        as_of=question.as_of,
        figures=[
            FigurePublic(key=one.key, title=_saying(one.title), definition=_saying(one.definition), unit=one.unit)
            for one in findings.figures
        ],
        total=_row(kind, question, findings, question.territory.whole),
        rows=[_row(kind, question, findings, area) for area in question.territory.parts],
        tables=[_table(one) for one in findings.tables],
        note=_saying(findings.note) if findings.note is not None else None,
    )


def _row(kind: Kind, question: Question, findings: Findings, area: Area) -> RowPublic:
    tally = findings.tally(area.stations)
    return RowPublic(
        kind=area.kind,
        id=area.id,
        name=area.name,
        level=area.level,
        below=_below(kind, question, area),
        values={figure.key: figure.of(tally) for figure in findings.figures},
    )


def _below(kind: Kind, question: Question, area: Area) -> str | None:
    if area.kind is AreaKind.ALL:
        return None
    asked = question.asked.model_dump(exclude_unset=True, exclude={"region_id", "station_id", "from_day", "until_day"})
    period = {"from_day": question.from_day, "until_day": question.until_day}
    return f"/v1/reports/{kind}?{urlencode({f'{area.kind}_id': area.id} | period | asked)}"


def _table(table: Table) -> TablePublic:
    keys = [column.key for column in table.columns]
    return TablePublic(
        key=table.key,
        title=_saying(table.title),
        columns=[ColumnPublic(key=one.key, title=_saying(one.title), unit=one.unit) for one in table.columns],
        rows=[dict(zip(keys, map(_cell, row), strict=True)) for row in table.rows[:MOST_ROWS]],
        omitted=max(0, len(table.rows) - MOST_ROWS),
    )


def _cell(value: Cell) -> int | float | Saying | date | str | None:
    return _saying(value) if isinstance(value, Text) else value


def _saying(text: Text) -> Saying:
    return Saying(en=text.en, zh=text.zh)
