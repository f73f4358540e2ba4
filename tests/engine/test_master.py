"""The linear program may stop on its way or fold patterns, and its prices and reduced costs are those of a program without bounds on
columns."""

import numpy as np
import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.engine.bound import master as linear
from matcher.engine.bound.incumbent import weekly_plans
from matcher.engine.bound.master import Master, Optimum
from matcher.engine.bound.needs import Needs
from matcher.engine.bound.prices import Prices
from matcher.engine.bound.separate_needs import visit_points
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.routes import SCALE
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from matcher.waist.instance import FORBIDDEN, Instance
from tests.engine.sharpening import listed

SURE = 1e-6
FEW = 37
"""Plans of which some are all of their volunteer's part in the optimum."""


def _instance() -> Instance:
    return compile_problem(scenarios.get("station_week").build("small", 0), default_policy())


def _plans(instance: Instance) -> list[WeeklyPlan]:
    """Of the way of a search."""
    volunteers, search = Volunteers(instance, *listed(instance)), Search(instance, tables_of(instance), 0)
    plans: list[WeeklyPlan] = []
    for heat in range(60, 0, -3):
        search.move(200, heat)
        plans += weekly_plans(instance, volunteers, search.plan_now())
    return plans


def _master(instance: Instance, plans: list[WeeklyPlan], *, folds: bool = False) -> Master:
    master = Master(instance, Needs(instance, visit_points(instance) < FORBIDDEN).points, folds=folds)
    for plan in plans:
        master.add(plan)
    return master


def _sharp(master: Master) -> Optimum:
    """The optimum that violates no cut."""
    while (optimum := master.solve()).violated:
        pass
    return optimum


def test_a_hasty_solver_stops_below_the_optimum_and_comes_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "LEAST", 100)
    monkeypatch.setattr(linear, "HASTE", 0.0)
    instance = _instance()
    plans = _plans(instance)
    thorough, hasty = _master(instance, plans), _master(instance, plans)
    at_once = thorough.solve()
    on_the_way = []
    while not (optimum := hasty.solve(hasty=True)).reached:
        assert optimum.violated == 0, "cuts are not looked at on the way"
        on_the_way.append(optimum.points)

    assert at_once.reached
    assert len(on_the_way) >= 2
    assert on_the_way == sorted(on_the_way)
    assert on_the_way[-1] <= optimum.points + SURE
    assert abs(optimum.points - at_once.points) < SURE
    # there may be other optima with other cuts, but none once all cuts hold
    assert optimum.violated > 0
    assert abs(_sharp(hasty).points - _sharp(thorough).points) < SURE


def test_no_reduced_cost_is_below_nothing_though_columns_end_at_their_bound() -> None:
    instance = _instance()
    master = _master(instance, _plans(instance)[-FEW:])
    optimum = _sharp(master)
    reduced = master.reduced_costs()
    chosen = [(plan, share, reduced[master.column_of(plan)]) for plan, share in master.shares()]

    assert any(share > 1 - SURE for _, share, _ in chosen)
    assert all(abs(cost) < SURE for _, _, cost in chosen)
    assert reduced.min() > -SURE
    assert np.count_nonzero(reduced > SURE) > len(reduced) / 4
    for volunteer in range(instance.volunteers):
        idle = instance.load_points[instance.volunteer_load[volunteer], 0] - optimum.volunteers[volunteer]
        assert abs(reduced[master.idle_column(volunteer)] - idle) < SURE


def test_a_program_with_folded_patterns_has_the_same_optimum_and_prices_that_prove_it() -> None:
    instance = _instance()
    plans = _plans(instance)
    plain, folding = _master(instance, plans), _master(instance, plans, folds=True)
    sharp, optimum = _sharp(plain), _sharp(folding)
    prices = Prices.near(instance, optimum.duals)
    needs, cuts = Needs(instance, visit_points(instance) < FORBIDDEN), folding.cuts
    costs = needs.costs(prices.of_patterns(instance, cuts), prices.firsts, prices.faces)

    assert folding.rows < plain.rows
    assert abs(optimum.points - sharp.points) < SURE
    # what volunteers earn with the plans at hand, at whole prices, is what is left of the optimum
    proved = (int(prices.firsts.sum()) + int(costs.min(axis=1).sum())) / SCALE + optimum.volunteers.sum()
    assert abs(proved - optimum.points) < instance.needs * instance.days / SCALE


def test_a_copy_stands_where_its_original_does_and_holds_the_cuts_that_bind() -> None:
    instance = _instance()
    original = _master(instance, _plans(instance), folds=True)
    sharp = _sharp(original)
    copy = original.copied()

    assert copy.shares() == original.shares()
    assert set(copy.cuts) < set(original.cuts)
    again = copy.solve()
    assert again.violated == 0
    assert abs(again.points - sharp.points) < SURE
    chosen, _ = copy.shares()[0]
    copy.add(chosen._replace(points=chosen.points - SCALE))
    assert copy.solve().points < sharp.points - SURE
    assert abs(original.solve().points - sharp.points) < SURE, "they have nothing in common"
