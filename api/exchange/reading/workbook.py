"""An .xlsx file as sheets of cells: values as Excel last showed them, and beside them what must not be taken for a value."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from api.exchange.reading.archive import packed, unpacked
from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.limits import LONGEST_TEXT, MOST_CELLS, MOST_CHARACTERS, MOST_MERGED, MOST_SHEETS
from api.exchange.reading.markup import Marks, check_markup, marks_of, relations, sheet_names

RELATIONS = "xl/_rels/workbook.xml.rels"


def read_workbook(content: bytes) -> list[dict[str, Any]]:
    """Plain JSON, a dictionary for each sheet; raises Fault."""
    parts = unpacked(content)
    for part in parts.values():
        check_markup(part)
    marks = _marks(parts)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(packed(parts))) as book:
            sheets = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            return _within_limits([_sheet(book.get_sheet_by_name(name), marks.get(name, Marks())) for name in sheets])
    except (CalamineError, OSError, ValueError):
        raise Fault(FaultCode.DAMAGED) from None


def _marks(parts: dict[str, bytes]) -> dict[str, Marks]:
    """By the sheet's name."""
    named = sheet_names(parts["xl/workbook.xml"])
    if len(named) > MOST_SHEETS:
        raise Fault(FaultCode.TOO_MANY_CELLS)
    paths = relations(parts[RELATIONS]) if RELATIONS in parts else {}
    marks = {name: marks_of(parts[path]) for name, key in named if (path := paths.get(key, "")) in parts}
    if sum(one.cells for one in marks.values()) > MOST_CELLS:
        raise Fault(FaultCode.TOO_MANY_CELLS)
    return marks


def _sheet(sheet: CalamineSheet, marks: Marks) -> dict[str, Any]:
    merged = sheet.merged_cell_ranges or []
    if len(merged) > MOST_MERGED:
        raise Fault(FaultCode.TOO_MANY_CELLS)
    return {
        "name": sheet.name,
        "rows": [_without_tail([_plain(value) for value in row]) for row in sheet.to_python(skip_empty_area=False)],
        "formulas": marks.formulas,
        "errors": marks.errors,
        "merged": merged,
    }


def _within_limits(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    texts = (value for sheet in sheets for row in sheet["rows"] for value in row if isinstance(value, str))
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise Fault(FaultCode.TOO_MANY_CELLS)
    return sheets


def _plain(value: Any) -> Any:
    """Dates and times are told apart from texts by a dictionary around them."""
    match value:
        case "":
            return None
        case str():
            return value[:LONGEST_TEXT]
        case bool() | int() | float():
            return value
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case _:
            return str(value)[:LONGEST_TEXT]


def _without_tail(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row
