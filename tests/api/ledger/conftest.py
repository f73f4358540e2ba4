"""A published week in rows: three visits to one cadre, and a clock on the wall that tests set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from api import clock
from api.rosters.versions import append, create
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.needs import Need, Pillar
from api.tables.rosters import Cause
from api.tables.visits import Offer, OfferState, Visit
from matcher.domain import Roster as Document
from matcher.domain import Visit as Planned

MONDAY = date(2026, 11, 23)


@dataclass
class Week:
    """The service and what the tests know of it."""

    client: TestClient
    visits: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        """Where its rows are."""
        database: Database = self.client.app.state.database  # type: ignore[attr-defined]
        return database


def at(moment: str) -> datetime:
    """A local time of the service (Asia/Shanghai) as an instant."""
    return datetime.fromisoformat(f"{moment}:00+08:00")


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the clock on the wall."""

    def put(moment: str) -> None:
        monkeypatch.setattr(clock, "world_now", lambda: at(moment))

    put("2026-11-26T12:00")
    return put


@pytest.fixture
def week(pilots: TestClient, set_clock: Callable[[str], None]) -> Week:
    """Visits of one need, 9–10 o'clock: `first` on Monday, `second` on Wednesday, `third` on Friday; it is Thursday noon."""
    week = Week(pilots)
    with week.database.writing() as session:
        _publish(session, week)
    return week


def _publish(session: Session, week: Week) -> None:
    session.get_one(Cadre, "liuxing-c001").service_needs = "每周打扫一次"
    session.add(
        Need(
            id="cleaning",
            cadre_id="liuxing-c001",
            service="household",
            pillar=Pillar.CARE,
            content="打扫房间",
            minutes=60,
            visits=3,
        )
    )
    session.flush()
    planned = [
        (name, Planned(need="cleaning", start=f"2026-11-{day}T09:00", end=f"2026-11-{day}T10:00", volunteers=people))
        for name, day, people in (
            ("first", 23, ["liuxing-v01"]),
            ("second", 25, ["liuxing-v01", "liuxing-v02"]),
            ("third", 27, ["liuxing-v02"]),
        )
    ]
    roster = create(session, MONDAY, region_id="city", by="协调员")
    version = append(session, roster, Document(visits=[one for _, one in planned]), cause=Cause.SOLVED, by="协调员")
    for name, one in planned:
        visit = Visit(
            roster_id=roster.id,
            need_id=one.need,
            cadre_id="liuxing-c001",
            station_id="liuxing",
            day=one.start.date(),
            start=one.start,
            end=one.end,
            volunteers=list(one.volunteers),
            published_version=version.number,
        )
        session.add(visit)
        session.flush()
        week.visits[name] = visit.id
        for volunteer in one.volunteers:
            session.add(
                Offer(
                    visit_id=visit.id,
                    volunteer_id=volunteer,
                    roster_id=roster.id,
                    start=one.start,
                    deadline=at("2026-11-22T09:00"),
                    token_hash=f"{visit.id}{volunteer}"[-64:],
                    state=OfferState.ACCEPTED,
                )
            )


DONE = {
    "outcome": "done",
    "started_at": "2026-11-23T09:05",
    "ended_at": "2026-11-23T10:10",
    "place": "柳星小区1栋",
    "volunteers": ["liuxing-v01"],
    "cadres": ["liuxing-c001"],
    "content": "打扫房间，陪聊",
    "by": "站点工作人员",
}
"""How `first` really went."""
