"""What was broken before a change is not held against it, unless the change makes it worse."""

from matcher.audit import audit
from matcher.audit.comparing import new_violations
from matcher.domain import Problem, Roster
from matcher.policy import default_policy
from tests.building import need, problem, published, roster, visit, volunteer, window, windows


def broken_anew(week: Problem, before: Roster, after: Roster) -> list[str]:
    policy = default_policy()
    found = new_violations(before, audit(week, before, policy), after, audit(week, after, policy))
    return [one.rule for one in found]


def test_a_breach_that_a_change_brings_is_new() -> None:
    week = problem(needs=[need("n1"), need("n2")])
    before = roster(visit("n1", "09:00", "v1"))

    after = roster(visit("n1", "09:00", "v1"), visit("n2", "09:30", "v1"))

    # One volunteer at two homes of one cadre at once: the visits overlap for the volunteer and for the cadre.
    assert set(broken_anew(week, before, after)) == {"travel_between", "one_visit_at_a_time"}


def test_a_breach_that_stays_as_it_was_is_old() -> None:
    week = problem(needs=[need("n1", service="legal"), need("n2", of="c2")])
    before = roster(visit("n1", "09:00", "v1"))

    after = roster(visit("n1", "09:00", "v1"), visit("n2", "10:30", "v1"))

    assert broken_anew(week, before, after) == []


def test_a_smaller_breach_of_the_same_day_is_what_is_left_of_the_old_one() -> None:
    # Limit 100 minutes: three hours exceed it by 80, two hours by 20, a hour and a half on another date is no remainder.
    hours = windows("08:00", "12:00", [0, 1])
    week = problem(
        needs=[need(f"n{k}", of=f"c{k}", windows=hours) for k in range(4)]
        + [need("n4", "c4", minutes=120, windows=hours)],
        volunteers=[volunteer(availability=hours, max_minutes_per_day=100)],
    )
    before = roster(*[visit(f"n{k}", f"{8 + k:02}:00", "v1") for k in range(3)])

    fewer = roster(*[visit(f"n{k}", f"{8 + k:02}:00", "v1") for k in range(2)])
    other_visit = roster(visit("n3", "08:00", "v1"), visit("n1", "09:00", "v1"))
    other_day = roster(visit("n0", "08:00", "v1"), visit("n4", "08:00", "v1", day=1, minutes=120))

    assert broken_anew(week, before, fewer) == []
    assert broken_anew(week, before, other_visit) == []
    assert broken_anew(week, before, other_day) == ["load_limits"]
    assert broken_anew(week, fewer, before) == ["load_limits"]


def test_one_wrong_person_in_the_place_of_another_is_a_new_breach() -> None:
    week = problem(
        needs=[need("n1", service="legal"), need("n2", of="c2", service="legal")],
        volunteers=[volunteer("v1"), volunteer("v2", services=["legal"]), volunteer("v3")],
    )
    before = roster(visit("n1", "09:00", "v1"))

    other_need = roster(visit("n1", "09:00", "v2"), visit("n2", "10:30", "v1"))
    later = roster(visit("n1", "10:00", "v1"))
    other_person = roster(visit("n1", "09:00", "v3"))

    assert broken_anew(week, before, other_need) == ["service_match"]
    assert broken_anew(week, before, later) == []
    assert broken_anew(week, before, other_person) == ["service_match"]


def test_a_visit_too_many_can_be_taken_away_though_one_is_still_too_many() -> None:
    days = windows("08:00", "12:00", [0, 1, 2])
    week = problem(needs=[need(windows=days)], volunteers=[volunteer(availability=days)])
    three = roster(*[visit("n1", "09:00", "v1", day=day) for day in range(3)])

    two = roster(*[visit("n1", "09:00", "v1", day=day) for day in range(2)])

    assert broken_anew(week, three, two) == []
    assert broken_anew(week, two, three) == ["weekly_frequency"]


def test_a_pin_that_is_left_behind_is_missed() -> None:
    week = problem(needs=[need(windows=[window()])], published=[published("n1", "09:00", "v1", pinned=True)])

    moved = broken_anew(week, roster(visit("n1", "09:00", "v1")), roster(visit("n1", "10:00", "v1")))

    assert moved == ["pinned"]
