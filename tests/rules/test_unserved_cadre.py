"""A cadre named by a need who gets no visit at all costs points."""

from tests.building import cadre, need, policy, problem, visit
from tests.rules.judging import points

ONLY = policy(soft=["unserved_cadre"])


def test_given_two_cadres_without_a_visit_penalises_by_1600() -> None:
    week = problem([need("n1", of="c1"), need("n2", of="c2"), need("n3", of="c2")])

    counted = points(week, policy=ONLY)

    # two cadres, though three needs
    assert counted == {"unserved_cadre": 2 * 800}


def test_given_a_visit_of_one_need_its_cadre_is_served_though_another_need_is_not() -> None:
    week = problem([need("n1", of="c1"), need("n2", of="c1")])

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_being_served_along_with_another_is_being_served() -> None:
    week = problem([need("n1", of="c1", also_cadres=["c2", "c3"]), need("n2", of="c2")])

    unserved, served = points(week, policy=ONLY), points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert unserved == {"unserved_cadre": 3 * 800}
    assert served == {}


def test_on_the_boundary_a_cadre_whom_no_need_names_costs_nothing() -> None:
    week = problem([need("n1", of="c1")], cadres=[cadre("c1"), cadre("c2")])

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {}
