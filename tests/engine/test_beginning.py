"""A run that begins with a roster never ends with a worse one, and better rosters are heard of while it works."""

from collections.abc import Sequence
from random import Random
from threading import current_thread, main_thread

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import scenarios
from matcher.audit import audit
from matcher.audit.pinned import check_pinned
from matcher.compile import compile_problem
from matcher.domain import BadInput, Problem, Visit
from matcher.engine import pipeline
from matcher.engine.evaluate import evaluate
from matcher.engine.incumbents import Incumbents
from matcher.engine.pipeline import run
from matcher.engine.progress import Budget
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import Policy, default_policy
from matcher.replan import Change, replan
from matcher.solve import plan_of, solve, visits_of
from tests.building import at, need, plan, problem, roster, visit, volunteer, window
from tests.random_rosters import Visits, grown
from tests.small_weeks import policies, small_weeks

SMALL = scenarios.get("station_week").build("small")
FLU = scenarios.get("flu_week").build("small")


def clean_rosters(week: Problem, policy: Policy, dice: int) -> list[Visits]:
    """Some that the waist accepts, from the pinned visits alone to a full one."""
    instance = compile_problem(week, policy)

    def accepts(visits: Visits) -> bool:
        return evaluate(instance, plan(week, visits)).accepted

    return [visits for visits in grown(week, Random(dice), 20, accepts) if accepts(visits)]


def test_a_run_that_begins_with_a_clean_roster_ends_with_none_that_is_worse() -> None:
    compared = 0

    @seed(0)
    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(small_weeks(), policies(), st.integers(0, 1 << 30))
    def never_worse(week: Problem, policy: Policy, dice: int) -> None:
        nonlocal compared
        try:
            check_pinned(week, policy)
        except BadInput:
            return
        for begun in clean_rosters(week, policy, dice)[-1:]:
            points = audit(week, roster(*begun), policy).score.total

            ended = solve(week, policy, moves=1, workers=1, start=begun)

            assert ended.score is not None
            assert ended.score.total <= points
            compared += 1

    never_worse()

    assert compared >= 100


def test_a_run_that_begins_with_any_roster_ends_with_a_clean_one() -> None:
    dropped = 0

    @seed(1)
    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(small_weeks(), st.integers(0, 1 << 30))
    def clean(week: Problem, dice: int) -> None:
        nonlocal dropped
        try:
            check_pinned(week, default_policy())
        except BadInput:
            return
        for tried in list(grown(week, Random(dice), 12, lambda _: True))[-2:]:
            ended = solve(week, moves=1, workers=1, start=tried)

            assert audit(week, ended, default_policy()).clean
            dropped += {one.key for one in ended.visits} < {one.key for one in tried}

    clean()

    assert dropped >= 10


def test_a_beginning_is_kept_twice_by_the_searches_and_in_case_they_lose_it(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = compile_problem(SMALL, default_policy())
    begun = run(instance, Budget.of(60, moves=3_000), 0, 1, None)

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "beginning", lambda instance, start: ())
        by_search = run(instance, Budget.of(60, moves=1), 1, 1, None, None, begun.plan)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "tables_of", lambda instance, start: tables_of(instance))
        in_case = run(instance, Budget.of(60, moves=1), 1, 1, None, None, begun.plan)

    from_nothing = run(instance, Budget.of(60, moves=1), 1, 1, None)
    assert max(by_search.points, in_case.points) <= begun.points < from_nothing.points


def test_what_the_problem_does_not_know_is_dropped() -> None:
    week = problem([need("n1")], [volunteer("v1")])
    strange = [
        visit("n9", "09:00", "v1"),
        visit("n1", "09:00", "v9"),
        visit("n1", "09:00", "v1", "v1"),
        visit("n1", "09:00", "v1", day=8),
        visit("n1", "09:10", "v1"),
        visit("n1", "09:20", "v1"),
    ]

    rows = list(plan_of(strange, week).rows())

    # 550 minutes after midnight of the first date it is 09:10
    assert rows == [(0, 550, (0,))]


def test_a_roster_to_begin_with_is_no_wish() -> None:
    whole_morning = [window("08:00", "12:00")]
    week = problem(
        [need("n1", windows=whole_morning, preferred=[window("08:00", "09:00")])],
        [volunteer("v1"), volunteer("v2")],
    )

    ended = solve(week, moves=200, workers=1, start=[visit("n1", "10:00", "v1")])

    # at 10:00 it misses the preferred hour; nothing holds it there
    assert ended.score is not None
    assert "preferred_time" not in ended.score.by_rule or ended.score.by_rule["preferred_time"] == 0
    assert ended.score.by_rule.get("changed_visit", 0) == 0
    assert ended.visits[0].start < at("09:00")


def test_the_first_roster_stands_as_the_one_to_begin_with() -> None:
    instance = compile_problem(SMALL, default_policy())
    before = Search(instance, tables_of(instance), 0)
    before.move(3_000, 5.0)
    begun = before.plan()

    search = Search(instance, tables_of(instance, begun), 1)

    standing = {(number, who) for number, _, who in search.plan().rows()}
    assert {(number, who) for number, _, who in begun.rows()} <= standing
    assert search.points <= before.points


def test_pinned_visits_stand_whatever_the_run_begins_with() -> None:
    full = scenarios.get("station_week").build("all_features")
    pinned = {(one.need, one.start) for one in full.published if one.pinned}
    moved = [visit(need, "15:00", "v1") for need, _ in pinned]

    ended = solve(full, moves=50, workers=1, start=moved)

    assert pinned
    assert pinned <= {one.key for one in ended.visits if one.pinned}
    assert audit(full, ended, default_policy()).clean


def test_every_roster_heard_of_is_clean_and_has_the_points_told() -> None:
    for week in (SMALL, FLU):
        heard: list[tuple[Sequence[Visit], int]] = []

        def hear(visits: tuple[Visit, ...], points: int, heard: list[tuple[Sequence[Visit], int]] = heard) -> None:
            assert current_thread() is main_thread()
            heard.append((visits, points))

        ended = solve(week, seconds=2, workers=2, incumbents=hear)

        assert ended.score is not None
        told = [points for _, points in heard]
        assert told == sorted(set(told), reverse=True)
        assert ended.score.total <= told[-1]
        for visits, points in heard:
            report = audit(week, roster(*visits), default_policy())
            assert not report.violations
            assert report.score.total == points


def test_searches_leave_nothing_between_two_plans_that_follow_too_soon() -> None:
    instance = compile_problem(SMALL, default_policy())
    search = Search(instance, tables_of(instance), 0)
    told: list[int] = []
    incumbents = Incumbents(lambda plan, points: told.append(points), ())

    incumbents.leave(search)
    first = search.points
    for _ in range(5):
        search.move(20, 1.0)
        incumbents.leave(search)
    incumbents.tell()
    incumbents.tell()

    assert search.points < first
    assert told == [first]


def test_hearing_changes_nothing_and_the_same_moves_from_the_same_beginning_give_the_same_roster() -> None:
    begun = solve(SMALL, moves=300, workers=1).visits

    alone, heard = (
        solve(SMALL, moves=600, workers=1, seed=3, start=begun, incumbents=hear).model_dump_json()
        for hear in (None, lambda visits, points: None)
    )

    assert alone == heard


def test_a_repair_begins_with_a_roster_and_is_heard_of_too() -> None:
    held = solve(SMALL, moves=500, workers=1)
    change = Change(volunteers=(held.visits[0].volunteers[0],))
    heard: list[tuple[tuple[Visit, ...], int]] = []
    first = replan(SMALL, held, change=change, moves=400, workers=1, incumbents=lambda *told: heard.append(told))

    again = replan(SMALL, held, change=change, moves=1, workers=1, start=first.roster.visits)

    assert audit(again.problem, roster(*heard[0][0]), default_policy()).score.total == heard[0][1]
    assert first.roster.score is not None
    assert again.roster.score is not None
    assert again.roster.score.total <= first.roster.score.total


def test_visits_become_a_plan_and_the_plan_the_same_visits() -> None:
    held = solve(SMALL, moves=100, workers=1)

    assert visits_of(plan_of(held.visits, SMALL), SMALL) == held.visits
