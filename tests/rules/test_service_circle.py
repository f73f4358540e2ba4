"""The way from a volunteer's base to a visit takes at most `minutes` by the volunteer's own mode."""

from matcher.domain import TravelMode
from tests.building import WALK, cadre, need, place, policy, problem, visit, volunteer
from tests.rules.judging import broken


def test_a_way_of_twenty_minutes_breaks_it_by_five() -> None:
    week = problem([need()], cadres=[cadre("c1", where=20)])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"service_circle": [5]}


def test_a_faster_mode_keeps_it_at_the_same_place() -> None:
    by_bike = TravelMode(metres_per_minute=400, fixed_minutes=2)
    week = problem(
        [need()], [volunteer(mode="e_bike")], [cadre("c1", where=20)], travel={"walk": WALK, "e_bike": by_bike}
    )

    found = broken(week, visit("n1", "09:00", "v1"))

    # 2 + 2000 m / 400 = 7 minutes
    assert found == {}


def test_the_needs_own_location_counts_not_the_cadres_home() -> None:
    week = problem([need(location=place(15))], cadres=[cadre("c1", where=90)])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_fifteen_minutes_keep_it_and_a_minute_more_breaks_it() -> None:
    near, beyond = (problem([need()], cadres=[cadre("c1", where=minutes)]) for minutes in (15, 16))

    inside, outside = broken(near, visit("n1", "09:00", "v1")), broken(beyond, visit("n1", "09:00", "v1"))

    assert inside == {}
    assert outside == {"service_circle": [1]}


def test_on_the_boundary_a_circle_of_no_minutes_holds_those_who_live_there() -> None:
    at_home = policy(service_circle={"minutes": 0})
    week = problem([need("n1", of="c1"), need("n2", of="c2")], cadres=[cadre("c1", 0), cadre("c2", 1)])

    here, there = (broken(week, visit(name, "09:00", "v1"), policy=at_home) for name in ("n1", "n2"))

    assert here == {}
    assert there == {"service_circle": [1]}
