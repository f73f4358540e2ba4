"""A run ends when its budget does, tells what it has, and holds a sound plan whenever it is stopped."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident
from typing import Any

import pytest

import scenarios
from matcher.audit import audit
from matcher.compile import compile_problem
from matcher.engine import divers, pipeline
from matcher.engine.bound import lower_bound
from matcher.engine.closing import rough_plans
from matcher.engine.evaluate import evaluate
from matcher.engine.pipeline import run
from matcher.engine.plan import Plan
from matcher.engine.progress import Budget, Progress
from matcher.policy import default_policy
from matcher.solve import solve

SMALL = scenarios.get("station_week").build("small")
INSTANCE = compile_problem(SMALL, default_policy())


def test_the_same_moves_give_the_same_roster_byte_for_byte() -> None:
    first, second = (solve(SMALL, moves=1_500, workers=1, seed=7).model_dump_json() for _ in range(2))

    assert first == second


def test_more_moves_are_never_worse_than_the_first_roster() -> None:
    few = run(INSTANCE, Budget.of(60, moves=1), 0, 1, None)
    many = run(INSTANCE, Budget.of(60, moves=3_000), 0, 1, None)

    assert many.points < few.points


def test_progress_is_told_from_the_first_roster_on() -> None:
    told: list[Progress] = []

    outcome = run(INSTANCE, Budget.of(60, moves=3_000), 0, 1, told.append)

    assert told[-1].points == outcome.points
    assert [news.points for news in told] == sorted((news.points for news in told), reverse=True)
    assert all(news.bound <= news.points and 0 <= news.unmet <= 83 for news in told)


def test_a_run_told_to_stop_before_it_begins_holds_a_whole_roster() -> None:
    stop = Event()
    stop.set()

    roster = solve(SMALL, seconds=600, stop=stop)

    report = audit(SMALL, roster, default_policy())
    assert roster.status == "cancelled"
    assert report.clean
    assert len(roster.visits) > 40


def test_a_run_stopped_by_its_listener_holds_the_best_plan_so_far() -> None:
    stop = Event()
    told: list[Progress] = []

    def listen(news: Progress) -> None:
        told.append(news)
        if len(told) == 2:
            stop.set()

    outcome = run(INSTANCE, Budget.of(600, stop=stop), 0, 2, listen)

    assert outcome.cancelled
    assert evaluate(INSTANCE, outcome.plan).total == outcome.points <= told[0].points


def test_the_bound_of_a_week_that_nobody_can_serve_is_what_it_costs() -> None:
    instance = compile_problem(scenarios.get("impossible_monday").build(), default_policy())

    # 16 needs, each of one visit of normal priority and of a cadre of its own: 16 × (1000 + 800). One of them could be
    # served but for the crew, none could in the end; what the bound cannot see is only load limits and travel.
    outcome = run(instance, Budget.of(60, moves=10), 0, 1, None)
    assert outcome.points == 28_800
    assert lower_bound(instance) <= 28_800
    assert len(outcome.plan.visit) == 0


def test_all_workers_leave_their_searches_for_dives_where_the_gap_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = compile_problem(scenarios.get("station_week").build("small", 6), default_policy())
    stop, threads = Event(), dict[int, int]()

    def dives(number: int, *others: Any, **named: Any) -> Iterator[Plan | None]:
        threads[number] = get_ident()
        yield from rough_plans(number, *others, **named)

    def listen(news: Progress) -> None:
        if len(threads) == 2:
            stop.set()

    monkeypatch.setattr(divers, "rough_plans", dives)
    outcome = run(instance, Budget.of(60, stop=stop), 0, 2, listen)

    assert set(threads) == {0, 1}
    assert threads[0] != threads[1]
    assert outcome.cancelled
    assert evaluate(instance, outcome.plan).total == outcome.points


def test_a_search_rests_while_volunteers_are_priced_but_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    work = pipeline._Work(INSTANCE, Budget.of(600), 0, 2, None, None)
    waits, search, goes_on = Event(), work.searches[0], work._precedence.wait

    def wait() -> None:
        waits.set()
        goes_on()

    monkeypatch.setattr(work._precedence, "wait", wait)
    with ThreadPoolExecutor(1) as pool:
        with work._precedence.first():
            moves = pool.submit(work._move, 0, 0.1, 10.0)
            assert waits.wait(10)
            assert search.moves == 0
        moves.result(10)
        assert search.moves == pipeline.CHUNK_MOVES

        monkeypatch.setattr(pipeline, "RESTS_END", 0.0)
        with work._precedence.first():
            pool.submit(work._move, 0, 0.1, 10.0).result(10)
        assert search.moves == 2 * pipeline.CHUNK_MOVES
