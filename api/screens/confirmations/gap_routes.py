"""A visit without its people: who could come instead, another choice taken at once, or the visit called off."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ValidationError

from api.authority import Action
from api.errors import Conflict, Outdated, Refused
from api.ledger.closing import find_visit
from api.offers.cancelling import cancel
from api.offers.fields import CancellationFields, ReplacementFields
from api.offers.replacing import replace
from api.offers.steps import Shift
from api.rosters.versions import can_see, find
from api.screens.board.answers import ANSWERS
from api.screens.confirmations.agreeing import note_acceptance
from api.screens.confirmations.replacements import SHIFTS, gaps
from api.screens.shell.forms import NO_FAULTS, Faulty, Form, Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.people import cadres_by_id
from api.settings import Settings
from api.storage import Database
from api.tables.row import Key
from api.tables.visits import OfferState, VisitState
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/confirmations/visits/{visit_id}")


@router.get("", dependencies=opens(Action.LOOK))
def look(page: Shown, storage: Storage, settings: Configured, visit_id: Key, replace_all: bool = False) -> Response:
    """The visit, its answers, and who could come instead of those who declined; `replace_all` seeks others for everybody."""
    return _visit(page, storage, settings, visit_id, looking=replace_all)


@router.post("/replacement", dependencies=opens(Action.ANSWER))
def choose(page: Shown, storage: Storage, settings: Configured, visit_id: Key, form: Submitted) -> Response:
    """Others come: published at once; who said so on the telephone has accepted."""
    wanted = form.read(ReplacementFields, shifts=_shifts(form), by=page.who.name)
    try:
        with storage.writing() as session:
            visit = find_visit(session, visit_id)
            roster = find(session, visit.roster_id, for_change=True)
            session.refresh(visit)
            Expectation(form.text("version")).check(roster.version)
            replace(session, settings, roster, visit, wanted.volunteers, wanted.start, wanted.shifts, by=page.who.name)
            if form.text("agreed"):
                note_acceptance(session, settings, visit.need_id, form.texts("joining"), page.who.name)
    except (Conflict, Outdated) as refused:
        return _visit(page, storage, settings, visit_id, looking=True, refused=refused)
    return page.go(f"/confirmations/visits/{visit_id}", told=Text("Others come now.", "已改由其他志愿者服务。"))


@router.post("/cancellation", dependencies=opens(Action.ANSWER))
def call_off(page: Shown, storage: Storage, settings: Configured, visit_id: Key, form: Submitted) -> Response:
    """The visit is off; its people need not come."""
    try:
        wanted = form.read(CancellationFields, by=page.who.name)
        with storage.writing() as session:
            visit = find_visit(session, visit_id)
            roster = find(session, visit.roster_id, for_change=True)
            session.refresh(visit)
            Expectation(form.text("version")).check(visit.version)
            cancel(
                session,
                settings,
                roster,
                visit,
                reason=wanted.reason,
                by=wanted.by,
                still_wanted=wanted.still_wanted,
            )
    except (Faulty, Conflict, Outdated) as refused:
        return _visit(page, storage, settings, visit_id, refused=refused)
    return page.go(f"/confirmations/visits/{visit_id}", told=Text("The visit is called off.", "该次服务已取消。"))


def _shifts(form: Form) -> tuple[Shift, ...]:
    """What the option disturbs, as the page itself wrote it; raises Faulty."""
    try:
        return SHIFTS.validate_json(form.text("shifts") or "[]")
    except ValidationError:
        raise Faulty({"shifts": Text("does not fit, choose again", "不合要求，请重新选择")}) from None


def _visit(
    page: Page,
    storage: Database,
    settings: Settings,
    visit_id: str,
    *,
    looking: bool = False,
    refused: Refused | None = None,
) -> Response:
    with storage.reading() as session:
        visit = find_visit(session, visit_id)
        gap = gaps(session, settings, [visit], looking=False)[0]
        lost = any(one.state is OfferState.DECLINED for one in gap.offers)
        can_seek = visit.state is VisitState.PLANNED and can_see(session, visit.roster_id)
        seeking = can_seek and (looking or lost)
        if seeking:
            gap = gaps(session, settings, [visit])[0]
        cadre = cadres_by_id(session, [visit.cadre_id])[visit.cadre_id]
    return page.show(
        "confirmations/visit.html",
        refused=refused,
        faults=refused.faults if isinstance(refused, Faulty) else NO_FAULTS,
        gap=gap,
        cadre=cadre,
        can_seek=can_seek,
        seeking=seeking,
        planned=visit.state is VisitState.PLANNED,
        answers=ANSWERS,
    )
