"""What is kept, as rows of the forms: every cell is written so that an import reads the same again."""

from typing import Any

from sqlmodel import Session, select

from api.exchange.directory import Directory
from api.exchange.forms.form import CODE, Column, Form
from api.exchange.kinds.kind import Written
from api.exchange.kinds.reference import Reference, References
from api.exchange.writing.template import Rows
from api.registry.listing import not_erased
from api.tables.row import Row


def rows_of(session: Session, form: Form, directory: Directory) -> Rows:
    """All that the session may know of, in the order of their codes."""
    table = form.resource.table
    kept: list[Row] = list(session.exec(select(table).where(*not_erased(table))).all())
    rows = [[_cell(row, column, form, directory) for column in form.columns] for row in kept]
    return sorted(rows, key=lambda row: str(row[0]))


def _cell(row: Row, column: Column, form: Form, directory: Directory) -> Written:
    if column.key == CODE:
        return directory.code(form.subject, row.id)
    value: Any = column.value({name: getattr(row, name) for name in column.filled})
    match column.kind:
        case Reference(of) if value is not None:
            value = directory.label(of, value)
        case References(of):
            value = [directory.label(of, one) for one in value]
    return column.kind.write(value) if value not in (None, "", []) else None
