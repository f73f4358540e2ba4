"""A workbook of ours: sheets in their order, formats made once, and the hidden lists that drop-downs draw from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import isfinite
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from api.exchange.forms.form import Column
from api.exchange.kinds.reference import Reference
from api.exchange.layout import CHOICES, DATUMS
from api.exchange.normal import paragraph
from api.exchange.reading.grid import Value
from matcher.board.sheets.sheet import Styles
from matcher.board.workbook import LITERALLY

TEXT = 49
"""The number of the built-in format "text"."""
EARLIEST_YEAR = 1900
"""Excel knows no dates before."""

References = Mapping[str, Sequence[str]]
"""What may be referred to by whom, offered in drop-downs: stations, organisations, regions; never people."""


class Book:
    """Sheets are laid one after the other; `content` closes the book."""

    def __init__(self, references: References) -> None:
        self._content = BytesIO()
        self._book = Workbook(self._content, LITERALLY)
        self._references = references
        self._lists: dict[tuple[str, ...], int] = {}
        self.styles = Styles(self._book)

    def sheet(self, name: str) -> Worksheet:
        """An empty one."""
        return self._book.add_worksheet(name)

    def source(self, column: Column) -> str | None:
        """Where the drop-down of a column finds its words, None if there is nothing to choose from."""
        words = column.kind.drop_down
        if isinstance(column.kind, Reference):
            words = tuple(self._references.get(column.kind.of, ()))
        return self._range(words) if words else None

    def datum_source(self) -> str:
        """The same for the datum on the notes."""
        return self._range(DATUMS.drop_down)

    def content(self) -> bytes:
        """The file."""
        hidden = self._book.add_worksheet(CHOICES)
        for words, position in self._lists.items():
            for row, word in enumerate(words):
                hidden.write_string(row, position, word)
        hidden.hide()
        self._book.close()
        return self._content.getvalue()

    def _range(self, words: tuple[str, ...]) -> str:
        position = self._lists.setdefault(words, len(self._lists))
        letter = xl_col_to_name(position, col_abs=True)
        return f"='{CHOICES}'!{letter}$1:{letter}${len(words)}"


@dataclass(frozen=True)
class Place:
    """A cell of a sheet."""

    sheet: Worksheet
    row: int
    position: int

    def write(self, value: Value, styles: Styles, **look: Any) -> None:
        """The value as what it is: texts stay texts, whatever they look like."""
        at = (self.row, self.position)
        match value:
            case None | "":
                self.sheet.write_blank(*at, None, styles.of(**look))
            case bool():
                self.sheet.write_boolean(*at, value, styles.of(**look))
            case int() | float() if isfinite(value):
                self.sheet.write_number(*at, value, styles.of(**look))
            case datetime() if value.year >= EARLIEST_YEAR:
                self.sheet.write_datetime(*at, value, styles.of(**look | {"num_format": "yyyy-mm-dd hh:mm"}))
            case date() if value.year >= EARLIEST_YEAR:
                self.sheet.write_datetime(*at, value, styles.of(**look | {"num_format": "yyyy-mm-dd"}))
            case time():
                self.sheet.write_datetime(*at, value, styles.of(**look | {"num_format": "hh:mm"}))
            case _:
                self.sheet.write_string(*at, paragraph(str(value)), styles.of(**look | {"num_format": TEXT}))
