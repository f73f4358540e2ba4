"""Any week leaves as the contract's files and as the board, and these belong together."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

import scenarios
from api.rosters.versions import append, find
from api.tables.rosters import Cause
from matcher.audit import audit
from matcher.domain import Problem, Roster, Visit
from matcher.policy import default_policy
from tests.api.exchange.conftest import storage
from tests.api.exchange.workbooks import formulas, grids

WEEK = scenarios.get("four_pilots").build()
NEED = next(need for need in WEEK.needs if need.crew == 1 and need.windows)
VOLUNTEER = WEEK.volunteers[0]


@pytest.fixture
def roster(filled: TestClient) -> str:
    """The address of a roster with one visit in its second version."""
    made = filled.post("/v1/rosters", json={"station_id": "liuxing", "week": f"{WEEK.week.start}"})
    if made.status_code == 409:
        made = filled.get(f"/v1/rosters/{made.json()['roster']}")
    key, start = made.json()["id"], NEED.windows[0].start
    visit = Visit(need=NEED.id, start=start, end=start + timedelta(minutes=NEED.minutes), volunteers=(VOLUNTEER.id,))
    with storage(filled).writing() as session:
        append(session, find(session, key), Roster(visits=(visit,)), cause=Cause.EDITED)
    return f"/v1/rosters/{key}"


def test_problem_and_roster_fit_each_other_and_an_audit_reads_them(filled: TestClient, roster: str) -> None:
    problem = Problem.model_validate_json(filled.get(f"{roster}/problem.json").content)
    document = Roster.model_validate_json(filled.get(f"{roster}/roster.json").content)

    report = audit(problem, document, default_policy())

    assert [visit.need for visit in document.visits] == [NEED.id]
    assert report.score.total > 0
    assert {one.name for one in (*problem.cadres, *problem.volunteers)} == {""}


def test_an_earlier_version_and_names_are_had_by_asking(filled: TestClient, roster: str) -> None:
    first = Roster.model_validate_json(filled.get(f"{roster}/roster.json?version=1").content)
    named = Problem.model_validate_json(filled.get(f"{roster}/problem.json?names=true").content)

    assert first.visits == ()
    assert named.volunteer_by_id[VOLUNTEER.id].name == VOLUNTEER.name
    assert filled.get(f"{roster}/roster.json?version=999").status_code == 404


def test_the_board_leaves_as_a_page_and_as_a_workbook_with_names(filled: TestClient, roster: str) -> None:
    page = filled.get(f"{roster}/roster.html")
    workbook = filled.get(f"{roster}/roster.xlsx").content

    assert VOLUNTEER.name in page.text
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-disposition"].startswith("attachment")
    assert VOLUNTEER.name in {cell for row in grids(workbook)["排班 Roster"].rows for cell in row}
    assert formulas(workbook) == []


def test_a_roster_that_is_not_there_has_no_files(filled: TestClient) -> None:
    paths = ["problem.json", "roster.json", "roster.xlsx", "roster.html"]

    assert {filled.get(f"/v1/rosters/none/{path}").status_code for path in paths} == {404}
