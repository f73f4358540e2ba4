"""Whoever said yes on the telephone has answered: the offer that follows from it need not be asked about again."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from api.clock import local_now
from api.offers.answers import answer
from api.settings import Settings
from api.tables.visits import Offer, OfferState, Visit


def note_acceptance(session: Session, settings: Settings, need_id: str, volunteers: Collection[str], by: str) -> None:
    """Their open offers of this need's visits to come are accepted, entered by `by`."""
    offers = (
        select(Offer)
        .join(Visit, col(Visit.id) == Offer.visit_id)
        .where(Visit.need_id == need_id, col(Visit.start) > local_now(settings))
        .where(col(Offer.current), col(Offer.volunteer_id).in_(volunteers), Offer.state == OfferState.PENDING)
        .order_by(Offer.id)
    )
    for offer in session.exec(offers.with_for_update(of=Offer)).all():
        answer(session, settings, offer, OfferState.ACCEPTED, by=by, anyway=True)
