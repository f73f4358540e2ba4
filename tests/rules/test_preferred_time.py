"""A visit that starts in none of the need's preferred windows, where there are any, costs points."""

from matcher.domain import Problem
from tests.building import need, policy, problem, visit, volunteer, window, windows
from tests.rules.judging import points

ONLY = policy(soft=["preferred_time"])


def prefers_nine_to_ten() -> Problem:
    """Monday from nine to ten is preferred; any date will do."""
    dates = windows("08:00", "12:00", range(2))
    wanted = need(visits=2, windows=dates, preferred=[window("09:00", "10:00")])
    return problem([wanted], [volunteer(availability=dates)])


def test_given_two_visits_at_other_times_penalises_by_10() -> None:
    week = prefers_nine_to_ten()

    counted = points(week, visit("n1", "08:00", "v1"), visit("n1", "09:00", "v1", day=1), policy=ONLY)

    # the second is at nine, but on Tuesday
    assert counted == {"preferred_time": 10}


def test_given_a_start_in_a_preferred_window_penalises_nothing() -> None:
    week = prefers_nine_to_ten()

    counted = points(week, visit("n1", "09:30", "v1"), policy=ONLY)

    # only the start counts; it ends at 10:30
    assert counted == {}


def test_given_no_preference_penalises_nothing() -> None:
    counted = points(problem(), visit("n1", "11:00", "v1"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_preferred_windows_are_half_open() -> None:
    week = prefers_nine_to_ten()

    first = points(week, visit("n1", "09:00", "v1"), policy=ONLY)
    last = points(week, visit("n1", "09:55", "v1"), policy=ONLY)
    end = points(week, visit("n1", "10:00", "v1"), policy=ONLY)

    assert first == {}
    assert last == {}
    assert end == {"preferred_time": 5}


def test_on_the_boundary_a_preferred_window_may_begin_off_the_grid() -> None:
    week = problem([need(preferred=[window("09:01", "09:06")])])

    before, inside, after = (
        points(week, visit("n1", clock, "v1"), policy=ONLY) for clock in ("09:00", "09:05", "09:10")
    )

    assert before == {"preferred_time": 5}
    assert inside == {}
    assert after == {"preferred_time": 5}
