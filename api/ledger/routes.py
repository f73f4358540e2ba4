"""The ledger over HTTP: close a visit, correct a row, record what no roster planned, look, and trace."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.authority import Action
from api.clock import local_now
from api.errors import TooLarge
from api.exchange.files import WORKBOOK, attachment, binary
from api.identity.guarding import may
from api.ledger.closing import close, find_visit, proposal
from api.ledger.correcting import CorrectionFields, correct
from api.ledger.entries import EntryPublic, find_entry, shown
from api.ledger.listing import Filter, wanted_rows
from api.ledger.outcome import OutcomeFields
from api.ledger.overdue import Overdue, overdue_visits, shown_overdue
from api.ledger.tracing import Trace, trace
from api.ledger.unplanned import UnplannedFields, record
from api.ledger.workbook import MOST_ROWS, workbook
from api.record.writing import note
from api.tables.current_entries import chain
from api.tables.row import Key
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1", tags=["ledger"])


@router.get("/visits/{visit_id}/outcome", dependencies=may(Action.LOOK), responses=refusals(404))
def propose_outcome(visit_id: Key, storage: Storage) -> OutcomeFields:
    """What the row would say had all gone as planned: to be looked at, changed, and sent back."""
    with storage.reading() as session:
        return proposal(session, find_visit(session, visit_id))


@router.post(
    "/visits/{visit_id}/outcome", status_code=201, dependencies=may(Action.CLOSE), responses=refusals(404, 409)
)
def close_visit(
    visit_id: Key, fields: OutcomeFields, response: Response, storage: Storage, settings: Configured
) -> EntryPublic:
    """How the visit ended: `done` or `partial` with all four elements, the others with the reason as content."""
    with storage.writing() as session:
        return _made(response, *shown(session, [close(session, visit_id, fields, local_now(settings))]))


@router.post("/ledger", status_code=201, dependencies=may(Action.CLOSE), responses=refusals(409))
def record_unplanned(
    fields: UnplannedFields, response: Response, storage: Storage, settings: Configured
) -> EntryPublic:
    """A service that no roster planned, with all four elements."""
    with storage.writing() as session:
        return _made(response, *shown(session, [record(session, fields, local_now(settings))]))


@router.get("/ledger", dependencies=may(Action.LOOK), responses=refusals())
def list_ledger(storage: Storage, wanted: Annotated[Filter, Query()]) -> Page[EntryPublic]:
    """Rows of the ledger, the newest dates first."""
    with storage.reading() as session:
        rows, total, following = page_of(session, wanted_rows(wanted), wanted)
        return Page(items=shown(session, rows), total=total, next_offset=following)


@router.get(
    "/ledger.xlsx", response_class=Response, dependencies=may(Action.LOOK), responses=refusals(413) | binary(WORKBOOK)
)
def ledger_as_workbook(storage: Storage, wanted: Annotated[Filter, Query()]) -> Response:
    """All rows that are wanted, to print and to sign; `limit` and `offset` are not read."""
    with storage.reading() as session:
        rows = session.exec(wanted_rows(wanted).limit(MOST_ROWS + 1)).all()
        if len(rows) > MOST_ROWS:
            raise TooLarge(
                "TOO_MANY_ROWS",
                zh=f"超过{MOST_ROWS}条记录，请缩小日期范围或按服务站导出。",
                en=f"More than {MOST_ROWS} rows: ask for a shorter period or for one station.",
            )
        content = workbook(session, rows)
    with storage.writing() as session:
        note(session, "export", "ledger", "")
    return attachment(content, WORKBOOK, "ledger.xlsx")


@router.get("/ledger/overdue", dependencies=may(Action.LOOK), responses=refusals())
def list_overdue(
    storage: Storage, settings: Configured, paging: Wanted, station_id: Key | None = None
) -> Page[Overdue]:
    """Past visits of which nobody has said how they ended, those that waited longest first."""
    now = local_now(settings)
    with storage.reading() as session:
        rows, total, following = page_of(session, overdue_visits(now, station_id), paging)
        return Page(items=[shown_overdue(row, now) for row in rows], total=total, next_offset=following)


@router.get("/ledger/{entry_id}", dependencies=may(Action.LOOK), responses=refusals(404))
def get_entry(entry_id: Key, storage: Storage) -> list[EntryPublic]:
    """The row with all that it corrects and all that correct it, the first written first."""
    with storage.reading() as session:
        return shown(session, chain(session, find_entry(session, entry_id)))


@router.post(
    "/ledger/{entry_id}/corrections", status_code=201, dependencies=may(Action.CLOSE), responses=refusals(404, 409)
)
def correct_entry(
    entry_id: Key, fields: CorrectionFields, response: Response, storage: Storage, settings: Configured
) -> EntryPublic:
    """Another row takes the place of this one, which stays to be read."""
    with storage.writing() as session:
        return _made(response, *shown(session, [correct(session, entry_id, fields, local_now(settings))]))


@router.get("/ledger/{entry_id}/trace", dependencies=may(Action.LOOK), responses=refusals(404))
def trace_entry(entry_id: Key, storage: Storage) -> Trace:
    """From the row to the visit, the answers to its offers, the roster's version, the need, and the fact behind it."""
    with storage.reading() as session:
        return trace(session, find_entry(session, entry_id))


def _made(response: Response, entry: EntryPublic) -> EntryPublic:
    response.headers["Location"] = f"/v1/ledger/{entry.id}"
    return entry
