"""Every volunteer of a visit holds each qualification of the need, valid on the visit's date."""

from tests.building import need, problem, visit, volunteer, windows
from tests.rules.judging import broken


def test_a_volunteer_who_lacks_one_and_whose_other_has_ended_breaks_it_twice() -> None:
    holder = volunteer(qualifications=[{"name": "nurse", "valid_until": "2026-11-22"}])
    week = problem([need(qualifications=["nurse", "driver"])], [holder])

    found = broken(week, visit("n1", "09:00", "v1"))

    # driver is missing, nurse ended on Sunday, the day before: two qualifications
    assert found == {"qualification_valid": [2]}


def test_a_qualification_without_an_end_keeps_it_even_if_an_older_one_has_ended() -> None:
    holder = volunteer(qualifications=[{"name": "nurse"}, {"name": "nurse", "valid_until": "2020-01-01"}])
    week = problem([need(qualifications=["nurse"])], [holder])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_the_last_valid_date_is_included_and_the_next_is_not() -> None:
    holder = volunteer(
        qualifications=[{"name": "nurse", "valid_until": "2026-11-24"}],
        availability=windows("08:00", "12:00", range(3)),
    )
    week = problem([need(qualifications=["nurse"], windows=windows("08:00", "12:00", range(3)))], [holder])

    on_tuesday = broken(week, visit("n1", "09:00", "v1", day=1))
    on_wednesday = broken(week, visit("n1", "09:00", "v1", day=2))

    assert on_tuesday == {}
    assert on_wednesday == {"qualification_valid": [1]}
