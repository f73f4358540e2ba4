"""All that is kept of somebody in one document, to see and to take along; what tells of others is left out."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from api import clock
from api.authority.scope import beyond_scope
from api.rights.kinds import KINDS, Kind
from api.rights.whose import Whose
from api.tables.record import RecordEntry

AT_ONCE = 500


class Deed(BaseModel):
    """Something that was done to their rows, and why."""

    at: datetime
    action: str
    table: str
    row: str
    fields: list[str]
    why: str


class PersonalData(BaseModel):
    """Rows by table, as they are kept; and the record of what was done to them."""

    made_at: datetime
    cadre_id: str | None
    volunteer_ids: list[str]
    rows: dict[str, list[dict[str, Any]]] = Field(description="By table; an empty list says that nothing is there.")
    record: list[Deed]


def personal_data(session: Session, whose: Whose) -> PersonalData:
    """Of whatever station: a right to one's data ends at no district."""
    with beyond_scope(session):
        found = {kind: list(session.exec(select(kind.table).where(kind.about(whose))).all()) for kind in KINDS}
        ids = {row.id for rows in found.values() for row in rows}  # type: ignore[attr-defined]
        return PersonalData(
            made_at=clock.world_now(),
            cadre_id=next(iter(whose.cadres), None),
            volunteer_ids=list(whose.volunteers),
            rows={kind.name: [_row(row, kind, whose) for row in rows] for kind, rows in found.items()},
            record=list(_record(session, ids)),
        )


def _row(row: Any, kind: Kind, whose: Whose) -> dict[str, Any]:
    """Who else entered something is told by the record, to whoever may inspect it."""
    told = row.model_dump(mode="json", exclude=set(kind.hidden))
    return {
        column: value
        for column, value in told.items()
        if kind.is_theirs(column, row, whose) and (column not in kind.signed or whose.is_named_in(value))
    }


def _record(session: Session, ids: Iterable[str]) -> Iterator[Deed]:
    wanted = sorted(ids)
    entries: list[RecordEntry] = []
    for first in range(0, len(wanted), AT_ONCE):
        about = col(RecordEntry.row).in_(wanted[first : first + AT_ONCE])
        entries += session.exec(select(RecordEntry).where(about)).all()
    for one in sorted(entries, key=lambda entry: entry.number):
        yield Deed(at=one.at, action=one.action, table=one.kind, row=one.row, fields=one.fields, why=one.why)
