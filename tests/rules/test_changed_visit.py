"""A roster that differs from the published one costs points."""

from matcher.domain import Problem
from tests.building import need, policy, problem, published, visit, volunteer, windows
from tests.rules.judging import points

ONLY = policy(soft=["changed_visit"])


def published_on_monday(crew: int, *volunteers: str) -> Problem:
    """One visit was published for Monday at nine; Tuesday would do as well."""
    dates = windows("08:00", "12:00", range(2))
    people = [volunteer(name, availability=dates) for name in ("v1", "v2", "v3")]
    wanted = need(crew=crew, visits=2, windows=dates)
    return problem([wanted], people, published=[published("n1", "09:00", *volunteers)])


def test_given_a_published_visit_left_out_penalises_by_60() -> None:
    counted = points(published_on_monday(1, "v1"), policy=ONLY)

    assert counted == {"changed_visit": 60}


def test_given_other_volunteers_penalises_by_60_even_at_the_same_time() -> None:
    week = published_on_monday(2, "v1", "v2")

    counted = points(week, visit("n1", "09:00", "v1", "v3"), policy=ONLY)

    assert counted == {"changed_visit": 60}


def test_given_the_same_volunteers_on_another_date_penalises_by_60() -> None:
    counted = points(published_on_monday(1, "v1"), visit("n1", "09:00", "v1", day=1), policy=ONLY)

    assert counted == {"changed_visit": 60}


def test_given_the_same_volunteers_at_another_time_penalises_by_10() -> None:
    counted = points(published_on_monday(1, "v1"), visit("n1", "09:05", "v1"), policy=ONLY)

    assert counted == {"changed_visit": 10}


def test_given_the_visit_as_published_and_a_new_one_penalises_nothing() -> None:
    week = published_on_monday(1, "v1")

    counted = points(week, visit("n1", "09:00", "v1"), visit("n1", "09:00", "v2", day=1), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_the_order_of_the_crew_does_not_matter() -> None:
    week = published_on_monday(2, "v2", "v1")

    counted = points(week, visit("n1", "09:00", "v1", "v2"), policy=ONLY)

    assert counted == {}


def test_on_the_boundary_a_published_crew_that_is_now_too_large_can_only_be_changed() -> None:
    week = published_on_monday(1, "v1", "v2")

    counted = points(week, visit("n1", "09:00", "v1"), policy=ONLY)

    assert counted == {"changed_visit": 60}
