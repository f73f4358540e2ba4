"""No excluded volunteer is at a visit, nor one who declined it for that date."""

from tests.building import need, problem, visit, volunteer, windows
from tests.rules.judging import broken


def test_an_excluded_volunteer_breaks_it() -> None:
    week = problem([need(excluded_volunteers=["v1"])], [volunteer("v1"), volunteer("v2")])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"excluded_pair": [1]}


def test_another_volunteer_keeps_it() -> None:
    week = problem([need(excluded_volunteers=["v1"])], [volunteer("v1"), volunteer("v2")])

    found = broken(week, visit("n1", "09:00", "v2"))

    assert found == {}


def test_on_the_boundary_an_exclusion_holds_for_its_need_only_even_if_the_cadre_is_the_same() -> None:
    week = problem([need("n1", excluded_volunteers=["v1"]), need("n2")], [volunteer("v1")])

    found = broken(week, visit("n2", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_being_preferred_as_well_does_not_help() -> None:
    week = problem([need(excluded_volunteers=["v1"], preferred_volunteers=["v1"])])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"excluded_pair": [1]}


def test_who_declined_a_date_breaks_it_on_that_date_only() -> None:
    dates = windows("08:00", "12:00", range(2))
    declined = [{"volunteer": "v1", "date": "2026-11-24"}]
    week = problem(
        [need("n1", visits=2, windows=dates, declined=declined)], [volunteer("v1", availability=dates)], days=2
    )

    on_both = broken(week, visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=1))
    on_the_other = broken(week, visit("n1", "09:00", "v1"))

    assert on_both == {"excluded_pair": [1]}
    assert on_the_other == {}
