"""A need gets at most `visits` visits a week, at most one a day, on dates at least `min_gap_days` apart."""

from typing import Any

from matcher.domain import Problem
from tests.building import need, problem, visit, volunteer, windows
from tests.rules.judging import broken


def daily(**wanted: Any) -> Problem:
    """A need that may be visited on every date, by a volunteer who is always there."""
    dates = windows("08:00", "12:00", range(7))
    return problem([need(windows=dates, **wanted)], [volunteer(availability=dates)])


def test_more_visits_than_wanted_break_it_by_their_number() -> None:
    week = daily(visits=2)

    found = broken(week, *(visit("n1", "09:00", "v1", day=day) for day in range(4)))

    assert found == {"weekly_frequency": [2]}


def test_two_visits_on_a_date_break_it_even_if_several_are_wanted() -> None:
    week = daily(visits=3)

    found = broken(week, visit("n1", "08:00", "v1"), visit("n1", "10:00", "v1"))

    # 0 days apart, at least 1
    assert found == {"weekly_frequency": [1]}


def test_each_gap_that_is_too_short_breaks_it_by_the_days_it_lacks() -> None:
    week = daily(visits=3, min_gap_days=3)

    found = broken(week, *(visit("n1", "09:00", "v1", day=day) for day in (0, 1, 3)))

    # gaps of 1 and 2 days, at least 3
    assert found == {"weekly_frequency": [2, 1]}


def test_fewer_visits_than_wanted_keep_it() -> None:
    week = daily(visits=3)

    found = broken(week, visit("n1", "09:00", "v1", day=4))

    assert found == {}


def test_on_the_boundary_as_many_visits_as_wanted_at_the_least_gap_keep_it() -> None:
    week = daily(visits=3, min_gap_days=3)

    found = broken(week, *(visit("n1", "09:00", "v1", day=day) for day in (0, 3, 6)))

    assert found == {}


def test_on_the_boundary_no_gap_asked_for_still_means_one_a_day() -> None:
    week = daily(visits=2, min_gap_days=0)

    next_day = broken(week, visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=1))
    same_day = broken(week, visit("n1", "08:00", "v1"), visit("n1", "10:00", "v1"))

    assert next_day == {}
    assert same_day == {"weekly_frequency": [1]}
