"""A visit that overrides a rule with a reason is excused from it alone: both faces of the rule say so, and no other visit gains."""

import pytest

from matcher.audit import audit
from matcher.domain import Problem, Visit
from matcher.policy import Policy
from tests.building import (
    cadre,
    need,
    overriding,
    policy,
    problem,
    published,
    roster,
    visit,
    volunteer,
    window,
    windows,
)
from tests.rules.judging import broken

TWO_DAYS = windows("08:00", "12:00", range(2))


def marked(rule: str) -> Policy:
    """The default policy in which one rule is overridable."""
    return policy(**{rule: {"overridable": True}})


def week(
    rule: str, *, of_need: dict[str, object] | None = None, of_volunteer: dict[str, object] | None = None
) -> Problem:
    """A need of two visits of which the one on Monday at nine stands by v1, who breaks the rule there."""
    asked = need(visits=2, **{"windows": TWO_DAYS, **(of_need or {})})
    v1 = volunteer("v1", **{"availability": TWO_DAYS, **(of_volunteer or {})})
    stands = published("n1", "09:00", "v1", overrides=overriding(rule))
    return problem([asked], [v1], days=2, published=[stands])


BREAKS: dict[str, Problem] = {
    "service_match": week("service_match", of_need={"service": "legal"}),
    "qualification_valid": week("qualification_valid", of_need={"qualifications": ["nurse"]}),
    "language_and_gender": week("language_and_gender", of_need={"gender": "F"}, of_volunteer={"gender": "M"}),
    "excluded_pair": week("excluded_pair", of_need={"excluded_volunteers": ["v1"]}),
    "service_circle": week("service_circle", of_volunteer={"location": cadre(where=16).location}),
    "load_limits": week("load_limits", of_volunteer={"max_minutes_per_day": 59}),
    "visit_window": week(
        "visit_window", of_need={"windows": [window("10:00", "12:00"), window("10:00", "12:00", day=1)]}
    ),
}


@pytest.mark.parametrize("rule", BREAKS)
def test_the_visit_is_excused(rule: str) -> None:
    found = broken(BREAKS[rule], visit("n1", "09:00", "v1"), policy=marked(rule))

    assert found == {}


@pytest.mark.parametrize("rule", BREAKS)
def test_the_same_on_another_date_is_not(rule: str) -> None:
    found = broken(BREAKS[rule], visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=1), policy=marked(rule))

    assert list(found) == [rule]


@pytest.mark.parametrize("rule", BREAKS)
def test_under_a_policy_that_does_not_mark_the_rule_nothing_is_excused(rule: str) -> None:
    found = broken(BREAKS[rule], visit("n1", "09:00", "v1"))

    assert list(found) == [rule]


@pytest.mark.parametrize("rule", BREAKS)
def test_a_blank_reason_is_none(rule: str) -> None:
    (stands,) = BREAKS[rule].published
    blank = BREAKS[rule].revised(published=[stands.revised(overrides=overriding(rule, reason=" \t"))])

    found = broken(blank, visit("n1", "09:00", "v1"), policy=marked(rule))

    assert list(found) == [rule]


@pytest.mark.parametrize("rule", BREAKS)
def test_a_visit_that_overrides_a_rule_stands_as_if_pinned(rule: str) -> None:
    found = broken(BREAKS[rule], policy=marked(rule))

    assert found == {"pinned": [1]}


def test_one_rule_s_override_excuses_from_no_other() -> None:
    far_man = volunteer("v1", 16, gender="M")
    stands = published("n1", "09:00", "v1", overrides=overriding("service_circle"))
    asked = problem([need(gender="F")], [far_man], published=[stands])
    both = policy(service_circle={"overridable": True}, language_and_gender={"overridable": True})

    found = broken(asked, visit("n1", "09:00", "v1"), policy=both)

    assert found == {"language_and_gender": [1]}


def of_a_full_day(*more: Visit) -> dict[str, list[int]]:
    """Volunteer v1 may make two visits a day; the one at nine is excused, and the others are these."""
    asked = [need("n1", minutes=30), *(need(f"n{k}", of=f"c{k}", minutes=30) for k in range(2, 6))]
    limited = volunteer("v1", max_visits_per_day=2)
    stands = published("n1", "09:00", "v1", overrides=overriding("load_limits"))
    full = problem(asked, [limited], published=[stands])
    return broken(full, visit("n1", "09:00", "v1", minutes=30), *more, policy=marked("load_limits"))


def test_a_visit_excused_from_the_limits_is_not_counted() -> None:
    two = [visit("n2", "08:00", "v1", minutes=30), visit("n3", "10:00", "v1", minutes=30)]

    assert of_a_full_day(*two) == {}


def test_all_others_are_and_one_too_many_is_held_against_the_whole_day() -> None:
    three = [visit(f"n{k}", f"{k + 7}:30", "v1", minutes=30) for k in (2, 3, 4)]

    # four visits where two are allowed
    assert of_a_full_day(*three) == {"load_limits": [2]}


def test_nothing_excuses_a_visit_of_another_length_than_the_need_s() -> None:
    early = visit("n1", "09:00", "v1", minutes=50, overrides=overriding("visit_window"))
    asked = problem([need(windows=[window("10:00", "12:00")])])

    found = audit(asked, roster(early), marked("visit_window"))

    # an hour too early, and ten minutes short
    assert [one.size for one in found.violations] == [60, 10]
