"""A sheet to fill in: headings with notes, drop-downs, texts that stay texts, and one row that shows how it is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from api.exchange.forms.form import CODE, Column, Form
from api.exchange.kinds.kind import Written
from api.exchange.kinds.number import Whole
from api.exchange.layout import FIRST_ROW, HEADINGS, KEYS, SAMPLE, SAMPLE_MARK
from api.exchange.writing.book import TEXT, Book, Place
from matcher.board.words import both
from matcher.domain import Text

ROOM = 1000
"""Rows below the last filled one for which the drop-downs hold as well."""
HEADING = {"bold": True, "bg_color": "#f4eadb", "valign": "vcenter"}
REQUIRED = HEADING | {"font_color": "#a8174f"}
GREY = {"italic": True, "font_color": "#8a8175"}
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Excel's limits of a cell's note."""


def lay_form(book: Book, form: Form, rows: Sequence[Sequence[Written]], *, sample: bool) -> None:
    """Headings, hidden keys, the sample or nothing in its place, and rows."""
    sheet = book.sheet(form.name)
    for position, column in enumerate(form.columns):
        sheet.set_column(position, position, column.kind.widest, column_style(book, column))
        lay_heading(book, sheet, HEADINGS, position, column)
        sheet.write_string(KEYS, position, column.key)
        if sample:
            Place(sheet, SAMPLE, position).write(_sample(column), book.styles, **GREY)
    sheet.set_row(HEADINGS, 32)
    sheet.set_row(KEYS, None, None, {"hidden": True})
    first = FIRST_ROW if sample else SAMPLE
    for row, values in enumerate(rows, start=first):
        for position, value in enumerate(values):
            Place(sheet, row, position).write(value, book.styles)
    lay_choices(book, sheet, dict(enumerate(form.columns)), first, first + len(rows) + ROOM)
    sheet.freeze_panes(KEYS + 1, 2)


def lay_heading(book: Book, sheet: Worksheet, row: int, position: int, column: Column) -> None:
    """Chinese over English, required ones with a star."""
    star = " *" if column.required else ""
    style = book.styles.of(**REQUIRED if column.required else HEADING)
    sheet.write_string(row, position, f"{column.heading.zh}\n{column.heading.en}{star}", style)


def lay_choices(book: Book, sheet: Worksheet, columns: Mapping[int, Column], first: int, last: int) -> None:
    """What is expected shows when a cell is entered; what can be chosen is offered, and bounds are held."""
    for position, column in columns.items():
        told = explained(column)
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": both(column.heading)[:LONGEST_TITLE],
            "input_message": f"{told.zh}\n{told.en}"[:LONGEST_MESSAGE],
        }
        source = book.source(column)
        if source is not None:
            rule |= {"validate": "list", "source": source, "error_type": "warning" if column.kind.is_open else "stop"}
        elif isinstance(column.kind, Whole):
            rule |= {"validate": "integer", "criteria": "between", "minimum": column.kind.least}
            rule |= {"maximum": column.kind.most}
        sheet.data_validation(first, position, last, position, rule)


def explained(column: Column) -> Text:
    """What is expected, and the column's own note."""
    expected = column.kind.expected
    zh, en = f"应为{expected.zh}。", f"Expected {expected.en}."
    if column.required:
        zh, en = f"必填。{zh}", f"Required. {en}"
    return Text(en, zh) if column.note is None else Text(f"{en} {column.note.en}", f"{zh}{column.note.zh}")


def column_style(book: Book, column: Column) -> object:
    """Of cells that are still empty."""
    return book.styles.of(num_format=TEXT if column.kind.is_text else "General", border=0)


def _sample(column: Column) -> str:
    """The code says that the row is a sample, so that nobody is entered by mistake."""
    return f"{SAMPLE_MARK.zh} {SAMPLE_MARK.en} {column.example}" if column.key == CODE else column.example
