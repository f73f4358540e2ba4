"""A thing is entered, found, replaced and removed: the checks that hold for all kinds, then those of its own kind."""

from typing import Any

from sqlmodel import Session, col, select

from api.errors import no_such
from api.registry.jurisdiction import check_jurisdiction
from api.registry.listing import not_erased
from api.registry.masked import check_nothing_masked
from api.registry.references import check_references, check_unused
from api.registry.resource import Entry, F, P, R, Resource
from api.registry.uniqueness import check_unique


def enter(resource: Resource[F, R, P], entry: Entry[F]) -> R:
    """The new row; raises Refused."""
    _check(resource, entry)
    resource.check_new(entry)
    row = resource.table(**_values(entry.fields))
    entry.session.add(row)
    entry.session.flush()
    return row


def replace(resource: Resource[F, R, P], entry: Entry[F], row: R) -> R:
    """The row with other fields; raises Refused."""
    _check_region(resource, entry.session, row)
    check_nothing_masked(row, entry.fields)
    _check(resource, entry)
    for name, value in _values(entry.fields).items():
        setattr(row, name, value)
    entry.session.flush()
    return row


def remove(resource: Resource[F, R, P], session: Session, row: R) -> None:
    """The row is gone, and its parts with it; raises Conflict where others refer to it."""
    _check_region(resource, session, row)
    check_unused(session, row, resource.parts)
    for column in resource.parts:
        for part in session.exec(select(column.class_).where(col(column) == row.id)).all():
            session.delete(part)
    session.flush()
    session.delete(row)
    session.flush()


def find(resource: Resource[F, R, P], session: Session, key: str, *, for_change: bool = False) -> R:
    """The row, locked against other writers until the transaction ends if `for_change`; raises NotFound."""
    query = select(resource.table).where(resource.table.id == key, *not_erased(resource.table))
    row = session.exec(query.with_for_update() if for_change else query).one_or_none()
    if row is None:
        raise no_such(resource.name.zh, resource.name.en)
    return row


def _check(resource: Resource[F, R, P], entry: Entry[F]) -> None:
    _check_region(resource, entry.session, entry.fields)
    check_references(entry.session, resource.table, entry.fields)
    check_unique(entry.session, resource.table, entry.fields, entry.own_id)
    resource.check(entry)


def _check_region(resource: Resource[F, R, P], session: Session, thing: F | R) -> None:
    if resource.region is not None:
        check_jurisdiction(session, resource.region(thing))


def _values(fields: F) -> dict[str, Any]:
    """What was entered, its parts as they are."""
    return {name: getattr(fields, name) for name in type(fields).model_fields}
