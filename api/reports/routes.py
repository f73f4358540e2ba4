"""Reports over HTTP: one by its name, as a document or as a workbook, and a volunteer's certificate."""

from fastapi import APIRouter, Response

from api.authority import Action
from api.clock import local_now
from api.exchange.files import WORKBOOK, attachment, binary
from api.identity.guarding import may
from api.record.writing import note
from api.reports.asking import AskedFor, Question, question
from api.reports.catalogue import REPORTS, Kind
from api.reports.certificate import Certificate, certificate
from api.reports.telling import ReportPublic, told
from api.reports.workbook import workbook
from api.tables.row import Key
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1/reports", tags=["reports"])


@router.get(
    "/all.xlsx", response_class=Response, dependencies=may(Action.REPORT), responses=refusals(404) | binary(WORKBOOK)
)
def all_reports_as_workbook(asked: AskedFor, storage: Storage, settings: Configured) -> Response:
    """Every report of an area and period in one workbook (月报)."""
    with storage.reading() as session:
        wanted = question(session, settings, asked, local_now(settings))
        found = [(kind, report.find(session, wanted)) for kind, report in REPORTS.items()]
    return _download(storage, workbook(wanted, found), "all", wanted)


@router.get(
    "/{kind}.xlsx", response_class=Response, dependencies=may(Action.REPORT), responses=refusals(404) | binary(WORKBOOK)
)
def report_as_workbook(kind: Kind, asked: AskedFor, storage: Storage, settings: Configured) -> Response:
    """The report with all rows of its tables."""
    with storage.reading() as session:
        wanted = question(session, settings, asked, local_now(settings))
        found = REPORTS[kind].find(session, wanted)
    return _download(storage, workbook(wanted, [(kind, found)]), kind, wanted)


@router.get("/{kind}", dependencies=may(Action.REPORT), responses=refusals(404))
def report(kind: Kind, asked: AskedFor, storage: Storage, settings: Configured) -> ReportPublic:
    """Figures of the area and of each part right below it, what each figure means, and what stands behind them."""
    with storage.reading() as session:
        wanted = question(session, settings, asked, local_now(settings))
        found = REPORTS[kind].find(session, wanted)
    return told(kind, wanted, found)


@router.get("/hours/volunteers/{volunteer_id}", dependencies=may(Action.REPORT), responses=refusals(404))
def hours_certificate(volunteer_id: Key, asked: AskedFor, storage: Storage, settings: Configured) -> Certificate:
    """What a certificate of a volunteer's hours says; it is of the period alone, wherever they served."""
    with storage.reading() as session:
        wanted = question(session, settings, asked, local_now(settings))
        return certificate(session, wanted, volunteer_id)


def _download(storage: Storage, content: bytes, kind: str, wanted: Question) -> Response:
    with storage.writing() as session:
        note(session, "export", kind, wanted.territory.whole.id or "")
    return attachment(content, WORKBOOK, f"{kind}-{wanted.from_day}-{wanted.until_day}.xlsx")
