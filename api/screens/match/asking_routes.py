"""A call is asked: whose it is, what and when; on to its options, or back to the form with all that was typed."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import clock
from api.authority import Action
from api.errors import Refused
from api.matches.asking import MatchFields
from api.matches.indexes import AllIndexes, Indexes
from api.matches.requesting import find_match
from api.matches.routes import create_match
from api.screens.match.finding import found
from api.screens.match.once import once_for
from api.screens.match.question import OtherTime, Question, as_asked, as_typed, at_another_time
from api.screens.shell.forms import NO_FAULTS, Faulty, Form, Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.services import services_known
from api.settings import Settings
from api.storage import Database
from api.tables.row import Key, new_id
from api.web.service import Configured, Storage
from matcher.board.words import PRIORITIES
from matcher.domain import Priority, Text

router = APIRouter(prefix="/match", dependencies=opens(Action.MATCH))

OFFERED = (Priority.NORMAL, Priority.HIGH, Priority.EMERGENCY)
TYPED = ("q", "cadre_id", *(name for name in Question.model_fields if name != "cadre_id"))
AT_FIRST = dict.fromkeys(TYPED, "") | {
    "service": "household",
    "minutes": "60",
    "when": "now",
    "priority": "normal",
    "crew": "1",
}


@router.get("")
def ask(page: Shown, storage: Storage, cadre: Key | None = None, again: Key | None = None, q: str = "") -> Response:
    """An empty form; or one about a cadre, or an earlier call to be asked anew."""
    typed = AT_FIRST | {"q": q[:100], "cadre_id": cadre or ""}
    if again is not None:
        with storage.reading() as session:
            typed |= as_typed(MatchFields.model_validate(find_match(session, again).fields))
    return _form(page, storage, typed)


@router.post("/cadres")
def find_cadres(page: Shown, request: Request, storage: Storage, form: Submitted) -> Response:
    """Those who may be meant; as a part of the page where a script asks, else on the page with all that was typed."""
    typed = _typed(form)
    if "hx-request" not in request.headers:
        return _form(page, storage, typed)
    with storage.reading() as session:
        hits = found(session, typed["q"])
    return page.show("match/cadres.html", hits=hits, typed=typed, faults=NO_FAULTS)


@router.post("")
def call(
    page: Shown, request: Request, storage: Storage, settings: Configured, indexes: AllIndexes, form: Submitted
) -> Response:
    """Who can come; sent twice it is one call."""
    try:
        wanted = as_asked(form.read(Question), clock.local_now(settings), page.who.name)
        return _created(page, request, storage, settings, indexes, wanted, form.text("key"))
    except Refused as refused:
        faults = refused.faults if isinstance(refused, Faulty) else NO_FAULTS
        return _form(page, storage, _typed(form), faults=faults, refused=refused)


@router.post("/{match_id}/other-time")
def other_time(
    page: Shown,
    request: Request,
    storage: Storage,
    settings: Configured,
    indexes: AllIndexes,
    match_id: Key,
    form: Submitted,
) -> Response:
    """The same call at another time."""
    wanted = form.read(OtherTime)
    with storage.reading() as session:
        before = MatchFields.model_validate(find_match(session, match_id).fields)
    anew = at_another_time(before, wanted, page.who.name)
    try:
        return _created(page, request, storage, settings, indexes, anew, form.text("key"))
    except Refused as refused:
        return _form(page, storage, as_typed(anew), refused=refused)


def _created(
    page: Page,
    request: Request,
    storage: Database,
    settings: Settings,
    indexes: Indexes,
    wanted: MatchFields,
    key: str,
) -> Response:
    """On to the options of a new call."""
    once = once_for("POST /match", key, wanted.model_dump_json(exclude={"windows"}))
    made = create_match(wanted, request, storage, settings, indexes, once)
    return page.go(f"/match/{made.headers['Location'].rpartition('/')[2]}")


def _typed(form: Form) -> dict[str, str]:
    return AT_FIRST | {name: form.text(name) for name in TYPED if name in form.data}


def _form(
    page: Page,
    storage: Database,
    typed: Mapping[str, str],
    *,
    faults: Mapping[str, Text] = NO_FAULTS,
    refused: Refused | None = None,
) -> Response:
    with storage.reading() as session:
        hits = found(session, typed["q"], typed["cadre_id"])
        services = services_known(session)
    return page.show(
        "match/question.html",
        refused=refused,
        typed=typed,
        faults=faults,
        hits=hits,
        services=services,
        priorities=[(one, PRIORITIES[one]) for one in OFFERED],
        key=new_id(),
    )
