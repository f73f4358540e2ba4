"""Nothing is there twice: codes, and whatever else the tables say is unique, told before the database would refuse it."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, col, select

from api.errors import Conflict
from api.registry.words import word_of
from api.tables.row import Fields, Row


def check_unique(session: Session, table: type[Row], fields: Fields, own_id: str | None) -> None:
    """Raises Conflict with the id of the other thing; what is not filled in is like nothing else."""
    for constraint in table.__table__.constraints:  # type: ignore[attr-defined]
        if isinstance(constraint, UniqueConstraint):
            names = [column.name for column in constraint.columns]
            values = {name: getattr(fields, name, None) for name in names}
            if None not in values.values():
                _check(session, table, values, own_id)


def _check(session: Session, table: type[Row], values: dict[str, Any], own_id: str | None) -> None:
    same = [col(getattr(table, name)) == value for name, value in values.items()]
    other = session.exec(select(table.id).where(*same, table.id != own_id)).first()
    if other is not None:
        word, names = word_of(table), "、".join(values)
        raise Conflict(
            "TAKEN",
            zh=f"已有{word.zh}的{names}与此相同。",
            en=f"There is a {word.en} with the same {' and '.join(values)}.",
            other=other,
        )
