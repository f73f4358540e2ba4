"""Templates to fill in, and what is kept as files that an import reads again."""

from enum import StrEnum

from fastapi import APIRouter, Response
from sqlmodel import Session

from api.authority import Action
from api.exchange.directory import directory_of
from api.exchange.exporting import rows_of
from api.exchange.files import CSV, WORKBOOK, attachment, binary
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Form, Subject
from api.exchange.importing import EVERYTHING, references_of
from api.exchange.writing.delimited import Encoding, delimited
from api.exchange.writing.template import Rows, filled_workbook, template
from api.identity.guarding import may
from api.record.writing import note
from api.web.problems import refusals
from api.web.service import Storage

router = APIRouter(prefix="/v1", tags=["exchange"])


class Contents(StrEnum):
    """One sheet, or all of them in one workbook."""

    STATIONS = Subject.STATIONS.value
    ORGANISATIONS = Subject.ORGANISATIONS.value
    CADRES = Subject.CADRES.value
    VOLUNTEERS = Subject.VOLUNTEERS.value
    NEEDS = Subject.NEEDS.value
    ALL = EVERYTHING

    @property
    def forms(self) -> list[Form]:
        """The sheets, in the order in which they refer to each other."""
        return [form for form in FORMS.values() if self in (Contents.ALL, form.subject)]


@router.get(
    "/templates/{contents}.xlsx",
    response_class=Response,
    dependencies=may(Action.LOOK),
    responses=binary(WORKBOOK) | refusals(),
)
def get_template(contents: Contents, storage: Storage) -> Response:
    """An empty workbook with headings in both languages, drop-downs, notes, and a sample row that no import takes."""
    with storage.reading() as session:
        references = references_of(session)
    return attachment(template(contents.forms, references), WORKBOOK, f"template-{contents}.xlsx")


@router.get(
    "/exports/{contents}.xlsx",
    response_class=Response,
    dependencies=may(Action.EXCHANGE),
    responses=binary(WORKBOOK) | refusals(),
)
def export_workbook(contents: Contents, storage: Storage) -> Response:
    """All that is kept, coordinates in WGS-84, as an import reads it again; that it was exported is recorded."""
    with storage.reading() as session:
        rows, references = _rows(session, contents.forms), references_of(session)
    _record(storage, contents)
    return attachment(filled_workbook(contents.forms, rows, references), WORKBOOK, f"{contents}.xlsx")


@router.get(
    "/exports/{subject}.csv",
    response_class=Response,
    dependencies=may(Action.EXCHANGE),
    responses=binary(CSV) | refusals(),
)
def export_delimited(subject: Subject, storage: Storage, encoding: Encoding = Encoding.UTF_8) -> Response:
    """One sheet as CSV; texts that a spreadsheet would run as a formula get an apostrophe, which an import takes away."""
    form = FORMS[subject]
    with storage.reading() as session:
        rows = _rows(session, [form])[subject]
    _record(storage, Contents(subject))
    return attachment(delimited(form, rows, encoding), f"{CSV}; charset={encoding}", f"{subject}.csv")


def _rows(session: Session, forms: list[Form]) -> dict[Subject, Rows]:
    directory = directory_of(session)
    return {form.subject: rows_of(session, form, directory) for form in forms}


def _record(storage: Storage, contents: Contents) -> None:
    with storage.writing() as session:
        for form in contents.forms:
            note(session, "export", form.subject, "")
