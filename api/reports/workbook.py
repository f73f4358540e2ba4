"""Reports as an Excel workbook: areas by figures, what each figure means, and every table whole."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from api.reports.areas import Area
from api.reports.asking import Question
from api.reports.catalogue import REPORTS, Kind
from api.reports.findings import Cell, Findings, Table
from api.reports.tally import Unit
from matcher.board.sheets.sheet import Column, Duration, Share, Sheet, Styles, Value
from matcher.board.words import both, span
from matcher.board.workbook import LITERALLY
from matcher.domain import Text
from matcher.domain.clock import midnight

LONGEST_NAME = 31
"""Excel's limit of a sheet's name."""

AREA = (Column(Text("Area", "区域"), 24), Column(Text("Level", "层级"), 12))
MEANING = (
    Column(Text("Figure", "指标"), 32),
    Column(Text("What it means", "定义"), 90),
)


def workbook(question: Question, found: Sequence[tuple[Kind, Findings]]) -> bytes:
    """One report or several; the same rows give the same bytes, so its date is the period's and not the clock's."""
    content = BytesIO()
    book = Workbook(content, LITERALLY)
    week = span((question.from_day, question.until_day))
    title = f"四就近报表 {question.territory.whole.name} {week.zh} · Reports {week.en}"
    book.set_properties({"title": title, "author": "four-nearby", "created": midnight(question.from_day)})
    styles = Styles(book)
    taken: set[str] = set()
    for kind, findings in found:
        for sheet in _sheets(kind, question, findings, taken):
            sheet.lay(book, styles, title)
    book.close()
    return content.getvalue()


def _sheets(kind: Kind, question: Question, findings: Findings, taken: set[str]) -> Iterable[Sheet]:
    title = REPORTS[kind].title
    areas = (*question.territory.parts, question.territory.whole)
    figures = tuple(Column(figure.title, 16) for figure in findings.figures)
    rows = tuple((*_area(one, question), *_values(findings, one)) for one in areas)
    yield Sheet(_named(title.zh, taken), (*AREA, *figures), rows, frozen=1, filtered=False)
    meanings = [
        (f"{one.title.zh}\n{one.title.en}", f"{one.definition.zh}\n{one.definition.en}") for one in findings.figures
    ]
    if findings.note is not None:
        meanings.append(("说明\nNote", f"{findings.note.zh}\n{findings.note.en}"))
    yield Sheet(_named(f"{title.zh}·定义", taken), MEANING, tuple(meanings), filtered=False)
    for table in findings.tables:
        yield _sheet(table, _named(f"{title.zh}·{table.title.zh}", taken))


def _area(area: Area, question: Question) -> tuple[Value, Value]:
    return ("合计 total" if area is question.territory.whole else area.name), area.level


def _values(findings: Findings, area: Area) -> Iterable[Value]:
    tally = findings.tally(area.stations)
    return (_shown(figure.of(tally), figure.unit) for figure in findings.figures)


def _sheet(table: Table, name: str) -> Sheet:
    columns = tuple(Column(one.title, 40) for one in table.columns)
    units = [one.unit for one in table.columns]
    rows = tuple(tuple(map(_shown, row, units)) for row in table.rows)
    return Sheet(name, columns, rows)


def _shown(value: Cell, unit: Unit | None) -> Value:
    match value:
        case Text():
            return both(value)
        case int() | float() if unit is Unit.SHARE:
            return Share(value)
        case int() if unit is Unit.MINUTES:
            return Duration(value)
        case _:
            return value


def _named(wanted: str, taken: set[str]) -> str:
    """A name that no sheet of the book bears yet; Excel knows no more than 31 signs."""
    name, number = wanted[:LONGEST_NAME], 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted[: LONGEST_NAME - 3]} {number}"
    taken.add(name.lower())
    return name
