"""The confirmations of a week: who has answered what, answers entered for volunteers, and what is sent to them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlmodel import col, select

from api import clock
from api.authority import Action
from api.errors import Refused, no_such
from api.offers.answers import answer, find_offer
from api.offers.expiry import state_now
from api.screens.board.answers import ANSWERS
from api.screens.confirmations.listing import LIMIT, SHOWN, Wanted, confirmations, lines_of
from api.screens.confirmations.messages import message_for
from api.screens.confirmations.reading import answer_in
from api.screens.confirmations.words import REASONS
from api.screens.shell.forms import NO_FAULTS, Faulty, Form, Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.place import Here
from api.screens.shell.services import services_known
from api.screens.shell.way import inside
from api.settings import Settings
from api.storage import Database
from api.tables.people import Volunteer
from api.tables.row import Key
from api.tables.visits import Offer, OfferState, Visit
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/confirmations")

OPEN = (OfferState.PENDING, OfferState.EXPIRED)


@router.get("", dependencies=opens(Action.LOOK))
def look(
    page: Shown, place: Here, storage: Storage, settings: Configured, wanted: Annotated[Wanted, Query()]
) -> Response:
    """The week's offers that are still to come."""
    with storage.reading() as session:
        found = confirmations(session, place, wanted, clock.local_now(settings))
        services = services_known(session)
    return page.show(
        "confirmations/list.html",
        place=place,
        wanted=wanted,
        found=found,
        services=services,
        answers=ANSWERS,
        states=SHOWN,
        open_states=OPEN,
        limit=LIMIT,
    )


@router.get("/offers/{offer_id}", dependencies=opens(Action.ANSWER))
def look_at_offer(page: Shown, storage: Storage, offer_id: Key) -> Response:
    """One offer, and the form in which its answer is entered."""
    return _offer(page, storage, offer_id)


@router.post("/offers/{offer_id}/answer", dependencies=opens(Action.ANSWER))
def enter_answer(page: Shown, storage: Storage, settings: Configured, offer_id: Key, form: Submitted) -> Response:
    """What the volunteer said; after a decline on to whoever could come instead."""
    try:
        state, visit = _entered(storage, settings, offer_id, form, page.who.name)
    except Faulty as refused:
        return _offer(page, storage, offer_id, form, refused)
    if state is OfferState.DECLINED:
        return page.go(f"/confirmations/visits/{visit}", told=Text("The decline is kept.", "已登记谢绝。"))
    back = form.text("next")
    return page.go(inside(back) if back else "/confirmations", told=Text("The answer is kept.", "已登记接受。"))


@router.post("/offers/{offer_id}/message", dependencies=opens(Action.ANSWER))
def write_message(page: Shown, request: Request, storage: Storage, settings: Configured, offer_id: Key) -> Response:
    """A text for this offer, with a new address to answer at."""
    with storage.writing() as session:
        offer = find_offer(session, offer_id, for_change=True)
        message = message_for(session, settings, offer.volunteer_id, [offer], str(request.base_url))
    return page.show("confirmations/message.html", message=message)


@router.post("/volunteers/{volunteer_id}/message", dependencies=opens(Action.ANSWER))
def write_messages(
    page: Shown, request: Request, storage: Storage, settings: Configured, volunteer_id: Key
) -> Response:
    """One text for all that a volunteer has not answered yet."""
    with storage.writing() as session:
        if session.get(Volunteer, volunteer_id) is None:
            raise no_such("志愿者", "volunteer")
        theirs = (
            select(Offer)
            .join(Visit, col(Visit.id) == Offer.visit_id)
            .where(Offer.volunteer_id == volunteer_id, col(Offer.current), Offer.state == OfferState.PENDING)
            .where(col(Visit.start) > clock.local_now(settings))
            .order_by(col(Offer.start), Offer.id)
        )
        offers = [one for one in session.exec(theirs.with_for_update(of=Offer)) if state_now(one) is OfferState.PENDING]
        message = message_for(session, settings, volunteer_id, offers, str(request.base_url)) if offers else None
    return page.show("confirmations/message.html", message=message)


def _entered(storage: Database, settings: Settings, offer_id: str, form: Form, by: str) -> tuple[OfferState, str]:
    """The new state and the visit; raises Refused. Staff know better than a deadline, but not than a later answer."""
    given, reason = answer_in(form)
    with storage.writing() as session:
        offer = find_offer(session, offer_id, for_change=True)
        Expectation(form.text("version")).check(offer.version)
        answer(session, settings, offer, given, reason=reason, by=by, anyway=True)
        return offer.state, offer.visit_id


def _offer(
    page: Page, storage: Database, offer_id: str, form: Form | None = None, refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        line = lines_of(session, [find_offer(session, offer_id)])[0]
    return page.show(
        "confirmations/offer.html",
        refused=refused,
        faults=refused.faults if isinstance(refused, Faulty) else NO_FAULTS,
        line=line,
        reason=form.text("reason") if form is not None else line.reason,
        answers=ANSWERS,
        reasons=REASONS,
    )
