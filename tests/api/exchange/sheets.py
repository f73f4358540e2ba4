"""Workbooks as people fill them in, for the tests: our template's sheets with some rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from api.exchange.layout import NOTES

DISTRICT = "柳北区"

STATION = {"code": "S01", "name": "柳星社区服务站", "region": DISTRICT, "location": "109.4004,24.3531"}
ORGANISATION = {"code": "O01", "name": "柳州一中", "kind": "学校"}
CADRE = {"code": "C001", "name": "李大爷", "station": "S01", "location": "109.4020,24.3540", "age": "1941-05-12"}
VOLUNTEER = {
    "code": "V001",
    "name": "张同学",
    "station": "柳星社区服务站",
    "location": "109.4010,24.3520",
    "services": "家政、精神慰藉",
    "availability": "周一 08:00-11:30；周三 14:00-17:00",
}
NEED = {"code": "N001", "cadre": "C001", "service": "家政", "minutes": "60", "windows": "周一至周五 08:00-11:30"}

GOOD: Mapping[Subject, Sequence[Mapping[str, Any]]] = {
    Subject.STATIONS: [STATION],
    Subject.ORGANISATIONS: [ORGANISATION],
    Subject.CADRES: [CADRE],
    Subject.VOLUNTEERS: [VOLUNTEER],
    Subject.NEEDS: [NEED],
}


def book(rows: Mapping[Subject, Sequence[Mapping[str, Any]]], datum: str | None = "WGS-84") -> bytes:
    """Headings of all columns in row 1, of each row the cells that it has; values other than texts keep their kind."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for subject, lines in rows.items():
            form = FORMS[subject]
            sheet = made.add_worksheet(form.name)
            sheet.write_row(0, 0, [column.heading.zh for column in form.columns])
            for row, line in enumerate(lines, start=1):
                for key, value in line.items():
                    position = [column.key for column in form.columns].index(key)
                    if isinstance(value, date):
                        sheet.write_datetime(row, position, value, day)
                    else:
                        sheet.write(row, position, value)
        if datum is not None:
            notes = made.add_worksheet(NOTES)
            notes.write_row(0, 0, ["坐标系 Map datum", datum])
    return content.getvalue()


def cell(subject: Subject, key: str, row: int) -> str:
    """The address of a column's cell in such a workbook; the first row of data is 2."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return f"{letters[[column.key for column in FORMS[subject].columns].index(key)]}{row}"
