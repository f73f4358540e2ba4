"""One engine on one day under one time limit, in a process of its own, judged."""

from time import monotonic
from typing import NamedTuple

from benchmarks.own_process import Died, in_own_process
from benchmarks.peers.days import day_problem
from benchmarks.peers.engine import Missing, TooLarge, engine
from benchmarks.peers.judging import judged, points_of_nothing, visits_of
from benchmarks.peers.reading import day_of
from benchmarks.peers.stations import by_station
from matcher.domain import Roster, Visit

PATIENCE = 180.0
"""Seconds beyond the limit for start-up, building, judging; who takes longer is ended."""
LEAST_SECONDS = 0.1


class Case(NamedTuple):
    """What is asked of every engine."""

    visits: int
    kind: str
    seed: int
    limit: float


class Result(NamedTuple):
    """What an engine made of a case. Without an answer, `reason` says why, and nothing is served."""

    engine: str
    case: Case
    reason: str = ""
    seconds: float = 0.0
    start_up: float = 0.0
    peak: float = 0.0
    all_points: int = 0
    """Those of an empty roster."""
    points: int = 0
    by_rule: dict[str, int] = {}  # noqa: RUF012, a value that nobody changes
    unmet: int = 0
    violations: int = 0
    taken_off: int = 0

    @property
    def served(self) -> int:
        """Points that the answer costs less than an empty roster."""
        return self.all_points - self.points


def run(name: str, case: Case) -> Result:
    """Start the engine in a fresh process and wait for its answer."""
    try:
        result, peak = in_own_process(_run_here, name, case, patience=case.limit + PATIENCE)
    except (Missing, TooLarge, Died) as reason:
        return Result(name, case, str(reason))
    answered: Result = result
    return answered._replace(peak=peak)


def _run_here(name: str, case: Case) -> Result:
    problem = day_problem(case.visits, case.kind, case.seed)
    begun = monotonic()
    solver = engine(name)
    start_up = monotonic() - begun
    whole = solver.most_visits is None or case.visits <= solver.most_visits
    days = [day_of(part) for part in ([problem] if whole else by_station(problem))]
    started = monotonic()
    visits: list[Visit] = []
    for number, day in enumerate(days):
        left = started + case.limit - monotonic()
        visits += visits_of(day, solver.solve(day, max(LEAST_SECONDS, left / (len(days) - number))))
    seconds = monotonic() - started
    judgement = judged(problem, Roster(visits=tuple(visits)))
    return Result(
        engine=name,
        case=case,
        seconds=seconds,
        start_up=start_up,
        all_points=points_of_nothing(problem),
        **judgement._asdict(),
    )
