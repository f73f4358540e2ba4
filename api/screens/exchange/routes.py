"""Files on pages: what there is to download, and where a file is handed in."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authority import Action
from api.exchange.export_routes import Contents, export_delimited, export_workbook, get_template
from api.exchange.forms.form import Subject
from api.exchange.roster_routes import get_problem, get_roster_document, get_roster_page, get_roster_workbook
from api.exchange.writing.delimited import Encoding
from api.screens.exchange.offering import offered
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.tables.row import Key
from api.web.service import Configured, Storage

router = APIRouter(prefix="/exchange", dependencies=opens(Action.EXCHANGE))


@router.get("")
def files(page: Shown, place: Here, storage: Storage) -> Response:
    """Templates, the form of an import, exports, and the week as files."""
    return page.show("exchange/exchange.html", **offered(storage, place))


@router.get("/templates/{contents}.xlsx")
def template(contents: Contents, storage: Storage) -> Response:
    """To fill in."""
    return get_template(contents, storage)


@router.get("/exports/{contents}.xlsx")
def workbook(contents: Contents, storage: Storage) -> Response:
    """Names, phones and dossiers are masked unless the user told a purpose."""
    return export_workbook(contents, storage)


@router.get("/exports/csv")
def delimited(subject: Subject, storage: Storage, encoding: Encoding = Encoding.UTF_8) -> Response:
    """One sheet as CSV."""
    return export_delimited(subject, storage, encoding)


@router.get("/weeks/{roster_id}/problem.json")
def problem(page: Shown, roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """The week for whoever checks or solves elsewhere; with names where a purpose was told."""
    return get_problem(roster_id, storage, settings, names=bool(page.who.purpose))


@router.get("/weeks/{roster_id}/roster.json")
def roster(roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """The newest version, ids only."""
    return get_roster_document(roster_id, storage, settings)


@router.get("/weeks/{roster_id}/roster.xlsx")
def roster_workbook(roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """The notice board as a workbook."""
    return get_roster_workbook(roster_id, storage, settings)


@router.get("/weeks/{roster_id}/roster.html")
def roster_page(roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """The notice board as one page that needs no service."""
    return get_roster_page(roster_id, storage, settings)
