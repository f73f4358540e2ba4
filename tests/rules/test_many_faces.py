"""A need that sees more different volunteers in the week than its crew costs points."""

from matcher.domain import Problem
from tests.building import need, policy, problem, visit, volunteer, windows
from tests.rules.judging import points

ONLY = policy(soft=["many_faces"])


def three_dates(crew: int) -> Problem:
    """Three visits of one need; four volunteers who are always there."""
    dates = windows("08:00", "12:00", range(3))
    people = [volunteer(f"v{k}", availability=dates) for k in range(1, 5)]
    return problem([need(visits=3, crew=crew, windows=dates)], people)


def test_given_three_volunteers_of_a_need_for_one_penalises_by_30() -> None:
    week = three_dates(crew=1)

    counted = points(week, *(visit("n1", "09:00", f"v{day + 1}", day=day) for day in range(3)), policy=ONLY)

    # two beyond the one, 15 each
    assert counted == {"many_faces": 30}


def test_given_a_crew_of_two_that_changes_one_member_penalises_by_15() -> None:
    week = three_dates(crew=2)

    counted = points(week, visit("n1", "09:00", "v1", "v2"), visit("n1", "09:00", "v1", "v3", day=1), policy=ONLY)

    assert counted == {"many_faces": 15}


def test_given_the_same_volunteer_each_time_penalises_nothing() -> None:
    week = three_dates(crew=1)

    counted = points(week, *(visit("n1", "09:00", "v1", day=day) for day in range(3)), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_the_crew_itself_is_free() -> None:
    week = three_dates(crew=2)

    counted = points(week, visit("n1", "09:00", "v3", "v4"), visit("n1", "09:00", "v4", "v3", day=2), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_faces_are_counted_by_need_not_by_cadre() -> None:
    week = problem([need("n1"), need("n2")], [volunteer("v1"), volunteer("v2")])

    counted = points(week, visit("n1", "08:00", "v1"), visit("n2", "09:00", "v2"), policy=ONLY)

    assert counted == {}
