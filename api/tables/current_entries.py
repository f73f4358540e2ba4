"""A row holds until another corrects it: of a chain of corrections only the newest row counts."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from api.tables.visits import LedgerEntry, VisitState

SERVED = (VisitState.DONE, VisitState.PARTIAL)
"""Outcomes in which somebody was served."""


def is_current() -> ColumnElement[bool]:
    """No row corrects this one."""
    later = aliased(LedgerEntry)
    return ~exists().where(col(later.corrects_id) == col(LedgerEntry.id))


def is_served() -> ColumnElement[bool]:
    """The row counts, and somebody was served."""
    return col(LedgerEntry.outcome).in_(SERVED) & is_current()


def corrected_by(session: Session, entries: Collection[str]) -> dict[str, str]:
    """The row that corrects each of these, where there is one."""
    found = select(LedgerEntry.corrects_id, LedgerEntry.id).where(col(LedgerEntry.corrects_id).in_(entries))
    return {old: new for old, new in session.exec(found).all() if old is not None}


def chain(session: Session, entry: LedgerEntry) -> list[LedgerEntry]:
    """The row with all that it corrects and all that correct it, the first written first."""
    rows = [entry]
    while (before := rows[0].corrects_id) is not None:
        rows.insert(0, session.get_one(LedgerEntry, before))
    while (after := corrected_by(session, [rows[-1].id]).get(rows[-1].id)) is not None:
        rows.append(session.get_one(LedgerEntry, after))
    return rows
