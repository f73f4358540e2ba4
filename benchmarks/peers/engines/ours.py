"""Ours: the problem as it is, every rule of the policy; compiling, audit and the reasons of what is unmet included."""

from benchmarks.peers.day import Day, Placed
from benchmarks.peers.engine import Engine
from matcher.engine.readiness import prepare, prepare_pricing
from matcher.solve import solve

prepare()
prepare_pricing(None)


def _solve(day: Day, seconds: float) -> list[Placed]:
    problem = day.problem
    visit_of = {wanted.need: position for position, wanted in enumerate(day.wanted)}
    placed = []
    for visit in solve(problem, seconds=seconds, workers=2).visits:
        start = problem.minute(visit.start)
        placed.append(Placed(visit_of[visit.need], day.tour_at(visit.volunteers[0], start), start))
    return placed


ENGINE = Engine(threads=2, left_out="nothing", solve=_solve)
