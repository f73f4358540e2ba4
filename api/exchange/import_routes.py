"""Imports over HTTP: send a file and learn what it would do; then have it done, or get it back with its errors marked."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from api.authority import Action
from api.exchange.checking import Counts
from api.exchange.committing import commit
from api.exchange.datum import Datum
from api.exchange.files import WORKBOOK, attachment, binary
from api.exchange.findings import Finding, Severity
from api.exchange.forms.form import Subject
from api.exchange.importing import (
    begin,
    content_of,
    examine,
    find_import,
    findings_of,
    forget_expired,
    is_over,
    references_of,
    steps_of,
)
from api.exchange.reading.faults import Fault
from api.exchange.reading.sandbox import read
from api.exchange.refusing import refusal
from api.exchange.sheets import recognised
from api.exchange.steps import Effect
from api.exchange.upload import BODY, Uploaded
from api.exchange.writing.marked import marked
from api.identity.asking import Asker
from api.identity.guarding import may
from api.tables.requests import Import
from api.tables.row import Key
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1/imports", tags=["exchange"])

MOST_CHANGES = 500


async def _owner(request: Request) -> str:
    """The id of the user or key that asks: nobody else sees the import, since its file may hold what others must not see.

    Where the guard itself finds the request unreadable there is nobody, and no route is reached.
    """
    who: Asker | None = getattr(request.state, "asker", None)
    return who.actor.id if who is not None else ""


Owner = Annotated[str, Depends(_owner)]


class Change(BaseModel):
    """What would become of one row: which fields are set, and which of these had something and will have nothing."""

    subject: Subject
    sheet: str
    row: int
    code: str
    action: Effect
    id: str
    fields: list[str]
    emptied: list[str]


class ImportPublic(BaseModel):
    """An import; it is `ready` to be committed where no finding is an error. After commit or expiry only counts remain."""

    id: str
    subject: Subject | None = Field(description="Null: all sheets.")
    datum: Datum | None
    ready: bool
    sheets: dict[str, Counts] = Field(description="By the sheet's name.")
    findings: list[Finding]
    changes: list[Change] = Field(description=f"Rows that are created or changed, at most {MOST_CHANGES}.")
    expires_at: datetime
    committed_at: datetime | None


def shown(row: Import) -> ImportPublic:
    """As the world sees it."""
    steps = [step for step in steps_of(row) if step.action is not Effect.SAME][:MOST_CHANGES]
    findings = findings_of(row)
    return ImportPublic(
        id=row.id,
        subject=Subject(row.kind) if row.kind in list(Subject) else None,
        datum=Datum(row.datum) if row.datum else None,
        ready=not is_over(row) and not any(one.severity is Severity.ERROR for one in findings),
        sheets={name: Counts.model_validate(counts) for name, counts in row.summary["sheets"].items()},
        findings=findings,
        changes=[
            Change(**step.model_dump(exclude={"version", "entries"}), fields=list(step.entries)) for step in steps
        ],
        expires_at=row.expires_at,
        committed_at=row.committed_at,
    )


@router.post(
    "",
    status_code=201,
    dependencies=may(Action.EXCHANGE),
    responses=refusals(413),
    openapi_extra={"requestBody": BODY},
    summary="Check a workbook or CSV",
)
def begin_import(
    upload: Uploaded, response: Response, owner: Owner, storage: Storage, settings: Configured
) -> ImportPublic:
    """Nothing is changed: the answer tells by cell what is wrong, and by row what a commit would do."""
    try:
        grids = read(upload.content)
    except Fault as fault:
        raise refusal(fault) from None
    with storage.reading() as session:
        examined = examine(session, settings, grids, upload.subject, upload.datum)
    with storage.writing() as session:
        answer = shown(begin(session, owner, upload.content, examined))
    response.headers["Location"] = f"/v1/imports/{answer.id}"
    return answer


@router.get("/{import_id}", dependencies=may(Action.EXCHANGE), responses=refusals(404))
def get_import(import_id: Key, owner: Owner, storage: Storage) -> ImportPublic:
    """What the check found, until the commit or for a day."""
    with storage.reading() as session:
        return shown(find_import(session, owner, import_id))


@router.post("/{import_id}/commit", dependencies=may(Action.EXCHANGE), responses=refusals(404, 409))
def commit_import(import_id: Key, owner: Owner, storage: Storage, settings: Configured) -> ImportPublic:
    """All rows or none; a second commit answers as the first. 409 where there are errors or data have changed since."""
    with storage.writing() as session:
        forget_expired(session)
        return shown(commit(session, settings, find_import(session, owner, import_id, for_change=True)))


@router.get(
    "/{import_id}/workbook",
    response_class=Response,
    dependencies=may(Action.EXCHANGE),
    responses=binary(WORKBOOK) | refusals(404, 409),
)
def get_marked_workbook(import_id: Key, owner: Owner, storage: Storage) -> Response:
    """The same rows with wrong cells in red, a comment on each, and a column 错误信息 to filter by."""
    with storage.reading() as session:
        row = find_import(session, owner, import_id)
        content, findings = content_of(row), findings_of(row)
        datum = Datum(row.datum) if row.datum else None
        wanted = Subject(row.kind) if row.kind in list(Subject) else None
        references = references_of(session)
    sheets = recognised(read(content), wanted).sheets
    return attachment(marked(sheets, findings, datum, references), WORKBOOK, f"import-{row.id}.xlsx")
