"""Offers of a week's visits still to come, by visit or by volunteer, and how many of them stand how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from api.offers.expiry import is_now, state_now
from api.screens.shell.blank import NOTHING_CHOSEN
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.row import Key
from api.tables.visits import Offer, OfferState, Visit, VisitState
from api.web.pages import MOST_ROWS
from matcher.domain.clock import LocalDate
from matcher.domain.document import Word

LIMIT = 50
SHOWN = (OfferState.DECLINED, OfferState.EXPIRED, OfferState.PENDING, OfferState.ACCEPTED)
"""From what needs somebody to what needs nobody."""


class Wanted(BaseModel):
    """Which offers are wanted; what is not chosen filters nothing."""

    state: Annotated[OfferState | None, NOTHING_CHOSEN] = None
    service: Annotated[Word | None, NOTHING_CHOSEN] = None
    day: Annotated[LocalDate | None, NOTHING_CHOSEN] = None
    volunteer: Annotated[Key | None, NOTHING_CHOSEN] = None
    order: Literal["visit", "volunteer"] = "visit"
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0


@dataclass(frozen=True)
class Line:
    """One offer as a page tells it."""

    id: str
    version: int
    visit: str
    start: datetime
    end: datetime
    service: str
    cadre: Person
    volunteer: Person
    state: OfferState
    deadline: datetime
    reason: str
    answered_by: str


@dataclass(frozen=True)
class Confirmations:
    """A part of the lines, how many there are in all, and how many offers stand how whatever state is wanted."""

    lines: Sequence[Line]
    total: int
    counts: dict[OfferState, int]

    @property
    def offers(self) -> int:
        """Whatever their state."""
        return sum(self.counts.values())

    @property
    def share(self) -> int:
        """Percent that are accepted."""
        return round(100 * self.counts[OfferState.ACCEPTED] / self.offers) if self.offers else 0


def confirmations(session: Session, place: Place, wanted: Wanted, now: datetime) -> Confirmations:
    """Of visits that have not begun."""
    all_of_them = _offers(place, wanted, now)
    counts = {state: _count(session, all_of_them.where(is_now(state))) for state in SHOWN}
    query = all_of_them if wanted.state is None else all_of_them.where(is_now(wanted.state))
    by_time: tuple[Any, ...] = (col(Visit.start), col(Visit.id), col(Offer.id))
    order = by_time if wanted.order == "visit" else (col(Volunteer.pinyin), col(Offer.volunteer_id), *by_time)
    if wanted.order == "volunteer":
        query = query.join(Volunteer, col(Volunteer.id) == Offer.volunteer_id, isouter=True)
    rows = session.exec(query.order_by(*order).offset(wanted.offset).limit(LIMIT)).all()
    return Confirmations(lines_of(session, rows), _count(session, query), counts)


def _offers(place: Place, wanted: Wanted, now: datetime) -> SelectOfScalar[Offer]:
    query = (
        select(Offer)
        .join(Visit, col(Visit.id) == Offer.visit_id)
        .join(Need, col(Need.id) == Visit.need_id)
        .where(col(Offer.current), Visit.state == VisitState.PLANNED, col(Visit.start) > now)
        .where(col(Visit.day).in_(_days(place, wanted)), *within(place, Visit.station_id))
    )
    if wanted.service is not None:
        query = query.where(Need.service == wanted.service)
    if wanted.volunteer is not None:
        query = query.where(Offer.volunteer_id == wanted.volunteer)
    return query


def _days(place: Place, wanted: Wanted) -> Sequence[date]:
    return place.dates if wanted.day is None else [wanted.day]


def _count(session: Session, query: SelectOfScalar[Offer]) -> int:
    return session.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()


def lines_of(session: Session, offers: Sequence[Offer]) -> list[Line]:
    """In their order."""
    visits = {
        visit.id: (visit, service)
        for visit, service in session.exec(
            select(Visit, Need.service)
            .join(Need, col(Need.id) == Visit.need_id)
            .where(col(Visit.id).in_({one.visit_id for one in offers}))
        ).all()
    }
    cadres = cadres_by_id(session, {visit.cadre_id for visit, _ in visits.values()})
    volunteers = volunteers_by_id(session, {one.volunteer_id for one in offers})
    return [
        Line(
            id=one.id,
            version=one.version,
            visit=one.visit_id,
            start=visits[one.visit_id][0].start,
            end=visits[one.visit_id][0].end,
            service=visits[one.visit_id][1],
            cadre=cadres[visits[one.visit_id][0].cadre_id],
            volunteer=volunteers[one.volunteer_id],
            state=state_now(one),
            deadline=one.deadline,
            reason=one.reason,
            answered_by=one.answered_by,
        )
        for one in offers
    ]
