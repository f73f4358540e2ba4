"""A CSV file as one sheet: UTF-8 with or without mark, or GB18030 as Chinese Excel writes it; comma, semicolon or tab."""

import csv
from io import StringIO
from typing import Any

from api.exchange.literal import as_meant
from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.limits import LONGEST_TEXT, MOST_AREA, MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS

DELIMITERS = ",;\t"
NAME = "CSV"


def read_delimited(content: bytes) -> list[dict[str, Any]]:
    """Plain JSON, as `read_workbook` gives it; raises Fault."""
    text = _decoded(content)
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    csv.field_size_limit(MOST_BYTES)
    rows: list[list[str | None]] = []
    cells = 0
    try:
        for fields in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append([as_meant(value)[:LONGEST_TEXT] or None for value in fields])
            cells += sum(value is not None for value in rows[-1])
            if (
                len(rows) > MOST_ROWS
                or len(fields) > MOST_COLUMNS
                or cells > MOST_CELLS
                or len(rows) * len(fields) > MOST_AREA
            ):
                raise Fault(FaultCode.TOO_MANY_CELLS)
    except csv.Error:
        raise Fault(FaultCode.DAMAGED) from None
    return [{"name": NAME, "rows": rows, "formulas": [], "errors": [], "merged": []}]


def _decoded(content: bytes) -> str:
    """GB18030 decodes much that is no text; zero bytes give such files away."""
    if b"\0" in content:
        raise Fault(FaultCode.NOT_A_WORKBOOK)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Fault(FaultCode.ENCODING)
