"""Service minutes per day and week and visits per day stay within the volunteer's limits, or the policy's where null."""

import pytest

from matcher.domain import Problem, Visit
from tests.building import need, policy, problem, visit, volunteer, window, windows
from tests.rules.judging import broken


def mornings(**limits: int | None) -> Problem:
    """A need of half an hour on each of three dates at 08:00, 08:30 and 09:00, all at the volunteer's door."""
    dates = windows("08:00", "12:00", range(3))
    needs = [
        need(f"n{day}{half}", of=f"c{day}{half}", minutes=30, windows=[dates[day]])
        for day in range(3)
        for half in range(3)
    ]
    return problem(needs, [volunteer(availability=dates, **limits)])


def served(day: int, visits: int) -> list[Visit]:
    """The first so many of a date, one after the other."""
    return [
        visit(f"n{day}{half}", ("08:00", "08:30", "09:00")[half], "v1", day=day, minutes=30) for half in range(visits)
    ]


@pytest.mark.parametrize(
    ("limits", "size"),
    [({"max_visits_per_day": 2}, 1), ({"max_minutes_per_day": 50}, 40), ({"max_minutes_per_week": 80}, 10)],
)
def test_a_third_visit_of_half_an_hour_breaks_the_volunteers_own_limit(limits: dict[str, int], size: int) -> None:
    week = mornings(**limits)

    found = broken(week, *served(day=0, visits=3))

    # 3 visits of at most 2; 90 minutes of at most 50 a day; 90 of at most 80 a week
    assert found == {"load_limits": [size]}


def test_two_limits_of_a_day_that_are_exceeded_count_one_by_one() -> None:
    week = mornings(max_visits_per_day=1, max_minutes_per_day=30)

    found = broken(week, *served(day=0, visits=2))

    assert found == {"load_limits": [1, 30]}


def test_without_limits_of_their_own_the_policys_hold() -> None:
    needs = [need(f"n{k}", of=f"c{k}", minutes=30, windows=[window("08:00", "13:00")]) for k in range(5)]
    week = problem(needs, [volunteer(availability=[window("08:00", "13:00")])])
    starts = ["08:00", "08:30", "09:00", "09:30", "10:00"]
    visits = [visit(f"n{k}", starts[k], "v1", minutes=30) for k in range(5)]

    four, five = broken(week, *visits[:4]), broken(week, *visits)

    # the default is 4 visits a day
    assert four == {}
    assert five == {"load_limits": [1]}


def test_visits_spread_over_the_week_keep_the_limits_of_a_day() -> None:
    week = mornings(max_visits_per_day=1, max_minutes_per_day=30)

    found = broken(week, *served(0, 1), *served(1, 1), *served(2, 1))

    assert found == {}


def test_on_the_boundary_a_limit_may_be_reached() -> None:
    week = mornings(max_visits_per_day=2, max_minutes_per_day=60, max_minutes_per_week=120)

    reached, exceeded = (
        broken(week, *served(0, 2), *served(1, 2)),
        broken(week, *served(0, 2), *served(1, 2), *served(2, 1)),
    )

    assert reached == {}
    assert exceeded == {"load_limits": [30]}


def test_on_the_boundary_a_limit_of_nothing_allows_nothing() -> None:
    week = mornings(max_minutes_per_week=0)

    idle, busy = broken(week), broken(week, *served(0, 1))

    assert idle == {}
    assert busy == {"load_limits": [30]}


def test_on_the_boundary_an_own_limit_above_the_policys_counts() -> None:
    strict = policy(load_limits={"visits_per_day": 1})

    found = broken(mornings(max_visits_per_day=3), *served(0, 3), policy=strict)

    assert found == {}
