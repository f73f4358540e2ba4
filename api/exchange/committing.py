"""The second half of an import: all steps in one transaction or none, and none if the check does not hold any more."""

from itertools import groupby
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from api import clock
from api.errors import Conflict, Refused
from api.exchange.checking import AT_ONCE
from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import Form
from api.exchange.importing import forget, gone, is_over, steps_of
from api.exchange.rules import check_rules
from api.exchange.steps import Effect, Step
from api.registry.references import check_references
from api.registry.resource import Entry
from api.settings import Settings
from api.tables.data_version import data_version
from api.tables.requests import Import
from api.tables.row import Fields, Row


def commit(session: Session, settings: Settings, row: Import) -> Import:
    """Done once; asked again, it answers the same. Raises Conflict where there are errors, or where others were faster."""
    if row.committed_at is not None:
        return row
    if is_over(row):
        raise gone(row)
    if row.rows is None:
        raise Conflict(
            "IMPORT_HAS_ERRORS",
            zh="文件中有错误，未导入任何内容；请更正后重新上传。",
            en="The file has errors; nothing was imported. Correct it and send it again.",
        )
    untouched = data_version(session) == row.summary["data"]
    try:
        for subject, steps in groupby(steps_of(row), key=lambda step: step.subject):
            _take(session, None if untouched else settings, FORMS[subject], list(steps))
    except (Refused, IntegrityError):
        raise _overtaken() from None
    row.committed_at = clock.world_now()
    forget(row)
    session.flush()
    return row


def _take(session: Session, settings: Settings | None, form: Form, steps: list[Step]) -> None:
    """Raises Refused or IntegrityError where the check does not hold any more; without settings the rules still hold."""
    kept = _locked(session, form, [step.id for step in steps if step.version is not None])
    if any((kept[step.id].version if step.id in kept else None) != step.version for step in steps):
        raise _overtaken()
    wanted = [(step, _fields(form, step, kept.get(step.id))) for step in steps if step.entries]
    if settings is not None:
        for step, fields in wanted:
            now = kept.get(step.id)
            check_references(session, form.resource.table, fields)
            check_rules(form.resource, Entry(session, settings, fields, None if now is None else now.id), now)
    for step, fields in wanted:
        values: dict[str, Any] = {name: getattr(fields, name) for name in step.entries}
        if step.action is Effect.CREATE:
            session.add(form.resource.table(id=step.id, **values))
        for name, value in values.items() if step.action is Effect.CHANGE else ():
            setattr(kept[step.id], name, value)
    session.flush()


def _fields(form: Form, step: Step, kept: Row | None) -> Fields:
    """The row as it will be."""
    names = form.resource.fields.model_fields
    before = {name: getattr(kept, name) for name in names} if kept is not None else {}
    fields: Fields = form.resource.fields.model_validate(before | step.entries)
    return fields


def _locked(session: Session, form: Form, keys: list[str]) -> dict[str, Row]:
    table = form.resource.table
    found: dict[str, Row] = {}
    for first in range(0, len(keys), AT_ONCE):
        query = select(table).where(col(table.id).in_(keys[first : first + AT_ONCE])).with_for_update()
        found |= {row.id: row for row in session.exec(query)}
    return found


def _overtaken() -> Conflict:
    return Conflict(
        "IMPORT_OUTDATED",
        zh="检查之后数据已有变化，未导入任何内容；请重新上传检查。",
        en="Data have changed since the check; nothing was imported. Send the file again to have it checked.",
    )
