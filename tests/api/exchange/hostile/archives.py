"""Files that are refused as a whole: bombs, broken and foreign ones, and sheets that reach too far."""

import re
import warnings
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Subject
from tests.api.exchange.hostile.made import (
    FIRST_SHEET,
    SHARED,
    Hostile,
    good,
    parts_of,
    refused,
    with_part,
    zipped,
)


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
