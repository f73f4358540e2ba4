"""Weeks in which visits stand by an override go on working everywhere: laws, rosters, bounds, repairs and matches."""

from collections import Counter
from random import Random

import pytest

from matcher.audit import audit
from matcher.compile import compile_problem
from matcher.domain import Problem, Roster, Visit
from matcher.engine.evaluate import evaluate
from matcher.explain import explain
from matcher.matching import MatchIndex, applied
from matcher.matching.newcomer import with_need
from matcher.replan import Change, replan
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import OverridableRule
from matcher.solve import solve
from tests.building import plan, roster
from tests.exhaustion import optimum, rosters_of, slots_of
from tests.overridden_weeks import OverriddenWeek, overridden_week, standing_visits
from tests.random_rosters import Visits, grown

OVERRIDABLE = {rule.name for rule in CATALOGUE if issubclass(rule, OverridableRule)}


def cases(numbers: range, **sizes: int) -> list[tuple[int, OverriddenWeek]]:
    """Those numbers that have a case."""
    drawn = ((number, overridden_week(number, **sizes)) for number in numbers)
    return [(number, case) for number, case in drawn if case is not None]


@pytest.mark.parametrize("shard", range(2))
def test_the_waist_accepts_what_the_audit_finds_clean_and_counts_the_same_points(shard: int) -> None:
    excused: Counter[str] = Counter()

    for number, (week, policy) in cases(range(shard * 70, (shard + 1) * 70)):
        instance = compile_problem(week, policy)

        def accepts(visits: Visits, instance=instance, week=week) -> bool:  # type: ignore[no-untyped-def]
            return evaluate(instance, plan(week, visits)).accepted

        for visits in grown(week, Random(number), 30, accepts):
            report = audit(week, roster(*visits), policy)
            reading = evaluate(instance, plan(week, visits))
            assert reading.accepted == (not report.violations), (number, visits, reading.faults, report.violations)
            if reading.accepted:
                assert reading.total == report.score.total, (number, visits)
                excused.update(one.violation.rule for one in report.overridden)

    assert excused.keys() == OVERRIDABLE
    assert min(excused.values()) >= 20, excused


@pytest.mark.parametrize("shard", range(2))
def test_a_roster_keeps_overridden_visits_with_their_reasons_and_every_promise(shard: int) -> None:
    excused: Counter[str] = Counter()

    for number, (week, policy) in cases(range(1000 + shard * 30, 1030 + shard * 30)):
        found = solve(week, policy, moves=300, workers=1)

        report = audit(week.revised(published=[]), found, policy)
        assert report.violations == (), number
        assert audit(week, found, policy).clean
        assert found.score is not None
        assert found.bound is not None
        assert found.bound <= found.score.total
        assert standing_in(week) <= {identity(one) for one in found.visits if one.overrides and one.pinned}
        excused.update(one.violation.rule for one in report.overridden)

    assert excused.keys() == OVERRIDABLE


def test_the_bound_is_never_above_the_optimum() -> None:
    compared = 0
    for number, (week, policy) in cases(range(2000, 2080), people=3, needs=3, days=2, grid=30):
        slots = slots_of(week, policy)
        if not 10 <= rosters_of(slots) <= 600:
            continue
        found = solve(week, policy, moves=2000, workers=1)
        assert found.score is not None
        assert found.bound is not None

        least = optimum(week, policy, slots)

        assert found.bound <= least <= found.score.total, number
        compared += 1

    assert compared >= 10


def test_a_repair_keeps_whatever_stands_by_an_override_and_has_not_lost_its_people() -> None:
    settled = gone = 0
    for number, (week, policy) in cases(range(3000, 3030)):
        published = solve(week, policy, moves=100, workers=1)
        drops_out = Random(number).choice(week.volunteers).id

        result = replan(
            week.revised(published=[]), published, policy, Change(volunteers=(drops_out,)), moves=100, workers=1
        )

        report = audit(result.problem, result.roster, policy)
        assert report.clean, (number, report.violations)
        stay = {one for one in standing_in(week) if drops_out not in one[2]}
        assert stay <= {identity(one) for one in result.roster.visits if one.overrides}
        settled += len(stay)
        gone += len(standing_in(week) - stay)

    assert settled >= 20
    assert gone >= 5


def test_a_match_in_a_roster_with_overridden_visits_is_sound_and_never_disturbs_them() -> None:
    disturbs: Counter[str] = Counter()
    for number, (whole, policy) in cases(range(4000, 4080), people=6, needs=7):
        *others, new = whole.needs
        published = [one for one in whole.published if one.need != new.id]
        fields = {name: getattr(whole, name) for name in Problem.model_fields}
        week = Problem.model_construct(**fields | {"needs": tuple(others), "published": tuple(published)})
        standing = solve(week, policy, moves=100, workers=1)
        week = week.model_copy(update={"published": ()})  # what is overridden stands in the roster alone

        match = MatchIndex(week, standing, policy).match(new, None, displace=True)

        before = audit(with_need(week, new), Roster(visits=standing.visits), policy).score.total
        held = {identity(one) for one in standing.visits if one.overrides}
        for option in match.options:
            problem, after = applied(week, standing, new, option)
            report = audit(problem, after, policy)
            assert report.violations == (), number
            assert report.score.total - before == option.points
            assert held <= {identity(one) for one in after.visits if one.overrides}
            disturbs[option.disturbs] += 1

    assert min(disturbs[kind] for kind in ("nothing", "starts", "visits")) >= 5, disturbs


def test_an_explanation_tells_the_reason_of_an_overridden_visit() -> None:
    told = 0
    for _, (week, policy) in cases(range(5000, 5020)):
        made = roster(*standing_visits(week))
        for visit in filter(lambda one: one.overrides, made.visits):
            (choice,) = (
                one for one in explain(week, made, policy, visit.need).choices if one.stop.visit.start == visit.start
            )
            assert choice.firm
            assert set(choice.breaks) == choice.excuses.keys()
            told += len(choice.breaks)

    assert told >= 20


def identity(visit: Visit) -> tuple[str, object, frozenset[str]]:
    """What must not change of a visit that stands."""
    return visit.need, visit.start, frozenset(visit.volunteers)


def standing_in(week: Problem) -> set[tuple[str, object, frozenset[str]]]:
    """Visits of the problem that stand by an override."""
    return {identity(one) for one in standing_visits(week) if one.overrides}
