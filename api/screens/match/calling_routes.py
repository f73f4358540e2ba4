"""The options of a call: called through one after the other, until somebody comes or nobody does."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.authority import Action
from api.errors import Conflict, Refused
from api.matches.indexes import AllIndexes
from api.matches.requesting import find_match
from api.matches.routes import OptionFields, RefusalFields, UnmetFields, apply_option, leave_unmet, refuse, renew
from api.screens.confirmations.agreeing import note_acceptance
from api.screens.match.once import once_for
from api.screens.match.standing import call_of
from api.screens.match.words import REFUSALS
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.settings import Settings
from api.storage import Database
from api.tables.row import Key, new_id
from api.web.etags import Expectation
from api.web.idempotency import TOLD_AGAIN
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/match/{match_id}", dependencies=opens(Action.MATCH))


@router.get("")
def look(page: Shown, storage: Storage, settings: Configured, match_id: Key) -> Response:
    """The options as they were last found; or what was agreed."""
    return _standing(page, storage, settings, match_id)


@router.post("/accepted")
def accepted(
    page: Shown,
    request: Request,
    storage: Storage,
    settings: Configured,
    indexes: AllIndexes,
    match_id: Key,
    form: Submitted,
) -> Response:
    """They will come: the roster has the visit, and the offer is answered. Where the roster has changed, fresh options."""
    wanted = form.read(OptionFields, by=page.who.name)
    once = once_for(f"POST /match/{match_id}/accepted", form.text("key"), wanted.model_dump_json())
    expected = Expectation(form.text("if_match"))
    try:
        done = apply_option(match_id, wanted, request, expected, storage, settings, indexes, once)
    except Conflict as refused:
        return _standing(page, storage, settings, match_id, refused)
    if TOLD_AGAIN not in done.headers:
        with storage.writing() as session:
            need_id = find_match(session, match_id).need_id
            assert need_id is not None, "an applied call has a need"
            note_acceptance(session, settings, need_id, wanted.volunteers, page.who.name)
    return page.go(f"/match/{match_id}", told=Text("It is agreed.", "已安排好。"))


@router.post("/refused")
def refused_(
    page: Shown,
    request: Request,
    storage: Storage,
    settings: Configured,
    indexes: AllIndexes,
    match_id: Key,
    form: Submitted,
) -> Response:
    """Somebody was asked in vain: on to the next."""
    said = form.read(RefusalFields)
    try:
        refuse(match_id, said, request, storage, settings, indexes)
    except Refused as refused:
        return _standing(page, storage, settings, match_id, refused)
    return page.go(f"/match/{match_id}")


@router.post("/renewed")
def renewed(
    page: Shown, request: Request, storage: Storage, settings: Configured, indexes: AllIndexes, match_id: Key
) -> Response:
    """The options as they are now."""
    try:
        renew(match_id, request, storage, settings, indexes)
    except Refused as refused:
        return _standing(page, storage, settings, match_id, refused)
    return page.go(f"/match/{match_id}")


@router.post("/unmet")
def unmet(
    page: Shown, storage: Storage, settings: Configured, indexes: AllIndexes, match_id: Key, form: Submitted
) -> Response:
    """Nobody can come, and the roster says so."""
    once = once_for(f"POST /match/{match_id}/unmet", form.text("key"), "")
    try:
        leave_unmet(match_id, UnmetFields(by=page.who.name), storage, settings, indexes, once)
    except Refused as refused:
        return _standing(page, storage, settings, match_id, refused)
    return page.go(f"/match/{match_id}", told=Text("It is kept as unmet.", "已记为未满足。"))


def _standing(
    page: Page, storage: Database, settings: Settings, match_id: str, refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        one = call_of(session, settings, match_id)
    return page.show("match/call.html", refused=refused, call=one, refusals=REFUSALS, key=new_id())
