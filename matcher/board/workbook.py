"""The board as an Excel workbook: the roster to filter, the volunteers' grid, what is unmet and why, and the figures."""

from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from matcher.board import words
from matcher.board.reading import board_of
from matcher.board.sheets.figures import figures
from matcher.board.sheets.roster import roster_rows
from matcher.board.sheets.sheet import Styles
from matcher.board.sheets.unmet import unmet
from matcher.board.sheets.volunteers import volunteers
from matcher.board.week import Board
from matcher.domain import Problem, Roster
from matcher.domain.clock import midnight
from matcher.domain.files import write_whole

LITERALLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""A name that looks like a formula, a link or a number is a name."""


def write_xlsx(problem: Problem, roster: Roster, path: Path) -> None:
    """Write the workbook, whole or not at all; raises BadInput where roster and problem do not fit or the path does not."""
    write_whole(workbook(board_of(problem, roster)), path)


def workbook(board: Board) -> bytes:
    """The file's bytes; the same board gives the same bytes, so its date is the week's, not the clock's."""
    content = BytesIO()
    book = Workbook(content, LITERALLY)
    week = words.span(board.dates)
    title = f"四就近志愿服务排班 {week.zh} · Volunteers' roster {week.en}"
    book.set_properties({"title": title, "author": "four-nearby", "created": midnight(board.dates[0])})
    styles = Styles(book)
    for sheet in (roster_rows(board), volunteers(board), unmet(board), figures(board)):
        sheet.lay(book, styles, title)
    book.close()
    return content.getvalue()
