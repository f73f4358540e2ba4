"""Rows of the ledger with the names of those who came and who were served."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from api.authority.scope import beyond_scope
from api.ledger.entries import EntryPublic, shown
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.tables.places import Station
from api.tables.visits import Feedback, LedgerEntry


@dataclass(frozen=True)
class Row:
    """A row as pages show it; `face` is the saddest one that was given on it."""

    entry: EntryPublic
    volunteers: tuple[Person, ...]
    cadres: tuple[Person, ...]
    station: str
    face: int | None


def told(session: Session, entries: Sequence[LedgerEntry]) -> list[Row]:
    """In the same order; people serve beyond their stations and are named all the same, as far as they may be seen."""
    with beyond_scope(session):
        volunteers = volunteers_by_id(session, {one for entry in entries for one in entry.volunteers})
        cadres = cadres_by_id(session, {one for entry in entries for one in entry.cadres})
    stations = dict(session.exec(select(Station.id, Station.name)).all())
    given = select(Feedback).where(col(Feedback.ledger_entry_id).in_([entry.id for entry in entries]))
    faces: dict[str, int] = {}
    for one in session.exec(given).all():
        faces[one.ledger_entry_id] = min(one.face, faces.get(one.ledger_entry_id, one.face))
    return [
        Row(
            entry=entry,
            volunteers=tuple(volunteers[one] for one in entry.volunteers),
            cadres=tuple(cadres[one] for one in entry.cadres),
            station=stations.get(entry.station_id, ""),
            face=faces.get(entry.id),
        )
        for entry in shown(session, entries)
    ]
