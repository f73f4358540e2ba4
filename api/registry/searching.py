"""People and places are found by name, by pinyin or its initials, by their own number, or by the tail of a phone."""

from typing import Annotated, Any

from fastapi import Query
from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_

from api.tables.names import TAIL, Named, Person, digits_of, plain

Words = Annotated[
    str | None,
    Query(
        max_length=100,
        pattern=r"^[^\u0000-\u001f\u007f]*$",
        description="Part of the name, its pinyin or initials (zls), the number outside this system, or the last four "
        "figures of the phone.",
    ),
]

FEWEST_FIGURES = 3


def matching(table: type[Named], words: str) -> ColumnElement[bool]:
    """Where one of these is what was typed, in full-width signs or not; blanks do not count."""
    typed = "".join(plain(words).split())
    ways: list[Any] = [func.lower(col(table.name)).contains(typed, autoescape=True)]  # type: ignore[attr-defined]
    if typed.isascii() and typed.isalnum():
        ways.append(col(table.initials).contains(typed, autoescape=True))
        ways.append(func.replace(col(table.pinyin), " ", "").contains(typed, autoescape=True))
    if hasattr(table, "code"):
        ways.append(func.lower(col(table.code)) == typed)
    figures = digits_of(typed)
    if issubclass(table, Person) and len(figures) >= FEWEST_FIGURES:
        ways.append(col(table.phone_tail).endswith(figures[-TAIL:], autoescape=True))
    return or_(*ways)
