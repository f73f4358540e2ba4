"""On small weeks in which every rule bites at once: the audit agrees with every option, and no undisturbed one is missing."""

from collections import Counter

import pytest

from matcher.audit import audit
from matcher.domain import Roster
from matcher.matching import MatchIndex, applied
from matcher.matching.newcomer import with_need
from tests.match.newcomers import Newcomer, enumerated, newcomer, undisturbed

SHARDS, WEEKS = 2, 45
KINDS = ["nothing", "nothing by a crew", "starts", "visits", "visits by a crew"]
"""Shifts by a crew are rare here: `test_shifts.py` has many."""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_options_are_those_of_the_audit_with_its_points(shard: int) -> None:
    numbers = range(shard * WEEKS, (shard + 1) * WEEKS)
    cases = [case for case in map(newcomer, numbers) if case is not None]

    seen = sum(map(_checked, cases), Counter())

    assert seen["weeks"] >= 0.8 * WEEKS
    assert seen["none"] < 0.6 * WEEKS
    assert {kind for kind in KINDS if not seen[kind]} == set(), seen


def _checked(case: Newcomer) -> Counter[str]:
    """Counts what was seen after everything that an answer promises has been found true."""
    index = MatchIndex(case.week, case.roster, case.policy)
    match = index.match(case.need, None, displace=True)
    assert undisturbed(case.week, match) == enumerated(case)
    before = audit(with_need(case.week, case.need), Roster(visits=case.roster.visits), case.policy).score.total
    for option in match.options:
        after = audit(*applied(case.week, case.roster, case.need, option), case.policy)
        assert after.violations == ()
        assert after.score.total - before == option.points
    few = index.match(case.need, 3, displace=True)
    assert few.options[:1] == match.options[:1]
    assert [option.points for option in few.options] == sorted(option.points for option in match.options)[:3]
    explained = index.explained(case.need, few)
    assert explained.reasons or all(option.by_rule is not None for option in explained.options)
    crew = " by a crew" if case.need.crew > 1 else ""
    return Counter(["weeks", *([] if match.options else ["none"]), *(one.disturbs + crew for one in match.options)])
