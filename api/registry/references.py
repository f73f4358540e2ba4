"""Who refers to whom: what an entry refers to must be there, and what others refer to cannot be removed.

Most references are foreign keys and are read off the tables; lists of ids inside one column are named here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from api.errors import Conflict, Unacceptable
from api.registry.words import word_of
from api.storage.lists import holds
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need
from api.tables.people import Volunteer
from api.tables.row import Fields, Row
from api.tables.visits import LedgerEntry, Visit

LISTS: dict[Any, type[Row]] = {
    Group.members: Cadre,
    Need.excluded_volunteers: Volunteer,
    Need.preferred_volunteers: Volunteer,
    Visit.volunteers: Volunteer,
    LedgerEntry.volunteers: Volunteer,
    LedgerEntry.cadres: Cadre,
}
"""Columns that hold lists of ids, and of what."""


def check_references(session: Session, table: type[Row], fields: Fields) -> None:
    """Raises Unacceptable that names the field whose thing is not there."""
    for name, target in _single(table):
        key = getattr(fields, name, None)
        if key is not None and session.get(target, key) is None:
            raise _missing(name, target)
    for column, target in LISTS.items():
        wanted = set(getattr(fields, column.key, ())) if column.class_ is table else set()
        if wanted and len(session.exec(select(target.id).where(col(target.id).in_(wanted))).all()) < len(wanted):
            raise _missing(column.key, target)


def check_unused(session: Session, row: Row, parts: Sequence[Any]) -> None:
    """Raises Conflict that says how many of what refer to the row; `parts` go with it and do not count."""
    own = {(column.class_, column.key) for column in parts}
    counts = [
        (table, session.exec(select(func.count()).select_from(table).where(condition)).one())
        for table, name, condition in _references(row)
        if (table, name) not in own
    ]
    found = {table: sum(number for other, number in counts if other is table) for table, number in counts if number}
    if found:
        zh = "、".join(f"{number}条{word_of(table).zh}" for table, number in found.items())
        en = ", ".join(f"{word_of(table).en} ({number})" for table, number in found.items())
        instead = ("可改为停用。", " Make it inactive instead.") if "active" in type(row).model_fields else ("", "")
        raise Conflict(
            "IN_USE",
            zh=f"仍被{zh}引用，不能删除。{instead[0]}",
            en=f"It cannot be removed while others refer to it: {en}.{instead[1]}",
        )


def _single(table: type[SQLModel]) -> Iterator[tuple[str, type[Row]]]:
    """Names of the table's foreign keys, and what they refer to."""
    for key in table.__table__.foreign_keys:  # type: ignore[attr-defined]
        yield key.parent.name, _mapped()[key.column.table.name]


def _references(row: Row) -> Iterator[tuple[type[SQLModel], str, Any]]:
    """For every column that may refer to the row: its table, its name, and the condition that it does."""
    for table in _mapped().values():
        for name, target in _single(table):
            if target is type(row):
                yield table, name, col(getattr(table, name)) == row.id
    for column, target in LISTS.items():
        if target is type(row):
            yield column.class_, column.key, holds(column, row.id)


def _mapped() -> dict[str, type[Any]]:
    """Every table by its name in the database, in the order of these names."""
    classes = (mapper.class_ for mapper in SQLModel._sa_registry.mappers)
    return {one.__tablename__: one for one in sorted(classes, key=lambda one: str(one.__tablename__))}


def _missing(field: str, target: type[Row]) -> Unacceptable:
    word = word_of(target)
    zh, en = f"{field}：没有这个{word.zh}。", f"{field}: there is no such {word.en}."
    place = {"path": f"body.{field}", "code": "no_such_reference", "en": f"Expected the id of a {word.en}"}
    return Unacceptable("NO_SUCH_REFERENCE", zh=zh, en=en, errors=[place])
