"""The ledger written: a visit closed, a row corrected, a service entered that no roster planned; each form starts filled in."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authority import Action
from api.clock import local_now
from api.errors import Refused
from api.exchange.labels import PILLARS
from api.ledger.closing import close, find_visit, proposal, row_of
from api.ledger.correcting import CorrectionFields, correct
from api.ledger.entries import find_entry, shown
from api.ledger.outcome import OutcomeFields
from api.ledger.unplanned import UnplannedFields, record
from api.ledger.workbook import OUTCOMES
from api.registry.keeping import find
from api.registry.needs import NEEDS
from api.screens.ledger.listing import waiting_of
from api.screens.ledger.writing import (
    BLANK,
    ENDINGS,
    Typed,
    as_entered,
    as_proposed,
    as_typed,
    faults_of_row,
    people_for,
)
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.services import services_known
from api.settings import Settings
from api.storage import Database
from api.tables.current_entries import SERVED
from api.tables.needs import Need
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/ledger")

KEPT = Text("The row is in the ledger.", "已登记台账。")


@router.get("/visits/{visit_id}", dependencies=opens(Action.CLOSE))
def begin_closing(page: Shown, storage: Storage, settings: Configured, visit_id: Key) -> Response:
    """The row as it would be had all gone as planned; the row itself where there is one already."""
    with storage.reading() as session:
        visit = find_visit(session, visit_id)
        row = row_of(session, visit)
        if row is not None:
            return page.go(f"/ledger/{row.id}")
        typed = as_proposed(proposal(session, visit), session.get_one(Need, visit.need_id).service)
    return _closing(page, storage, settings, visit_id, typed)


@router.post("/visits/{visit_id}", dependencies=opens(Action.CLOSE))
def close_visit(page: Shown, storage: Storage, settings: Configured, visit_id: Key, form: Submitted) -> Response:
    """How the visit ended; or the form again with the people whom its words find."""
    if form.text("find"):
        return _closing(page, storage, settings, visit_id, as_typed(form))
    try:
        fields = form.read(OutcomeFields, by=page.who.name)
        with storage.writing() as session:
            key = close(session, visit_id, fields, local_now(settings)).id
    except Refused as refused:
        if refused.status == 404:
            raise
        return _closing(page, storage, settings, visit_id, as_typed(form), refused)
    return page.go(f"/ledger/{key}", told=KEPT)


@router.get("/{entry_id}/correction", dependencies=opens(Action.CLOSE))
def begin_correction(page: Shown, storage: Storage, entry_id: Key) -> Response:
    """The row as it is."""
    with storage.reading() as session:
        typed = as_entered(shown(session, [find_entry(session, entry_id)])[0])
    return _correction(page, storage, entry_id, typed)


@router.post("/{entry_id}/correction", dependencies=opens(Action.CLOSE))
def correct_entry(page: Shown, storage: Storage, settings: Configured, entry_id: Key, form: Submitted) -> Response:
    """Another row takes its place, and this one stays to be read."""
    if form.text("find"):
        return _correction(page, storage, entry_id, as_typed(form))
    try:
        fields = form.read(CorrectionFields, by=page.who.name)
        with storage.writing() as session:
            key = correct(session, entry_id, fields, local_now(settings)).id
    except Refused as refused:
        if refused.status == 404:
            raise
        return _correction(page, storage, entry_id, as_typed(form), refused)
    return page.go(
        f"/ledger/{key}", told=Text("The row is corrected; the old one stays to be read.", "已更正，原记录保留可查。")
    )


@router.get("/unplanned", dependencies=opens(Action.CLOSE))
def begin_unplanned(page: Shown, storage: Storage, cadre: Key | None = None, need: Key | None = None) -> Response:
    """An empty row, or one of a cadre or a need."""
    lines = {"outcome": "done", "service": "household", "pillar": "care"}
    cadres = (cadre,) if cadre is not None else ()
    if need is not None:
        with storage.reading() as session:
            row = find(NEEDS, session, need)
        lines = {"outcome": "done", "need_id": row.id}
        cadres = (row.cadre_id,)
    return _unplanned(page, storage, Typed(BLANK | lines, cadres=cadres))


@router.post("/unplanned", dependencies=opens(Action.CLOSE))
def record_unplanned(page: Shown, storage: Storage, settings: Configured, form: Submitted) -> Response:
    """A service that took place outside all rosters."""
    if form.text("find"):
        return _unplanned(page, storage, as_typed(form))
    try:
        fields = form.read(UnplannedFields, by=page.who.name)
        with storage.writing() as session:
            key = record(session, fields, local_now(settings)).id
    except Refused as refused:
        return _unplanned(page, storage, as_typed(form), refused)
    return page.go(f"/ledger/{key}", told=KEPT)


def _closing(
    page: Page, storage: Database, settings: Settings, visit_id: str, typed: Typed, refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        visit = find_visit(session, visit_id)
        return page.show(
            "ledger/close.html",
            refused=refused,
            faults=faults_of_row(refused),
            typed=typed,
            people=people_for(session, typed),
            planned=waiting_of(session, [visit], local_now(settings))[0],
            endings=ENDINGS,
            outcomes=OUTCOMES,
        )


def _correction(page: Page, storage: Database, entry_id: str, typed: Typed, refused: Refused | None = None) -> Response:
    with storage.reading() as session:
        return page.show(
            "ledger/correct.html",
            refused=refused,
            faults=faults_of_row(refused),
            typed=typed,
            people=people_for(session, typed),
            entry=shown(session, [find_entry(session, entry_id)])[0],
            endings=ENDINGS,
            outcomes=OUTCOMES,
        )


def _unplanned(page: Page, storage: Database, typed: Typed, refused: Refused | None = None) -> Response:
    with storage.reading() as session:
        need_id = typed.lines.get("need_id", "")
        return page.show(
            "ledger/unplanned.html",
            refused=refused,
            faults=faults_of_row(refused),
            typed=typed,
            people=people_for(session, typed),
            need=find(NEEDS, session, need_id) if need_id else None,
            services=services_known(session),
            pillars=PILLARS,
            endings=SERVED,
            outcomes=OUTCOMES,
        )
