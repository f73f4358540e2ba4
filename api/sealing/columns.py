"""Which columns are sealed, and how: they are sealed as a row is written and opened as it is read, wherever that happens."""

import json
from base64 import b64decode, b64encode
from typing import Any

from sqlalchemy import JSON, event, inspect
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import SQLModel

from api.sealing.keyring import Keyring
from api.tables.cadres import Cadre, Consent
from api.tables.needs import Group, Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer
from api.tables.requests import AnsweredCall, Import, MatchRequest
from api.tables.visits import Feedback, LedgerEntry, Offer

SEALED: dict[type[SQLModel], tuple[str, ...]] = {
    Cadre: ("address", "family", "health", "former_unit", "party_branch", "strengths", "service_needs"),
    Consent: ("note",),
    Volunteer: ("address", "note"),
    AvailabilityException: ("reason",),
    Group: ("note",),
    Need: ("content",),
    NeedWeek: ("reason",),
    Offer: ("reason",),
    LedgerEntry: ("place", "content", "correction_reason"),
    Feedback: ("words", "follow_up"),
    MatchRequest: ("fields",),
    AnsweredCall: ("body",),
    Import: ("content", "rows", "findings"),
}  # fmt: skip
"""What tells of people, by table; what is empty is kept as it is."""

KEYRING = "keyring"
"""Where a session keeps its keyring."""


def seal_with(session: Session, keyring: Keyring) -> None:
    """Rows of this session are opened and sealed by this keyring."""
    session.info[KEYRING] = keyring


def place(row: SQLModel, column: str) -> str:
    """What a sealed text is bound to."""
    return f"{row.__tablename__}.{column}|{row.id}"  # type: ignore[attr-defined]


def _seal(_mapper: Any, _connection: Any, row: SQLModel) -> None:
    keyring = _keyring(row)
    state = inspect(row)
    opened: dict[str, Any] = {}
    if keyring is not None:
        for column in SEALED[type(row)]:
            value = getattr(row, column)
            if value and (not state.persistent or state.attrs[column].history.has_changes()):
                opened[column] = value
                setattr(row, column, _sealed(value, keyring, place(row, column)))
    state.info["opened"] = opened


def _sealed(value: Any, keyring: Keyring, where: str) -> Any:
    """A text as a sealed text, bytes as bytes, and whatever JSON holds as a JSON text."""
    if isinstance(value, bytes):
        return keyring.seal(b64encode(value).decode(), where).encode()
    return keyring.seal(value if isinstance(value, str) else json.dumps(value), where)


def _reopen(_mapper: Any, _connection: Any, row: SQLModel) -> None:
    for column, value in inspect(row).info.pop("opened", {}).items():
        set_committed_value(row, column, value)


def _open(row: SQLModel, _context: Any, _attributes: Any = None) -> None:
    keyring = _keyring(row)
    if keyring is not None:
        for column in SEALED[type(row)]:
            value = row.__dict__.get(column)
            if value:
                set_committed_value(row, column, _opened(value, keyring, place(row, column), _is_json(row, column)))


def _opened(value: Any, keyring: Keyring, where: str, is_json: bool) -> Any:
    if isinstance(value, bytes):
        return b64decode(keyring.open(value.decode(errors="replace"), where))
    text = keyring.open(str(value), where)
    return json.loads(text) if is_json else text


def _is_json(row: SQLModel, column: str) -> bool:
    return isinstance(row.__table__.c[column].type, JSON)  # type: ignore[attr-defined]


def _keyring(row: SQLModel) -> Keyring | None:
    session = object_session(row)
    return session.info.get(KEYRING) if session is not None else None


for table in SEALED:
    event.listen(table, "before_insert", _seal)
    event.listen(table, "before_update", _seal)
    event.listen(table, "after_insert", _reopen)
    event.listen(table, "after_update", _reopen)
    event.listen(table, "load", _open)
    event.listen(table, "refresh", _open)
