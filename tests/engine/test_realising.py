"""A choice becomes a roster without what cannot be: crews that are not whole, and visits that do not go together."""

from collections import defaultdict
from random import Random

import pytest

from matcher.compile import compile_problem
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.realising import Realiser
from matcher.engine.evaluate import evaluate
from matcher.engine.plan import Plan
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from matcher.waist.instance import Instance
from tests.building import need, problem, volunteer, window
from tests.small_weeks import small_week


def _instance(week: int) -> Instance:
    return compile_problem(small_week(Random(week), people=4, needs=5, days=3, grid=30), default_policy())


def _weeks(plan: Plan) -> list[WeeklyPlan]:
    visits: dict[int, list[int]] = defaultdict(list)
    for visit, _, who in plan.rows():
        for one in who:
            visits[one].append(visit)
    return [WeeklyPlan(one, tuple(of_one), 0) for one, of_one in visits.items()]


@pytest.mark.parametrize("week", range(25))
def test_who_is_left_out_is_missed_by_his_crews_only(week: int) -> None:
    instance = _instance(week)
    search = Search(instance, tables_of(instance), 0)
    search.move(300, 20.0)
    roster = search.plan()
    for weeks in [_weeks(roster), *([w for w in _weeks(roster) if w is not out] for out in _weeks(roster))]:
        there = {week.volunteer for week in weeks}

        plan, _ = Realiser(instance).realise(weeks, lambda: 60.0)

        assert {visit: who for visit, _, who in plan.rows()} == {
            visit: who for visit, _, who in roster.rows() if there.issuperset(who)
        }


def test_what_is_lost_is_worth_the_least() -> None:
    """Each of two who come together later has two visits at one time."""
    early, late = [window("08:00", "09:00")], [window("11:00", "12:00")]
    needs = [
        need("n1", of="c1", windows=early),
        need("n2", of="c2", windows=early, priority="high"),
        need("n3", of="c3", windows=[window("09:00", "11:00")], crew=2),
        need("n4", of="c4", windows=late, priority="high"),
        need("n5", of="c5", windows=late),
    ]
    week = problem(needs, [volunteer("v1"), volunteer("v2")])
    instance = compile_problem(week, default_policy())
    day = int(instance.pair_days[0]).bit_length() - 1
    visits = [number * instance.days + day for number in range(5)]

    plan, _ = Realiser(instance).realise(
        [WeeklyPlan(0, tuple(visits[:3]), 0), WeeklyPlan(1, tuple(visits[2:]), 0)], lambda: 60.0
    )

    assert plan.visit.tolist() == visits[1:4]


def test_what_does_not_go_together_is_left_out_and_nothing_else() -> None:
    """Everybody does all that he could do alone: too much for one roster."""
    lost = 0
    for week in range(40):
        instance = _instance(week)
        alone = [
            WeeklyPlan(int(instance.pair_volunteer[k]), (int(instance.pair_need[k]) * instance.days + day,), 0)
            for k in range(instance.pairs)
            for day in range(instance.days)
            if instance.pair_days[k] >> day & 1 and instance.need_crew[instance.pair_need[k]] == 1
        ]
        first = {plan.visits: plan for plan in reversed(alone)}.values()

        plan, lessons = Realiser(instance).realise(first, lambda: 60.0)

        faults = {fault.split(":")[0] for fault in evaluate(instance, plan).faults}
        assert not faults & {"start", "crew", "tour", "way", "apart", "one person"}
        lost += len(plan.visit) < len(first)
        assert (len(plan.visit) < len(first)) == any(lesson.points is None for lesson in lessons)
    assert lost >= 5
