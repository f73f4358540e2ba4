"""Whatever a session changes is recorded in the same transaction: who, which row, which fields, why; never what they hold."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import event, inspect, text
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, select

from api.record.chain import after, end_sealed
from api.sealing.columns import KEYRING
from api.sealing.keyring import Keyring
from api.storage.columns import now
from api.tables.identity import LoginFailure, UserSession
from api.tables.jobs import JobEvent, JobWork
from api.tables.record import DataKey, RecordEnd, RecordEntry
from api.tables.requests import AnsweredCall

ACTOR, WHY = "actor", "why"
"""Where a session keeps who acts in it, and for what purpose if that was told."""
UNRECORDED = (RecordEntry, RecordEnd, DataKey, JobWork, JobEvent, UserSession, LoginFailure, AnsweredCall)
"""Bookkeeping, which tells nothing of what people did."""
BESIDES = {"version", "changed_at", "created_at"}
LOCK = 4_700_171
"""One writer of the record at a time; SQLite has only one anyway."""


class Deed(NamedTuple):
    """What is to be recorded."""

    action: str
    kind: str
    row: str
    fields: tuple[str, ...]


def act_as(session: Session, actor: str, why: str = "") -> None:
    """What this session changes was done by them."""
    session.info |= {ACTOR: actor, WHY: why}


def note(session: Session, action: str, kind: str, row: str, fields: tuple[str, ...] = ()) -> None:
    """Something that changes no row and is recorded all the same: a masked field revealed, a file exported."""
    session.info.setdefault("deeds", []).append(Deed(action, kind, row, fields))


@event.listens_for(Session, "before_flush")
def _collect(session: Session, _context: Any, _instances: Any) -> None:
    if ACTOR in session.info:
        session.info.setdefault("deeds", []).extend(_deeds(session))


@event.listens_for(Session, "before_commit")
def _record(session: Session) -> None:
    if ACTOR not in session.info:
        return
    session.flush()
    deeds: list[Deed] = session.info.pop("deeds", [])
    if not deeds:
        return
    keyring: Keyring = session.info[KEYRING]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    end = session.exec(select(RecordEnd)).one_or_none()  # type: ignore[attr-defined]
    if end is None:
        end = RecordEnd(id=1, number=0, chain="", seal="")
        session.add(end)
    for deed in dict.fromkeys(deeds):
        entry = RecordEntry(
            number=end.number + 1,
            at=now(),
            actor=session.info[ACTOR],
            action=deed.action,
            kind=deed.kind,
            row=deed.row,
            fields=list(deed.fields),
            why=session.info[WHY],
            chain="",
        )
        entry.chain = after(keyring, end.chain, entry)
        session.add(entry)
        end.number, end.chain = entry.number, entry.chain
    end.seal = end_sealed(keyring, end.number, end.chain)
    session.flush()
    session.info.pop("deeds", None)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("deeds", None)


def _deeds(session: Session) -> Iterator[Deed]:
    for row in session.new:
        if not isinstance(row, UNRECORDED):
            yield _deed("create", row, ())
    for row in session.dirty:
        if not isinstance(row, UNRECORDED) and (changed := _changed(row)):
            yield _deed("change", row, changed)
    for row in session.deleted:
        if not isinstance(row, UNRECORDED):
            yield _deed("delete", row, ())


def _deed(action: str, row: Any, fields: tuple[str, ...]) -> Deed:
    return Deed(action, row.__tablename__, str(getattr(row, "id", "")), fields)


def _changed(row: SQLModel) -> tuple[str, ...]:
    attributes = inspect(row).attrs
    return tuple(sorted(one.key for one in attributes if one.key not in BESIDES and one.history.has_changes()))
