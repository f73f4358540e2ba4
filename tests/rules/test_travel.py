"""Every minute of every leg of every tour costs points, the legs from and to the base included."""

from matcher.domain import Problem
from tests.building import cadre, matrix, need, place, policy, problem, visit, volunteer, window
from tests.rules.judging import points

ONLY = policy(soft=["travel"])


def street(**of_volunteer: object) -> Problem:
    """Base at place 0, cadres at 4 and 10, a need each."""
    return problem(
        [need("n1", of="c1"), need("n2", of="c2")], [volunteer(**of_volunteer)], [cadre("c1", 4), cadre("c2", 10)]
    )


def test_given_one_tour_of_two_visits_penalises_by_20() -> None:
    week = street()

    counted = points(week, visit("n1", "08:30", "v1"), visit("n2", "10:00", "v1"), policy=ONLY)

    # 4 out, 6 between, 10 back
    assert counted == {"travel": 20}


def test_given_two_tours_penalises_by_28() -> None:
    week = street(availability=[window("08:00", "09:45"), window("09:45", "12:00")])

    counted = points(week, visit("n1", "08:30", "v1"), visit("n2", "10:00", "v1"), policy=ONLY)

    # 4 out, 4 back, 10 out, 10 back
    assert counted == {"travel": 28}


def test_given_a_crew_of_two_penalises_each_by_their_own_way() -> None:
    week = problem([need(crew=2)], [volunteer("v1", 0), volunteer("v2", 7)], [cadre("c1", 4)])

    counted = points(week, visit("n1", "09:00", "v1", "v2"), policy=ONLY)

    # 4 + 4 and 3 + 3
    assert counted == {"travel": 14}


def test_given_a_matrix_the_way_back_counts_as_the_matrix_has_it() -> None:
    week = problem(travel={"walk": matrix(["c1", "v1"], [[0, 9], [2, 0]])})

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    # 2 out, 9 back
    assert counted == {"travel": 11}


def test_on_the_boundary_a_visit_at_the_base_costs_nothing() -> None:
    week = problem([need(location=place(3))], [volunteer(where=3)])

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_a_metre_is_a_minute() -> None:
    week = problem([need(location=place(0.01))])

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    # each leg is rounded up
    assert counted == {"travel": 2}
