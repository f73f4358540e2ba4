"""A volunteer whose week comes near the limit costs points, ever more the nearer it comes."""

import pytest

from matcher.domain import Problem
from tests.building import need, policy, problem, visit, volunteer
from tests.rules.judging import points

ONLY = policy(soft=["load_balance"])


def one_visit(minutes: int, **limits: int) -> Problem:
    """A single visit of so many minutes."""
    return problem([need(minutes=minutes)], [volunteer(**limits)])


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        # c = 200: 100u − 12 000 and 100u − 17 000
        (160, 4),  # ⌊4 000 / 1000⌋ + 0
        (199, 7 + 2 * 2),  # ⌊7 900 / 1000⌋ + 2 ⌊2 900 / 1000⌋
        (200, 8 + 2 * 3),  # ⌊8 000 / 1000⌋ + 2 ⌊3 000 / 1000⌋
    ],
)
def test_given_a_week_near_its_limit_penalises_by_the_curve(minutes: int, expected: int) -> None:
    week = one_visit(minutes, max_minutes_per_week=200)

    counted = points(week, visit("n1", "08:00", "v1", minutes=minutes), policy=ONLY)

    assert counted == {"load_balance": expected}


def test_given_half_a_week_penalises_nothing() -> None:
    week = one_visit(100, max_minutes_per_week=200)

    counted = points(week, visit("n1", "08:00", "v1", minutes=100), policy=ONLY)

    assert counted == {}


def test_given_no_own_limit_the_policys_480_minutes_count() -> None:
    week = one_visit(240)

    half_a_week = points(week, visit("n1", "08:00", "v1", minutes=240), policy=ONLY)
    with_300 = policy(
        soft=["load_balance"], load_balance={"minutes_per_week": 300}, load_limits={"minutes_per_week": 300}
    )
    most_of_a_week = points(week, visit("n1", "08:00", "v1", minutes=240), policy=with_300)

    # c = 480: 24 000 − 28 800 < 0; c = 300: ⌊6 000 / 1000⌋ + 0, as 24 000 − 25 500 < 0
    assert half_a_week == {}
    assert most_of_a_week == {"load_balance": 6}


def test_on_the_boundary_the_first_point_falls_ten_minutes_beyond_sixty_per_cent() -> None:
    before, at = (one_visit(minutes, max_minutes_per_week=200) for minutes in (129, 130))

    nothing = points(before, visit("n1", "08:00", "v1", minutes=129), policy=ONLY)
    first = points(at, visit("n1", "08:00", "v1", minutes=130), policy=ONLY)

    # 60 % of 200 is 120: 900 / 1000 and 1 000 / 1000
    assert nothing == {}
    assert first == {"load_balance": 1}


def test_on_the_boundary_a_limit_of_nothing_counts_every_minute_where_limits_are_off() -> None:
    lenient = policy(off=["load_limits"], soft=["load_balance"])
    week = one_visit(60, max_minutes_per_week=0)

    counted = points(week, visit("n1", "08:00", "v1"), policy=lenient)

    # 6 000 / 1000 + 2 · 6 000 / 1000
    assert counted == {"load_balance": 18}
