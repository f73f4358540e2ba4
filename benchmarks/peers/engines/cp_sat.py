"""Plain CP-SAT: a circuit per tour over the visits that its volunteer may serve, starts on the grid, both cores.

To keep the model small, a tour goes on from a visit to the base or to its NEAREST visits only, and nowhere that time forbids.
The empty roster is given as a hint, so that there is an answer at all.
"""

from collections.abc import Iterator
from time import monotonic
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.peers.day import Day, Placed, Tour, Wanted
from benchmarks.peers.engine import Engine, TooLarge

THREADS = 2
NEAREST = 8
MOST_STOPS = 30_000
"""Pairs of tour and visit; a model of more is not even built within half a minute."""


class Stop(NamedTuple):
    """A visit that a tour may hold, with the times at which it could start there."""

    visit: int
    earliest: int
    latest: int


def _solve(day: Day, seconds: float) -> list[Placed]:
    until = monotonic() + seconds
    stops = [list(_stops(day, tour)) for tour in day.tours]
    if (pairs := sum(map(len, stops))) > MOST_STOPS:
        raise TooLarge(f"{pairs} pairs of tour and visit, ten arcs each, are more than it can be told in the time")
    grid = day.problem.grid_minutes
    model = cp_model.CpModel()
    starts = [
        model.new_int_var_from_domain(cp_model.Domain.from_values(list(_on_grid(wanted, grid))), "")
        for wanted in day.wanted
    ]
    served = [_say_tour(model, day, tour, stops[place], starts) for place, tour in enumerate(day.tours)]
    points = [cost for tour in served for cost in tour.costs]
    for visit, wanted in enumerate(day.wanted):
        missing = model.new_bool_var("")
        model.add_hint(missing, True)
        model.add_exactly_one([missing, *(tour.present[visit] for tour in served if visit in tour.present)])
        points.append(missing * wanted.points)
    points += list(_say_limits(model, day, served))
    model.minimize(sum(points))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = THREADS
    solver.parameters.max_time_in_seconds = max(0.01, until - monotonic())
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [
        Placed(visit, place, solver.value(starts[visit]))
        for place, tour in enumerate(served)
        for visit, present in tour.present.items()
        if solver.boolean_value(present)
    ]


class Served(NamedTuple):
    """A tour as variables: which visits it holds, and what it costs."""

    present: dict[int, cp_model.IntVar]
    costs: list[cp_model.LinearExpr]


def _on_grid(wanted: Wanted, grid: int) -> Iterator[int]:
    for first, last in wanted.starts:
        yield from range(first, last + 1, grid)


def _stops(day: Day, tour: Tour) -> Iterator[Stop]:
    base, ways = day.base(tour.volunteer), day.detained[day.modes[tour.volunteer]]
    for visit in day.served_by(tour.volunteer):
        wanted = day.wanted[visit]
        earliest = tour.opens + int(ways[base, visit])
        latest = tour.closes - wanted.minutes - int(ways[visit, base])
        hours = [(max(one.first, earliest), min(one.last, latest)) for one in wanted.starts]
        open_hours = [(first, last) for first, last in hours if first <= last]
        if open_hours:
            yield Stop(visit, open_hours[0][0], open_hours[-1][1])


def _say_tour(
    model: cp_model.CpModel, day: Day, tour: Tour, stops: list[Stop], starts: list[cp_model.IntVar]
) -> Served:
    """Node 0 is the base, node k the k-th stop; a loop at a node leaves it out."""
    mode, base = day.modes[tour.volunteer], day.base(tour.volunteer)
    ways, detained = day.ways[mode], day.detained[mode]
    present: dict[int, cp_model.IntVar] = {}
    at_home = model.new_bool_var("")
    model.add_hint(at_home, True)
    arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, at_home)]
    costs: list[cp_model.LinearExpr] = []

    def arc(origin: int, destination: int, from_place: int, to_place: int) -> cp_model.IntVar:
        literal = model.new_bool_var("")
        model.add_hint(literal, False)
        arcs.append((origin, destination, literal))
        costs.append(literal * int(ways[from_place, to_place]))
        return literal

    for node, stop in enumerate(stops, start=1):
        here = present[stop.visit] = model.new_bool_var("")
        model.add_hint(here, False)
        arcs.append((node, node, ~here))
        costs.append(here * int(day.pair_points[tour.volunteer, stop.visit]))
        model.add_linear_constraint(starts[stop.visit], stop.earliest, stop.latest).only_enforce_if(here)
        arc(0, node, base, stop.visit)
        arc(node, 0, stop.visit, base)
        minutes = day.wanted[stop.visit].minutes
        for following in _following(stops, stop, minutes, detained):
            after = minutes + int(detained[stop.visit, stops[following].visit])
            literal = arc(node, following + 1, stop.visit, stops[following].visit)
            model.add(starts[stops[following].visit] >= starts[stop.visit] + after).only_enforce_if(literal)
    if stops:
        model.add_circuit(arcs)
    return Served(present, costs)


def _following(stops: list[Stop], stop: Stop, minutes: int, detained: np.ndarray) -> list[int]:
    """Positions of the nearest stops that can come next."""
    possible = [
        (int(detained[stop.visit, other.visit]), position)
        for position, other in enumerate(stops)
        if other.visit != stop.visit
        and stop.earliest + minutes + int(detained[stop.visit, other.visit]) <= other.latest
    ]
    return [position for _, position in sorted(possible)[:NEAREST]]


def _say_limits(model: cp_model.CpModel, day: Day, served: list[Served]) -> Iterator[cp_model.IntVar]:
    """Visits and minutes of each volunteer's day, and the points of a full one."""
    grid = day.problem.grid_minutes
    for volunteer, limits in enumerate(day.limits):
        held = [(visit, here) for tour in day.tours_of(volunteer) for visit, here in served[tour].present.items()]
        model.add(sum(here for _, here in held) <= limits.visits)
        steps = limits.minutes // grid
        load = model.new_int_var(0, steps, "")
        model.add(load == sum(day.wanted[visit].minutes // grid * here for visit, here in held))
        curve = [day.load_points(volunteer, step * grid) for step in range(steps + 1)]
        if any(curve):
            points = model.new_int_var(0, max(curve), "")
            model.add_element(load, curve, points)
            yield points


ENGINE = Engine(threads=THREADS, left_out="ways to any but the eight nearest visits", solve=_solve)
