"""A visit has exactly `crew` different volunteers, all for the whole visit."""

from tests.building import need, problem, visit, volunteer
from tests.rules.judging import broken

FOUR = [volunteer(f"v{k}") for k in range(1, 5)]


def test_one_too_few_and_one_too_many_break_it() -> None:
    week = problem([need(crew=2)], FOUR)

    alone, three = broken(week, visit("n1", "09:00", "v1")), broken(week, visit("n1", "09:00", "v1", "v2", "v3"))

    assert alone == {"crew_together": [1]}
    assert three == {"crew_together": [1]}


def test_nobody_at_all_breaks_it_by_the_whole_crew() -> None:
    week = problem([need(crew=3)], FOUR)

    found = broken(week, visit("n1", "09:00"))

    assert found == {"crew_together": [3]}


def test_a_full_crew_keeps_it() -> None:
    week = problem([need(crew=3)], FOUR)

    found = broken(week, visit("n1", "09:00", "v1", "v2", "v4"))

    assert found == {}


def test_on_the_boundary_the_same_volunteer_twice_is_not_two_volunteers() -> None:
    week = problem([need(crew=2)], FOUR)

    found = broken(week, visit("n1", "09:00", "v1", "v1"))

    assert found == {"crew_together": [1]}


def test_on_the_boundary_two_volunteers_of_whom_one_is_named_twice_are_not_as_they_should_be() -> None:
    week = problem([need(crew=2)], FOUR)

    found = broken(week, visit("n1", "09:00", "v1", "v2", "v2"))

    assert found == {"crew_together": [1]}
