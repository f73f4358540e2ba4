"""Past visits of which nobody has said how they ended (未登记台账)."""

from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.tables.visits import Visit, VisitState
from matcher.domain.clock import LocalMinute


class Overdue(BaseModel):
    """A visit that waits for its row, and since how many days."""

    visit_id: str
    roster_id: str
    need_id: str
    cadre_id: str
    station_id: str
    day: date
    start: LocalMinute
    end: LocalMinute
    volunteers: list[str]
    days: int


def overdue_visits(now: datetime, station_id: str | None = None) -> SelectOfScalar[Visit]:
    """Those that waited longest first."""
    query = select(Visit).where(col(Visit.state) == VisitState.PLANNED, col(Visit.end) <= now)
    if station_id is not None:
        query = query.where(Visit.station_id == station_id)
    return query.order_by(col(Visit.end), Visit.id)


def shown_overdue(visit: Visit, now: datetime) -> Overdue:
    """As the world sees it."""
    return Overdue(
        visit_id=visit.id,
        days=(now.date() - visit.day).days,
        **visit.model_dump(
            include={"roster_id", "need_id", "cadre_id", "station_id", "day", "start", "end", "volunteers"}
        ),
    )
