"""Two people about whom there are rows of every kind, with a word of their own in every column that could tell."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from api.matches.found import Found
from api.record.writing import act_as
from api.rights.kinds import KINDS
from api.rights.whose import cadre_or_no_such, volunteer_or_no_such
from api.rosters.versions import append, create
from api.storage import Database
from api.tables.cadres import Cadre, Consent, Purpose
from api.tables.needs import Group, GroupKind, Need, NeedWeek, Pillar
from api.tables.people import AvailabilityException, Volunteer
from api.tables.requests import Feed, MatchRequest
from api.tables.rosters import Cause
from api.tables.visits import Feedback, LedgerEntry, Offer, Visit, VisitState
from matcher.domain import Need as NeedDocument
from matcher.domain import Point, Roster, Window
from matcher.matching import Match

MONDAY = date(2025, 6, 2)
CADRE, VOLUNTEER = "金丝雀老人", "鹦鹉志愿者"
"""Names that nobody else bears; each also stands in the middle of other texts."""
CADRE_PHONE, VOLUNTEER_PHONE = "13977700011", "13977700022"
LATITUDE = 24.3123456
"""A place where nobody else lives."""


class Two(NamedTuple):
    """Ids of the cadre and of the volunteer."""

    cadre: str
    volunteer: str


@pytest.fixture
def two(pilots: TestClient) -> Two:
    """All visits between them are over and in the ledger."""
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        found = _rows(session)
    with database.writing() as session:
        _fill(session, found)
    return found


def _rows(session: Session) -> Two:
    need = session.exec(select(Need).join(Cadre).where(Cadre.station_id == "liuxing")).first()
    volunteer = session.exec(select(Volunteer).where(Volunteer.station_id == "liuxing")).first()
    assert need is not None
    assert volunteer is not None
    start, end = datetime(2025, 6, 2, 9), datetime(2025, 6, 2, 10)
    roster = create(session, MONDAY, station_id="liuxing")
    append(session, roster, Roster(visits=()), cause=Cause.CANCELLED, by="wei", note=f"{CADRE}住院")
    visit = Visit(
        roster_id=roster.id, need_id=need.id, cadre_id=need.cadre_id, station_id="liuxing", day=MONDAY, start=start,
        end=end, volunteers=[volunteer.id], published_version=1, state=VisitState.DONE,
    )  # fmt: skip
    session.add(visit)
    session.flush()
    entry = LedgerEntry(
        visit_id=visit.id, need_id=need.id, station_id="liuxing", outcome=VisitState.DONE, pillar=Pillar.CARE,
        service=need.service, day=MONDAY, started_at=start, ended_at=end, place=f"{CADRE}家", volunteers=[volunteer.id],
        cadres=[need.cadre_id], content=f"陪{CADRE}散步", recorded_by=VOLUNTEER,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    call = NeedDocument(
        id=need.id, cadre=need.cadre_id, service="household", minutes=30, windows=(Window(start=start, end=end),),
        location=Point(lat=LATITUDE, lon=109.4),
    )  # fmt: skip
    for need_id in (None, need.id):
        session.add(
            MatchRequest(
                roster_id=roster.id, station_id="liuxing", roster_version=1, roster_etag=1, need=call, need_id=need_id,
                fields={"cadre_id": need.cadre_id, "content": f"{CADRE}要买药", "service": "household", "minutes": 30},
                answer=Found(match=Match(need=need.id, options=())).model_dump(mode="json"),
            )
        )  # fmt: skip
    session.add_all(
        [
            Offer(
                visit_id=visit.id, volunteer_id=volunteer.id, roster_id=roster.id, start=start,
                deadline=datetime(2025, 6, 1, tzinfo=UTC), token_hash="0" * 64,
            ),
            Feedback(ledger_entry_id=entry.id, cadre_id=need.cadre_id, volunteer_id=volunteer.id, face=3),
            Feed(volunteer_id=volunteer.id, token_hash="1" * 64),
            Consent(cadre_id=need.cadre_id, purpose=Purpose.SERVICE, given_on=MONDAY),
            Group(station_id="liuxing", name=f"{CADRE}学习小组", kind=GroupKind.BUILDING, members=[need.cadre_id]),
            NeedWeek(need_id=need.id, week=MONDAY, visits=1),
            AvailabilityException(volunteer_id=volunteer.id, day=MONDAY),
        ]
    )  # fmt: skip
    return Two(need.cadre_id, volunteer.id)


def _fill(session: Session, two: Two) -> None:
    """Every word that stays or goes with a person names them; what tells of a cadre names the cadre."""
    act_as(session, "wei", f"{CADRE}的女儿来电")
    for find, key, name, phone in (
        (volunteer_or_no_such, two.volunteer, VOLUNTEER, VOLUNTEER_PHONE),
        (cadre_or_no_such, two.cadre, CADRE, CADRE_PHONE),
    ):
        whose = find(session, key)
        for kind in KINDS:
            for row in session.exec(select(kind.table).where(kind.about(whose))).all():
                if not isinstance(row, LedgerEntry):
                    _name(row, kind, whose, name)
        person: Any = whose.rows[0]
        person.name, person.phone, person.latitude = name, phone, LATITUDE


def _name(row: Any, kind: Any, whose: Any, name: str) -> None:
    for column, value in row.model_dump().items():
        if type(value) is str and column in {*kind.emptied, *kind.signed} and kind.is_theirs(column, row, whose):
            setattr(row, column, f"{name}的{column}" if column not in kind.signed else name)
