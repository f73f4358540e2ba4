"""A volunteer answers an offer, by its link or through somebody who enters it for them: once, and in time."""

from sqlmodel import Session, select

from api import clock
from api.errors import Conflict, no_such
from api.identity.tokens import token_hash
from api.offers.expiry import state_now
from api.settings import Settings
from api.tables.visits import Offer, OfferState, Visit

ANSWERS = (OfferState.ACCEPTED, OfferState.DECLINED)


def find_offer(session: Session, offer_id: str, *, for_change: bool = False) -> Offer:
    """The offer, held against other writers if `for_change`; raises NotFound."""
    query = select(Offer).where(Offer.id == offer_id)
    return _found(session.exec(query.with_for_update() if for_change else query).one_or_none())


def find_by_token(session: Session, token: str, *, for_change: bool = False) -> Offer:
    """The offer that this secret opens, held likewise; raises NotFound."""
    query = select(Offer).where(Offer.token_hash == token_hash(token))
    return _found(session.exec(query.with_for_update() if for_change else query).one_or_none())


def answer(
    session: Session,
    settings: Settings,
    offer: Offer,
    given: OfferState,
    *,
    reason: str = "",
    by: str = "",
    anyway: bool = False,
) -> bool:
    """Whether this says anything new: the same answer again does not.

    `anyway` is for staff who know better: the volunteer called after the deadline, or thought again. Raises Conflict
    where the offer is withdrawn, the visit has begun, the deadline is over, or another answer was given.
    """
    state = state_now(offer)
    if offer.current and state is given:
        return False
    _check(session, settings, offer, state, by=by, anyway=anyway)
    offer.state, offer.reason = given, reason
    offer.answered_at, offer.answered_by = clock.world_now(), by
    session.flush()
    return True


def _check(session: Session, settings: Settings, offer: Offer, state: OfferState, *, by: str, anyway: bool) -> None:
    if not offer.current:
        raise Conflict(
            "OFFER_WITHDRAWN",
            zh="该次服务已改动或取消，这份邀约已收回，无需答复。",
            en="The visit was changed or cancelled and this offer withdrawn; it needs no answer.",
        )
    if session.get_one(Visit, offer.visit_id).start <= clock.local_now(settings):
        raise Conflict(
            "VISIT_BEGUN",
            zh="该次服务的时间已到，不能再答复。",
            en="The visit has begun; expected an answer before that.",
        )
    if state in ANSWERS and not anyway:
        raise Conflict(
            "ALREADY_ANSWERED",
            zh="该邀约已有不同的答复；" + ("如志愿者改变主意，请注明anyway。" if by else "如需更改，请致电服务站。"),
            en="Another answer was given before; "
            + ("set `anyway` if the volunteer thought again." if by else "call the station to change it."),
        )
    if state is OfferState.EXPIRED and not anyway:
        until = clock.shown_at(offer.deadline, settings)
        raise Conflict(
            "OFFER_EXPIRED",
            zh=f"答复期限（{until:%Y-%m-%d %H:%M}）已过；" + ("如仍要登记，请注明anyway。" if by else "请致电服务站。"),
            en=f"The time to answer ended at {until:%Y-%m-%d %H:%M}; "
            + ("set `anyway` to record it all the same." if by else "call the station."),
        )


def _found(offer: Offer | None) -> Offer:
    if offer is None:
        raise no_such("服务邀约", "offer")
    return offer
