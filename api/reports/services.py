"""What was really done in a period: rows of the ledger that count, of all stations, since people serve beyond their own."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from api.tables.cadres import Cadre
from api.tables.current_entries import is_served
from api.tables.needs import Pillar
from api.tables.people import Volunteer
from api.tables.visits import LedgerEntry
from matcher.domain.clock import minutes_between


class Service(NamedTuple):
    """One row; `minutes` is how long it took, for each of its volunteers."""

    station: str
    pillar: Pillar
    service: str
    day: date
    minutes: int
    volunteers: list[str]
    cadres: list[str]
    need: str | None

    @property
    def volunteer_minutes(self) -> int:
        """Those of all volunteers together."""
        return self.minutes * len(self.volunteers)


COLUMNS: tuple[Any, ...] = (
    LedgerEntry.station_id,
    LedgerEntry.pillar,
    LedgerEntry.service,
    LedgerEntry.day,
    LedgerEntry.started_at,
    LedgerEntry.ended_at,
    LedgerEntry.volunteers,
    LedgerEntry.cadres,
    LedgerEntry.need_id,
)


def services(session: Session, from_day: date, until_day: date) -> list[Service]:
    """In the order of time; what is written in words stays sealed."""
    rows = session.execute(
        select(*COLUMNS)
        .where(is_served(), col(LedgerEntry.day) >= from_day, col(LedgerEntry.day) <= until_day)
        .order_by(col(LedgerEntry.started_at), col(LedgerEntry.id))
    ).all()
    return [
        Service(station, pillar, service, day, minutes_between(start, end) if start and end else 0, *others)
        for station, pillar, service, day, start, end, *others in rows
    ]


def homes(session: Session, kind: type[Cadre] | type[Volunteer]) -> dict[str, str]:
    """The station to which each cadre or volunteer belongs."""
    rows = session.execute(select(col(kind.id), col(kind.station_id))).all()
    return {row[0]: row[1] for row in rows}
