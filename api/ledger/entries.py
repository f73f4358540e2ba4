"""Rows of the ledger: found, written, and shown with what corrects them."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel import Session, select

from api.errors import Conflict, no_such
from api.ledger.outcome import OutcomeFields
from api.tables.current_entries import corrected_by
from api.tables.needs import Pillar
from api.tables.visits import LedgerEntry, VisitState
from matcher.domain.clock import LocalMinute


class EntryPublic(BaseModel):
    """A row as shown; it counts unless `corrected_by` names the row that took its place."""

    id: str
    visit_id: str | None
    need_id: str | None
    station_id: str
    outcome: VisitState
    pillar: Pillar
    service: str
    day: date
    started_at: LocalMinute | None
    ended_at: LocalMinute | None
    place: str
    volunteers: list[str]
    cadres: list[str]
    content: str
    corrects_id: str | None
    correction_reason: str
    corrected_by: str | None = None
    recorded_by: str
    recorded_at: datetime


def find_entry(session: Session, entry_id: str, *, for_change: bool = False) -> LedgerEntry:
    """The row, held against other writers until the transaction ends if `for_change`; raises NotFound."""
    query = select(LedgerEntry).where(LedgerEntry.id == entry_id)
    entry = session.exec(query.with_for_update() if for_change else query).one_or_none()
    if entry is None:
        raise no_such("台账记录", "row of the ledger")
    return entry


def expect_current(session: Session, entry: LedgerEntry) -> None:
    """Raises Conflict, naming the row that took its place, where the row does not count any more."""
    later = corrected_by(session, [entry.id]).get(entry.id)
    if later is not None:
        raise Conflict(
            "CORRECTED_BEFORE",
            zh="该记录已被更正，请在更正后的记录上操作。",
            en="This row has been corrected already: turn to the row that took its place.",
            entry=later,
        )


def shown(session: Session, entries: Sequence[LedgerEntry]) -> list[EntryPublic]:
    """As the world sees them."""
    later = corrected_by(session, [entry.id for entry in entries])
    return [
        EntryPublic.model_validate(entry, from_attributes=True).model_copy(update={"corrected_by": later.get(entry.id)})
        for entry in entries
    ]


def entry_of(
    fields: OutcomeFields,
    *,
    station_id: str,
    pillar: Pillar,
    service: str,
    planned: date,
    visit_id: str | None = None,
    need_id: str | None = None,
) -> LedgerEntry:
    """A row of what people entered, texts without the blanks around them; its date is when it really was, if known."""
    return LedgerEntry(
        visit_id=visit_id,
        need_id=need_id,
        station_id=station_id,
        outcome=fields.outcome,
        pillar=pillar,
        service=service,
        day=fields.started_at.date() if fields.started_at is not None else planned,
        started_at=fields.started_at,
        ended_at=fields.ended_at,
        place=fields.place.strip(),
        volunteers=fields.volunteers,
        cadres=fields.cadres,
        content=fields.content.strip(),
        recorded_by=fields.by,
    )
