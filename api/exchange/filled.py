"""A sheet's rows, each cell read by its column's kind; what does not fit is told with its place and leaves the row unsound."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from api.exchange.findings import Finding, Spot, shortened
from api.exchange.forms.form import CODE, Column, Form
from api.exchange.heading import Heading, heading_of
from api.exchange.kinds.kind import Terms, Unfit
from api.exchange.kinds.point import Place
from api.exchange.layout import DATUM_HEADING, is_sample
from api.exchange.normal import line
from api.exchange.reading.grid import Grid, Position, Value
from matcher.domain import Text

MOST_FINDINGS = 1000
MOST_MERGED = 10_000

MESSAGES = {
    "FORMULA": (
        Text("the cell holds a formula; expected a value", "单元格是公式；应填写数值或文字本身"),
        Text("Copy it and paste it as a value.", "请复制后“选择性粘贴—数值”。"),
    ),
    "CELL_ERROR": (Text("the cell shows an error; expected a value", "单元格显示错误值；应填写内容"), None),
    "MERGED": (
        Text("the cell is merged with others; expected a cell of its own", "单元格已合并；每格应单独填写"),
        Text("Unmerge the cells and fill in each.", "请取消合并后逐格填写。"),
    ),
    "MISSING": (Text("is empty; expected a value", "未填写；此项必填"), None),
    "DATUM_MISSING": (
        Text("the map datum of the coordinates is not told", "未说明坐标的坐标系"),
        Text(
            f"Choose it beside {DATUM_HEADING.en} on the sheet of notes, or give it with the request.",
            f"请在“填写说明”表的“{DATUM_HEADING.zh}”处选择，或在请求中注明。",
        ),
    ),
}


@dataclass(frozen=True)
class Filled:
    """One row, counted from 0: what its cells mean, by column key; `heading` says where these stand.

    A row that is not `sound` has cells that could not be read; others may refer to it all the same.
    """

    form: Form
    sheet: str
    row: int
    values: dict[str, Any]
    heading: Heading
    sound: bool

    @property
    def code(self) -> str | None:
        """None where it could not be read."""
        code: str | None = self.values.get(CODE)
        return code

    def spot(self, key: str) -> Spot:
        """The cell of a column, or the whole row where the sheet lacks the column."""
        column = self.form.column(key)
        return Spot(self.sheet, self.row, self.heading.position(key), key, column.heading)


@dataclass(frozen=True)
class SheetRead:
    """All rows, and what was found in their cells."""

    rows: tuple[Filled, ...]
    findings: tuple[Finding, ...]


def read_sheet(grid: Grid, form: Form, terms: Terms) -> SheetRead:
    """Empty rows and the sample row do not count; reading ends after a thousand findings."""
    heading, findings = heading_of(grid, form)
    if heading is None:
        return SheetRead((), tuple(findings))
    rows: list[Filled] = []
    merged, marked = _merged(grid, heading), grid.formulas | grid.errors
    for row in range(heading.first, len(grid.rows)):
        cells = [(row, position) for position in heading.columns]
        if all(is_blank(grid.at(*cell)) and cell not in marked for cell in cells):
            continue
        if is_sample(_code(grid, heading, row)):
            continue
        values: dict[str, Any] = {}
        wrong = list(_read_row(grid, form, heading, row, merged, terms, values))
        findings += wrong
        rows.append(Filled(form, grid.name, row, values, heading, sound=not wrong))
        if len(findings) > MOST_FINDINGS:
            findings.append(_enough(grid, row))
            break
    return SheetRead(tuple(rows), tuple(findings))


def is_blank(value: Value) -> bool:
    """Nothing that anybody could see."""
    return value is None or (isinstance(value, str) and not line(value))


def _read_row(
    grid: Grid,
    form: Form,
    heading: Heading,
    row: int,
    merged: frozenset[Position],
    terms: Terms,
    values: dict[str, Any],
) -> Iterator[Finding]:
    """Fills `values`, an empty cell as None."""
    for position, column in heading.columns.items():
        value = grid.at(row, position)
        spot = Spot(grid.name, row, position, column.key, column.heading)
        broken = _broken(grid, (row, position), merged)
        if broken is not None:
            yield _told(spot, broken, value)
        elif is_blank(value):
            values[column.key] = None
            if column.required:
                yield _told(spot, "MISSING", None)
        elif isinstance(column.kind, Place) and terms.datum is None:
            yield _told(spot, "DATUM_MISSING", value)
        else:
            try:
                values[column.key] = column.kind.read(value, terms)
            except Unfit as unfit:
                yield unfit_finding(spot, column, unfit, value)


def unfit_finding(spot: Spot, column: Column, unfit: Unfit, value: Value) -> Finding:
    """What is, and what is expected."""
    expected, is_there = column.kind.expected, shortened(value)
    message = Text(f"“{is_there}”, expected {expected.en}", f"“{is_there}”不符合要求，应为{expected.zh}")
    return spot.finding(unfit.code, message, value, unfit.hint)


def _broken(grid: Grid, position: Position, merged: frozenset[Position]) -> str | None:
    if position in grid.errors:
        return "CELL_ERROR"
    if position in grid.formulas:
        return "FORMULA"
    return "MERGED" if position in merged else None


def _told(spot: Spot, code: str, value: Value) -> Finding:
    message, hint = MESSAGES[code]
    return spot.finding(code, message, value, hint)


def _merged(grid: Grid, heading: Heading) -> frozenset[Position]:
    """Positions in columns of the form, below the headings, that merged ranges cover; not more than anybody could mend."""
    covered = (
        (row, column)
        for (top, left), (bottom, right) in grid.merged
        for row in range(max(top, heading.first), min(bottom + 1, len(grid.rows)))
        for column in heading.columns
        if left <= column <= right
    )
    return frozenset(islice(covered, MOST_MERGED))


def _code(grid: Grid, heading: Heading, row: int) -> Value:
    position = heading.position(CODE)
    return None if position is None else grid.at(row, position)


def _enough(grid: Grid, row: int) -> Finding:
    return Spot(grid.name, row).finding(
        "TOO_MANY_FINDINGS",
        Text("so much is wrong that the rows below were not read", "问题过多，此行以下未再检查"),
    )
