"""Whatever a session changes is recorded in the same transaction: who, which row, which fields, why; never what they hold."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, event, insert, inspect, text, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, select

from api.record.chain import Entry, after, end_sealed, why_sealed
from api.sealing.columns import KEYRING
from api.sealing.keyring import Keyring
from api.storage.columns import now
from api.tables.identity import LoginFailure, SignInAttempt, UserSession
from api.tables.jobs import JobEvent, JobWork
from api.tables.record import DataKey, RecordEnd, RecordEntry
from api.tables.requests import AnsweredCall

ACTOR, WHY = "actor", "why"
"""Where a session keeps who acts in it, and for what purpose if that was told."""
UNRECORDED = (
    RecordEntry,
    RecordEnd,
    DataKey,
    JobWork,
    JobEvent,
    UserSession,
    LoginFailure,
    SignInAttempt,
    AnsweredCall,
)
"""Bookkeeping, which tells nothing of what people did."""
ONLY = 1
"""The row that holds the end."""
BESIDES = {"version", "changed_at", "created_at"}
END = select(col(RecordEnd.number), col(RecordEnd.chain)).with_for_update()
INSERT_ENTRY = insert(RecordEntry)
INSERT_END = insert(RecordEnd).values(id=ONLY)
UPDATE_END = update(RecordEnd).where(col(RecordEnd.id) == ONLY)
LOCK = 4_700_171
"""Of the first writer; SQLite has only one at a time anyway."""


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
    _write(session.connection(), keyring, list(dict.fromkeys(deeds)), session.info[ACTOR], session.info[WHY])


def _write(connection: Connection, keyring: Keyring, deeds: Sequence[Deed], actor: str, why: str) -> None:
    """Entries after the last one there is, and the new end; past the session, which has flushed all that it knows."""
    end = _end(connection)
    number, chain = end or (0, "")
    rows = []
    for deed in deeds:
        number += 1
        entry = Entry(
            number=number,
            at=now(),
            actor=actor,
            action=deed.action,
            kind=deed.kind,
            row=deed.row,
            fields=list(deed.fields),
            why=why,
            why_seal=why_sealed(keyring, number, why),
        )
        chain = after(keyring, chain, entry)
        rows.append(entry._asdict() | {"chain": chain})
    connection.execute(INSERT_ENTRY, rows)
    told = {"number": number, "chain": chain, "seal": end_sealed(keyring, number, chain)}
    connection.execute(INSERT_END if end is None else UPDATE_END, told)


def _end(connection: Connection) -> tuple[int, str] | None:
    """Number and chain of the last entry, held until the transaction ends: one writes at a time.

    Before the first entry there is no row to hold, only a lock.
    """
    end = connection.execute(END).one_or_none()
    if end is None and connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        end = connection.execute(END).one_or_none()
    return None if end is None else (end.number, end.chain)


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
