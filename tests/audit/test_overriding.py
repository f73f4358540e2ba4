"""The audit tells breaches that somebody answers for from violations, and names overrides that excuse nothing."""

import json

import pytest

from matcher.audit import audit, check_pinned
from matcher.domain import BadInput, Problem, Visit
from matcher.policy import Policy, default_policy
from tests.building import need, overriding, policy, problem, published, roster, visit, volunteer

MARKED = policy(service_circle={"overridable": True}, load_limits={"overridable": True})


def far() -> Problem:
    """Volunteer v1 lives a minute outside the circle."""
    return problem([need()], [volunteer("v1", 16)])


def overridden(*rules: str, reason: str = "she knows him well") -> Visit:
    """The visit of the far volunteer, overriding these rules."""
    return visit("n1", "09:00", "v1", overrides=overriding(*rules, reason=reason))


def test_a_roster_whose_only_breach_is_overridden_is_clean() -> None:
    report = audit(far(), roster(overridden("service_circle")), MARKED)

    assert report.clean
    assert report.violations == ()
    (one,) = report.overridden
    assert (one.violation.rule, one.violation.size, one.reason) == ("service_circle", 1, "she knows him well")


def test_an_override_of_the_published_visit_holds_for_the_same_visit_of_any_roster() -> None:
    stands = published("n1", "09:00", "v1", overrides=overriding("service_circle"))
    week = far().revised(published=[stands])

    same = audit(week, roster(visit("n1", "09:00", "v1")), MARKED)
    later = audit(week, roster(visit("n1", "09:05", "v1")), MARKED)

    assert same.clean
    assert {found.rule for found in later.violations} == {"service_circle", "pinned"}


def test_the_report_lists_them_for_machines() -> None:
    told = json.loads(json.dumps(audit(far(), roster(overridden("service_circle")), MARKED).as_json()))

    assert told["clean"] is True
    assert told["violations"] == []
    assert told["overridden"] == [
        {
            "rule": "service_circle",
            "size": 1,
            "need": "n1",
            "start": "2026-11-23T09:00",
            "volunteers": ["v1"],
            "en": "Volunteer v1: 16 minutes from base to need n1, at most 15.",
            "zh": "志愿者v1到需求n1的路程为16分钟，上限15分钟。",
            "reason": "she knows him well",
        }
    ]
    assert told["idle_overrides"] == []


@pytest.mark.parametrize(
    ("rule", "reason", "marks", "why"),
    [
        ("service_circle", "  ", MARKED, "it gives no reason"),
        ("service_circle", "agreed", default_policy(), "the policy does not mark this rule overridable"),
        ("one_visit_at_a_time", "agreed", MARKED, "the policy does not mark this rule overridable"),
        ("no_such_rule", "agreed", MARKED, "the policy does not mark this rule overridable"),
        ("load_limits", "agreed", MARKED, "nothing there breaks it"),
    ],
)
def test_an_override_that_excuses_nothing_is_named_and_leaves_the_violation(
    rule: str, reason: str, marks: Policy, why: str
) -> None:
    report = audit(far(), roster(overridden(rule, reason=reason)), marks)

    assert [found.rule for found in report.violations] == ["service_circle"]
    assert report.overridden == ()
    (idle,) = report.idle_overrides
    assert (idle.rule, idle.need, idle.start) == (rule, "n1", "2026-11-23T09:00")
    assert why in idle.text.en
    assert "不起作用" in idle.text.zh


def test_an_idle_override_does_no_harm_where_nothing_is_broken() -> None:
    report = audit(problem(), roster(overridden("service_circle")), MARKED)

    assert report.clean
    assert [idle.rule for idle in report.idle_overrides] == ["service_circle"]


def test_the_same_reason_at_two_visits_is_told_once_and_each_is_judged_by_itself() -> None:
    asked = [need("n1", minutes=30), need("n2", of="c2", minutes=30)]
    both = [
        visit(of, start, "v1", minutes=30, overrides=overriding("load_limits", reason="agreed"))
        for of, start in (("n1", "09:00"), ("n2", "10:00"))
    ]

    of_both = audit(problem(asked, [volunteer(max_visits_per_day=0)]), roster(*both), MARKED)
    of_neither = audit(problem(asked), roster(*both), MARKED)

    # two visits where none is allowed
    assert [(one.violation.size, one.reason) for one in of_both.overridden] == [(2, "agreed")]
    assert of_both.idle_overrides == ()
    assert [idle.need for idle in of_neither.idle_overrides] == ["n1", "n2"]


def test_pinned_visits_that_override_what_they_break_can_stand() -> None:
    stands = published("n1", "09:00", "v1", overrides=overriding("service_circle"))
    week = far().revised(published=[stands])

    check_pinned(week, MARKED)
    with pytest.raises(BadInput, match="contradict the rule service_circle"):
        check_pinned(week, default_policy())
