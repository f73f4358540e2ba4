"""One number that grows with every change of what weeks are made of: who keeps something made of rows knows whether it holds.

It is raised at the end of the transaction that changes such rows, whatever process that runs in: a reader who sees the
change sees the number too, and two writers wait for each other only while they commit.
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Field, Session, SQLModel

ONLY = 1
WEEKS_ARE_MADE_OF = frozenset(
    {
        "availability_exception",
        "cadre",
        "calendar_day",
        "circle",
        "consent",
        "feedback",
        "ledger_entry",
        "need",
        "need_week",
        "offer",
        "policy_version",
        "prior_visits",
        "region",
        "station",
        "visit",
        "volunteer",
    }
)
"""Tables that a problem and its policy are read from; rosters have versions of their own."""

CHANGED = "weeks_changed"


class DataVersion(SQLModel, table=True):
    """The only row there is; none before the first change."""

    __tablename__ = "data_version"

    id: int = Field(default=ONLY, primary_key=True)
    number: int


def data_version(session: Session) -> int:
    """The same number as before: no row has changed of which weeks are made."""
    number: int | None = session.connection().exec_driver_sql("SELECT number FROM data_version").scalar()
    return number or 0


@event.listens_for(Session, "after_flush")
def _flushed(session: AnySession, _context: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if row.__tablename__ in WEEKS_ARE_MADE_OF:
            session.info[CHANGED] = True


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        statement: Any = state.statement
        if statement.table.name in WEEKS_ARE_MADE_OF:
            state.session.info[CHANGED] = True


@event.listens_for(Session, "before_commit")
def _raise(session: AnySession) -> None:
    session.flush()
    if session.info.pop(CHANGED, False):
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = dialect.insert(DataVersion).values(id=ONLY, number=1)
        session.execute(first.on_conflict_do_update(index_elements=["id"], set_={"number": DataVersion.number + 1}))
