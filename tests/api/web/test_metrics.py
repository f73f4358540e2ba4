"""Figures of the service: what is asked for, by template and status, how long it takes, and what waits; and of no person."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from api.authority import Role
from api.storage import Database
from api.storage.columns import now
from api.tables.jobs import Job, JobKind, JobState
from api.tables.rosters import Roster
from tests.api.conftest import authorise

CANARY = "canary"


def figures(client: TestClient) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    """By name and labels."""
    answer = client.get("/v1/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain; version=")
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def counted(client: TestClient) -> dict[tuple[str, str, str], int]:
    """Requests by method, route and status."""
    return {
        (labels["method"], labels["route"], labels["status"]): int(number)
        for key, number in figures(client)["matcher_request_seconds_count"].items()
        for labels in [dict(key)]
    }


def test_requests_are_counted_by_route_and_status_and_never_by_address(pilots: TestClient) -> None:
    for key in ("liuxing", "wantang", f"{CANARY}-1", f"{CANARY}-2"):
        pilots.get(f"/v1/stations/{key}", params={"q": CANARY})
    pilots.get(f"/{CANARY}")
    pilots.request(CANARY.upper(), f"/{CANARY}")

    told = counted(pilots)

    assert told["GET", "/v1/stations/{key}", "200"] == 2
    assert told["GET", "/v1/stations/{key}", "404"] == 2
    assert told["GET", "none", "404"] == 1
    assert {status for method, route, status in told if method == "OTHER"} <= {"404", "405"}
    assert sum(number for (method, _, _), number in told.items() if method == "OTHER") == 1
    assert CANARY not in pilots.get("/v1/metrics").text.lower()


def test_jobs_are_counted_by_state_and_the_oldest_that_waits_is_told(pilots: TestClient) -> None:
    before = figures(pilots)
    address = pilots.post("/v1/rosters", json={"station_id": "liuxing", "week": "2026-11-23"}).headers["Location"]
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    with database.writing() as session:
        roster = session.exec(select(Roster.id)).one()
        for minutes, state in ((10, JobState.QUEUED), (5, JobState.QUEUED), (60, JobState.DONE)):
            session.add(
                Job(
                    roster_id=roster, base_version=1, kind=JobKind.SOLVE, seconds=1, state=state,
                    created_at=now() - timedelta(minutes=minutes),
                )
            )  # fmt: skip

    after = figures(pilots)

    assert address.endswith(roster)
    assert before["matcher_oldest_queued_job_seconds"] == {(): 0}
    assert set(before["matcher_jobs"].values()) == {0}
    assert len(before["matcher_jobs"]) == len(JobKind) * len(JobState)
    jobs = {(dict(key)["kind"], dict(key)["state"]): number for key, number in after["matcher_jobs"].items() if number}
    assert jobs == {("solve", "queued"): 2, ("solve", "done"): 1}
    assert 600 <= after["matcher_oldest_queued_job_seconds"][()] < 660  # ten minutes, and what this test takes


def test_the_line_the_connections_and_the_version_are_told(pilots: TestClient) -> None:
    told = figures(pilots)

    # who asks is at work, with one connection
    assert told["matcher_requests"] == {(("state", "at_work"),): 1, (("state", "waiting"),): 0}
    assert told["matcher_database_connections"] == {(): 1}
    ((build, number),) = told["matcher_build_info"].items()
    assert dict(build)["database"] in ("sqlite", "postgresql")
    assert number == 1


def test_errors_of_the_database_are_counted_by_class(pilots: TestClient) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    for statement in ("SELECT nonsense", "SELECT more nonsense"):
        with pytest.raises(DBAPIError), database.reading() as session:
            session.connection().execute(text(statement))

    told = figures(pilots)["matcher_database_errors_total"]

    assert sum(told.values()) == 2
    assert {dict(key)["kind"] for key in told} <= {"OperationalError", "ProgrammingError"}


@pytest.mark.parametrize(("role", "status"), [(Role.CITY, 200), (Role.AUDITOR, 200), (Role.STATION_STAFF, 403)])
def test_only_who_may_inspect_reads_them(pilots: TestClient, role: Role, status: int) -> None:
    authorise(pilots, role, **({} if role is Role.CITY else {"station_id": "liuxing"}))
    pilots.event_hooks["request"] = []

    assert pilots.get("/v1/metrics").status_code == status
