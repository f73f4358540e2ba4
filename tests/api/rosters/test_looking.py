"""Looking at a roster: what holds today, why, for whom, and in what two versions differ."""

from sqlmodel import select

from api.tables.people import Volunteer
from matcher.audit import audit
from matcher.domain import Priority
from matcher.explain import explain
from matcher.policy import default_policy
from matcher.timetable import Timetable
from tests.api.rosters.desk import PILOTS, Desk, by_hand, on

POLICY = default_policy()
BY_ID = PILOTS.revised(
    volunteers=sorted(PILOTS.volunteers, key=lambda one: one.id), needs=sorted(PILOTS.needs, key=lambda one: one.id)
)
"""As rows give them: of equals the first is told first."""


def test_an_audit_judges_a_version_by_the_data_of_today(desk: Desk) -> None:
    before = desk.read("/audit").json()
    gone = desk.visits[0]["volunteers"][0]
    with desk.database.writing() as session:
        session.exec(select(Volunteer).where(Volunteer.id == gone)).one().active = False

    now = desk.read("/audit").json()

    report = audit(PILOTS, by_hand(), POLICY)
    assert (before["clean"], before["violations"], before["lost"]) == (True, [], [])
    assert before["score"] == report.score.model_dump()
    assert not now["clean"]
    assert {gone} <= {one for visit in now["lost"] for one in visit["volunteers"]}


def test_unmet_needs_come_worst_first_with_reasons(desk: Desk) -> None:
    told = desk.read("/unmet").json()

    missing = {need.id: need.visits - sum(visit.need == need.id for visit in by_hand().visits) for need in PILOTS.needs}
    urgency = [list(Priority).index(one["priority"]) for one in told]
    points = audit(PILOTS, by_hand(), POLICY).score.by_rule["unmet_visit"]
    assert {one["need"]: one["missing"] for one in told} == {need: lacks for need, lacks in missing.items() if lacks}
    assert urgency == sorted(urgency)
    assert all(one["reasons"] for one in told)
    assert sum(one["points"] for one in told) >= points


def test_an_explanation_says_what_the_engine_explains(desk: Desk) -> None:
    lacking = desk.read("/unmet").json()[0]["need"]
    served = desk.visits[0]["need"]

    why_not, why = desk.read(f"/explain/{lacking}").json(), desk.read(f"/explain/{served}").json()

    assert why_not["text"]["zh"] == explain(BY_ID, by_hand(), POLICY, lacking).text("zh")
    assert why_not["missing"]
    assert why_not["unmet"]["reasons"]
    assert {"unmet": None} | explain(BY_ID, by_hand(), POLICY, served).as_json() == {
        key: value for key, value in why.items() if key != "text"
    }
    assert desk.read("/explain/none").status_code == 404


def test_a_volunteers_week_is_told_tour_by_tour_with_the_ways(desk: Desk) -> None:
    busy = desk.visits[0]["volunteers"][0]

    week = desk.read(f"/volunteers/{busy}").json()

    tours = [tour for tour in Timetable(PILOTS, by_hand()).tours if tour.volunteer.id == busy]
    assert [[one["way"] for one in tour["visits"]] + [tour["way_back"]] for tour in week["tours"]] == [
        list(tour.ways) for tour in tours
    ]
    assert week["way_minutes"] == sum(sum(tour.ways) for tour in tours)
    assert week["visits"] == sum(busy in one["volunteers"] for one in desk.visits)
    assert desk.read("/volunteers/none").status_code == 404


def test_two_versions_differ_by_what_was_done_between_them(desk: Desk) -> None:
    first, second = desk.visits[0], desk.visits[1]
    done = desk.edit({"do": "remove", **on(first)}).json()
    desk.edit({"do": "pin", **on(second)})

    last = desk.read("/diff").json()
    whole = desk.read("/diff", **{"from": 2, "to": 4}).json()
    back = desk.read("/diff", **{"from": 4, "to": 2}).json()

    assert (last["before"], last["after"], last["visits"]) == (3, 4, [])
    assert [one["kind"] for one in whole["visits"]] == ["removed"]
    assert whole["points"]["more"] == done["points"]["more"]
    assert back["points"]["total_more"] == -whole["points"]["total_more"]
    assert desk.read("/diff", **{"from": 9}).status_code == 404
