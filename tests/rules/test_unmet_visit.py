"""Every missing visit costs points by its priority."""

import pytest

from tests.building import need, policy, problem, visit, volunteer, windows
from tests.rules.judging import points

ONLY = policy(soft=["unmet_visit"])


@pytest.mark.parametrize(("priority", "weight"), [("emergency", 16000), ("high", 4000), ("normal", 1000), ("low", 500)])
def test_given_three_wanted_and_none_made_penalises_by_three_times_the_weight(priority: str, weight: int) -> None:
    week = problem([need(visits=3, priority=priority)])

    counted = points(week, policy=ONLY)

    assert counted == {"unmet_visit": 3 * weight}


def test_given_two_of_three_made_penalises_by_1000() -> None:
    dates = windows("08:00", "12:00", range(3))
    week = problem([need(visits=3, windows=dates)], [volunteer(availability=dates)])

    counted = points(week, visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=2), policy=ONLY)

    assert counted == {"unmet_visit": 1000}


def test_on_the_boundary_as_many_as_wanted_cost_nothing() -> None:
    week = problem([need(visits=1, priority="emergency")])

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_visits_for_which_the_week_has_no_date_are_missing_too() -> None:
    week = problem([need(visits=9, priority="low")], days=1)

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    # 8 of 9 are missing
    assert counted == {"unmet_visit": 8 * 500}
