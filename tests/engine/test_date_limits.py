"""Limits of dates whose windows are not joined sharpen the bound, and never beyond what joined windows prove."""

from random import Random

import pytest

from matcher.compile import compile_problem
from matcher.engine.bound.columns import Columns
from matcher.engine.bound.cuts import DateLimit
from matcher.policy import default_policy
from matcher.waist.instance import MINUTES, VISITS
from tests.building import need, problem, volunteer, window
from tests.engine.sharpening import sharpened
from tests.small_weeks import small_week

WEEKS = 30


def test_limits_of_dates_are_charged_where_windows_are_not_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    sharper = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=2, needs=7, days=2, grid=30), default_policy())
        joined = sharpened(instance).bound
        with monkeypatch.context() as patched:
            patched.setattr("matcher.engine.routes.joining._joined", lambda *_: None)
            apart = sharpened(instance).bound
            patched.setattr(Columns, "exceeded", lambda *_: iter(()))
            relaxed = sharpened(instance).bound
        assert relaxed <= apart <= joined
        sharper += relaxed < apart
    assert sharper >= 1


@pytest.mark.parametrize(("limited", "most"), [(VISITS, 2), (MINUTES, 100)])
def test_nobody_does_more_on_a_date_in_the_mean(limited: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = [window("08:00", "10:30"), window("14:00", "16:30")]
    asked = [need(f"n{k}", cadre=f"c{k}", minutes=45, windows=hours) for k in range(6)]
    limits = {VISITS: {"max_visits_per_day": most}, MINUTES: {"max_minutes_per_day": most}}[limited]
    somebody = volunteer("v1", availability=hours, **limits)
    instance = compile_problem(problem(asked, [somebody], days=1), default_policy())
    joined = sharpened(instance).bound
    monkeypatch.setattr("matcher.engine.routes.joining._joined", lambda *_: None)
    generation = sharpened(instance)

    charged = {cut for cut in generation._master.cuts if isinstance(cut, DateLimit)}
    assert DateLimit(0, 0, limited, most) in charged
    there = [(plan, share) for plan, share in generation._master.shares() if plan.volunteer == 0]
    limit = DateLimit(0, 0, limited, most)
    assert sum(share * limit.taken(instance, plan.visits) for plan, share in there) <= most + 1e-3
    assert generation.bound <= joined
