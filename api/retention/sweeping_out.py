"""Everything whose time is over is swept out, a few rows a transaction, so that nobody waits long behind it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import inspect
from sqlmodel import Session, delete, func, select, update

from api import clock
from api.periods import Periods
from api.record.writing import note
from api.retention.sweeps import SWEEPS, Moment, Sweep
from api.rights.scrubbing import scrub
from api.settings import Settings
from api.storage import Database
from matcher.domain import Text

AT_ONCE = 500


class Swept(NamedTuple):
    """How many rows of a kind were swept out, or would be."""

    text: Text
    rows: int


def moment(settings: Settings) -> Moment:
    """This one."""
    return Moment(clock.world_now(), clock.local_today(settings))


def due(session: Session, at: Moment, periods: Periods) -> Iterator[Swept]:
    """What would be swept out now; nothing is changed."""
    for sweep in SWEEPS:
        query = select(func.count()).select_from(sweep.table).where(sweep.over(at, periods))
        yield Swept(sweep.text, session.exec(query).one())


def sweep_out(database: Database, settings: Settings) -> list[Swept]:
    """What was; that words about people were is recorded, by table and column."""
    at = moment(settings)
    swept = [Swept(sweep.text, _sweep(database, sweep, at, settings.retention)) for sweep in SWEEPS]
    if any(one.rows for one in swept):
        scrub(database)
    return swept


def _sweep(database: Database, sweep: Sweep, at: Moment, periods: Periods) -> int:
    key: Any = inspect(sweep.table).primary_key[0]
    total = 0
    while True:
        with database.writing() as session:
            keys = session.exec(select(key).where(sweep.over(at, periods)).limit(AT_ONCE)).all()
            if not keys:
                return total
            if sweep.emptied is None:
                session.exec(delete(sweep.table).where(key.in_(keys)))
            else:
                session.exec(update(sweep.table).where(key.in_(keys)).values(**sweep.emptied))
            if sweep.recorded:
                note(session, "sweep", str(sweep.table.__tablename__), f"{len(keys)}", tuple(sweep.emptied or ()))
        total += len(keys)
