"""A repair changes a visit of others only where that gains much, and what it tells of points and bound is the policy's own."""

import pytest

from matcher.audit import audit
from matcher.compile import compile_problem
from matcher.domain import Problem, Roster
from matcher.engine.progress import Progress
from matcher.policy import Policy
from matcher.replan import Change, Replan, replan
from matcher.replanning.repairing import WEIGHT, keeping
from matcher.solve import solve
from tests.building import need, policy, problem, roster, visit, volunteer, window

HOUR = [window("09:00", "10:00")]
RULES = policy(soft=["unmet_visit", "changed_visit"])
PUBLISHED = roster(visit("n1", "09:00", "v1"), visit("n2", "09:00", "v2"))
GONE = Change(("v1",))


def week(priority: str) -> Problem:
    """If v1 drops out, n1 is for v2 alone, whose visit v3 could take over."""
    lawyers = [volunteer(name, services=["household", "legal"]) for name in ("v1", "v2")]
    asked = [need("n1", service="legal", windows=HOUR, priority=priority), need("n2", of="c2", windows=HOUR)]
    return problem(asked, [*lawyers, volunteer("v3")])


def repaired(asked: Problem, rules: Policy = RULES, **more: object) -> Replan:
    """The repair of the published roster after v1 dropped out, and that the audit finds it clean."""
    result = replan(asked, PUBLISHED, rules, GONE, moves=200, workers=1, **more)  # type: ignore[arg-type]
    assert audit(result.problem, result.roster, rules).clean
    return result


def total(of: Roster) -> int:
    assert of.score is not None
    return of.score.total


def who(of: Roster) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.need, one.volunteers) for one in of.visits]


def test_a_visit_of_others_stays_though_the_policy_would_change_it() -> None:
    result = repaired(week("low"))

    plain = solve(result.problem, RULES, moves=200, workers=1)

    # 60 for n1, who can't have v1; then 60 more for n2 by v3, or 500 for n1 missing
    assert (total(plain), who(plain)) == (120, [("n1", ("v2",)), ("n2", ("v3",))])
    # while it searches, 9 × 120 = 1080 against 9 × 60 + 500 = 1040
    assert (total(result.roster), who(result.roster)) == (560, [("n2", ("v2",))])


def test_a_visit_of_others_is_changed_where_that_serves_a_visit_of_more_points() -> None:
    result = repaired(week("normal"))

    # 9 × 120 = 1080 against 9 × 60 + 1000 = 1540
    assert (total(result.roster), who(result.roster)) == (120, [("n1", ("v2",)), ("n2", ("v3",))])


@pytest.mark.parametrize("moves", [200, 5000])
def test_the_bound_is_one_of_the_policy(moves: int) -> None:
    result = replan(week("low"), PUBLISHED, RULES, GONE, moves=moves, workers=1)

    # the policy's best roster has 120 points; weighed for the search none has less than 1040
    assert result.roster.bound is not None
    assert result.roster.bound <= 120
    assert result.roster.status == "feasible"


def test_what_is_told_on_the_way_is_of_the_policy_too() -> None:
    heard: list[Progress] = []

    result = repaired(week("low"), listener=heard.append)

    assert result.roster.bound == heard[-1].bound
    assert [(news.points, news.unmet) for news in heard[-1:]] == [(120, 0)]
    assert [news.seconds for news in heard] == sorted(news.seconds for news in heard)


def test_under_a_policy_without_points_for_changes_a_repair_is_as_good_as_any_roster() -> None:
    rules = policy(soft=["unmet_visit"])

    result = repaired(week("low"), rules)

    assert total(result.roster) == 0


def test_only_changes_weigh_more_while_it_searches() -> None:
    instance = compile_problem(week("low").revised(published=[]), RULES)

    weighed = keeping(instance)

    assert (weighed.changed_points, weighed.moved_points) == (WEIGHT * 60, WEIGHT * 10)
    assert weighed._replace(changed_points=60, moved_points=10) == instance
