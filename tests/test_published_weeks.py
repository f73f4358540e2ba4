"""What was published stands where it can, and never misleads `solve` into breaking a rule."""

import pytest

from matcher.audit import audit
from matcher.domain import Problem
from matcher.policy import default_policy
from matcher.solve import solve
from tests.building import cadre, matrix, need, problem, published, volunteer, window


def beyond_the_weeks_limit() -> Problem:
    """Visits of 20 and 60 minutes were published, and the volunteer now has 75 a week."""
    asked = [need("n1", minutes=20), need("n2", of="c2", minutes=60)]
    return problem(
        asked,
        [volunteer("v1", max_minutes_per_week=75)],
        published=[published("n1", "09:00", "v1"), published("n2", "10:00", "v1")],
    )


def crew_outside_its_window() -> Problem:
    """A visit by two was published for half an hour before the need's window of now."""
    asked = need(crew=2, windows=[window("09:00", "10:30")])
    return problem(
        [asked], [volunteer("v1"), volunteer("v2")], [cadre("c1", 5)], published=[published("n1", "08:30", "v1", "v2")]
    )


def pinned_on_the_way_home() -> Problem:
    """From c1 it takes 14 minutes home, and over c2 only 3: the second pinned visit shortens the tour."""
    ways = matrix(["v1", "c1", "c2"], [[0, 5, 5], [14, 0, 2], [1, 15, 0]])
    return problem(
        [need("n1", minutes=30), need("n2", of="c2", minutes=30)],
        travel={"walk": ways},
        published=[published("n1", "09:00", "v1", pinned=True), published("n2", "10:00", "v1", pinned=True)],
    )


@pytest.mark.parametrize(
    ("week", "by_rule"),
    [
        # the short one stands, by a stranger (10); for the long one 1000 + 800 + 60, and standing itself would load by 1 more
        (beyond_the_weeks_limit(), {"unmet_visit": 1000, "unserved_cadre": 800, "unfamiliar": 10, "changed_visit": 60}),
        # two strangers (20), two ways of 5 + 5 minutes (20), and half an hour later than published (10)
        (crew_outside_its_window(), {"travel": 20, "unfamiliar": 20, "changed_visit": 10}),
        # 5 + 2 + 1 minutes, two visits by a stranger
        (pinned_on_the_way_home(), {"travel": 8, "unfamiliar": 20}),
    ],
    ids=["beyond the week's limit", "a crew outside its window", "pinned on the way home"],
)
def test_what_can_stand_stands_and_the_rest_is_moved_or_left_out(week: Problem, by_rule: dict[str, int]) -> None:
    roster = solve(week, moves=500, workers=1)

    assert audit(week, roster, default_policy()).clean
    assert roster.score is not None
    assert {rule: points for rule, points in roster.score.by_rule.items() if points} == by_rule
