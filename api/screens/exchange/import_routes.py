"""An import on pages: a file is checked, its wrong cells are told, and only then is it taken."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authority import Action
from api.errors import Refused
from api.exchange.findings import Severity
from api.exchange.import_routes import Owner, begin_import, commit_import, get_import, get_marked_workbook
from api.exchange.upload import Uploaded
from api.screens.exchange.offering import offered
from api.screens.exchange.showing import rows, worst_first
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/exchange/imports", dependencies=opens(Action.EXCHANGE))


@router.post("")
def check_file(
    page: Shown, upload: Uploaded, owner: Owner, place: Here, storage: Storage, settings: Configured
) -> Response:
    """Nothing is changed yet; a file that cannot be read is told on the form."""
    try:
        begun = begin_import(upload, Response(), owner, storage, settings)
    except Refused as refused:
        return page.show("exchange/exchange.html", refused=refused, **offered(storage, place, upload))
    return page.go(f"/exchange/imports/{begun.id}")


@router.get("")
def back_to_files(page: Shown) -> Response:
    """After a file that could not be read, whoever chooses another week comes here."""
    return page.go(f"/exchange?{page.request.url.query}")


@router.get("/{import_id}")
def look_at_import(page: Shown, import_id: Key, owner: Owner, storage: Storage) -> Response:
    """What was found, by cell, and what would become of each row."""
    shown = get_import(import_id, owner, storage)
    return page.show(
        "exchange/import.html",
        shown=shown,
        findings=worst_first(shown.findings),
        errors=sum(one.severity is Severity.ERROR for one in shown.findings),
        rows=list(rows(shown)),
    )


@router.post("/{import_id}/commit")
def take_import(page: Shown, import_id: Key, owner: Owner, storage: Storage, settings: Configured) -> Response:
    """All rows or none."""
    commit_import(import_id, owner, storage, settings)
    return page.go(f"/exchange/imports/{import_id}", told=Text("The file was taken in.", "已导入。"))


@router.get("/{import_id}/workbook")
def marked_workbook(import_id: Key, owner: Owner, storage: Storage) -> Response:
    """The file with its wrong cells in red."""
    return get_marked_workbook(import_id, owner, storage)
