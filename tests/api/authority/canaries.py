"""A station of 200 dossiers in whose every sensitive field stands a word that nothing else holds, and a week of its life."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, select

import api.clock
from api.jobs.lease import claim
from api.jobs.working import Work
from api.sealing.columns import SEALED
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre, Consent, Purpose
from api.tables.needs import Group, GroupKind, Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer

OWN, OTHER = "liuxing", "wantang"
MONDAY = date(2026, 11, 23)
FRIDAY_BEFORE, TUESDAY = datetime(2026, 11, 20, 9), datetime(2026, 11, 24, 10)

DOSSIER, WORK, NAME, PHONE = "金丝雀", "云雀", "丹顶鹤", "1770009"
"""In dossiers, in words about the daily work, in names of people, and in their phone numbers."""
DOSSIERS = 200
ACCEPTED = 11
"""The first link is declined, those up to this one are accepted, the others wait: some of any ten visits are at homes."""


@dataclass
class Life:
    """What was asked for and answered while the week went on."""

    client: TestClient
    roster: str = ""
    job: str = ""
    visit: str = ""
    entry: str = ""
    match: str = ""
    feed: str = ""
    locations: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    written: io.StringIO = field(default_factory=io.StringIO)

    @property
    def database(self) -> Database:
        """Of the running service."""
        database: Database = self.client.app.state.database  # type: ignore[attr-defined]
        return database

    def done(self, method: str, path: str, body: Any = None, seen: str | None = None, **more: Any) -> Response:
        """A request that is taken."""
        headers = {"If-Match": self.client.get(seen).headers["ETag"]} if seen is not None else {}
        headers |= more.pop("headers", {})
        answer = self.client.request(method, path, json=body, headers=headers, **more)
        assert answer.status_code < 300, (path, answer.text)
        if "Location" in answer.headers:
            self.locations.append(answer.headers["Location"])
        return answer


def fill_with_canaries(session: Session) -> None:
    """The pilots are there already; the station gets as many cadres as are wanted, and words everywhere."""
    cadres = list(session.exec(select(Cadre).where(Cadre.station_id == OWN)).all())
    for number in range(len(cadres), DOSSIERS):
        cadres.append(Cadre(id=f"{OWN}-more-{number}", station_id=OWN, name="x", latitude=24.35, longitude=109.4))
        session.add(cadres[-1])
    for number, cadre in enumerate(cadres):
        for fact in SEALED[Cadre]:
            setattr(cadre, fact, f"{DOSSIER}{fact}{number}")
        cadre.name = cadre.family_contact = cadre.unit_contact = f"{NAME}{number}"
        cadre.phone = cadre.family_phone = f"{PHONE}{number:04}"
    for number, volunteer in enumerate(session.exec(select(Volunteer).where(Volunteer.station_id == OWN)).all()):
        volunteer.address, volunteer.note = f"{DOSSIER}宿舍{number}", f"{DOSSIER}备注{number}"
        volunteer.name, volunteer.phone = f"{NAME}志愿{number}", f"{PHONE}{900 + number:04}"
        session.add(
            AvailabilityException(volunteer_id=volunteer.id, day=date(2027, 1, 4), reason=f"{WORK}请假{number}")
        )
    session.flush()
    for number, cadre in enumerate(cadres):
        session.add(Consent(cadre_id=cadre.id, purpose=Purpose.PUBLICITY, given_on=MONDAY, note=f"{WORK}同意{number}"))
    needs = session.exec(select(Need).join(Cadre).where(Cadre.station_id == OWN)).all()
    for number, need in enumerate(needs):
        need.content = f"{WORK}需求{number}"
        session.add(NeedWeek(need_id=need.id, week=date(2027, 1, 4), visits=1, reason=f"{WORK}本周{number}"))
    group = Group(id=f"{OWN}-group", station_id=OWN, name="楼栋小组", kind=GroupKind.BUILDING, note=f"{WORK}小组")
    session.add(group)


@contextlib.contextmanager
def clock_at(local: datetime) -> Iterator[None]:
    """Clocks in Liuzhou show this time."""
    before = api.clock.world_now
    api.clock.world_now = lambda: (local - timedelta(hours=8)).replace(tzinfo=UTC)  # type: ignore[assignment]
    try:
        yield
    finally:
        api.clock.world_now = before  # type: ignore[assignment]


def live(life: Life) -> None:
    """Solve, publish, answer, match, carry out, import, and a feed: by somebody who may, and tells a purpose."""
    with clock_at(FRIDAY_BEFORE):
        _plan(life)
    with clock_at(TUESDAY):
        _carry_out(life)
    sheet = life.done("GET", "/v1/exports/cadres.xlsx").content
    life.done("POST", "/v1/imports", content=sheet)
    volunteer = life.done("GET", f"/v1/volunteers?station_id={OWN}&limit=1").json()["items"][0]["id"]
    feed = life.done("POST", f"/v1/volunteers/{volunteer}/feeds").json()
    life.feed, life.links = feed["id"], [*life.links, feed["address"]]


def _plan(life: Life) -> None:
    life.roster = life.done("POST", "/v1/rosters", {"station_id": OWN, "week": f"{MONDAY}"}).headers["Location"]
    life.job = life.done("POST", f"{life.roster}/solve", {"seconds": 1}, life.roster).headers["Location"]
    settings: Settings = life.client.app.state.settings  # type: ignore[attr-defined]
    with life.database.writing() as session:
        lease = claim(session, "here")
    assert lease is not None
    Work(life.database, settings, lease).run()
    links = life.done("POST", f"{life.roster}/publish", {}, life.roster).json()["links"]
    life.links += [one["link"] for one in links]
    life.done("POST", f"{links[0]['link']}/answer", {"answer": "declined", "reason": f"{WORK}有事"})
    for accepted in links[1:ACCEPTED]:
        life.done("POST", f"{accepted['link']}/answer", {"answer": "accepted"})


def _carry_out(life: Life) -> None:
    window = {"start": "2026-11-26T08:00", "end": "2026-11-26T20:00"}
    call = {
        "roster_id": life.roster.rsplit("/", 1)[1],
        "cadre_id": f"{OWN}-c001",
        "service": "household",
        "minutes": 30,
    }
    asked = call | {"windows": [window], "content": f"{WORK}来电"}
    key = {"Idempotency-Key": "once"}
    life.match = life.done("POST", "/v1/matches", asked, headers=key).headers["Location"].rsplit("/", 1)[1]
    visit = life.done("GET", f"/v1/visits?day={MONDAY}&limit=1").json()["items"][0]
    life.visit = visit["id"]
    address = f"/v1/visits/{life.visit}/outcome"
    planned = life.done("GET", address).json()
    ending = planned | {"outcome": "done", "content": f"{WORK}台账", "place": f"{WORK}家中", "by": "韦"}
    life.entry = life.done("POST", address, ending).json()["id"]
    corrected = {name: value for name, value in ending.items() if name != "by"} | {"reason": f"{WORK}更正", "by": "韦"}
    life.entry = life.done("POST", f"/v1/ledger/{life.entry}/corrections", corrected).json()["id"]
    life.done("POST", f"/v1/ledger/{life.entry}/feedback", {"face": 1, "words": f"{WORK}反馈", "by": "韦"})
