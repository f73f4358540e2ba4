"""A visit by a volunteer of another station than the cadre's costs points."""

from matcher.domain import Problem
from tests.building import cadre, need, policy, problem, station, visit, volunteer
from tests.rules.judging import points

ONLY = policy(soft=["cross_station"])


def neighbours(**of_need: object) -> Problem:
    """Cadre c1 of s1 and c2 of s2; volunteers v1 of s1, v2 and v3 of s2."""
    people = [volunteer("v1"), volunteer("v2", station="s2"), volunteer("v3", station="s2")]
    homes = [cadre("c1"), cadre("c2", station="s2")]
    return problem([need(**of_need)], people, homes, stations=[station("s1"), station("s2")])


def test_given_a_crew_of_two_from_elsewhere_penalises_by_16() -> None:
    week = neighbours(crew=2)

    counted = points(week, visit("n1", "09:00", "v2", "v3"), policy=ONLY)

    assert counted == {"cross_station": 16}


def test_given_a_volunteer_of_the_cadres_station_penalises_nothing() -> None:
    week = neighbours()

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_the_needs_own_cadre_says_which_station_it_belongs_to() -> None:
    week = neighbours(also_cadres=["c2"])

    ours, theirs = (points(week, visit("n1", "09:00", who), policy=ONLY) for who in ("v1", "v2"))

    assert ours == {}
    assert theirs == {"cross_station": 8}
