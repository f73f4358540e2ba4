"""On two thousand small weeks in which every rule bites at once, `solve` keeps every promise that a roster makes."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, seed, settings

from matcher.audit import audit, check_pinned
from matcher.domain import BadInput, Problem, Roster
from matcher.policy import Policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import SoftRule
from matcher.solve import solve
from tests.small_weeks import policies, small_weeks

SHARDS, WEEKS = 8, 250
SOFT = [rule.name for rule in CATALOGUE if issubclass(rule, SoftRule)]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_roster_is_clean_and_its_points_bound_and_reasons_are_true(shard: int) -> None:
    seen: Counter[str] = Counter()

    @seed(shard)
    @settings(max_examples=WEEKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(small_weeks(), policies())
    def keeps_its_promises(week: Problem, policy: Policy) -> None:
        seen["weeks"] += 1
        if not _pinned_can_stand(week, policy):
            seen["contradictory"] += 1
            with pytest.raises(BadInput, match="pinned"):
                solve(week, policy, moves=1, workers=1)
            return
        found = solve(week, policy, moves=300, workers=1, seconds=60)
        _assert_promises(week, policy, found)
        seen.update({rule for rule, points in found.score.by_rule.items() if points} if found.score else ())
        seen.update(
            visits=len(found.visits),
            unmet=len(found.unmet or ()),
            crews=sum(len(v.volunteers) > 1 for v in found.visits),
        )

    keeps_its_promises()

    assert seen["weeks"] >= WEEKS
    assert seen["contradictory"] <= WEEKS / 10
    assert seen["visits"] >= 1.5 * WEEKS
    assert {name for name in (*SOFT, "unmet", "crews") if seen[name] < WEEKS / 25} == set()


def _pinned_can_stand(week: Problem, policy: Policy) -> bool:
    """False where visits were pinned under another policy than this one."""
    try:
        check_pinned(week, policy)
    except BadInput:
        return False
    return True


def _assert_promises(week: Problem, policy: Policy, found: Roster) -> None:
    report = audit(week, found, policy)
    assert report.violations == ()
    assert report.misstatements == ()
    assert found.score is not None
    assert found.score.total == sum(found.score.by_rule.values()) == report.score.total
    assert found.bound is not None
    assert found.bound <= found.score.total
    assert (found.status == "optimal") == (found.bound == found.score.total)
    made = Counter(visit.need for visit in found.visits)
    missing = {unmet.need: unmet.missing for unmet in found.unmet or ()}
    assert {need.id: made[need.id] + missing.get(need.id, 0) for need in week.needs} == {
        need.id: need.visits for need in week.needs
    }
    for unmet in found.unmet or ():
        assert unmet.reasons
        assert all(reason.en and reason.zh for reason in unmet.reasons)
