"""The search looks for every visit that saves points, also where a missing visit as such costs none."""

import pytest

from matcher.domain import Priority
from matcher.policy import Policy
from matcher.solve import solve
from tests.building import cadre, need, policy, problem, volunteer, window

ONLY_UNSERVED = policy(off=["unmet_visit"])
LOW_IS_NOTHING = policy(unmet_visit={"low": 0})


@pytest.mark.parametrize("rules", [ONLY_UNSERVED, LOW_IS_NOTHING], ids=["unmet_visit off", "weight 0"])
def test_a_cadre_whom_nobody_serves_gets_a_visit_for_that_alone(rules: Policy) -> None:
    week = problem([need(priority=Priority.LOW)], [volunteer()])

    # a stranger at the door saves the 800 points of a cadre without any visit and costs 10
    roster = solve(week, rules, moves=20, workers=1)

    assert roster.score is not None
    assert (len(roster.visits), roster.score.total) == (1, 10)


def test_one_visit_is_enough_where_no_more_than_that_saves_points() -> None:
    asked = [need(f"n{k}", of="c1", also_cadres=[f"c{k}"]) for k in (2, 3)]
    week = problem([*asked, need("n1", of="c1", visits=3)], [volunteer("v1"), volunteer("v2")], [cadre("c1", 1)])

    # n2 serves c1 and c2, n3 serves c1 and c3: then n1 saves nothing. Two strangers, each a minute out and back
    roster = solve(week, ONLY_UNSERVED, moves=500, workers=1)

    assert roster.score is not None
    assert {one.need for one in roster.visits} == {"n2", "n3"}
    assert roster.score.total == 10 + 10 + 2


def test_a_visit_that_leaves_a_cadre_unserved_is_looked_for_again() -> None:
    hour = [window("08:00", "09:00")]
    asked = [need("n1", also_cadres=["c2"], windows=hour), need("n2", of="c2", windows=hour, service="legal")]
    people = [volunteer("v1"), volunteer("v2", services=["legal"])]

    # the two needs share c2, so only one of them is served at that hour: n1, which leaves nobody out
    roster = solve(problem(asked, people), ONLY_UNSERVED, moves=300, workers=1)

    assert [one.need for one in roster.visits] == ["n1"]
