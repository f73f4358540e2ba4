"""Minutes by matrix: as it stands, from row to column."""

import numpy as np

from matcher.domain import Point
from matcher.travel import Place, travel_times
from matcher.travel.by_matrix import TravelByMatrix
from tests.building import WALK, matrix, need, place, problem, volunteer

ANYWHERE = Point(lat=0, lon=0)


def named(*names: str) -> list[Place]:
    return [Place(name, ANYWHERE) for name in names]


def asymmetric() -> TravelByMatrix:
    ways = matrix(["c1", "v1", "n1"], [[0, 3, 8], [7, 0, 5], [1, 2, 0]]).matrix
    assert ways is not None
    return TravelByMatrix(ways)


def test_the_way_there_is_not_the_way_back() -> None:
    travel = asymmetric()

    base, home, _ = named("v1", "c1", "n1")

    assert travel.minutes(base, home) == 7
    assert travel.minutes(home, base) == 3


def test_many_ways_at_once_are_the_same_in_whatever_order_the_places_come() -> None:
    travel, places = asymmetric(), named("n1", "c1", "v1")

    many = travel.among(places)(np.arange(3)[:, None], np.arange(3)[None, :])

    assert many.tolist() == [[travel.minutes(a, b) for b in places] for a in places]


def test_places_that_the_matrix_does_not_name_may_stand_among_the_others() -> None:
    travel = asymmetric()

    ways = travel.among(named("v9", "c1", "v1"))

    assert ways(np.array([1, 2]), np.array([2, 1])).tolist() == [3, 7]


def test_a_matrix_promises_nothing_of_metres_nor_of_triangles() -> None:
    travel = asymmetric()

    assert travel.furthest_metres(0) == np.inf
    assert not travel.obeys_triangle


def test_a_problem_may_mix_modes_and_names_places_of_needs_by_the_need() -> None:
    ways = matrix(["n1", "v2"], [[0, 4], [6, 0]])
    week = problem(
        [need("n1", location=place(2))],
        [volunteer("v1"), volunteer("v2", mode="bus")],
        travel={"walk": WALK, "bus": ways},
    )

    times = travel_times(week)

    where = Place("n1", place(2))
    assert times["walk"].minutes(Place("v1", place(0)), where) == 2
    assert times["bus"].minutes(Place("v2", place(0)), where) == 6
