"""The notice board: a week as a page that hangs in the station, and as a workbook; two faces of one reading."""

from matcher.board.page import write_html
from matcher.board.workbook import write_xlsx

__all__ = ["write_html", "write_xlsx"]
