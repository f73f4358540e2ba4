"""When cadres were last served, as rows of the ledger tell."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, func, select

from api.storage.lists import each
from api.tables.cadres import Cadre
from api.tables.current_entries import is_served
from api.tables.visits import LedgerEntry


def last_visited(session: Session, cadres: Collection[str]) -> dict[str, date]:
    """By id the last date; who was never served is not there."""
    served = each(LedgerEntry.cadres)
    query = select(served.c.value, func.max(LedgerEntry.day)).select_from(LedgerEntry).join(served, true())
    query = query.where(is_served(), served.c.value.in_(cadres)).group_by(served.c.value)
    return dict(session.exec(query).all())


def not_visited_since(day: date) -> ColumnElement[bool]:
    """Nobody has served the cadre on that date or later."""
    served = each(LedgerEntry.cadres)
    since = select(served.c.value).select_from(LedgerEntry).join(served, true())
    return col(Cadre.id).not_in(since.where(is_served(), col(LedgerEntry.day) >= day))
