"""A volunteer who is a cadre is on no visit or leg while being visited."""

from matcher.domain import Problem
from tests.building import cadre, need, problem, visit, volunteer
from tests.rules.judging import broken


def helper_who_is_helped() -> Problem:
    """Volunteer v1 is cadre c1 and serves c2, ten minutes away; v2 serves c1."""
    return problem(
        [need("n1", of="c1"), need("n2", of="c2")],
        [volunteer("v1", cadre="c1"), volunteer("v2")],
        [cadre("c1", 0), cadre("c2", 10)],
    )


def test_serving_while_being_visited_breaks_it_by_the_minutes_that_overlap() -> None:
    week = helper_who_is_helped()

    found = broken(week, visit("n1", "08:30", "v2"), visit("n2", "09:00", "v1"))

    # out from 08:50 to 10:10, visited from 08:30 to 09:30
    assert found == {"one_person_one_place": [40]}


def test_being_on_the_way_back_while_being_visited_breaks_it() -> None:
    week = helper_who_is_helped()

    found = broken(week, visit("n2", "08:30", "v1"), visit("n1", "09:35", "v2"))

    # back at 09:40, visited from 09:35
    assert found == {"one_person_one_place": [5]}


def test_nobody_visits_themselves() -> None:
    week = helper_who_is_helped()

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"one_person_one_place": [60]}


def test_being_visited_between_two_visits_of_ones_own_keeps_it() -> None:
    week = problem(
        [need("n1", of="c1", minutes=30), need("n2", of="c2", minutes=30), need("n3", of="c3", minutes=30)],
        [volunteer("v1", cadre="c1"), volunteer("v2")],
        [cadre("c1", 0), cadre("c2", 10), cadre("c3", 5)],
    )

    found = broken(
        week,
        visit("n2", "08:10", "v1", minutes=30),
        visit("n1", "09:00", "v2", minutes=30),
        visit("n3", "09:35", "v1", minutes=30),
    )

    # the leg from c2 to c3 takes 5 minutes and is taken as late as possible: from 09:30, not 08:40
    assert found == {}


def test_on_the_boundary_leaving_when_the_visit_ends_and_coming_back_when_it_starts_is_in_time() -> None:
    week = helper_who_is_helped()

    leaving = broken(week, visit("n1", "08:00", "v2"), visit("n2", "09:10", "v1"))
    returning = broken(week, visit("n2", "08:10", "v1"), visit("n1", "09:20", "v2"))

    # leaves 09:00, is back 09:20
    assert leaving == {}
    assert returning == {}
