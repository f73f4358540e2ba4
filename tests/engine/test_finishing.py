"""Where little is left a dive ends with the best choice of it, a roster mostly; and its weeks keep the limits of dates."""

from collections import Counter
from math import inf
from random import Random

import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.engine.bound import NearRoutes
from matcher.engine.bound.columns import Columns
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing import Realiser
from matcher.engine.closing.finishing import finished
from matcher.engine.evaluate import evaluate
from matcher.policy import default_policy
from matcher.waist import Instance
from matcher.waist.instance import MINUTES, VISITS
from tests.engine.sharpening import sharpened
from tests.small_weeks import small_week

WEEKS = 30


def test_the_choice_of_what_is_near_is_no_worse_than_appointing_all_one_by_one() -> None:
    rosters = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=5, days=3, grid=30), default_policy())
        generation, realiser, looks = sharpened(instance), Realiser(instance), list[list[WeeklyPlan] | None]()

        def ends(
            near: NearRoutes,
            below: float,
            realiser: Realiser = realiser,
            looks: list[list[WeeklyPlan] | None] = looks,
        ) -> list[WeeklyPlan] | None:
            looks.append(finished(realiser, near, below, lambda: 60.0))
            return looks[-1]

        all_the_way = generation.diver().dive(lambda: inf, lambda: False)
        plans = generation.diver().dive(lambda: inf, lambda: False, ends=ends)

        assert looks in ([plans], [None, plans], [None, None]), (
            "it is looked for once, and again only where that was in vain"
        )
        assert plans
        assert all_the_way
        ended, appointed = (evaluate(instance, realiser.realise(one, lambda: 60.0)[0]) for one in (plans, all_the_way))
        if ended.accepted:
            assert ended.total >= generation.bound
            rosters += 1
            assert ended.total <= appointed.total or not appointed.accepted
    assert rosters >= 0.6 * WEEKS


def test_a_station_ends_its_dive_when_a_part_of_its_visits_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.engine.bound.diving.LOOKS", ((40, 250.0),))
    instance = compile_problem(scenarios.get("station_week").build("small", 0), default_policy())
    generation, realiser = sharpened(instance), Realiser(instance)
    least = generation.bound + 2_000

    plans = generation.diver().dive(
        lambda: least, lambda: False, ends=lambda near, below: finished(realiser, near, below, lambda: 60.0)
    )

    assert plans is not None
    evaluation = evaluate(instance, realiser.realise(plans, lambda: 60.0)[0])
    assert evaluation.accepted
    assert generation.bound <= evaluation.total <= generation.bound + 50


@pytest.mark.parametrize("week", range(6))
def test_nobody_does_more_than_a_date_holds(week: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.engine.routes.joining._joined", lambda *_: None)
    monkeypatch.setattr(Columns, "exceeded", lambda *_: iter(()))
    instance = compile_problem(small_week(Random(week), people=2, needs=7, days=2, grid=30), default_policy())

    plans = sharpened(instance).diver().dive(lambda: inf, lambda: False)

    assert plans is not None
    assert not [plan for plan in plans if _exceeds(instance, plan)]


def _exceeds(instance: Instance, plan: WeeklyPlan) -> bool:
    visits = Counter(visit % instance.days for visit in plan.visits)
    minutes = Counter[int]()
    for visit in plan.visits:
        minutes[visit % instance.days] += int(instance.need_minutes[visit // instance.days])
    limit = instance.limit[plan.volunteer]
    return any(visits[day] > limit[1 + day, VISITS] or minutes[day] > limit[1 + day, MINUTES] for day in visits)
