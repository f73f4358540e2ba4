"""Somebody is forgotten: words about them are emptied or removed, figures stay and name nobody."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, func, select

from api import clock
from api.authority.scope import beyond_scope
from api.errors import Conflict, NotFound, Unacceptable, no_such
from api.record.forgetting import forget_purposes
from api.record.writing import note
from api.rights.kinds import KINDS, Kind
from api.rights.leftovers import clear_leftovers
from api.rights.obstacles import check_free
from api.rights.whose import Whose, cadre_or_no_such, volunteer_or_no_such
from api.tables.places import Station
from api.tables.rights import Erasure, ErasureState

CONFIRMED_WITHIN = timedelta(days=1)


def ask(session: Session, whose: Whose, reason: str, by: str) -> Erasure:
    """What is asked for, with how many rows of which tables it would go over; raises Conflict while visits are promised."""
    with beyond_scope(session):
        check_free(session, whose)
        rows = {kind.name: number for kind in KINDS if (number := _number(session, kind, whose))}
    erasure = Erasure(
        cadre_id=next(iter(whose.cadres), None),
        volunteer_id=next(iter(whose.volunteers), None),
        reason=reason,
        asked_by=by,
        rows=rows,
    )
    session.add(erasure)
    session.flush()
    return erasure


def confirm(session: Session, erasure_id: str, typed: str, by: str) -> Erasure:
    """They are forgotten, in this transaction.

    Raises NotFound; Conflict where it is done, was asked too long ago, or visits are promised; Unacceptable where the name
    typed is not theirs.
    """
    erasure = session.exec(select(Erasure).where(Erasure.id == erasure_id).with_for_update()).one_or_none()
    if erasure is None:
        raise no_such("删除申请", "erasure")
    _check_open(erasure)
    whose = whose_of(session, erasure)
    if typed.strip() not in whose.names:
        raise Unacceptable(
            "OTHER_NAME",
            zh="输入的姓名与要删除的人不符，未删除。",
            en="The name typed is not that of the person to be erased; nothing was erased.",
            field="name",
        )
    with beyond_scope(session):
        check_free(session, whose)
        _finish(session, erasure, whose, by)
    return erasure


def erase_again(session: Session, cadre_id: str | None, volunteer_id: str | None, by: str) -> bool:
    """Whoever came back with an old backup is forgotten once more, whatever was promised then; False where they are not there."""
    erasure = Erasure(cadre_id=cadre_id, volunteer_id=volunteer_id, asked_by=by)
    try:
        whose = whose_of(session, erasure)
    except NotFound:
        return False
    session.add(erasure)
    session.flush()
    _finish(session, erasure, whose, by)
    return True


def whose_of(session: Session, erasure: Erasure) -> Whose:
    """Whom it is about; raises NotFound."""
    if erasure.cadre_id is not None:
        return cadre_or_no_such(session, erasure.cadre_id)
    return volunteer_or_no_such(session, erasure.volunteer_id or "")


def _finish(session: Session, erasure: Erasure, whose: Whose, by: str) -> None:
    erasure.rows = _erase(session, whose, erasure.id)
    erasure.state, erasure.done_by, erasure.done_at, erasure.reason = ErasureState.DONE, by, clock.world_now(), ""
    note(session, "erase", "erasure", erasure.id, tuple(erasure.rows))
    session.flush()


def _check_open(erasure: Erasure) -> None:
    if erasure.state is ErasureState.DONE:
        raise Conflict("ERASED_BEFORE", zh="已经删除完毕。", en="This has been done already.")
    if erasure.created_at < clock.world_now() - CONFIRMED_WITHIN:
        raise Conflict(
            "ASKED_TOO_LONG_AGO",
            zh="该删除申请已超过一天，请重新申请。",
            en="This was asked for more than a day ago; ask for it again.",
        )


def _number(session: Session, kind: Kind, whose: Whose) -> int:
    return session.exec(select(func.count()).select_from(kind.table).where(kind.about(whose))).one()


def _erase(session: Session, whose: Whose, erasure_id: str) -> dict[str, int]:
    ids = {*whose.cadres, *whose.volunteers}
    stations = {row.station_id: session.get_one(Station, row.station_id) for row in whose.rows}
    found = {kind: list(session.exec(select(kind.table).where(kind.about(whose))).all()) for kind in KINDS}
    about = {str(row.id) for rows in found.values() for row in rows}  # type: ignore[attr-defined]
    removed = {word for kind in found for row in found[kind] if isinstance(word := getattr(row, "reason", ""), str)}
    leftovers = clear_leftovers(session, whose, removed)
    purposes = forget_purposes(session, about | ids, whose.words, erasure_id)
    for person in whose.rows:
        station = stations[person.station_id]
        person.erased_at, person.latitude, person.longitude = clock.world_now(), station.latitude, station.longitude
    session.flush()
    for kind, rows in found.items():
        for row in rows:
            if kind.goes(row, whose):
                session.delete(row)
            else:
                _empty(row, kind, whose)
    session.flush()
    counts = {kind.name: len(rows) for kind, rows in found.items()} | leftovers | {"record_entry": purposes}
    return {table: number for table, number in counts.items() if number}


def _empty(row: Any, kind: Kind, whose: Whose) -> None:
    ids = {*whose.cadres, *whose.volunteers}
    for column in kind.left:
        if ids & set(held := getattr(row, column)):
            setattr(row, column, [one for one in held if one not in ids])
    for column in kind.signed:
        if whose.is_named_in(getattr(row, column)):
            setattr(row, column, "")
    for column, nothing in kind.emptied.items():
        if kind.is_theirs(column, row, whose) or whose.is_named_in(getattr(row, column)):
            setattr(row, column, nothing(row) if callable(nothing) else nothing)
