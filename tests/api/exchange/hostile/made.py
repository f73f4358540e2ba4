"""A file that nobody should send, what is to be said of it, and the parts from which such files are made."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from api.exchange.forms.form import Subject
from tests.api.exchange.sheets import CADRE, GOOD, book

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
