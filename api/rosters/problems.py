"""The problem of a week is made once, and kept as long as no row changes of which it is made; only who reads gets what was kept.

Who writes sees changes of their own that nobody has counted yet, so for them it is made anew.
"""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from api.authority.scope import stations_of
from api.authority.seeing import sight_of
from api.settings import Settings
from api.storage.database import WRITES
from api.tables.data_version import data_version
from api.weeks.problem import week_problem
from api.weeks.scope import Scope
from matcher.domain import Problem

MOST = 16
"""Problems kept at a time for one database; that of a city takes some tens of MB."""

_kept: WeakKeyDictionary[Engine | Connection, OrderedDict[Hashable, Problem]] = WeakKeyDictionary()
_lock = Lock()


def problem_of(session: Session, settings: Settings, scope: Scope, monday: date, *, named: bool) -> Problem:
    """As `week_problem` makes it, and raises; with names as this session sees them, if `named`."""
    if WRITES in session.info:
        return week_problem(session, settings, scope, monday, named=named)
    sight = sight_of(session) if named else None
    key = (data_version(session), scope.station_ids, monday, sight, stations_of(session))
    with _lock:
        kept = _kept.setdefault(session.get_bind(), OrderedDict())
        found = kept.get(key)
    if found is None:
        found = week_problem(session, settings, scope, monday, named=named)
    with _lock:
        kept[key] = found
        kept.move_to_end(key)
        while len(kept) > MOST:
            kept.popitem(last=False)
    return found
