"""The workbook that somebody sent, handed back: every cell where it was, wrong ones red with a comment, and a column to filter by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from api.exchange.datum import Datum
from api.exchange.findings import Finding, Severity
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Form, Subject
from api.exchange.heading import Heading, heading_of, is_findings_heading
from api.exchange.layout import FINDINGS_HEADING, FOUND
from api.exchange.reading.grid import Grid
from api.exchange.writing.book import Book, Place, References
from api.exchange.writing.filling import HEADING, column_style, lay_choices
from api.exchange.writing.notes import lay_notes

COLOURS = {Severity.ERROR: "#ff9a93", Severity.WARNING: "#ffe48a"}
COMMENT = {"x_scale": 2.5, "y_scale": 1.5, "font_size": 10}
LONGEST = 2000
WIDE = 60
ROOM = 200


def marked(
    sheets: Mapping[Subject, Grid], findings: Sequence[Finding], datum: Datum | None, references: References
) -> bytes:
    """Our sheets only; values of formulas stand as plain values."""
    book = Book(references)
    _lay_findings(book, findings)
    for subject, grid in sheets.items():
        mine = [one for one in findings if one.sheet == grid.name]
        _lay_sheet(book, FORMS[subject], grid, mine)
    lay_notes(book, [FORMS[subject] for subject in sheets], datum)
    return book.content()


def _lay_findings(book: Book, findings: Sequence[Finding]) -> None:
    """All of them, those of no cell as well."""
    sheet = book.sheet(FOUND)
    headings = ("表\nSheet", "单元格\nCell", "级别\nSeverity", "内容\nValue", "问题\nFinding", "建议\nHint")
    for position, (heading, width) in enumerate(zip(headings, (20, 9, 10, 24, WIDE, 40), strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, heading, book.styles.of(**HEADING))
    for row, one in enumerate(findings, start=1):
        hint = "" if one.hint is None else f"{one.hint.zh}\n{one.hint.en}"
        severity = "错误 error" if one.severity is Severity.ERROR else "提示 warning"
        texts = (one.sheet, one.cell or "", severity, one.value or "", f"{one.message.zh}\n{one.message.en}", hint)
        for position, text in enumerate(texts):
            Place(sheet, row, position).write(text, book.styles, bg_color=COLOURS[one.severity])
    sheet.autofilter(0, 0, max(1, len(findings)), len(headings) - 1)
    sheet.freeze_panes(1, 0)


def _lay_sheet(book: Book, form: Form, grid: Grid, findings: Sequence[Finding]) -> None:
    sheet = book.sheet(form.name)
    heading, _ = heading_of(grid, form)
    by_cell, by_row = defaultdict(list), defaultdict(list)
    for one in findings:
        by_cell[one.cell].append(one)
        by_row[one.row].append(one)
    told_at = _column_of_findings(grid, heading)
    for row, cells in enumerate(grid.rows):
        for position, value in enumerate(cells):
            if position != told_at:
                Place(sheet, row, position).write(value, book.styles)
    for found in (found for cell, found in by_cell.items() if cell is not None):
        _mark(book, sheet, grid, found)
    for number, found in by_row.items():
        if number is not None:
            Place(sheet, number - 1, told_at).write(_sentences(found), book.styles, font_color="#b3261e")
    if heading is not None:
        _dress(book, sheet, form, grid, heading, told_at)


def _column_of_findings(grid: Grid, heading: Heading | None) -> int:
    """Where an earlier check told its findings, else right of everything."""
    cells = grid.rows[heading.row] if heading is not None else ()
    return next((position for position, cell in enumerate(cells) if is_findings_heading(cell)), grid.width)


def _mark(book: Book, sheet: Worksheet, grid: Grid, found: Sequence[Finding]) -> None:
    """Red where an error is among them; the comment says all."""
    worst = Severity.ERROR if any(one.severity is Severity.ERROR for one in found) else Severity.WARNING
    row, position = xl_cell_to_rowcol(found[0].cell)
    Place(sheet, row, position).write(grid.at(row, position), book.styles, bg_color=COLOURS[worst])
    sheet.write_comment(row, position, _sentences(found), COMMENT)


def _dress(book: Book, sheet: Worksheet, form: Form, grid: Grid, heading: Heading, told_at: int) -> None:
    """Headings, drop-downs and filter as in the template, so that it can be corrected and sent again."""
    for position, column in heading.columns.items():
        sheet.set_column(position, position, column.kind.widest, column_style(book, column))
    Place(sheet, heading.row, told_at).write(f"{FINDINGS_HEADING.zh}\n{FINDINGS_HEADING.en}", book.styles, **HEADING)
    sheet.set_column(told_at, told_at, WIDE)
    sheet.set_row(heading.row, 32)
    for row in range(heading.row + 1, heading.first):
        sheet.set_row(row, None, None, {"hidden": True})
    last = max(len(grid.rows), heading.first + 1)
    sheet.autofilter(heading.row, 0, last - 1, told_at)
    lay_choices(book, sheet, heading.columns, heading.first, last + ROOM)
    sheet.freeze_panes(heading.first, 2)


def _sentences(found: Iterable[Finding]) -> str:
    """Chinese and English of each, hints included."""
    lines = []
    for one in found:
        lines += [one.message.zh, one.message.en]
        if one.hint is not None:
            lines.append(f"{one.hint.zh} {one.hint.en}")
    return "\n".join(lines)[:LONGEST]
