"""An offer as its volunteer sees it, in large letters; whoever has the address may answer, once and in time."""

from fastapi import APIRouter
from fastapi.responses import Response

from api import clock
from api.authority import Action
from api.errors import Refused
from api.identity.tokens import Token
from api.offers.answers import answer, find_by_token
from api.offers.for_volunteers import shown
from api.screens.confirmations.reading import answer_in
from api.screens.confirmations.words import REASONS
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.settings import Settings
from api.storage import Database
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/offers/{token}", dependencies=opens(Action.OPEN))


@router.get("")
def look(page: Shown, storage: Storage, settings: Configured, token: Token) -> Response:
    """When, where and what; whom they visit only once they have accepted."""
    return _offer(page, storage, settings, token)


@router.post("")
def give(page: Shown, storage: Storage, settings: Configured, token: Token, form: Submitted) -> Response:
    """The answer; the same again is fine."""
    try:
        given, reason = answer_in(form)
        with storage.writing() as session:
            offer = find_by_token(session, token, for_change=True)
            answer(session, settings, offer, given, reason=reason)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _offer(page, storage, settings, token, refused)
    response = page.go(f"/offers/{token}", told=Text("Thank you, your answer is kept.", "谢谢，您的答复已登记。"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _offer(page: Page, storage: Database, settings: Settings, token: str, refused: Refused | None = None) -> Response:
    with storage.reading() as session:
        offer = shown(session, settings, find_by_token(session, token))
    begun = offer.start <= clock.local_now(settings)
    response = page.show("answering/offer.html", refused=refused, offer=offer, begun=begun, reasons=REASONS)
    response.headers["Cache-Control"] = "no-store"
    return response
