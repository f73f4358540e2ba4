"""A dive ends with a choice of weekly plans that can be a roster, and leaves the bound as it was."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from math import inf
from random import Random

import pytest

import scenarios
from matcher.compile import compile_problem
from matcher.engine.bound import Around, ColumnGeneration
from matcher.engine.bound.choosing import Chooser
from matcher.engine.bound.diving import Dive
from matcher.engine.bound.spans import ANY
from matcher.engine.closing.realising import Realiser
from matcher.engine.evaluate import evaluate
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from tests.building import need, problem, volunteer, window
from tests.engine.sharpening import listed, sharpened
from tests.small_weeks import small_week

WEEKS = 40


@pytest.mark.parametrize("dice", [None, Random(7)], ids=["as the optimum tells", "with dice"])
def test_a_dive_ends_near_the_bound_and_leaves_it_as_it_was(dice: Random | None) -> None:
    rosters = best = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=5, days=3, grid=30), default_policy())
        generation = sharpened(instance)
        bound = generation.bound

        plans = generation.diver().dive(lambda: inf, lambda: False, dice)

        assert list(generation.rounds(lambda: False))[-1] == generation.bound
        assert bound <= generation.bound <= bound + 1
        assert plans is not None
        assert len({plan.volunteer for plan in plans}) == len(plans)
        plan, _ = Realiser(instance).realise(plans, lambda: 60.0)
        evaluation = evaluate(instance, plan)
        assert {fault.split(":")[0] for fault in evaluation.faults} <= {"pinned"}, (
            "only what does not go together is missing"
        )
        if evaluation.accepted:
            assert evaluation.total >= generation.bound
            rosters += 1
            best += evaluation.total == generation.bound
    assert rosters >= 0.6 * WEEKS
    assert best >= 0.3 * rosters


def test_a_dive_around_a_roster_sends_nobody_else_to_what_the_optimum_agrees_about() -> None:
    better = agreed = served = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=4, needs=5, days=3, grid=30), default_policy())
        generation, search = sharpened(instance), Search(instance, tables_of(instance), 0)
        generation.learn([search.plan()])
        around = Around(search.plan(), 0.0)
        diver = generation.diver()
        visits = {visit: (start, members) for visit, start, members in search.plan().rows()}
        alike = Chooser(instance, diver._master, None, around).agreed()

        dive = Dive(
            instance,
            diver._master,
            diver._volunteers,
            diver._pricer,
            diver._nothing,
            diver._remainder,
            None,
            around,
        )
        made = dive._beginning(lambda: False).appointments.made
        assert all(made[one.visit] == one for one in alike), "it is appointed at once"

        plans = diver.dive(lambda: inf, lambda: False, Random(week), around)

        assert plans is not None
        for one in alike:
            start, members = visits[one.visit]
            assert one.members == members
            assert one.start in (start, ANY)
            there = {plan.volunteer for plan in plans if one.visit in plan.visits}
            assert there <= set(members)
            agreed += 1
            served += len(there) > 0
        evaluation = evaluate(instance, Realiser(instance).realise(plans, lambda: 60.0)[0])
        better += evaluation.accepted and evaluation.total < search.points
    assert agreed >= WEEKS
    assert served >= 0.8 * agreed
    assert better >= 1, "more is found around first rosters"


def test_what_a_roster_does_is_preferred() -> None:
    instance = compile_problem(scenarios.get("station_week").build("small", 1), default_policy())
    roster = Search(instance, tables_of(instance), 0).plan()
    diver = sharpened(instance, rounds=20).diver()
    rows = {(visit, members) for visit, _, members in roster.rows()}
    nothing, shares = diver._nothing, diver._master.shares()
    alike = []
    for around in (None, Around(roster, 1.0)):
        offered = Chooser(instance, diver._master, None, around)._of_singles(shares, nothing, ())
        alike.append(sum((one.visit, one.members) in rows for _, one in offered))
    assert alike[0] < alike[1]


def test_divers_side_by_side_end_where_each_would_alone() -> None:
    for week in range(0, WEEKS, 4):
        instance = compile_problem(small_week(Random(week), people=4, needs=5, days=3, grid=30), default_policy())
        generation = sharpened(instance)
        alone = [generation.diver().dive(lambda: inf, lambda: False, Random(seed)) for seed in range(3)]
        divers = [generation.diver() for _ in range(3)]
        with ThreadPoolExecutor(3) as pool:
            ends = pool.map(lambda diver, seed: diver.dive(lambda: inf, lambda: False, Random(seed)), divers, range(3))
            assert list(ends) == alone


@pytest.mark.parametrize("steps", [0, 2])
def test_a_dive_that_is_stopped_chooses_by_what_is_appointed_until_then(steps: int) -> None:
    instance = compile_problem(small_week(Random(1), people=4, needs=5, days=3, grid=30), default_policy())
    generation = sharpened(instance)
    looks = count()
    plans = generation.diver().dive(lambda: inf, lambda: next(looks) >= steps)

    assert plans
    assert len({plan.volunteer for plan in plans}) == len(plans)
    plan, _ = Realiser(instance).realise(plans, lambda: 60.0)
    assert {fault.split(":")[0] for fault in evaluate(instance, plan).faults} <= {"pinned"}


def test_a_dive_that_cannot_end_below_what_is_known_answers_nothing() -> None:
    instance = compile_problem(small_week(Random(1), people=3, needs=3, days=2, grid=30), default_policy())
    generation = sharpened(instance)
    assert generation.diver().dive(lambda: generation.bound - 1, lambda: False) is None
    assert generation.diver().dive(lambda: inf, lambda: False) is not None


def test_a_dive_begins_where_limits_of_dates_are_kept_and_pricing_finds_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("matcher.engine.routes.joining._joined", lambda *_: None)
    dearer = 0
    for week in range(WEEKS):
        instance = compile_problem(small_week(Random(week), people=2, needs=7, days=2, grid=30), default_policy())
        generation = sharpened(instance)
        diver = generation.diver()
        diver.dive(lambda: -inf, lambda: False)
        diver._master.forbid(diver._nothing)
        diver._master.resume(diver._begins)
        begins = diver._master.solve().points
        again = diver._remainder.priced(diver._nothing, diver._volunteers, lambda: False).points
        assert again == pytest.approx(begins)
        dearer += begins > generation._master.solve().points + 1
    assert dearer > 0


def test_a_crew_that_cannot_meet_is_given_up() -> None:
    """Its members are there one after the other, which the linear optimum does not see."""
    hours = window("08:00", "09:30"), window("10:00", "12:00")
    people = [volunteer(f"v{k}", availability=[one]) for k, one in enumerate(hours)]
    instance = compile_problem(problem([need("n1", crew=2), need("n2", of="c2")], people), default_policy())
    generation = ColumnGeneration(instance, *listed(instance))
    for _ in generation.rounds(lambda: False, meets=False):
        pass
    visits = {visit // instance.days for plan, _ in generation._master.shares() for visit in plan.visits}
    assert visits == {0, 1}

    plans = generation.diver().dive(lambda: generation.bound + 5_000, lambda: False)

    assert plans is not None
    assert {visit // instance.days for plan in plans for visit in plan.visits} == {1}


def test_a_dive_knows_of_meetings_where_they_raise_the_bound_much(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = window("08:00", "09:30"), window("10:00", "12:00")
    people = [volunteer(f"v{k}", availability=[one]) for k, one in enumerate(hours)]
    instance = compile_problem(problem([need("n1", crew=2), need("n2", of="c2")], people), default_policy())
    generation = ColumnGeneration(instance, *listed(instance))
    apart = list(generation.rounds(lambda: False, meets=False))[-1]
    points = generation._master.solve().points

    together = list(generation.rounds(lambda: False))[-1]

    assert together > 1.01 * apart
    assert generation.diver()._master.solve().points == pytest.approx(generation._master.solve().points)
    monkeypatch.setattr("matcher.engine.bound.column_generation.MUCH", 1.0)
    apart_from_them = generation.diver()._master
    for _ in range(3):
        assert apart_from_them.solve().points == pytest.approx(points), "it stands where they were not looked at"
    assert not apart_from_them.cuts
    meets = generation.diver(meets=True)._master
    assert meets.solve().points == pytest.approx(generation._master.solve().points), "whoever is to know of them does"


def test_who_is_impatient_leaves_rounds_that_bring_little() -> None:
    instance = compile_problem(scenarios.get("shortage_week").build("small", 0), default_policy())
    begun = [ColumnGeneration(instance, *listed(instance)) for _ in range(2)]

    impatient, patient = (
        list(generation.rounds(lambda: False, meets=False, patient=patient))
        for generation, patient in zip(begun, (False, True), strict=True)
    )

    assert len(impatient) < len(patient)
    assert impatient[-1] < patient[-1]
    assert impatient == patient[: len(impatient)]
