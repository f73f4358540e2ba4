"""Which rows of the ledger a page shows: of a place and a period, by service, outcome and person; and what waits to be written up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, Field
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from api.ledger.listing import Filter, wanted_rows
from api.ledger.overdue import overdue_visits
from api.registry.searching import matching
from api.screens.ledger.rows import Row, told
from api.screens.shell.blank import NOTHING_CHOSEN
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.screens.shell.place import Place
from api.screens.shell.within import within
from api.storage.lists import holds
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.row import LINE, Key
from api.tables.visits import LedgerEntry, Visit, VisitState
from api.web.pages import MOST_ROWS
from matcher.domain.clock import LocalDate
from matcher.domain.document import Word

LIMIT = 50
DAYS_AT_FIRST = 14
"""How far back the ledger is shown where no period is chosen."""
OVERDUE_SHOWN = 20
MOST_PEOPLE = 50
"""As many as words may mean."""

Date = Annotated[LocalDate | None, NOTHING_CHOSEN]


class Wanted(BaseModel):
    """Which rows are wanted; what is not chosen filters nothing."""

    q: Annotated[str, Field(max_length=100, pattern=LINE)] = ""
    cadre: Annotated[Key | None, NOTHING_CHOSEN] = None
    volunteer: Annotated[Key | None, NOTHING_CHOSEN] = None
    from_day: Date = None
    until_day: Date = None
    service: Annotated[Word | None, NOTHING_CHOSEN] = None
    outcome: Annotated[VisitState | None, NOTHING_CHOSEN] = None
    history: bool = False
    unasked: bool = False
    offset: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0

    def dated(self, today: date) -> "Wanted":
        """With a period: the last days, unless another is chosen."""
        first = self.from_day or (self.until_day or today) - timedelta(days=DAYS_AT_FIRST - 1)
        return self.model_copy(update={"from_day": first, "until_day": self.until_day or today})

    def address(self, path: str, place: Place, offset: int = 0) -> str:
        """Of a page with the same choice."""
        chosen = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True, exclude={"offset"})
        return f"{path}?{urlencode({'place': place.key} | chosen | ({'offset': offset} if offset else {}))}"


@dataclass(frozen=True)
class Waiting:
    """A past visit of which nobody has said how it ended, and since how many days."""

    visit: Visit
    service: str
    cadre: Person
    volunteers: tuple[Person, ...]
    days: int


def query_of(session: Session, place: Place, wanted: Wanted) -> SelectOfScalar[LedgerEntry]:
    """The newest dates first."""
    query = wanted_rows(
        Filter(
            from_day=wanted.from_day,
            until_day=wanted.until_day,
            volunteer_id=wanted.volunteer,
            cadre_id=wanted.cadre,
            service=wanted.service,
            outcome=wanted.outcome,
            history=wanted.history,
            without_feedback=wanted.unasked,
        )
    ).where(*within(place, LedgerEntry.station_id))
    if wanted.q.strip():
        meant = [
            holds(column, one)
            for column, table in ((LedgerEntry.volunteers, Volunteer), (LedgerEntry.cadres, Cadre))
            for one in session.exec(select(table.id).where(matching(table, wanted.q)).limit(MOST_PEOPLE)).all()
        ]
        query = query.where(or_(*meant) if meant else col(LedgerEntry.id).is_(None))
    return query


def rows_by_day(session: Session, place: Place, wanted: Wanted) -> tuple[list[tuple[date, list[Row]]], int, int]:
    """A part of them by date, how many these are, and how many there are in all."""
    query = query_of(session, place, wanted)
    total = session.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
    rows = told(session, session.exec(query.offset(wanted.offset).limit(LIMIT)).all())
    return [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: row.entry.day)], len(rows), total


def waiting(session: Session, place: Place, now: datetime) -> tuple[list[Waiting], int]:
    """Those that waited longest, and how many there are."""
    query = overdue_visits(now).where(*within(place, Visit.station_id))
    total = session.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
    return waiting_of(session, session.exec(query.limit(OVERDUE_SHOWN)).all(), now), total


def waiting_of(session: Session, visits: Sequence[Visit], now: datetime) -> list[Waiting]:
    """Visits with the names of their people."""
    cadres = cadres_by_id(session, {one.cadre_id for one in visits})
    volunteers = volunteers_by_id(session, {who for one in visits for who in one.volunteers})
    needs = select(Need.id, Need.service).where(col(Need.id).in_({one.need_id for one in visits}))
    services = dict(session.exec(needs).all())
    return [
        Waiting(
            visit=one,
            service=services[one.need_id],
            cadre=cadres[one.cadre_id],
            volunteers=tuple(volunteers[who] for who in one.volunteers),
            days=(now.date() - one.day).days,
        )
        for one in visits
    ]
