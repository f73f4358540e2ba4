"""Sad faces that nobody has followed up: whose, since when, and what they said."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.ledger.feedback import wanted_feedback
from api.screens.shell.people import Person, cadres_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.tables.visits import LedgerEntry

MOST = 10


@dataclass(frozen=True)
class FollowUp:
    """A cadre who was not content."""

    entry: str
    cadre: Person
    words: str
    since: date


def follow_ups(session: Session, place: Place) -> list[FollowUp]:
    """The newest first."""
    query = wanted_feedback(is_open=True).where(*within(place, LedgerEntry.station_id))
    rows = session.exec(query.limit(MOST)).all()
    cadres = cadres_by_id(session, {row.cadre_id for row in rows})
    return [FollowUp(row.ledger_entry_id, cadres[row.cadre_id], row.words, row.created_at.date()) for row in rows]
