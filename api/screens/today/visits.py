"""The visits of one day as they stand at this hour, and those ahead that somebody has to see to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.ledger.overdue import overdue_visits
from api.offers.coverage import Coverage, coverage, is_covered
from api.offers.offering import current_offers
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.tables.needs import Need
from api.tables.visits import Offer, Visit, VisitState

SOON = timedelta(hours=2)


class Phase(StrEnum):
    """Where a visit is on its day."""

    RUNNING = "running"
    SOON = "soon"
    LATER = "later"
    OVER = "over"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Told:
    """A visit as the page tells it; `deadline` is the first by which an answer is awaited."""

    id: str
    start: datetime
    end: datetime
    service: str
    cadre: Person
    volunteers: tuple[Person, ...]
    state: VisitState
    phase: Phase
    coverage: Coverage | None
    deadline: datetime | None


def phase_of(visit: Visit, now: datetime) -> Phase:
    """By the clock, unless somebody has said how it ended."""
    if visit.state is VisitState.CANCELLED:
        return Phase.CANCELLED
    if visit.state is not VisitState.PLANNED:
        return Phase.CLOSED
    if visit.end <= now:
        return Phase.OVER
    if visit.start <= now:
        return Phase.RUNNING
    return Phase.SOON if visit.start <= now + SOON else Phase.LATER


def of_today(session: Session, place: Place, now: datetime) -> list[Told]:
    """All of the day, by time."""
    query = select(Visit).where(Visit.day == now.date(), *within(place, Visit.station_id))
    return told(session, session.exec(query.order_by(col(Visit.start), Visit.id)).all(), now)


def ahead(place: Place, kind: Coverage, now: datetime) -> SelectOfScalar[Visit]:
    """Published visits that have not begun and whose people stand so, by time."""
    return (
        select(Visit)
        .where(is_covered(kind), col(Visit.start) > now, *within(place, Visit.station_id))
        .order_by(col(Visit.start), Visit.id)
    )


def unanswered(place: Place, now: datetime, until: datetime) -> SelectOfScalar[Visit]:
    """Visits that begin before `until` and of which nobody knows whether somebody comes: too late, or not yet."""
    late, waiting = is_covered(Coverage.EXPIRED), is_covered(Coverage.AWAITING)
    return (
        select(Visit)
        .where(late | waiting, col(Visit.start) > now, col(Visit.start) < until, *within(place, Visit.station_id))
        .order_by(col(Visit.start), Visit.id)
    )


def overdue(place: Place, now: datetime) -> SelectOfScalar[Visit]:
    """Past visits that wait for their row in the ledger."""
    return overdue_visits(now).where(*within(place, Visit.station_id))


def told(session: Session, visits: Sequence[Visit], now: datetime) -> list[Told]:
    """In their order."""
    needs = {visit.need_id for visit in visits}
    services = dict(session.exec(select(Need.id, Need.service).where(col(Need.id).in_(needs))).all())
    cadres = cadres_by_id(session, {visit.cadre_id for visit in visits})
    people = volunteers_by_id(session, {one for visit in visits for one in visit.volunteers})
    offers = current_offers(session, visits)
    return [
        Told(
            id=visit.id,
            start=visit.start,
            end=visit.end,
            service=services.get(visit.need_id, ""),
            cadre=cadres[visit.cadre_id],
            volunteers=tuple(people[one] for one in visit.volunteers),
            state=visit.state,
            phase=phase_of(visit, now),
            coverage=coverage(visit, offers[visit.id]) if visit.start > now else None,
            deadline=_deadline(offers[visit.id]),
        )
        for visit in visits
    ]


def _deadline(offers: Sequence[Offer]) -> datetime | None:
    return min((offer.deadline for offer in offers if offer.answered_at is None), default=None)
