"""What is inside a workbook, for the tests: its cells, its formulas, its hidden rows, its comments and colours."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

from xlsxwriter import Workbook

from api.exchange.reading.grid import Grid, Value
from api.exchange.reading.sandbox import read


def grids(content: bytes) -> dict[str, Grid]:
    """Sheets by name."""
    return {grid.name: grid for grid in read(content)}


def xml(content: bytes, pattern: str) -> str:
    """The XML of all parts whose name matches."""
    with ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if re.search(pattern, name))


def formulas(content: bytes) -> list[str]:
    """Whatever in its sheets would be computed or followed when the file is opened, drop-downs apart."""
    return re.findall(r"<f[ >].*?</f>|<hyperlink .*?>|<oleObject.*?>", xml(content, r"worksheets/sheet"))


def rewritten(
    content: bytes, rows: Mapping[str, Sequence[Sequence[Value]]], cells: Mapping[str, Mapping[str, str]]
) -> bytes:
    """The same workbook as somebody who fills it in saves it: rows below the others of their sheet, and single cells."""
    saved = BytesIO()
    with Workbook(saved, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for name, grid in grids(content).items():
            sheet = made.add_worksheet(name)
            for number, line in enumerate([*grid.rows, *rows.get(name, ())]):
                for position, value in enumerate(line):
                    if hasattr(value, "isoformat"):
                        sheet.write_datetime(number, position, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, position, value)
                    else:
                        sheet.write(number, position, value)
            for address, text in cells.get(name, {}).items():
                sheet.write_string(address, text)
    return saved.getvalue()
