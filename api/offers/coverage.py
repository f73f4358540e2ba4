"""Whether the people of a published visit will come, as far as anybody knows: as sure as the least sure of them."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from api.offers.expiry import is_now, state_now
from api.tables.visits import Offer, OfferState, Visit, VisitState


class Coverage(StrEnum):
    """All have accepted; somebody has not answered yet; somebody did not answer in time; somebody has declined."""

    CONFIRMED = "confirmed"
    AWAITING = "awaiting"
    EXPIRED = "expired"
    UNCOVERED = "uncovered"


FROM_THE_WORST = (
    (OfferState.DECLINED, Coverage.UNCOVERED),
    (OfferState.EXPIRED, Coverage.EXPIRED),
    (OfferState.PENDING, Coverage.AWAITING),
    (OfferState.ACCEPTED, Coverage.CONFIRMED),
)


def coverage(visit: Visit, offers: Iterable[Offer]) -> Coverage | None:
    """By the visit's current offers; None where it is not ahead of anybody, or nobody was asked."""
    states = {state_now(offer) for offer in offers}
    if visit.state is not VisitState.PLANNED:
        return None
    return next((kind for state, kind in FROM_THE_WORST if state in states), None)


def is_covered(wanted: Coverage) -> ColumnElement[bool]:
    """The same, asked of the database."""
    parts: list[ColumnElement[bool]] = [col(Visit.state) == VisitState.PLANNED]
    for state, kind in FROM_THE_WORST:
        offered = select(Offer.id).where(col(Offer.visit_id) == Visit.id, col(Offer.current), is_now(state)).exists()
        if kind is wanted:
            return and_(*parts, offered)
        parts.append(~offered)
    raise AssertionError("every coverage has its state")
