"""A visit lies inside one of the need's windows, on the grid, and lasts as long as the need says."""

from matcher.audit import audit
from matcher.policy import default_policy
from tests.building import need, problem, roster, visit, volunteer, window
from tests.rules.judging import broken


def test_a_visit_that_ends_after_its_window_breaks_it_by_the_minutes_outside() -> None:
    week = problem([need(windows=[window("08:00", "10:00")])])

    found = broken(week, visit("n1", "09:15", "v1"))

    # 09:15 and an hour is 10:15
    assert found == {"visit_window": [15]}


def test_a_visit_between_two_windows_breaks_it_by_the_way_to_the_nearer() -> None:
    week = problem([need(windows=[window("08:00", "09:00"), window("10:00", "12:00")])])

    found = broken(week, visit("n1", "09:50", "v1"))

    # 10 minutes before the second; 110 minutes after the end of the first
    assert found == {"visit_window": [10]}


def test_a_need_without_a_window_is_never_visited() -> None:
    week = problem([need(windows=[])])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"visit_window": [60]}


def test_a_start_off_the_grid_breaks_it_by_the_minutes_since_the_last_grid_point() -> None:
    week = problem([need()], grid=15)

    found = broken(week, visit("n1", "09:20", "v1"))

    assert found == {"visit_window": [5]}


def test_a_visit_of_another_length_than_the_needs_breaks_it() -> None:
    week = problem([need(minutes=60)])

    report = audit(week, roster(visit("n1", "09:00", "v1", minutes=45)), default_policy())

    assert [(found.rule, found.size) for found in report.violations] == [("visit_window", 15)]


def test_a_visit_inside_the_second_of_two_windows_keeps_it() -> None:
    week = problem([need(windows=[window("08:00", "09:00"), window("10:00", "12:00")])])

    found = broken(week, visit("n1", "10:30", "v1"))

    assert found == {}


def test_on_the_boundary_a_visit_may_fill_its_window_but_not_two_windows_that_touch() -> None:
    touching = [window("08:00", "09:00"), window("09:00", "10:00")]
    week = problem([need(windows=touching)], [volunteer(availability=[window("08:00", "12:00")])])

    fills = broken(week, visit("n1", "09:00", "v1"))
    straddles = broken(week, visit("n1", "08:30", "v1"))

    assert fills == {}
    assert straddles == {"visit_window": [30]}
