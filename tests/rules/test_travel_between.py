"""Consecutive visits of a tour leave at least the travel minutes between them."""

from matcher.domain import Problem
from tests.building import cadre, matrix, need, problem, visit, volunteer
from tests.rules.judging import broken


def two_homes(apart: int) -> Problem:
    """Cadres at place 0 and so many minutes further, a need each, a volunteer at place 0."""
    return problem([need("n1", of="c1"), need("n2", of="c2")], cadres=[cadre("c1", 0), cadre("c2", apart)])


def test_too_little_time_for_the_way_breaks_it_by_the_minutes_that_are_short() -> None:
    week = two_homes(apart=12)

    found = broken(week, visit("n1", "08:00", "v1"), visit("n2", "09:05", "v1"))

    # 09:00 + 12 minutes is 09:12, 7 minutes after 09:05
    assert found == {"travel_between": [7]}


def test_being_at_two_visits_at_once_breaks_it_by_the_overlap_and_the_way() -> None:
    week = two_homes(apart=12)

    found = broken(week, visit("n1", "08:00", "v1"), visit("n2", "08:30", "v1"))

    assert found == {"travel_between": [30 + 12]}


def test_more_time_than_the_way_takes_keeps_it() -> None:
    week = two_homes(apart=12)

    found = broken(week, visit("n1", "08:00", "v1"), visit("n2", "09:30", "v1"))

    assert found == {}


def test_on_the_boundary_the_way_may_fill_the_time_to_the_minute() -> None:
    week = two_homes(apart=10)

    found = broken(week, visit("n1", "08:00", "v1"), visit("n2", "09:10", "v1"))

    assert found == {}


def test_on_the_boundary_the_way_there_may_be_shorter_than_the_way_back() -> None:
    ways = matrix(["c1", "c2", "v1"], [[0, 5, 1], [10, 0, 1], [1, 1, 0]])
    week = problem([need("n1", of="c1"), need("n2", of="c2")], [volunteer()], travel={"walk": ways})

    downhill = broken(week, visit("n1", "08:05", "v1"), visit("n2", "09:10", "v1"))
    uphill = broken(week, visit("n2", "08:05", "v1"), visit("n1", "09:10", "v1"))

    assert downhill == {}
    assert uphill == {"travel_between": [5]}
