"""A volunteer cannot come for a time: their visits lose them, and others are found, one by one or by a re-plan."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session, col, select

from api import clock
from api.authority import Action
from api.errors import Refused, no_such
from api.jobs.asking_routes import ReplanFields, replan_roster
from api.offers.dropping_out import drop_out
from api.offers.fields import DropOutFields
from api.rosters.versions import find
from api.screens.board.answers import ANSWERS
from api.screens.confirmations.replacements import gaps
from api.screens.confirmations.words import REASONS
from api.screens.shell.forms import NO_FAULTS, Faulty, Form, Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.people import cadres_by_id, volunteers_by_id
from api.settings import Settings
from api.storage import Database
from api.tables.people import Volunteer
from api.tables.row import Key
from api.tables.visits import Offer, OfferState, Visit, VisitState
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/confirmations")

MOST = 10
"""Visits for which somebody is sought at a time; the next ones follow when these have somebody."""


@router.get("/volunteers/{volunteer_id}", dependencies=opens(Action.ANSWER))
def look(page: Shown, storage: Storage, settings: Configured, volunteer_id: Key) -> Response:
    """The form of an absence, and the visits to come that the volunteer has declined, with who could come instead."""
    return _absence(page, storage, settings, volunteer_id)


@router.post("/volunteers/{volunteer_id}/absence", dependencies=opens(Action.ANSWER))
def be_away(page: Shown, storage: Storage, settings: Configured, volunteer_id: Key, form: Submitted) -> Response:
    """Availability says so, and what was offered in that time counts as declined."""
    try:
        wanted = form.read(DropOutFields, **{"from": form.text("from"), "by": page.who.name})
        with storage.writing() as session:
            lost = drop_out(
                session, settings, volunteer_id, wanted.since, wanted.until, reason=wanted.reason, by=wanted.by
            )
            count = len(lost)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _absence(page, storage, settings, volunteer_id, form, refused)
    told = Text(f"The absence is kept; visits that need somebody else: {count}.", f"已登记，需另找人的服务{count}次。")
    return page.go(f"/confirmations/volunteers/{volunteer_id}", told=told)


@router.post("/rosters/{roster_id}/replan", dependencies=opens(Action.PLAN))
def replan(page: Shown, storage: Storage, settings: Configured, roster_id: Key, form: Submitted) -> Response:
    """The rest of the week is repaired from now on; what is fixed stays."""
    job = replan_roster(
        roster_id,
        ReplanFields(by=page.who.name),
        Expectation(form.text("version")),
        Response(),
        storage,
        settings,
    )
    return page.go(f"/board/{roster_id}/solving/{job.id}")


def _absence(
    page: Page,
    storage: Database,
    settings: Settings,
    volunteer_id: str,
    form: Form | None = None,
    refused: Refused | None = None,
) -> Response:
    now = clock.local_now(settings)
    with storage.reading() as session:
        if session.get(Volunteer, volunteer_id) is None:
            raise no_such("志愿者", "volunteer")
        lost = _lost(session, volunteer_id, now)
        found = gaps(session, settings, lost[:MOST])
        rosters = [find(session, one) for one in sorted({visit.roster_id for visit in lost})]
        cadres = cadres_by_id(session, {visit.cadre_id for visit in lost})
        volunteer = volunteers_by_id(session, [volunteer_id])[volunteer_id]
    faults: Any = refused.faults if isinstance(refused, Faulty) else NO_FAULTS
    return page.show(
        "confirmations/absence.html",
        refused=refused,
        faults=faults,
        typed={name: form.text(name) if form is not None else "" for name in ("from", "until", "reason")},
        now=now,
        volunteer=volunteer,
        gaps=found,
        more=max(0, len(lost) - MOST),
        rosters=rosters,
        cadres=cadres,
        answers=ANSWERS,
        reasons=REASONS,
    )


def _lost(session: Session, volunteer_id: str, now: datetime) -> list[Visit]:
    """Visits to come that they have declined, by time."""
    declined = (
        select(Visit)
        .join(Offer, col(Offer.visit_id) == Visit.id)
        .where(Offer.volunteer_id == volunteer_id, col(Offer.current), Offer.state == OfferState.DECLINED)
        .where(Visit.state == VisitState.PLANNED, col(Visit.start) > now)
        .order_by(col(Visit.start), Visit.id)
    )
    return list(session.exec(declined).all())
