"""Purposes are words that people typed, and may name somebody: they can be forgotten, and the chain still holds."""

from collections.abc import Collection

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from api.record.chain import FORGET
from api.record.writing import note
from api.tables.record import RecordEntry

AT_ONCE = 500


def forget_purposes(session: Session, rows: Collection[str], words: Collection[str], why: str) -> int:
    """Entries about these rows, and those in whose purpose one of these words stands, have none any more; answers how many.

    `why` is the id of the erasure that asks for it. Entries from before purposes had a seal of their own stay as they are.
    """
    named = [col(RecordEntry.why).contains(word, autoescape=True) for word in words if word]
    wanted, numbers = list(rows), set[int]()
    for first in range(0, max(len(wanted), 1), AT_ONCE):
        about = or_(col(RecordEntry.row).in_(wanted[first : first + AT_ONCE]), *named)
        found = select(RecordEntry.number).where(about, RecordEntry.why != "", RecordEntry.why_seal != "")
        numbers |= set(session.exec(found).all())
    told = sorted(numbers)
    for first in range(0, len(told), AT_ONCE):
        part = told[first : first + AT_ONCE]
        session.exec(update(RecordEntry).where(col(RecordEntry.number).in_(part)).values(why=""))
        note(session, FORGET, "record_entry", why, tuple(map(str, part)))
    return len(told)
