"""A CSV file that spreadsheets open as it is meant: UTF-8 with a mark or GB18030, and no text that would run as a formula."""

import csv
from enum import StrEnum
from io import StringIO

from api.exchange.forms.form import Form
from api.exchange.literal import harmless
from api.exchange.writing.template import Rows
from matcher.board.words import both


class Encoding(StrEnum):
    """UTF-8, or what Chinese Excel of old expects."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"


def delimited(form: Form, rows: Rows, encoding: Encoding) -> bytes:
    """Headings in both languages, then the rows."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(both(column.heading) for column in form.columns)
    for row in rows:
        writer.writerow("" if value is None else harmless(str(value)) for value in row)
    return text.getvalue().encode("utf-8-sig" if encoding is Encoding.UTF_8 else "gb18030")
