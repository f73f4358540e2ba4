"""What a roster says of itself must be true; each claim that does not hold is a misstatement of its own."""

import re
from typing import Any

import pytest

from matcher.audit import Report, audit
from matcher.domain import Roster, Score, Unmet
from matcher.policy import default_policy
from tests.building import cadre, need, policy, problem, roster, visit

WEEK = problem([need("n1", visits=2), need("n2", of="c2")], cadres=[cadre("c1", 5)])
"""Served once, n1 lacks a visit (1000), n2 lacks its only one (1000) and c2 is unserved (800); 10 minutes of way (10), and
the volunteer is a stranger (10)."""

POINTS = {"unmet_visit": 2000, "unserved_cadre": 800, "travel": 10, "unfamiliar": 10}

TRUE: dict[str, Any] = {
    "policy": "default",
    "unmet": (Unmet(need="n1", missing=1), Unmet(need="n2", missing=1)),
    "score": Score(total=2820, by_rule=POINTS),
    "bound": 1410,
    "gap": 0.5,
}


def judged(claims: dict[str, Any]) -> Report:
    return audit(WEEK, roster(visit("n1", "09:00", "v1"), **claims), default_policy())


def test_true_claims_are_clean() -> None:
    report = judged(TRUE)

    assert report.clean
    assert report.score.total == 2820


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"score": Score(total=2819, by_rule=POINTS)}, ["score"]),
        ({"score": Score(total=2820, by_rule=POINTS | {"travel": 9, "unfamiliar": 11})}, ["score", "score"]),
        ({"score": Score(total=2820, by_rule=POINTS | {"mood": 1})}, ["score"]),
        ({"score": Score(total=0, by_rule={})}, ["score"] * 5),
        ({"bound": 2821, "gap": -0.0004}, ["bound"]),
        ({"gap": 0.52}, ["gap"]),
        ({"unmet": ()}, ["unmet", "unmet"]),
        ({"unmet": (Unmet(need="n1", missing=2), Unmet(need="n2", missing=1))}, ["unmet"]),
        ({"unmet": (*TRUE["unmet"], Unmet(need="n9", missing=1))}, ["unmet"]),
    ],
    ids=[
        "a total that is not the count",
        "two rules that are not the count",
        "a rule that does not exist",
        "nothing where there is much",
        "a bound above the total",
        "a gap that is not the gap",
        "everything met",
        "one need that lacks another number",
        "a need that does not exist",
    ],
)
def test_a_claim_that_does_not_hold_is_a_misstatement(claims: dict[str, Any], expected: list[str]) -> None:
    report = judged(TRUE | claims)

    assert [found.claim for found in report.misstatements] == expected
    assert not report.clean
    assert not report.violations
    for found in report.misstatements:
        assert re.search(r"[\u4e00-\u9fff]", found.text.zh)
        assert not re.search(r"[\u4e00-\u9fff]", found.text.en)


def test_a_need_called_unmet_twice_is_counted_together() -> None:
    one, other = Unmet(need="n1", missing=1), Unmet(need="n2", missing=1)
    week = problem([need("n1", visits=3), need("n2", of="c2")])
    claims = {"unmet": (one, other, one)}

    report = audit(week, roster(visit("n1", "09:00", "v1"), **claims), default_policy())

    assert report.misstatements == ()


def test_on_the_boundary_a_bound_may_equal_the_total_and_a_gap_is_rounded() -> None:
    exact = judged(TRUE | {"bound": 2820, "gap": 0.0})
    rounded = judged(TRUE | {"bound": 1409, "gap": 0.5})

    # (2820 − 1409) / 2820 = 0.50035
    assert exact.clean
    assert rounded.clean


def test_points_claimed_under_another_policy_are_not_compared_but_what_is_unmet_is() -> None:
    claims = TRUE | {"score": Score(total=1, by_rule={}), "unmet": ()}
    mine = roster(visit("n1", "09:00", "v1"), **claims)

    report = audit(WEEK, mine, policy(unmet_visit={"normal": 1}))

    assert [found.claim for found in report.misstatements] == ["unmet", "unmet"]
    assert report.score.total == 2 + 800 + 10 + 10


def test_a_hand_made_roster_without_claims_is_judged_and_counted_all_the_same() -> None:
    report = audit(WEEK, Roster(visits=(visit("n1", "07:00", "v1"),)), default_policy())

    # an hour before the window, and out of the availability
    assert report.misstatements == ()
    assert [(found.rule, found.size) for found in report.violations] == [("visit_window", 60), ("availability", 60)]
    assert report.score.by_rule["unmet_visit"] == 2000
