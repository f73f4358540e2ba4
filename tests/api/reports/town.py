"""A town small enough to count by hand.

    city ┬ north ┬ alder ── A (active)     a1 离休, widowed, whole dossier; a2 nothing known      v1 school, v2 by herself
         │       └ B (pilot)               b1; b2 withdrew her consent                           v3 company
         ├ south ── C (planned)            c1, c2, c3                                             v4 is c1; v5 has left
         └ west                            nobody

Everything lies on one meridian. 0.001° of latitude is 111.195 m: on foot (75 m a minute, detour 1.3) 1.927 minutes, by e-bike
(250 m a minute, detour 1.3, 2 minutes fixed) 0.578 minutes. The week is that from Monday 2026-11-23; it is Saturday noon.

    day    visit  need       planned        people  what became of it
    Mon 23 V1     n1 of a1   9:00–10:00     v1      done 9:00–9:50, corrected to 9:00–10:00
    Tue 24 V3     n2 of b1   14:00–15:30    v3      partial 14:00–15:00
    Wed 25 V2     n1         9:00–10:00     v1 v2   done 9:00–9:45
    Thu 26 V4     n2         14:00–15:30    v3      no show
    Thu 26        (none)                    v4      mediation by c2, 10:00–11:30, of the pillar contribution
    Fri 27 V5     n1         9:00–10:00     v1      nobody has said
    Fri 27 V6     n2         14:00–15:30    v3      called off
    Sat 28 V7     n1         15:00–16:00    v1      still to come
    Tue 10 before             (none)        v2      half an hour with a2
"""

from datetime import date, datetime
from typing import Any

from fastapi.testclient import TestClient
from sqlmodel import Session

from api.rosters.versions import append, create
from api.storage import Database
from api.tables.cadres import Cadre, Category, Consent, Fact, Hardship, Purpose
from api.tables.needs import Need, Pillar
from api.tables.people import Organisation, OrganisationKind, Volunteer
from api.tables.places import Regime, Region, RegionKind, Staff, Station, StationState
from api.tables.requests import MatchRequest
from api.tables.rosters import Cause, Roster
from api.tables.visits import Offer, Visit, VisitState
from api.tables.weekly import WeeklyWindow
from matcher import domain

NOW = "2026-11-28T12:00"
MERIDIAN = 109.4
HOURS = [WeeklyWindow(weekday=0, start="08:00", end="17:00")]


def at(moment: str) -> datetime:
    """A local time (Asia/Shanghai) as an instant."""
    return datetime.fromisoformat(f"{moment}:00+08:00")


def build(client: TestClient) -> None:
    """Rows of the registry and the roster go in as they are, what people record goes through the service."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        _places(session)
        _people(session)
        _needs(session)
        visits = _visits(session)
    _record(client, visits)


def _places(session: Session) -> None:
    tree = [("city", None), ("north", "city"), ("south", "city"), ("west", "city"), ("alder", "north")]
    for key, parent in tree:
        kind = RegionKind.COMMUNITY if key == "alder" else RegionKind.CITY if parent is None else RegionKind.DISTRICT
        session.add(Region(id=key, name=key, kind=kind, parent_id=parent))
        session.flush()
    session.add(
        Station(
            id="A",
            region_id="alder",
            name="A",
            state=StationState.ACTIVE,
            latitude=24.350,
            longitude=MERIDIAN,
            leader="负责人",
            staff=[Staff(name="工作人员")],
            premises="活动室",
            opening_hours=HOURS,
            regimes=list(Regime),
        )
    )
    session.add(
        Station(
            id="B",
            region_id="north",
            name="B",
            state=StationState.PILOT,
            latitude=24.400,
            longitude=MERIDIAN,
            leader="负责人",
            premises="活动室",
            regimes=[regime for regime in Regime if regime is not Regime.VISITING],
        )
    )
    session.add(
        Station(
            id="C",
            region_id="south",
            name="C",
            state=StationState.PLANNED,
            latitude=24.450,
            longitude=MERIDIAN,
            premises="活动室",
            opening_hours=HOURS,
        )
    )
    session.flush()


def _people(session: Session) -> None:
    whole = {fact.value: "有" for fact in Fact if fact is not Fact.AGE} | {"born_on": date(1940, 1, 1)}
    for key, station, latitude, more in (
        (
            "a1",
            "A",
            24.352,
            {"category": Category.LIXIU, "hardships": [Hardship.WIDOWED], "verified_on": date(2026, 11, 1)} | whole,
        ),
        ("a2", "A", 24.358, {}),
        ("b1", "B", 24.401, {}),
        ("b2", "B", 24.402, {}),
        ("c1", "C", 24.450, {}),
        ("c2", "C", 24.452, {}),
        ("c3", "C", 24.4595, {}),
    ):
        place: dict[str, Any] = {"latitude": latitude, "longitude": MERIDIAN}
        session.add(Cadre(id=key, station_id=station, name=f"老{key}", **(place | more)))
    for key, kind in (("school", OrganisationKind.SCHOOL), ("company", OrganisationKind.COMPANY), ("society", None)):
        session.add(Organisation(id=key, name=key, kind=kind or OrganisationKind.SOCIAL))
    session.flush()
    session.add(
        Consent(cadre_id="b2", purpose=Purpose.SERVICE, given_on=date(2026, 1, 1), withdrawn_on=date(2026, 11, 1))
    )
    for key, station, latitude, more in (
        ("v1", "A", 24.350, {"organisation_id": "school", "max_minutes_per_week": 120}),
        ("v2", "A", 24.350, {"mode": "e_bike"}),
        ("v3", "B", 24.400, {"organisation_id": "company", "max_minutes_per_week": 240}),
        ("v4", "C", 24.450, {"cadre_id": "c1", "max_minutes_per_week": 60}),
        ("v5", "C", 24.450, {"active": False}),
    ):
        place = {"latitude": latitude, "longitude": MERIDIAN}
        session.add(Volunteer(id=key, station_id=station, name=f"志愿者{key}", **(place | more)))
    session.flush()


def _needs(session: Session) -> None:
    """n2 was called in on Tuesday at eight; n4 was registered at the midnight that opens Wednesday."""
    for key, cadre, service, pillar, fact, created in (
        ("n1", "a1", "household", Pillar.CARE, Fact.SERVICE_NEEDS, "2026-11-20T08:00"),
        ("n2", "b1", "study", Pillar.STUDY, Fact.HEALTH, "2026-11-24T08:01"),
        ("n4", "c3", "legal", Pillar.CARE, Fact.SERVICE_NEEDS, "2026-11-25T00:00"),
        ("n5", "c3", "legal", Pillar.CARE, Fact.SERVICE_NEEDS, "2026-11-30T00:00"),
    ):
        session.add(
            Need(
                id=key,
                cadre_id=cadre,
                service=service,
                pillar=pillar,
                fact=fact,
                minutes=60,
                created_at=at(created),
            )
        )
    session.flush()


def _visits(session: Session) -> dict[str, str]:
    roster = create(session, date(2026, 11, 23), region_id="city")
    planned = {
        "V1": ("n1", 23, "09:00", "10:00", ["v1"]),
        "V2": ("n1", 25, "09:00", "10:00", ["v1", "v2"]),
        "V3": ("n2", 24, "14:00", "15:30", ["v3"]),
        "V4": ("n2", 26, "14:00", "15:30", ["v3"]),
        "V5": ("n1", 27, "09:00", "10:00", ["v1"]),
        "V6": ("n2", 27, "14:00", "15:30", ["v3"]),
        "V7": ("n1", 28, "15:00", "16:00", ["v1"]),
    }
    documents = {
        name: domain.Visit(
            need=need, start=f"2026-11-{day}T{start}", end=f"2026-11-{day}T{end}", volunteers=tuple(people)
        )
        for name, (need, day, start, end, people) in planned.items()
    }
    append(session, roster, domain.Roster(visits=tuple(documents.values())), cause=Cause.SOLVED)
    session.add(_call(roster))
    visits = {name: _visit(session, roster, name, one) for name, one in documents.items()}
    session.flush()
    return visits


def _call(roster: Roster) -> MatchRequest:
    need = domain.Need(id="n2", cadre="b1", service="study", minutes=60)
    return MatchRequest(
        roster_id=roster.id,
        station_id="B",
        roster_version=2,
        roster_etag=2,
        need=need,
        answer={},
        need_id="n2",
        created_at=at("2026-11-24T08:00"),
    )


def _visit(session: Session, roster: Roster, name: str, one: domain.Visit) -> str:
    cadre, station = ("a1", "A") if one.need == "n1" else ("b1", "B")
    visit = Visit(
        roster_id=roster.id,
        need_id=one.need,
        cadre_id=cadre,
        station_id=station,
        day=one.start.date(),
        start=one.start,
        end=one.end,
        volunteers=list(one.volunteers),
        state=VisitState.CANCELLED if name == "V6" else VisitState.PLANNED,
        published_version=roster.newest,
    )
    session.add(visit)
    session.flush()
    for volunteer in one.volunteers:
        session.add(
            Offer(
                visit_id=visit.id,
                volunteer_id=volunteer,
                roster_id=roster.id,
                start=one.start,
                deadline=at("2026-11-22T09:00"),
                token_hash=f"{name}{volunteer}",
                created_at=at("2026-11-24T08:20" if name == "V3" else "2026-11-24T09:00"),
            )
        )
    return visit.id


def _record(client: TestClient, visits: dict[str, str]) -> None:
    def send(address: str, body: dict[str, Any]) -> str:
        answer = client.post(address, json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def done(day: int, start: str, end: str, people: list[str], cadre: str, outcome: str = "done") -> dict[str, Any]:
        times = {"started_at": f"2026-11-{day}T{start}", "ended_at": f"2026-11-{day}T{end}"}
        who = {"volunteers": people, "cadres": [cadre], "place": "家中", "content": "服务"}
        return {"outcome": outcome} | times | who

    wrong = send(f"/v1/visits/{visits['V1']}/outcome", done(23, "09:00", "09:50", ["v1"], "a1"))
    first = send(f"/v1/ledger/{wrong}/corrections", done(23, "09:00", "10:00", ["v1"], "a1") | {"reason": "时间有误"})
    second = send(f"/v1/visits/{visits['V2']}/outcome", done(25, "09:00", "09:45", ["v1", "v2"], "a1"))
    third = send(f"/v1/visits/{visits['V3']}/outcome", done(24, "14:00", "15:00", ["v3"], "b1", "partial"))
    send(f"/v1/visits/{visits['V4']}/outcome", {"outcome": "no_show", "content": "生病"})
    send(
        "/v1/ledger",
        done(26, "10:00", "11:30", ["v4"], "c2") | {"service": "mediation", "pillar": "contribution"},
    )
    send("/v1/ledger", done(10, "10:00", "10:30", ["v2"], "a2") | {"service": "emotional", "pillar": "care"})
    for entry, face, volunteer in ((first, 3, None), (second, 3, "v1"), (second, 3, "v2"), (third, 1, None)):
        send(f"/v1/ledger/{entry}/feedback", {"face": face, "volunteer_id": volunteer})
