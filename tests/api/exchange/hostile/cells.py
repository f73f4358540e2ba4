"""Files that can be read and whose cells are wrong: formulas, types, merges, gaps, texts in any encoding."""

import re
from io import BytesIO
from random import Random
from typing import Any

from xlsxwriter import Workbook

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from tests.api.exchange.hostile.made import (
    FIRST_SHEET,
    Hostile,
    cadre,
    parts_of,
    wrong,
    zipped,
)
from tests.api.exchange.sheets import CADRE, GOOD, NEED, book, cell


def formulas(dice: Random, variant: int) -> Hostile:
    """What Excel last computed stands in the file, or what somebody wrote there instead."""
    key = dice.choice(["name", "phone", "address", "code", "age"])
    at = cell(Subject.CADRES, key, 2)
    formula = dice.choice(['=HYPERLINK("x","y")', "=cmd|'/c calc'!A1", "=1+1", "=WEBSERVICE(A1)"])
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as made:
        form = FORMS[Subject.CADRES]
        sheet = made.add_worksheet(form.name)
        sheet.write_row(0, 0, [column.heading.zh for column in form.columns])
        for column, value in cadre(dice).items():
            sheet.write_string(cell(Subject.CADRES, column, 2), value)
        sheet.write_formula(at, formula, None, "1941-05-12")
    return wrong(content.getvalue(), (at, "FORMULA"), query="?datum=wgs84")


def error_values(dice: Random, variant: int) -> Hostile:
    at = cell(Subject.CADRES, dice.choice(["name", "phone", "health"]), 2)
    shown = dice.choice([b"#REF!", b"#N/A", b"#VALUE!"])

    def change(part: bytes) -> bytes:
        added = b'<c r="%s" t="e"><v>%s</v></c>' % (at.encode(), shown)
        cells = re.sub(rb'<c r="%s"[^>]*>.*?</c>' % at.encode(), b"", part)
        before = [found for found in re.finditer(rb'<c r="([A-Z]+)2"', cells) if found[1] > at[:-1].encode()]
        place = before[0].start() if before else cells.index(b"</row>", cells.index(b'<row r="2"'))
        return cells[:place] + added + cells[place:]

    parts = parts_of(book({Subject.CADRES: [cadre(dice)]}))
    return wrong(zipped(parts | {FIRST_SHEET: change(parts[FIRST_SHEET])}), (at, "CELL_ERROR"))


def wrong_types(dice: Random, variant: int) -> Hostile:
    """Numbers, truths and dates where they do not belong."""
    subject, key, value = WRONG[variant]
    rows = {one: [dict(row) for row in lines] for one, lines in GOOD.items()}
    rows[subject][0][key] = value
    return Hostile("", book(rows), cells=frozenset({(cell(subject, key, 2), "")}))


WRONG: list[tuple[Subject, str, Any]] = [
    (Subject.CADRES, "age", "去年"),
    (Subject.CADRES, "age", 1941.5),
    (Subject.CADRES, "age", True),
    (Subject.CADRES, "age", "1941-13-40"),
    (Subject.CADRES, "location", "柳州"),
    (Subject.CADRES, "location", "999,999"),
    (Subject.CADRES, "location", 109.42),
    (Subject.CADRES, "phone", True),
    (Subject.CADRES, "phone", 1.2345678901234567e17),
    (Subject.CADRES, "station", "没有这个站"),
    (Subject.CADRES, "hardships", "空巢、发财"),
    (Subject.STATIONS, "capacity", -1),
    (Subject.STATIONS, "capacity", "很多"),
    (Subject.STATIONS, "opening_hours", "周八 08:00-09:00"),
    (Subject.STATIONS, "opening_hours", "周一 11:00-09:00"),
    (Subject.STATIONS, "region", "火星"),
    (Subject.VOLUNTEERS, "availability", "周一 08:00-25:00"),
    (Subject.VOLUNTEERS, "availability", "随时"),
    (Subject.VOLUNTEERS, "availability", 8),
    (Subject.VOLUNTEERS, "qualifications", "护士（至2027-02-30）"),
    (Subject.VOLUNTEERS, "mode", "骑马"),
    (Subject.VOLUNTEERS, "cadre", "C999"),
    (Subject.NEEDS, "minutes", 0),
    (Subject.NEEDS, "minutes", "一小时"),
    (Subject.NEEDS, "visits", 8),
    (Subject.NEEDS, "service", "＝家政！"),
    (Subject.NEEDS, "windows", "周一 08:00-08:10"),
    (Subject.NEEDS, "cadre", "李小爷"),
    (Subject.NEEDS, "preferred_volunteers", "V001、V999"),
    (Subject.NEEDS, "code", "N1、N2"),
]


def merged_cells(dice: Random, variant: int) -> Hostile:
    """Across rows or columns, over cells that are filled or empty."""
    content = BytesIO()
    form = FORMS[Subject.CADRES]
    with Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet(form.name)
        sheet.write_row(0, 0, [column.heading.zh for column in form.columns])
        for row in (2, 3, 4):
            for column, value in cadre(dice).items():
                sheet.write_string(cell(Subject.CADRES, column, row), f"{value}{row}" if column == "code" else value)
        first = cell(Subject.CADRES, "phone", 2)
        last = cell(Subject.CADRES, dice.choice(["phone", "location"]), dice.choice([3, 4]))
        sheet.merge_range(f"{first}:{last}", "同上")
    return wrong(content.getvalue(), (first, "MERGED"), (f"{first[0]}3", "MERGED"), query="?datum=gcj02")


def gaps_and_twins(dice: Random, variant: int) -> Hostile:
    """Required cells left empty, codes twice, references to nobody."""
    first, twin = cadre(dice), cadre(dice)
    rows: Any = {
        Subject.STATIONS: GOOD[Subject.STATIONS],
        Subject.CADRES: [first, twin, CADRE | {"code": "C002", "name": ""}, CADRE | {"code": ""}],
        Subject.NEEDS: [NEED, NEED | {"code": "N002", "cadre": "C999"}],
    }
    return wrong(
        book(rows, datum=None if variant % 2 else "GCJ-02"),
        (cell(Subject.CADRES, "name", 4), "MISSING"),
        (cell(Subject.CADRES, "code", 5), "MISSING"),
        (cell(Subject.NEEDS, "cadre", 3), "UNKNOWN_REFERENCE"),
        (cell(Subject.CADRES, "location", 2), "DATUM_MISSING")
        if variant % 2
        else (cell(Subject.CADRES, "code", 3), "DUPLICATE_CODE"),
    )


def chinese_csv(dice: Random, variant: int) -> Hostile:
    """GB18030 or UTF-8, any separator, with a formula and a wrong number in it."""
    separator = ",;\t"[variant % 3]
    quoted = '"周一 08:00-11:30"' if separator != ";" else '"周一 08:00-11:30；周二 08:00-11:30"'
    lines = [
        separator.join(["编号", "姓名", "所属服务站", "经纬度", "每日最多次数", "每周可服务时间"]),
        separator.join(["V1", "'=1+1", "S01", '"109.4,24.35"', dice.choice(["四次", "-1", "1.5", "=2"]), quoted]),
    ]
    encoding = ["gb18030", "utf-8", "utf-8-sig"][variant % 3]
    content = dice.choice(["\r\n", "\n"]).join(lines).encode(encoding)
    codes = (("C2", "UNKNOWN_REFERENCE"),)
    return Hostile("", content, cells=frozenset({*codes, ("E2", "")}), query="?subject=volunteers&datum=bd09")


def ragged_csv(dice: Random, variant: int) -> Hostile:
    """Quotes that never end, rows of any length, more columns than anybody reads."""
    heading = f"编号,姓名,所属服务站,经纬度,{dice.randrange(10**9)}\r\n"
    body = [
        '"V1,张\r\n' * 50,
        "V1\r\nV2,张,,,,,,,\r\n",
        "V1," + "x" * 200_000,
        "V1," + "," * 5000,
        "\r\n" * 30_000,
    ][variant % 5]
    return Hostile("", (heading + body).encode("gb18030"), query="?subject=volunteers&datum=wgs84")


def odd_headings(dice: Random, variant: int) -> Hostile:
    """Missing, twice, misspelt, or below the rows in which they are looked for."""
    texts = [
        ["姓名", "电话"],
        ["编号", "编号", "姓名"],
        ["编 号 *", "姓名", "姓名（全名）", "年龄"],
        [],
        ["code", "name", "station", "location", "年龄", "年龄"],
    ][variant % 5]
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet(["老干部", "Sheet1"][variant % 2])
        sheet.write_row(dice.choice([0, 3]), 0, texts)
        sheet.write_row(12, 0, ["C1", "李"])
    return Hostile("", content.getvalue(), query="?subject=cadres&datum=wgs84")


def endless_texts(dice: Random, variant: int) -> Hostile:
    """Longer than any column takes, or full of signs that nobody sees."""
    key = dice.choice(["name", "address", "family"])
    text = dice.choice(["长" * 4001, "\u202e" * 300 + "长" * 5000, "=HYPERLINK()" * 400])
    return wrong(book({Subject.CADRES: [cadre(dice) | {key: "x" + text}]}), (cell(Subject.CADRES, key, 2), "TOO_LONG"))
