"""Whatever happens to whatever small week: the repair is sound, the past stays, nothing is lost for nothing, and its bound holds."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, seed, settings

from matcher.audit import audit
from matcher.domain import BadInput, Problem, Roster, Visit
from matcher.policy import default_policy
from matcher.replan import Change, Replan, replan
from matcher.solve import solve
from scenarios.generation.placement import placed_by_hand
from tests.building import roster
from tests.small_weeks import SEEDS, small_weeks, some_of

SHARDS, WEEKS = 2, 150
POLICY = default_policy()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_repair_is_sound_keeps_the_past_and_loses_nothing_for_nothing(shard: int) -> None:
    happened: Counter[str] = Counter()

    @seed(shard)
    @settings(max_examples=WEEKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(small_weeks(people=7, needs=9, days=3), SEEDS)
    def repair(week: Problem, dice: int) -> None:
        published = by_hand(week.revised(published=[]))
        change = any_change(week, published, Random(dice))
        try:
            result = replan(week.revised(published=[]), published, POLICY, change, moves=300, workers=1)
        except BadInput as error:
            if "pinned visits contradict" not in str(error):  # by a matrix a tour may be sound of which no part is
                raise
            happened["contradiction"] += 1
            return

        assert audit(result.problem, result.roster, POLICY).clean
        the_past_is_the_same(published, result, change)
        whoever_is_gone_stays_away(result, change)
        what_is_cancelled_is_not_made_up(published, result, change)
        nothing_is_lost_for_nothing(result)
        the_bound_holds_for_other_rosters_too(result)
        happened.update(one.kind.value for one in result.differences)
        happened["settled"] += len(result.after.settled)

    repair()

    assert happened["contradiction"] <= WEEKS / 20
    assert min(happened[kind] for kind in ("removed", "reassigned", "new", "settled")) >= 5, happened


def by_hand(week: Problem) -> Roster:
    """What a careful coordinator would publish."""
    minutes = {need.id: timedelta(minutes=need.minutes) for need in week.needs}
    return roster(
        *(
            Visit(need=one.need, start=one.start, end=one.start + minutes[one.need], volunteers=one.volunteers)
            for one in placed_by_hand(week)
        )
    )


def any_change(week: Problem, published: Roster, dice: Random) -> Change:
    """Some drop out, some visits that have not begun are cancelled, and it is some time of the week, or before it."""
    hour = datetime.combine(dice.choice(week.week.dates), datetime.min.time()) + timedelta(
        minutes=dice.randint(480, 720)
    )
    since = dice.choice([hour, None])
    ahead = [(one.need, one.start.date()) for one in published.visits if since is None or one.start >= since]
    return Change(
        volunteers=tuple(some_of(dice, [one.id for one in week.volunteers], most=2)),
        visits=tuple(some_of(dice, ahead, most=1)),
        since=since,
    )


def the_past_is_the_same(published: Roster, result: Replan, change: Change) -> None:
    """Visits that have begun are those of before, and all others start later."""
    if change.since is not None:
        begun = [one.model_dump_json() for one in published.visits if one.start < change.since]
        now = [one.model_dump_json() for one in result.roster.visits if one.start < change.since]
        assert sorted(now) == sorted(begun)


def whoever_is_gone_stays_away(result: Replan, change: Change) -> None:
    for one in result.roster.visits:
        if change.since is None or one.start >= change.since:
            assert set(one.volunteers).isdisjoint(change.volunteers)


def what_is_cancelled_is_not_made_up(published: Roster, result: Replan, change: Change) -> None:
    """A need has at most as many visits as were still wanted of it, and none on the date."""
    before = {one.id: one.visits for one in result.after.timetable.problem.needs}
    for need, day in change.cancelled:
        now = [one for one in result.roster.visits if one.need == need]
        assert len(now) <= before[need] - 1
        assert all(one.start.date() != day for one in now)


def nothing_is_lost_for_nothing(result: Replan) -> None:
    """No standing visit that is gone could simply be put back; and points are no more than without any repair."""
    problem, now = result.problem, result.roster.visits
    assert result.roster.score is not None
    assert result.roster.score.total <= audit(problem, result.left, POLICY).score.total
    served = Counter(one.need for one in now)
    dates = {(one.need, one.start.date()) for one in now}
    for stop in result.after.standing:
        missing = served[stop.need.id] < problem.need_by_id[stop.need.id].visits
        if missing and (stop.need.id, stop.visit.start.date()) not in dates:
            assert audit(problem, roster(*now, stop.visit), POLICY).violations


def the_bound_holds_for_other_rosters_too(result: Replan) -> None:
    """Also for those that change more than a repair wants to."""
    plain = solve(result.problem, POLICY, moves=100, workers=1)
    assert plain.score is not None
    assert result.roster.bound is not None
    assert result.roster.bound <= plain.score.total
