"""The audit counts by itself, judges whatever it is given, and says who, when, how much, in both languages."""

import json

import pytest

from matcher.audit import audit, check_pinned
from matcher.domain import BadInput, Roster
from matcher.policy import default_policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import SoftRule
from tests.building import at, cadre, need, policy, problem, published, roster, visit, volunteer


def test_the_empty_roster_of_an_empty_week_is_clean_and_costs_nothing() -> None:
    report = audit(problem(needs=[], volunteers=[]), Roster(visits=()), default_policy())

    assert report.clean
    assert report.score.total == 0


def test_every_soft_rule_of_the_policy_has_its_points_zeros_included() -> None:
    report = audit(problem(), roster(visit("n1", "09:00", "v1")), default_policy())
    fewer = audit(problem(), roster(), policy(off=["travel"]))

    soft = [rule.name for rule in CATALOGUE if issubclass(rule, SoftRule)]
    assert list(report.score.by_rule) == soft
    assert list(fewer.score.by_rule) == [name for name in soft if name != "travel"]


def test_points_are_the_sum_of_charges_and_each_charge_says_for_what() -> None:
    week = problem([need("n1", visits=2), need("n2", of="c2")], cadres=[cadre("c1", 5)])

    report = audit(week, roster(visit("n1", "09:00", "v1")), default_policy())

    by_rule: dict[str, int] = {}
    for charge in report.charges:
        by_rule[charge.rule] = by_rule.get(charge.rule, 0) + charge.points
    assert by_rule == {rule: points for rule, points in report.score.by_rule.items() if points}
    assert report.score.total == sum(by_rule.values())
    assert {charge.need for charge in report.charges if charge.rule == "unmet_visit"} == {"n1", "n2"}
    assert {charge.cadre for charge in report.charges if charge.rule == "unserved_cadre"} == {"c2"}
    assert {charge.volunteer for charge in report.charges if charge.rule == "travel"} == {"v1"}


def test_all_violations_are_found_not_only_the_first() -> None:
    week = problem([need("n1", service="legal", gender="F"), need("n2")], [volunteer("v1", gender="M")])
    mine = roster(visit("n1", "09:00", "v1"), visit("n2", "09:30", "v1"))

    report = audit(week, mine, default_policy())

    # 30 minutes short between them, and the cadre is visited twice for 30 minutes
    assert [(found.rule, found.size, found.need) for found in report.violations] == [
        ("service_match", 1, "n1"),
        ("language_and_gender", 1, "n1"),
        ("travel_between", 30, "n2"),
        ("one_visit_at_a_time", 30, "n2"),
    ]
    assert {found.start for found in report.violations} == {"2026-11-23T09:00", "2026-11-23T09:30"}
    assert report.violations[0].volunteers == ("v1",)


def test_rules_that_are_off_are_not_audited() -> None:
    week = problem([need(service="legal")])

    report = audit(week, roster(visit("n1", "09:00", "v1")), policy(off=["service_match"]))

    assert report.violations == ()


@pytest.mark.parametrize("day", [-1, 7])
def test_a_visit_outside_the_week_is_a_violation_not_a_crash(day: int) -> None:
    report = audit(problem(), roster(visit("n1", "09:00", "v1", day=day)), default_policy())

    assert {found.rule for found in report.violations} == {"visit_window", "availability"}


def test_a_visit_over_midnight_is_a_violation_not_a_crash() -> None:
    report = audit(problem(), roster(visit("n1", "23:30", "v1")), default_policy())

    assert {found.rule for found in report.violations} == {"visit_window", "availability"}


@pytest.mark.parametrize(
    ("stranger", "words"),
    [
        (visit("n9", "09:00", "v1"), ["n9", "2026-11-23T09:00", "need"]),
        (visit("n1", "09:00", "v1", "v9"), ["n1", "v9", "volunteer"]),
    ],
    ids=["a need", "a volunteer"],
)
def test_what_the_problem_does_not_know_is_bad_input_in_one_sentence(stranger: object, words: list[str]) -> None:
    mine = Roster.model_validate({"visits": [stranger]})

    with pytest.raises(BadInput) as raised:
        audit(problem(), mine, default_policy())

    message = str(raised.value)
    assert "\n" not in message
    assert all(word in message for word in words)


def test_a_report_is_a_json_document_in_both_languages() -> None:
    week = problem([need(service="legal")])
    mine = roster(visit("n1", "09:00", "v1"), policy="default", unmet=({"need": "n1", "missing": 1},))

    report = audit(week, mine, default_policy()).as_json()

    told = json.loads(json.dumps(report, ensure_ascii=False))
    assert (told["clean"], told["policy"]) == (False, "default")
    assert told["violations"][0]["rule"] == "service_match"
    assert told["violations"][0]["volunteers"] == ["v1"]
    assert told["misstatements"][0]["claim"] == "unmet"
    assert all(found["en"] and found["zh"] for found in told["violations"] + told["misstatements"])
    assert told["score"]["total"] == sum(told["score"]["by_rule"].values())


def test_pinned_visits_that_can_stand_together_pass() -> None:
    week = problem([need("n1"), need("n2")], published=[published("n1", "09:00", "v1", pinned=True)])

    check_pinned(week, default_policy())


@pytest.mark.parametrize(
    ("pinned", "rule"),
    [
        ([published("n1", "07:00", "v1", pinned=True)], "visit_window"),
        ([published("n1", "09:00", "v1", "v2", pinned=True)], "crew_together"),
        (
            [published("n1", "08:00", "v1", pinned=True), published("n2", "09:05", "v1", pinned=True)],
            "travel_between",
        ),
    ],
)
def test_pinned_visits_that_cannot_stand_are_bad_input_that_names_the_rule(pinned: list[object], rule: str) -> None:
    week = problem(
        [need("n1"), need("n2", of="c2")], [volunteer("v1"), volunteer("v2")], [cadre("c2", 12)], published=pinned
    )

    with pytest.raises(BadInput, match=rule):
        check_pinned(week, default_policy())


def test_pinned_visits_are_not_checked_where_the_rule_is_off_nor_those_that_are_only_published() -> None:
    too_early = [published("n1", "07:00", "v1", pinned=True)]
    loose = [published("n1", "07:00", "v1")]

    check_pinned(problem(published=too_early), policy(off=["pinned"]))
    check_pinned(problem(published=loose), default_policy())


def test_two_pinned_visits_of_one_volunteer_at_one_time_are_refused_with_both_named() -> None:
    pinned = [published("n1", "09:00", "v1", pinned=True), published("n2", "09:30", "v1", pinned=True)]

    with pytest.raises(ValueError, match=r"n1 and n2 both hold volunteer v1"):
        problem([need("n1"), need("n2", of="c2")], published=pinned)


def test_a_moment_of_the_week_and_its_minute_are_each_others_inverse() -> None:
    week = problem()

    assert week.minute(at("09:30", day=2)) == 2 * 1440 + 570
    assert week.moment(2 * 1440 + 570) == at("09:30", day=2)
