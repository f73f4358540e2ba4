"""Offers, visits and publications as the world sees them: ids, never names."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from api.offers.coverage import Coverage, coverage
from api.offers.expiry import state_now
from api.offers.obstacles import ObstacleKind
from api.offers.offering import Link, current_offers
from api.offers.promises import Affected, Change, ChangeKind, Promise
from api.offers.publishing import Publication, shown_obstacle
from api.tables.needs import Need
from api.tables.rosters import Roster, RosterState
from api.tables.visits import Offer, OfferState, Visit, VisitState
from matcher.domain.clock import LocalMinute


class PromiseShown(BaseModel):
    """A visit as people are told it."""

    need: str
    cadre: str
    station: str
    start: LocalMinute
    end: LocalMinute
    volunteers: list[str]


class ChangeShown(BaseModel):
    """A visit before and after; one of them is null where it is new or cancelled."""

    kind: ChangeKind
    before: PromiseShown | None
    after: PromiseShown | None


class AffectedShown(BaseModel):
    """A volunteer and what is to be told them."""

    volunteer: str
    new: list[PromiseShown]
    moved: list[PromiseShown]
    cancelled: list[PromiseShown]


class ObstacleShown(BaseModel):
    """What is to be mended before the version can be published."""

    kind: ObstacleKind
    rule: str | None
    need: str | None
    start: str | None
    volunteers: list[str]
    zh: str
    en: str


class LinkShown(BaseModel):
    """Where a volunteer answers an offer: `page` is to be printed or sent, `link` is for programs. Told once."""

    offer: str
    visit: str
    volunteer: str
    start: LocalMinute
    deadline: datetime
    link: str
    page: str


class PublicationShown(BaseModel):
    """What publishing version `number` changes; `links` are the offers that it made, none of `check`."""

    number: int
    state: RosterState
    published_version: int | None
    changes: list[ChangeShown]
    unchanged: int
    affected: list[AffectedShown]
    obstacles: list[ObstacleShown]
    links: list[LinkShown]


class OfferPublic(BaseModel):
    """A visit offered to a volunteer, and what they said."""

    id: str
    version: int
    visit: str
    volunteer: str
    roster: str
    start: LocalMinute
    deadline: datetime
    state: OfferState
    current: bool
    reason: str
    answered_at: datetime | None
    answered_by: str


class VisitPublic(BaseModel):
    """A published visit, whether its people will come (null where that is no question any more), and their current offers."""

    id: str
    version: int
    roster: str
    need: str
    service: str
    cadre: str
    station: str
    day: date
    start: LocalMinute
    end: LocalMinute
    volunteers: list[str]
    state: VisitState
    coverage: Coverage | None
    reason: str
    cancelled_by: str
    published_version: int
    offers: list[OfferPublic]


def shown_publication(roster: Roster, publication: Publication) -> PublicationShown:
    """As the world sees it."""
    return PublicationShown(
        number=publication.number,
        state=roster.state,
        published_version=roster.published_version,
        changes=[_change(one) for one in publication.changes],
        unchanged=publication.unchanged,
        affected=[_affected(one) for one in publication.affected],
        obstacles=[ObstacleShown.model_validate(shown_obstacle(one)) for one in publication.obstacles],
        links=[shown_link(one) for one in publication.links],
    )


def shown_link(link: Link) -> LinkShown:
    """As the world sees it."""
    offer = link.offer
    return LinkShown(
        offer=offer.id,
        visit=offer.visit_id,
        volunteer=offer.volunteer_id,
        start=offer.start,
        deadline=offer.deadline,
        link=link.address,
        page=link.page,
    )


def shown_offer(offer: Offer) -> OfferPublic:
    """As the world sees it, at this moment."""
    return OfferPublic(
        id=offer.id,
        version=offer.version,
        visit=offer.visit_id,
        volunteer=offer.volunteer_id,
        roster=offer.roster_id,
        start=offer.start,
        deadline=offer.deadline,
        state=state_now(offer),
        current=offer.current,
        reason=offer.reason,
        answered_at=offer.answered_at,
        answered_by=offer.answered_by,
    )


def shown_visits(session: Session, visits: Sequence[Visit]) -> list[VisitPublic]:
    """As the world sees them, at this moment."""
    offers = current_offers(session, visits)
    wanted = {visit.need_id for visit in visits}
    service = dict(session.exec(select(Need.id, Need.service).where(col(Need.id).in_(wanted))).all())
    return [
        VisitPublic(
            id=visit.id,
            version=visit.version,
            roster=visit.roster_id,
            need=visit.need_id,
            service=service[visit.need_id],
            cadre=visit.cadre_id,
            station=visit.station_id,
            day=visit.day,
            start=visit.start,
            end=visit.end,
            volunteers=visit.volunteers,
            state=visit.state,
            coverage=coverage(visit, offers[visit.id]),
            reason=visit.reason,
            cancelled_by=visit.cancelled_by,
            published_version=visit.published_version,
            offers=[shown_offer(one) for one in offers[visit.id]],
        )
        for visit in visits
    ]


def _promise(promise: Promise | None) -> PromiseShown | None:
    return PromiseShown.model_validate(promise, from_attributes=True) if promise is not None else None


def _change(change: Change) -> ChangeShown:
    return ChangeShown(kind=change.kind, before=_promise(change.before), after=_promise(change.after))


def _affected(one: Affected) -> AffectedShown:
    return AffectedShown.model_validate(one, from_attributes=True)
