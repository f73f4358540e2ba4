"""A correction is another row that takes the place of an earlier one, which stays to be read; the visit follows the newest."""

from datetime import datetime

from sqlmodel import Field, Session

from api.errors import Unacceptable
from api.ledger.closing import check_about, find_visit
from api.ledger.entries import entry_of, expect_current, find_entry
from api.ledger.outcome import OutcomeFields, check_outcome
from api.tables.needs import Need
from api.tables.row import Line
from api.tables.visits import LedgerEntry


class CorrectionFields(OutcomeFields):
    """The whole row as it ought to be, and why the earlier one was wrong."""

    reason: Line = Field(min_length=1, description="Why it is corrected.")


def correct(session: Session, entry_id: str, fields: CorrectionFields, now: datetime) -> LedgerEntry:
    """The row that takes its place.

    Raises NotFound; Conflict where it was corrected before; Unacceptable where the fields do not make a row.
    """
    old = find_entry(session, entry_id, for_change=True)
    expect_current(session, old)
    if not fields.reason.strip():
        raise Unacceptable("REASON_MISSING", zh="更正须写明原因。", en="A correction needs its reason.")
    check_outcome(session, fields, now)
    visit = find_visit(session, old.visit_id, for_change=True) if old.visit_id is not None else None
    if old.need_id is not None:
        planned = visit.day if visit is not None else old.day
        check_about(session, session.get_one(Need, old.need_id), planned, fields)
    entry = entry_of(
        fields,
        visit_id=old.visit_id,
        need_id=old.need_id,
        station_id=old.station_id,
        pillar=old.pillar,
        service=old.service,
        planned=old.day,
    )
    entry.corrects_id = old.id
    entry.correction_reason = fields.reason.strip()
    session.add(entry)
    if visit is not None:
        visit.state = fields.outcome
    session.flush()
    return entry
