"""Every volunteer of a visit shares a language asked for and has the gender asked for."""

from tests.building import need, problem, visit, volunteer
from tests.rules.judging import broken


def test_another_language_and_another_gender_break_it_by_two() -> None:
    week = problem([need(languages=["za"], gender="F")], [volunteer(languages=["zh"], gender="M")])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"language_and_gender": [2]}


def test_who_may_be_anybody_is_served_by_a_volunteer_of_whom_nothing_is_known() -> None:
    week = problem([need(languages=[], gender=None)], [volunteer(languages=[], gender=None)])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_one_shared_language_of_several_is_enough() -> None:
    week = problem([need(languages=["za", "zh"])], [volunteer(languages=["en", "zh"])])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_a_gender_that_nobody_stated_is_not_the_one_asked_for() -> None:
    week = problem([need(gender="F")], [volunteer(gender=None)])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"language_and_gender": [1]}
