"""One roster made in a process of its own, audited, its figures taken."""

from time import monotonic
from typing import NamedTuple

import scenarios
from benchmarks.own_process import in_own_process
from benchmarks.study.sets import Case
from matcher.audit import audit
from matcher.engine.readiness import prepare, prepare_pricing
from matcher.policy import load_policy
from matcher.solve import solve

PATIENCE = 900.0
"""Seconds beyond the limit for compiling, building, auditing."""


class Figures(NamedTuple):
    """One roster's figures; `peak` is the most memory of its process in MB."""

    case: Case
    visits: int
    unmet: int
    points: int
    bound: int
    optimal: bool
    clean: bool
    seconds: float
    peak: float

    @property
    def gap(self) -> float:
        """As the contract defines it."""
        return (self.points - self.bound) / max(self.points, 1)

    @property
    def from_the_bound(self) -> float:
        """In ordinary visits."""
        return (self.points - self.bound) / 1000


def measured(case: Case, workers: int) -> Figures:
    """The figures of the case; raises Died where its process does not live to tell."""
    figures, peak = in_own_process(_measured_here, case, workers, patience=case.limit + PATIENCE)
    return Figures(*figures)._replace(peak=peak)


def _measured_here(case: Case, workers: int) -> Figures:
    scenario = scenarios.get(case.scenario)
    problem = scenario.build(case.size, case.seed)
    policy = load_policy(scenario.policy)
    prepare()
    prepare_pricing(None)
    started = monotonic()
    roster = solve(problem, policy, seconds=case.limit, seed=case.seed, workers=workers)
    seconds = monotonic() - started
    report = audit(problem, roster, policy)
    return Figures(
        case=case,
        visits=sum(need.visits for need in problem.needs),
        unmet=sum(unmet.missing for unmet in roster.unmet or ()),
        points=report.score.total,
        bound=roster.bound or 0,
        optimal=roster.status == "optimal",
        clean=report.clean,
        seconds=seconds,
        peak=0.0,
    )
