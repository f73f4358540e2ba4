"""Two hundred files that nobody should send, made from a seed: what each is, and what is to be said of it."""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from tests.api.exchange.sheets import CADRE, GOOD, NEED, book, cell

FIRST_SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Hostile:
    """`refused` are the codes of which one must be told of the file as a whole; `cells` the findings that must be among those told.

    Files with neither may turn out to be harmless, and then are no error.
    """

    name: str
    content: bytes
    refused: frozenset[str] = frozenset()
    cells: frozenset[tuple[str, str]] = frozenset()
    query: str = ""


Maker = Callable[[Random, int], Hostile]


@cache
def files() -> tuple[Hostile, ...]:
    """The same two hundred every time."""
    return tuple(
        replace(maker(Random(f"{maker.__name__} {variant}"), variant), name=f"{maker.__name__} {variant}")
        for maker, variants in MAKERS.items()
        for variant in range(variants)
    )


def refused(content: bytes, *codes: str) -> Hostile:
    return Hostile("", content, refused=frozenset(codes))


def wrong(content: bytes, *cells: tuple[str, str], query: str = "") -> Hostile:
    return Hostile("", content, cells=frozenset(cells), query=query)


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def cadre(dice: Random) -> dict[str, Any]:
    """A good row, like no other."""
    return CADRE | {"grid": f"第{dice.randrange(10**9)}网格"}


def good(dice: Random) -> bytes:
    return book({**GOOD, Subject.CADRES: [cadre(dice)]})


def with_part(dice: Random, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(good(dice))
    return zipped(parts | {name: change(parts[name])})


def zip_bomb(dice: Random, variant: int) -> Hostile:
    """A part of many megabytes of nothing; the first is too large even for an archive that packs badly."""
    nothing = b" " * ((dice.randint(3, 9) if variant else 100) * 2**20)
    return refused(with_part(dice, FIRST_SHEET, lambda part: part + nothing), "FILE_UNPACKS_TOO_LARGE")


def bomb_that_lies(dice: Random, variant: int) -> Hostile:
    """The directory claims a few bytes where megabytes follow."""
    content = bytearray(with_part(dice, FIRST_SHEET, lambda part: part + b" " * (4 * 2**20)))
    directory = content.index(b"PK\x01\x02")
    while content[directory : directory + 4] == b"PK\x01\x02":
        name_length, extra, comment = (
            int.from_bytes(content[directory + at : directory + at + 2], "little") for at in (28, 30, 32)
        )
        if bytes(content[directory + 46 : directory + 46 + name_length]).decode() == FIRST_SHEET:
            content[directory + 24 : directory + 28] = dice.randint(1, 10_000).to_bytes(4, "little")
        directory += 46 + name_length + extra + comment
    return refused(bytes(content), "FILE_DAMAGED", "FILE_UNPACKS_TOO_LARGE", "FILE_TOO_COSTLY")


def too_many_parts(dice: Random, variant: int) -> Hostile:
    more = {f"xl/media/{number}.xml": b"<a/>" for number in range(dice.randint(600, 3000))}
    return refused(zipped(parts_of(good(dice)) | more), "FILE_UNPACKS_TOO_LARGE")


def entity_bomb(dice: Random, variant: int) -> Hostile:
    """A billion laughs in one of the parts, in one of two encodings."""
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    name = dice.choice([SHARED, FIRST_SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])

    def change(part: bytes) -> bytes:
        text = part.decode().replace("?>", f"?><!DOCTYPE bomb [{laughs}]>", 1)
        return text.encode() if variant % 2 else text.replace('encoding="UTF-8"', "").encode("utf-16")

    return refused(with_part(dice, name, change), "FILE_DECLARES_ENTITIES")


def foreign_entity(dice: Random, variant: int) -> Hostile:
    """Something of this machine, or of another, is to be read in."""
    address = dice.choice(["file:///etc/passwd", "file:///dev/zero", "ftp://127.0.0.1/x"])
    declared = f'?><!DOCTYPE x [<!ENTITY % p SYSTEM "{address}"> %p; <!ENTITY e SYSTEM "{address}">]>'.encode()
    change = lambda part: part.replace(b"?>", declared, 1).replace(b"<t>", b"<t>&e;", 1)  # noqa: E731
    return refused(with_part(dice, SHARED, change), "FILE_DECLARES_ENTITIES")


def truncated(dice: Random, variant: int) -> Hostile:
    content = good(dice)
    return refused(content[: dice.randint(100, len(content) - 30)], "FILE_DAMAGED")


def random_bytes(dice: Random, variant: int) -> Hostile:
    start = [b"PK\x03\x04", b"PK\x05\x06", b"", b"\x00", b"\xff\xfe"][variant % 5]
    codes = "FILE_DAMAGED", "FILE_NOT_A_WORKBOOK", "FILE_ENCODING_UNKNOWN", "FILE_TOO_MANY_CELLS"
    return refused(start + dice.randbytes(dice.randint(200, 50_000)) + b"\x00", *codes)


def flipped_bits(dice: Random, variant: int) -> Hostile:
    """Some turn out to be harmless."""
    content = bytearray(good(dice))
    for _ in range(dice.randint(1, 20)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return Hostile("", bytes(content))


def far_cell(dice: Random, variant: int) -> Hostile:
    """One cell in the last corner, so that whoever makes room for all cells between needs gigabytes."""
    corner = dice.choice([b"XFD1048576", b"XFD1", b"A1048576", b"ZZZZZZ1", b"A99999999999999999999", b"IV20001"])
    row = re.sub(rb"[A-Z]", b"", corner)
    added = b'<row r="%s"><c r="%s" t="n"><v>1</v></c></row></sheetData>' % (row, corner)
    change = lambda part: part.replace(b"</sheetData>", added)  # noqa: E731
    return refused(with_part(dice, FIRST_SHEET, change), "FILE_TOO_MANY_CELLS", "FILE_DAMAGED")


def one_text_a_thousand_times(dice: Random, variant: int) -> Hostile:
    """A text of thirty thousand signs, named by every cell of a sheet: a small file of gigabytes."""
    long = "长" * dice.randint(20_000, 32_000)
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet(FORMS[Subject.CADRES].name)
        for row in range(dice.randint(3_000, 10_000)):
            sheet.write_row(row, 0, [long] * 8)
    return refused(content.getvalue(), "FILE_TOO_MANY_CELLS", "FILE_TOO_COSTLY")


def something_else(dice: Random, variant: int) -> Hostile:
    """Not a workbook at all, of an old kind, locked, or nothing."""
    word_document = zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"})
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + dice.randbytes(2000)
    locked = bytearray(good(dice))
    for at in [found.start() for found in re.finditer(rb"PK\x01\x02", bytes(locked))]:
        locked[at + 8] |= 1
    return [
        refused(word_document, "FILE_NOT_A_WORKBOOK"),
        refused(old, "FILE_OLD_OR_ENCRYPTED"),
        refused(bytes(locked), "FILE_OLD_OR_ENCRYPTED"),
        refused(b" \n" * variant, "FILE_EMPTY"),
        refused(b"\x00" * dice.randint(1, 1000), "FILE_NOT_A_WORKBOOK"),
    ][variant % 5]


def broken_markup(dice: Random, variant: int) -> Hostile:
    """Tags that do not close, nest a thousand deep, or bear nonsense where numbers belong."""
    change: Callable[[bytes], bytes] = [
        lambda part: part.replace(b"</sheetData>", b""),
        lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * 100_000),
        lambda part: part.replace(b'r="1"', b'r="one"'),
        lambda part: part.replace(b'r="A1"', b'r="1A"'),
        lambda part: b"",
    ][variant % 5]
    return refused(with_part(dice, FIRST_SHEET, change), "FILE_DAMAGED")


def two_parts_of_one_name(dice: Random, variant: int) -> Hostile:
    """A reader that takes the first and one that takes the last see different sheets."""
    content = BytesIO(good(dice))
    with ZipFile(content, "a", ZIP_DEFLATED) as archive:
        original = archive.read(FIRST_SHEET)
        with warnings.catch_warnings(action="ignore"):
            archive.writestr(FIRST_SHEET, original.replace(b"S01", b"S02"))
    return refused(content.getvalue(), "FILE_DAMAGED")


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


MAKERS: dict[Maker, int] = {
    zip_bomb: 6, bomb_that_lies: 4, too_many_parts: 4, entity_bomb: 12, foreign_entity: 8, truncated: 14, random_bytes: 10,
    flipped_bits: 10, far_cell: 8, one_text_a_thousand_times: 2, something_else: 10, broken_markup: 10,
    two_parts_of_one_name: 2, formulas: 14, error_values: 8, wrong_types: 30, merged_cells: 10, gaps_and_twins: 6,
    chinese_csv: 12, ragged_csv: 8, odd_headings: 6, endless_texts: 6,
}  # fmt: skip
"""How many of each: few of those that are slow to make."""
