"""Visits that share a cadre do not overlap."""

from tests.building import need, problem, visit, volunteer
from tests.rules.judging import broken

TWO = [volunteer("v1"), volunteer("v2")]


def test_two_visits_of_a_cadre_break_it_by_the_minutes_they_overlap() -> None:
    week = problem([need("n1", of="c1"), need("n2", of="c1")], TWO)

    found = broken(week, visit("n1", "09:00", "v1"), visit("n2", "09:40", "v2"))

    assert found == {"one_visit_at_a_time": [20]}


def test_a_cadre_served_along_with_another_counts_as_visited() -> None:
    week = problem([need("n1", of="c1", also_cadres=["c2"]), need("n2", of="c2")], TWO)

    found = broken(week, visit("n1", "09:00", "v1"), visit("n2", "09:30", "v2"))

    assert found == {"one_visit_at_a_time": [30]}


def test_two_needs_that_share_two_cadres_break_it_twice() -> None:
    week = problem([need("n1", of="c1", also_cadres=["c2"]), need("n2", of="c2", also_cadres=["c1"])], TWO)

    found = broken(week, visit("n1", "09:00", "v1"), visit("n2", "09:00", "v2"))

    assert found == {"one_visit_at_a_time": [60, 60]}


def test_visits_of_different_cadres_at_one_time_keep_it() -> None:
    week = problem([need("n1", of="c1"), need("n2", of="c2")], TWO)

    found = broken(week, visit("n1", "09:00", "v1"), visit("n2", "09:00", "v2"))

    assert found == {}


def test_on_the_boundary_a_visit_may_start_when_the_other_ends() -> None:
    week = problem([need("n1", of="c1"), need("n2", of="c1")], TWO)

    found = broken(week, visit("n1", "09:00", "v1"), visit("n2", "10:00", "v2"))

    assert found == {}
