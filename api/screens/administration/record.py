"""Who did what, as far as the reader may know: all of it, or what people and machines of their own region did."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from api.clock import instant_of
from api.identity.asking import Asker
from api.settings import Settings
from api.tables.identity import ApiKey, User
from api.tables.record import RecordEntry
from matcher.domain.clock import midnight

ROWS = 100


@dataclass(frozen=True)
class Filter:
    """What is looked for; empty is not asked."""

    actor: str = ""
    kind: str = ""
    row: str = ""
    since: date | None = None
    until: date | None = None
    offset: int = 0

    def asked(self, offset: int) -> dict[str, Any]:
        """As an address has it, from another entry on."""
        told = {"actor": self.actor, "kind": self.kind, "row": self.row, "since": self.since, "until": self.until}
        return {name: value for name, value in (told | {"offset": offset}).items() if value}


def entries(session: Session, settings: Settings, who: Asker, wanted: Filter) -> tuple[list[RecordEntry], int]:
    """The newest first, and how many there are."""
    query = _matching(select(RecordEntry), settings, wanted)
    if who.actor.stations is not None:
        query = query.where(col(RecordEntry.actor).in_(_own_actors(session, who)))
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    newest = query.order_by(col(RecordEntry.number).desc()).offset(wanted.offset).limit(ROWS)
    return list(session.exec(newest).all()), total


def _matching(query: SelectOfScalar[RecordEntry], settings: Settings, wanted: Filter) -> SelectOfScalar[RecordEntry]:
    for column, value in (
        (RecordEntry.actor, wanted.actor),
        (RecordEntry.kind, wanted.kind),
        (RecordEntry.row, wanted.row),
    ):
        if value:
            query = query.where(col(column) == value)
    if wanted.since is not None:
        query = query.where(col(RecordEntry.at) >= instant_of(midnight(wanted.since), settings))
    if wanted.until is not None:
        query = query.where(col(RecordEntry.at) < instant_of(midnight(wanted.until + timedelta(days=1)), settings))
    return query


def _own_actors(session: Session, who: Asker) -> list[str]:
    names: list[str] = []
    for table, name in ((User, User.username), (ApiKey, ApiKey.name)):
        theirs = or_(
            col(table.region_id).in_(sorted(who.regions)), col(table.station_id).in_(sorted(who.actor.stations or ()))
        )
        names += session.exec(select(name).where(theirs)).all()
    return names
