"""Which rows of the ledger are wanted: those that count, or all with their history, by station, date, people and service."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import exists
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.storage.lists import holds
from api.tables.current_entries import SERVED, is_current
from api.tables.needs import Pillar
from api.tables.row import Key
from api.tables.visits import Feedback, LedgerEntry, VisitState
from api.web.pages import MOST_ROWS, Paging
from matcher.domain.clock import LocalDate
from matcher.domain.document import Word


class Filter(Paging):
    """What a row must be to be wanted; all that is named holds at once."""

    limit: Annotated[int, Field(ge=1, le=500)] = 100
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0
    station_id: Key | None = None
    from_day: LocalDate | None = None
    until_day: Annotated[LocalDate | None, Field(description="The last date, included.")] = None
    volunteer_id: Key | None = None
    cadre_id: Key | None = None
    service: Word | None = None
    pillar: Pillar | None = None
    outcome: VisitState | None = None
    history: Annotated[bool, Field(description="Rows that were corrected as well.")] = False
    without_feedback: Annotated[bool, Field(description="Only what was served and nobody was asked about yet.")] = False


def wanted_rows(wanted: Filter) -> SelectOfScalar[LedgerEntry]:
    """The newest dates first."""
    query = select(LedgerEntry).order_by(
        col(LedgerEntry.day).desc(), col(LedgerEntry.recorded_at).desc(), LedgerEntry.id
    )
    for column, value in (
        (LedgerEntry.station_id, wanted.station_id),
        (LedgerEntry.service, wanted.service),
        (LedgerEntry.pillar, wanted.pillar),
        (LedgerEntry.outcome, wanted.outcome),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    if wanted.from_day is not None:
        query = query.where(col(LedgerEntry.day) >= wanted.from_day)
    if wanted.until_day is not None:
        query = query.where(col(LedgerEntry.day) <= wanted.until_day)
    if wanted.volunteer_id is not None:
        query = query.where(holds(LedgerEntry.volunteers, wanted.volunteer_id))
    if wanted.cadre_id is not None:
        query = query.where(holds(LedgerEntry.cadres, wanted.cadre_id))
    if not wanted.history:
        query = query.where(is_current())
    if wanted.without_feedback:
        asked = exists().where(col(Feedback.ledger_entry_id) == col(LedgerEntry.id))
        query = query.where(col(LedgerEntry.outcome).in_(SERVED), ~asked)
    return query
