"""A sheet: headings in both languages, rows, and how they lie on A4 landscape."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from matcher.domain import Text
from matcher.domain.clock import MINUTES_PER_DAY

FONT = "Microsoft YaHei"
POINTS_PER_LINE, TALLEST_ROW = 16.5, 409.0
LONGEST_TEXT = 32_767
"""Excel's limit of a cell."""
LONGEST_FOOTER = 200
EXACT = 10**15
"""Excel keeps fifteen digits."""
A4 = 9


@dataclass(frozen=True)
class Clock:
    """A time of day in minutes since midnight; 1440 is 24:00."""

    minute: int


@dataclass(frozen=True)
class Duration:
    """Minutes, shown as hours and minutes."""

    minutes: int


@dataclass(frozen=True)
class Share:
    """A part of one, shown in per cent."""

    value: float


@dataclass(frozen=True)
class Tinted:
    """A text in a team's colour."""

    text: str
    colour: str


Value = str | int | float | date | Clock | Duration | Share | Tinted | None


@dataclass(frozen=True)
class Column:
    """Its heading and the widest it may grow, in digits; longer texts wrap."""

    heading: Text
    widest: int = 24


@dataclass
class Styles:
    """Formats of one workbook, each made once."""

    book: Workbook
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def of(self, **more: Any) -> Any:
        """The common format with these additions."""
        key = tuple(sorted(more.items()))
        if key not in self.made:
            common = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
            self.made[key] = self.book.add_format(common | {"border_color": "#d5cdbf"} | more)
        return self.made[key]


@dataclass(frozen=True)
class Sheet:
    """Columns and rows under a name; `frozen` columns stay in sight, a sheet of plain records can be filtered."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Value], ...]
    frozen: int = 0
    filtered: bool = True

    def lay(self, book: Workbook, styles: Styles, title: str) -> None:
        """Write the sheet into the book."""
        sheet = book.add_worksheet(self.name)
        headings = [f"{column.heading.zh}\n{column.heading.en}" for column in self.columns]
        widths = self._widths(headings)
        heading = styles.of(bold=True, bg_color="#f4eadb", valign="vcenter")
        for position, (text, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, text, heading)
        sheet.set_row(0, _height(headings, widths))
        for number, row in enumerate(self.rows, start=1):
            sheet.set_row(number, _height([_shown(value) for value in row], widths))
            for position, value in enumerate(row):
                _write(sheet, number, position, value, styles)
        sheet.freeze_panes(1, self.frozen)
        if self.filtered:
            sheet.autofilter(0, 0, len(self.rows), len(self.columns) - 1)
        _set_up_print(sheet, title)

    def _widths(self, headings: list[str]) -> list[int]:
        """As wide as the widest line, within the column's limit; two more for the arrow of the filter."""
        widths = []
        for position, column in enumerate(self.columns):
            texts = [headings[position], *(_shown(row[position]) for row in self.rows)]
            widest = max(_width(line) for text in texts for line in text.split("\n"))
            widths.append(min(widest, column.widest) + 3)
        return widths


def _write(sheet: Worksheet, row: int, column: int, value: Value, styles: Styles) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, styles.of())
        case Tinted(text, colour):
            sheet.write_string(row, column, text, styles.of(font_color=colour, bold=True))
        case str():
            sheet.write_string(row, column, _fitting(value), styles.of())
        case int() if abs(value) > EXACT:
            sheet.write_string(row, column, str(value), styles.of())
        case int():
            sheet.write_number(row, column, value, styles.of(num_format="0", align="right", indent=1))
        case float():
            sheet.write_number(row, column, value, styles.of(num_format="0.0###", align="right", indent=1))
        case Share(part):
            sheet.write_number(row, column, part, styles.of(num_format="0.0%", align="right", indent=1))
        case Duration(minutes):
            figure = styles.of(num_format="[h]:mm", align="right", indent=1)
            sheet.write_number(row, column, minutes / MINUTES_PER_DAY, figure)
        case Clock(minute):
            hours = "hh:mm" if minute < MINUTES_PER_DAY else "[hh]:mm"
            sheet.write_number(row, column, minute / MINUTES_PER_DAY, styles.of(num_format=hours, align="left"))
        case date():
            sheet.write_datetime(row, column, value, styles.of(num_format="yyyy-mm-dd", align="left"))


def _shown(value: Value) -> str:
    match value:
        case None:
            return ""
        case Tinted(text):
            return text
        case Clock():
            return "00:00"
        case Duration(minutes):
            return f"{minutes // 60}:{minutes % 60:02d}"
        case Share(part):
            return f"{part:.1%}"
        case _:
            return str(value)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _width(line: str) -> int:
    """In digits: a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Enough points for the cell with the most lines."""
    lines = max(
        sum(max(1, ceil(_width(line) / (width - 1))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(TALLEST_ROW, lines * POINTS_PER_LINE)


def _set_up_print(sheet: Worksheet, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title[:LONGEST_FOOTER].replace('&', '&&')}&R&P / &N")
