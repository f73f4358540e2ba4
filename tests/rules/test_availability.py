"""A visit lies, with the travel to it and back to the base, inside one availability window of each of its volunteers."""

from tests.building import cadre, need, problem, visit, volunteer, window
from tests.rules.judging import broken


def test_a_visit_at_a_time_of_no_window_breaks_it_by_its_minutes() -> None:
    week = problem([need(windows=[window("08:00", "18:00")])], [volunteer(availability=[window("08:00", "12:00")])])

    found = broken(week, visit("n1", "14:00", "v1"))

    assert found == {"availability": [60]}


def test_leaving_too_early_and_being_back_too_late_break_it_one_by_one() -> None:
    week = problem(
        [need(minutes=120)],
        [volunteer(availability=[window("09:00", "11:05")])],
        [cadre("c1", where=10)],
    )

    found = broken(week, visit("n1", "09:05", "v1", minutes=120))

    # leaves 08:55, 5 minutes before 09:00; is back 11:05 + 10 minutes of way
    assert found == {"availability": [5, 10]}


def test_a_visit_with_time_for_both_ways_keeps_it() -> None:
    week = problem([need()], [volunteer(availability=[window("08:30", "11:30")])], [cadre("c1", where=10)])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_leaving_and_coming_home_to_the_minute_is_in_time() -> None:
    week = problem([need()], [volunteer(availability=[window("08:50", "10:10")])], [cadre("c1", where=10)])

    to_the_minute = broken(week, visit("n1", "09:00", "v1"))
    five_minutes_later = broken(week, visit("n1", "09:05", "v1"))

    assert to_the_minute == {}
    assert five_minutes_later == {"availability": [5]}


def test_on_the_boundary_two_windows_that_touch_are_two_tours_with_a_way_home_in_between() -> None:
    halves = [window("08:00", "10:00"), window("10:00", "12:00")]
    week = problem(
        [need("n1", minutes=30), need("n2", minutes=30)], [volunteer(availability=halves)], [cadre("c1", where=10)]
    )

    in_time = broken(week, visit("n1", "09:20", "v1", minutes=30), visit("n2", "10:10", "v1", minutes=30))
    no_way_home = broken(week, visit("n1", "09:30", "v1", minutes=30), visit("n2", "10:10", "v1", minutes=30))

    # 09:20 + 30 + 10 = 10:00 and 10:00 + 10 = 10:10; ten minutes later the first tour ends at 10:10
    assert in_time == {}
    assert no_way_home == {"availability": [10]}
