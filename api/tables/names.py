"""Names in the order of their pinyin and by their initials (张立山 under `zls`); phones by their last four figures.

What lists are sorted and searched by is derived from what people entered whenever a row is kept, whoever keeps it.
"""

import re
from datetime import datetime
from itertools import product
from typing import Any
from unicodedata import normalize

from sqlalchemy import event, inspect
from sqlmodel import Field, SQLModel

from api.storage.columns import Instant

SURNAMES = {
    "单": "shan", "曾": "zeng", "查": "zha", "解": "xie", "覃": "qin", "区": "ou", "仇": "qiu", "任": "ren", "朴": "piao",
    "盖": "ge", "缪": "miao", "翟": "zhai", "乐": "yue",
}  # fmt: skip
"""How these are read as surnames, where dictionaries put another reading first."""

TAIL = 4
"""Figures of a phone by which people are found."""

MOST_READINGS = 8
"""Names that could be abbreviated in more ways are found by the first so many."""

WORDS = re.compile(r"([\u3400-\u9fff]+)|[a-z]+|[0-9]+")


class Named(SQLModel):
    """A thing with a name; both columns follow from it."""

    pinyin: str = Field(default="", nullable=False, index=True, max_length=2000)
    initials: str = Field(default="", nullable=False, max_length=2000)


class Person(Named):
    """Somebody with a name and a phone; of the phone no more is kept to search by than its tail.

    Since `erased_at` the row says nothing of anybody: others refer to it, and so it stays.
    """

    phone_tail: str = Field(default="", nullable=False, max_length=TAIL)
    erased_at: datetime | None = Field(default=None, sa_type=Instant)


def plain(text: str) -> str:
    """Full-width signs as their usual form, in small letters: ＡＢ１ is ab1."""
    return normalize("NFKC", text).lower()


def pinyin_of(name: str) -> str:
    """Syllables and words with blanks between, which sorts 李安 before 连战."""
    return " ".join(readings[0] for readings in _readings(name))


def initials_of(name: str) -> str:
    """The initials, in each way in which the name can be read: 单 as s and as d."""
    letters = [tuple(dict.fromkeys(_initial(reading) for reading in readings)) for readings in _readings(name)]
    ways = []
    for way in product(*letters):
        ways.append("".join(way))
        if len(ways) == MOST_READINGS:
            break
    return " ".join(dict.fromkeys(ways))


def digits_of(phone: str) -> str:
    """Nothing but the figures."""
    return re.sub(r"[^0-9]", "", plain(phone))


def _readings(name: str) -> list[list[str]]:
    """For each Chinese sign its readings, the likeliest first; words and numbers stand for themselves."""
    from pypinyin import lazy_pinyin  # loads its dictionaries

    readings: list[list[str]] = []
    for word in WORDS.finditer(plain(name)):
        if not word[1]:
            readings.append([word[0]])
            continue
        for sign, usual in zip(word[1], lazy_pinyin(word[1]), strict=True):
            both = (usual, SURNAMES.get(sign, usual))
            readings.append(list(dict.fromkeys(both if readings else reversed(both))))
    return readings


def _initial(reading: str) -> str:
    return reading if reading.isdigit() else reading[:1]


@event.listens_for(Named, "before_insert", propagate=True)
@event.listens_for(Named, "before_update", propagate=True)
def _derive(_mapper: Any, _connection: Any, row: Any) -> None:
    """From what changed only: what a session sees of other names may be masked."""
    entered = inspect(row).attrs
    if entered.name.history.has_changes():
        row.pinyin = pinyin_of(row.name)
        row.initials = initials_of(row.name)
    if isinstance(row, Person) and entered.phone.history.has_changes():
        row.phone_tail = digits_of(row.phone)[-TAIL:]  # type: ignore[attr-defined]
