"""Every route declares what it does, and then does it for nobody else: by role, and only within their own stations."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from itertools import product
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, select

from api.application import ROUTERS, create_app
from api.authority import Action, Role, Sensitivity
from api.authority.allowing import ACTIONS, MOST_SENSITIVE
from api.identity.guarding import Guard
from api.identity.keys import make_key
from api.matches.found import Found
from api.rosters.versions import create
from api.sealing.columns import SEALED
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre, Consent, Purpose
from api.tables.jobs import Job, JobEvent, JobKind, JobState, JobWork
from api.tables.needs import Group, GroupKind, Need, NeedWeek, Pillar
from api.tables.people import AvailabilityException, Volunteer
from api.tables.requests import Feed, MatchRequest
from api.tables.rights import ConsentChange, Erasure
from api.tables.rosters import Roster
from api.tables.visits import Feedback, LedgerEntry, Offer, Visit, VisitState
from matcher.domain import Need as NeedDocument
from matcher.domain import Window
from matcher.matching import Match
from tests.api.conftest import BACKENDS, client_of, fill_pilots, new_database, settings_for

MONDAY = date(2026, 11, 23)
OWN, OTHER, UNKNOWN = "liuxing", "wantang", "nobody-knows-this"
DOSSIER, WORK, PHONE = "canary of a dossier", "canary of the work", "13900009999"
"""What stands in every sealed fact, in what is to be done, and in every phone number."""
ASKERS = [role for role in Role if role is not Role.LINK]


def operations() -> list[tuple[str, str, Action]]:
    """Method, path and declared action of every route."""
    found = []
    for route in (route for router in ROUTERS for route in router.routes):
        assert isinstance(route, APIRoute)
        declared = [one.dependency for one in route.dependencies if isinstance(one.dependency, Guard)]
        assert len(declared) == 1, f"{route.path} declares {len(declared)} actions, expected dependencies=may(Action.…)"
        found += [(method, route.path, declared[0].action) for method in route.methods]
    return sorted(found)


OPERATIONS = operations()


class Asked(NamedTuple):
    """The role that asked, what it put into addresses, and the answer by method, path and station."""

    role: Role
    places: dict[str, dict[str, str]]
    answers: dict[tuple[str, str, str], Response]


def test_the_document_lists_the_routes_that_were_looked_at() -> None:
    document = create_app(Settings(worker=False)).openapi()["paths"]

    listed = {(method.upper(), path) for path, item in document.items() for method in item}

    assert listed == {(method, path) for method, path, _ in OPERATIONS}
    assert len(listed) > 100


def test_reading_changes_nothing_and_changing_is_no_reading() -> None:
    reading = {Action.LOOK, Action.REPORT, Action.INSPECT}
    elsewhere = {Action.OPEN, Action.EXCHANGE, Action.MATCH, Action.ADMINISTER, Action.KEEP, Action.PLAN}

    assert [one for one in OPERATIONS if one[0] == "GET" and one[2] not in reading | elsewhere] == []
    assert [one for one in OPERATIONS if one[0] != "GET" and one[2] in reading] == []


@pytest.fixture(scope="module", params=BACKENDS)
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Two of its stations have rows of every kind."""
    folder = tmp_path_factory.mktemp("two")
    with new_database(request, folder) as url, client_of(create_app(settings_for(url, folder))) as client:
        fill_pilots(client)
        database: Database = client.app.state.database  # type: ignore[attr-defined]
        with database.writing() as session:
            for station in (OWN, OTHER):
                everything_of(session, station)
        client.event_hooks["request"] = []
        yield client


def everything_of(session: Session, station: str) -> None:
    """One row of every kind that has a station, all by an id that begins with it."""
    need = session.exec(select(Need).join(Cadre).where(Cadre.station_id == station)).first()
    volunteer = session.exec(select(Volunteer).where(Volunteer.station_id == station)).first()
    assert need is not None
    assert volunteer is not None
    start, end = datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 10)
    roster = create(session, MONDAY, station_id=station)
    visit = Visit(
        id=f"{station}-visit", roster_id=roster.id, need_id=need.id, cadre_id=need.cadre_id, station_id=station,
        day=MONDAY, start=start, end=end, volunteers=[volunteer.id], published_version=1,
    )  # fmt: skip
    entry = LedgerEntry(
        id=f"{station}-entry", visit_id=visit.id, need_id=need.id, station_id=station, outcome=VisitState.DONE,
        pillar=Pillar.CARE, service=need.service, day=MONDAY, started_at=start, ended_at=end, place=f"{station} 3号楼",
        volunteers=[volunteer.id], cadres=[need.cadre_id], content=WORK,
    )  # fmt: skip
    call = NeedDocument(
        id=f"{station}-call",
        cadre=need.cadre_id,
        service="household",
        minutes=30,
        windows=[Window(start=start, end=end)],
    )
    session.add(visit)
    session.flush()
    session.add(entry)
    session.flush()
    session.add_all(
        [
            Offer(
                id=f"{station}-offer", visit_id=visit.id, volunteer_id=volunteer.id, roster_id=roster.id, start=start,
                deadline=datetime(2026, 11, 22, tzinfo=UTC), token_hash=f"{station:0>64}",
            ),
            Feedback(
                id=f"{station}-feedback", ledger_entry_id=entry.id, cadre_id=need.cadre_id, volunteer_id=volunteer.id, face=3,
            ),
            Job(id=f"{station}-job", roster_id=roster.id, base_version=1, kind=JobKind.SOLVE, seconds=1, state=JobState.FAILED),
            MatchRequest(
                id=f"{station}-match", roster_id=roster.id, station_id=station, roster_version=1,
                roster_etag=1,
                fields=call.model_dump(mode="json", include={"service", "minutes", "windows"}) | {"cadre_id": need.cadre_id},
                need=call,
                answer=Found(match=Match(need=f"{station}-call", options=())).model_dump(mode="json"),
            ),
            Feed(id=f"{station}-feed", volunteer_id=volunteer.id, token_hash=f"{station:1>64}"),
            Consent(id=f"{station}-consent", cadre_id=need.cadre_id, purpose=Purpose.SERVICE, given_on=MONDAY),
            Group(id=f"{station}-group", station_id=station, name=f"{station} 小组", kind=GroupKind.BUILDING),
            NeedWeek(id=f"{station}-week", need_id=need.id, week=MONDAY, visits=1),
            AvailabilityException(id=f"{station}-exception", volunteer_id=volunteer.id, day=MONDAY),
            ConsentChange(
                id=f"{station}-change", cadre_id=need.cadre_id, purpose=Purpose.SERVICE, given_on=MONDAY,
            ),
            Erasure(id=f"{station}-erasure", cadre_id=need.cadre_id),
        ]
    )  # fmt: skip

    session.flush()
    session.add(JobWork(job_id=f"{station}-job"))
    session.add(JobEvent(job_id=f"{station}-job", number=1, kind="done", data={}))

    for cadre in session.exec(select(Cadre).where(Cadre.station_id == station)).all():
        for fact in SEALED[Cadre]:
            setattr(cadre, fact, DOSSIER)
        cadre.phone = cadre.family_phone = PHONE
    entry_words = session.exec(select(Need).where(Need.id == need.id)).one()
    entry_words.content = WORK


def ids(client: TestClient, station: str) -> dict[str, str]:
    """What stands in the place of each path parameter for rows of a station, by the collection that it is in."""
    if station == UNKNOWN:
        return defaultdict(lambda: UNKNOWN)
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.reading() as session:
        roster = session.exec(select(Roster).where(Roster.station_id == station)).one()
        need = session.exec(select(Need).join(Cadre).where(Cadre.station_id == station)).first()
        volunteer = session.exec(select(Volunteer).where(Volunteer.station_id == station)).first()
    assert need is not None
    assert volunteer is not None
    return defaultdict(lambda: UNKNOWN) | {
        "stations": station, "cadres": need.cadre_id, "volunteers": volunteer.id, "needs": need.id, "rosters": roster.id,
        "visits": f"{station}-visit", "ledger": f"{station}-entry", "offers": f"{station}-offer", "feeds": f"{station}-feed",
        "feedback": f"{station}-feedback", "jobs": f"{station}-job", "matches": f"{station}-match", "groups": f"{station}-group",
        "consents": f"{station}-consent", "need-weeks": f"{station}-week", "availability-exceptions": f"{station}-exception",
        "explain": need.id, "regions": "city",
    }  # fmt: skip


def address(path: str, of: dict[str, str]) -> str:
    """Each parameter filled by the collection that stands before it."""
    parts: list[str] = []
    for part in path.split("/"):
        if part.startswith("{"):
            name, _, suffix = part[1:].partition("}")
            value = {"number": "1", "contents": "cadres", "subject": "cadres", "kind": "coverage"}.get(name)
            part = f"{value or of[parts[-1]]}{suffix}"
        parts.append(part)
    return "/".join(parts)


def is_of_a_station(path: str, of: dict[str, str]) -> bool:
    """What the address names belongs to a station."""
    return "{" in path and of[path.split("/")[2]] not in ("city", UNKNOWN)


def as_role(client: TestClient, role: Role) -> None:
    """Asks by a key of the role at its own station."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        _, key = make_key(session, f"{role}", role, station_id=OWN)
    client.headers["Authorization"] = f"Bearer {key}"


@pytest.fixture(scope="module")
def asked(service: TestClient) -> Callable[[Role], Asked]:
    """What a role is answered at every route, asked once."""
    return cache(lambda role: asked_by(service, role))


def asked_by(client: TestClient, role: Role) -> Asked:
    """About its own station, another one, and one that there is not."""
    as_role(client, role)
    places = {whose: ids(client, whose) for whose in (OWN, OTHER, UNKNOWN)}
    answers = {
        (method, path, whose): client.request(
            method, address(path, of), headers={"If-Match": "*"}, json=None if method == "GET" else {}
        )
        for (method, path, _), (whose, of) in product(OPERATIONS, places.items())
        if not path.endswith("/events")  # a stream; what it tells is the job's, which is asked for at its own address
    }
    return Asked(role, places, answers)


@pytest.mark.parametrize("role", ASKERS)
def test_a_role_is_refused_what_it_may_not_and_never_told_of_other_stations(
    role: Role, asked: Callable[[Role], Asked]
) -> None:
    _, places, answers = asked(role)
    leaks, faults = [], []

    for (method, path, action), (whose, of) in product(OPERATIONS, places.items()):
        answer = answers.get((method, path, whose))
        if answer is None:
            continue
        case = role.value, whose, method, path, answer.status_code
        if answer.status_code >= 500:
            faults.append(case)
        if action is not Action.OPEN and action not in ACTIONS[role]:
            if answer.status_code != 403:
                leaks.append(case)
        elif (whose == OTHER and f"{OTHER}-" in answer.text) or (
            whose != OWN
            and "{" in path
            and answer.status_code < 300
            and of[path.split("/")[2]] not in ("city", UNKNOWN)
        ):
            leaks.append(case)

    assert len(answers) > 300
    assert faults == []
    assert leaks == []


@pytest.mark.parametrize("role", ASKERS)
def test_another_station_s_row_is_answered_like_one_that_is_not_there(
    role: Role, asked: Callable[[Role], Asked]
) -> None:
    _, places, answers = asked(role)
    of = places[OTHER]
    different = []

    for method, path, action in OPERATIONS:
        if not is_of_a_station(path, of) or path.endswith("/events") or action is Action.OPEN:
            continue
        told = [answers[method, path, whose].status_code for whose in (OTHER, UNKNOWN)]
        if told[0] != told[1]:
            different.append((role.value, method, path, *told))

    assert different == []


@pytest.mark.parametrize("role", ASKERS)
def test_no_answer_holds_more_of_people_than_the_role_may_see(role: Role, service: TestClient) -> None:
    as_role(service, role)
    places = ids(service, OWN)
    allowed = MOST_SENSITIVE[role]
    hidden = {DOSSIER, PHONE} | (set() if allowed is Sensitivity.SENSITIVE else {WORK})
    leaks = []

    for method, path, action in OPERATIONS:
        if method == "GET" and not path.endswith("/events") and action is not Action.OPEN:
            told = words(service.get(address(path, places)))
            leaks += [(role.value, path, word) for word in hidden if word in told]
        if method == "GET" and Action.REVEAL not in ACTIONS[role] and action in ACTIONS[role]:
            assert service.get(address(path, places), params={"reveal": "curious"}).status_code == 403

    assert leaks == []


def words(answer: Response) -> str:
    """All that an answer holds, be it text or a workbook."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.content)) as file:
        return " ".join(file.read(name).decode(errors="replace") for name in file.namelist())


def test_nobody_at_all_is_told_only_what_is_open(service: TestClient) -> None:
    as_role(service, Role.CITY)
    places = ids(service, OWN)
    service.headers.pop("Authorization")

    told = [
        (method, path, answer.status_code)
        for method, path, action in OPERATIONS
        if action is not Action.OPEN and not path.endswith("/events")
        and (answer := service.request(method, address(path, places))).status_code not in (401, 403)
    ]  # fmt: skip

    assert told == []
