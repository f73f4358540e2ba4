"""Offers over HTTP: the confirmation board, and answers by link or entered for a volunteer."""

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlmodel import col, select

from api.authority import Action
from api.identity.guarding import may
from api.identity.tokens import Token
from api.offers.answers import answer, find_by_token, find_offer
from api.offers.expiry import is_now
from api.offers.fields import Answer, AnswerForThem, Declining
from api.offers.for_volunteers import OfferShown, shown
from api.offers.offering import renew
from api.offers.options import ReplacementsShown, options_for
from api.offers.showing import LinkShown, OfferPublic, shown_link, shown_offer
from api.tables.row import Key
from api.tables.visits import Offer, OfferState, Visit
from api.web.etags import IfMatch, tag
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1/offers", tags=["offers"])


class Answered(BaseModel):
    """The offer, and after a decline who could come instead."""

    offer: OfferPublic
    replacements: ReplacementsShown | None


@router.get("", dependencies=may(Action.LOOK), responses=refusals())
def list_offers(
    storage: Storage,
    paging: Wanted,
    roster: Key | None = None,
    state: OfferState | None = None,
    volunteer: Key | None = None,
    station: Key | None = None,
    visit: Key | None = None,
    current: bool = True,
) -> Page[OfferPublic]:
    """Offers by their start; those that are about a visit as it is now, or with `current=false` those that no longer are."""
    query = select(Offer).where(col(Offer.current) == current).order_by(col(Offer.start), Offer.id)
    for column, value in ((Offer.roster_id, roster), (Offer.volunteer_id, volunteer), (Offer.visit_id, visit)):
        if value is not None:
            query = query.where(col(column) == value)
    if station is not None:
        query = query.join(Visit, col(Visit.id) == Offer.visit_id).where(Visit.station_id == station)
    if state is not None:
        query = query.where(is_now(state))
    with storage.reading() as session:
        rows, total, following = page_of(session, query, paging)
        return Page(items=[shown_offer(row) for row in rows], total=total, next_offset=following)


@router.get("/by-token/{token}", dependencies=may(Action.OPEN), responses=refusals(404))
def look_at_offer(token: Token, response: Response, storage: Storage, settings: Configured) -> OfferShown:
    """What the volunteer sees; whom they visit only once they have accepted, until a day after the visit."""
    response.headers["Cache-Control"] = "no-store"
    with storage.reading() as session:
        return shown(session, settings, find_by_token(session, token))


@router.post("/by-token/{token}/answer", dependencies=may(Action.OPEN), responses=refusals(404, 409))
def answer_offer(token: Token, given: Answer, response: Response, storage: Storage, settings: Configured) -> OfferShown:
    """The volunteer's own answer: the same twice is fine; refused are another one, one that is late, and one to what is off."""
    response.headers["Cache-Control"] = "no-store"
    with storage.writing() as session:
        offer = find_by_token(session, token, for_change=True)
        reason = given.reason if isinstance(given, Declining) else ""
        answer(session, settings, offer, OfferState(given.answer), reason=reason)
        return shown(session, settings, offer)


@router.get("/{offer_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_offer(offer_id: Key, response: Response, storage: Storage) -> OfferPublic:
    """One offer, with its ETag."""
    with storage.reading() as session:
        offer = find_offer(session, offer_id)
        tag(response, offer.version)
        return shown_offer(offer)


@router.post("/{offer_id}/answer", dependencies=may(Action.ANSWER), responses=refusals(404, 409, 412, 428))
def answer_for_volunteer(
    offer_id: Key,
    given: AnswerForThem,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
) -> Answered:
    """What the volunteer said on the phone or on paper; `by` is kept with it. A decline is answered with who could come instead."""
    with storage.writing() as session:
        offer = find_offer(session, offer_id, for_change=True)
        if_match.check(offer.version)
        reason = given.reason if isinstance(given, Declining) else ""
        answer(session, settings, offer, OfferState(given.answer), reason=reason, by=given.by, anyway=given.anyway)
        tag(response, offer.version)
        told = shown_offer(offer)
    if not isinstance(given, Declining):
        return Answered(offer=told, replacements=None)
    with storage.reading() as session:
        return Answered(offer=told, replacements=next(iter(options_for(session, settings, [told.visit])), None))


@router.post("/{offer_id}/link", dependencies=may(Action.ANSWER), responses=refusals(404, 409, 412, 428))
def renew_link(offer_id: Key, if_match: IfMatch, response: Response, storage: Storage) -> LinkShown:
    """Another address for an offer whose own was lost; the old one is worth nothing from now on."""
    with storage.writing() as session:
        offer = find_offer(session, offer_id, for_change=True)
        if_match.check(offer.version)
        link = renew(offer)
        session.flush()
        tag(response, offer.version)
        return shown_link(link)
