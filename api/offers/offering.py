"""One visit offered to one volunteer: made with a deadline and a secret address, withdrawn when the visit changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from api import clock
from api.identity.tokens import new_token, token_hash
from api.settings import Settings
from api.tables.visits import Offer, OfferState, Visit

OPEN_TO_WITHDRAWAL = (OfferState.PENDING, OfferState.ACCEPTED, OfferState.EXPIRED)


@dataclass(frozen=True)
class Link:
    """An offer and the secret by which it is answered, which is told once."""

    offer: Offer
    token: str

    @property
    def address(self) -> str:
        """Where programs answer it."""
        return f"/v1/offers/by-token/{self.token}"

    @property
    def page(self) -> str:
        """Where people answer it."""
        return f"/offers/{self.token}"


def current_offers(session: Session, visits: Iterable[Visit], *, for_change: bool = False) -> dict[str, list[Offer]]:
    """By visit, the offers that are about it as it is now; held against other writers if `for_change`."""
    ids = [visit.id for visit in visits]
    query = select(Offer).where(col(Offer.visit_id).in_(ids), col(Offer.current)).order_by(Offer.id)
    offers: dict[str, list[Offer]] = defaultdict(list)
    for offer in session.exec(query.with_for_update() if for_change else query).all():
        offers[offer.visit_id].append(offer)
    return offers


def make(session: Session, settings: Settings, visit: Visit, volunteer: str) -> Link:
    """The visit offered to a volunteer."""
    token = new_token()
    offer = Offer(
        visit_id=visit.id,
        volunteer_id=volunteer,
        roster_id=visit.roster_id,
        start=visit.start,
        deadline=deadline(visit.start, settings),
        token_hash=token_hash(token),
    )
    session.add(offer)
    return Link(offer, token)


def renew(offer: Offer) -> Link:
    """Another address for an offer whose own was lost; the old one opens nothing any more."""
    token = new_token()
    offer.token_hash = token_hash(token)
    return Link(offer, token)


def withdraw(offers: Iterable[Offer]) -> None:
    """They are about the visit no more; who had declined has still declined."""
    for offer in offers:
        offer.current = False
        if offer.state in OPEN_TO_WITHDRAWAL:
            offer.state = OfferState.WITHDRAWN


def deadline(start: datetime, settings: Settings) -> datetime:
    """So many hours before the visit; where that is soon or over, half of the time that is left."""
    now, begins = clock.world_now(), clock.instant_of(start, settings)
    usual = begins - timedelta(hours=settings.answer_hours)
    return max(usual, now + (begins - now) / 2).replace(second=0, microsecond=0)
