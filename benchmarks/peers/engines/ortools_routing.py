"""OR-Tools routing: a vehicle per tour, a penalty per visit left out, guided local search after parallel insertion.

Ways cost by mode, strangers as the span of a dimension of their own. Limits over several tours of a volunteer are constraints
between the ends of those tours: it is the only routing engine here that can be told them.
"""

from datetime import timedelta
from itertools import pairwise
from time import monotonic

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.peers.day import Day, Placed, Table
from benchmarks.peers.engine import Engine

MOST_VISITS = 300
"""With several stations its first answer would take minutes."""
MINUTES_OF_DAY = 24 * 60
MANY = 1_000_000
NOBODY = -1


def _solve(day: Day, seconds: float) -> list[Placed]:
    until = monotonic() + seconds
    bases = [day.base(tour.volunteer) for tour in day.tours]
    manager = pywrapcp.RoutingIndexManager(len(day.wanted) + len(day.limits), len(day.tours), bases, bases)
    routing = pywrapcp.RoutingModel(manager)
    _say_ways(day, routing)
    time = _say_time(day, routing, manager)
    _say_limits(day, routing)
    _say_pairs(day, routing, manager)
    left = until - monotonic()
    if left <= 0:
        return []
    found = routing.SolveWithParameters(_parameters(left))
    if found is None:
        return []
    return [
        Placed(visit, found.Value(routing.VehicleVar(index)), found.Min(time.CumulVar(index)))
        for visit in range(len(day.wanted))
        if found.Value(routing.NextVar(index := manager.NodeToIndex(visit))) != index
    ]


def _say_ways(day: Day, routing: pywrapcp.RoutingModel) -> None:
    cost_of = {mode: routing.RegisterTransitMatrix(ways.tolist()) for mode, ways in day.ways.items()}
    for vehicle, tour in enumerate(day.tours):
        routing.SetArcCostEvaluatorOfVehicle(cost_of[day.modes[tour.volunteer]], vehicle)


def _say_time(
    day: Day, routing: pywrapcp.RoutingModel, manager: pywrapcp.RoutingIndexManager
) -> pywrapcp.RoutingDimension:
    """Minutes from start to start, and the windows of visits and tours."""
    minutes = np.array(_per_place(day, [wanted.minutes for wanted in day.wanted]), dtype=np.int64)
    steps: dict[str, Table] = {mode: minutes[:, None] + detained for mode, detained in day.detained.items()}
    step_of = {mode: routing.RegisterTransitMatrix(step.tolist()) for mode, step in steps.items()}
    per_vehicle = [step_of[day.modes[tour.volunteer]] for tour in day.tours]
    routing.AddDimensionWithVehicleTransits(per_vehicle, MINUTES_OF_DAY, MINUTES_OF_DAY, False, "time")
    time = routing.GetDimensionOrDie("time")
    for visit, wanted in enumerate(day.wanted):
        start = time.CumulVar(manager.NodeToIndex(visit))
        start.SetRange(wanted.starts[0].first, wanted.starts[-1].last)
        for earlier, later in pairwise(wanted.starts):
            if earlier.last + 1 < later.first:
                start.RemoveInterval(earlier.last + 1, later.first - 1)
    for vehicle, tour in enumerate(day.tours):
        time.CumulVar(routing.Start(vehicle)).SetRange(tour.opens, tour.closes)
        time.CumulVar(routing.End(vehicle)).SetRange(tour.opens, tour.closes)
    return time


def _say_limits(day: Day, routing: pywrapcp.RoutingModel) -> None:
    """Visits and service minutes of a tour, and of all tours of a volunteer together."""
    of_visits = routing.RegisterUnaryTransitVector(_per_place(day, [1] * len(day.wanted)))
    of_minutes = routing.RegisterUnaryTransitVector(_per_place(day, [wanted.minutes for wanted in day.wanted]))
    for name, transit, position in (("visits", of_visits, 0), ("minutes", of_minutes, 1)):
        most = [day.limits[tour.volunteer][position] for tour in day.tours]
        routing.AddDimensionWithVehicleCapacity(transit, 0, most, True, name)
        dimension = routing.GetDimensionOrDie(name)
        for volunteer, limits in enumerate(day.limits):
            tours = day.tours_of(volunteer)
            if len(tours) > 1:
                ends = [dimension.CumulVar(routing.End(tour)) for tour in tours]
                routing.solver().Add(routing.solver().Sum(ends) <= limits[position])


def _say_pairs(day: Day, routing: pywrapcp.RoutingModel, manager: pywrapcp.RoutingIndexManager) -> None:
    """Who may serve what, what a stranger costs, what a missing visit costs."""
    strange = [routing.RegisterUnaryTransitVector(_per_place(day, points.tolist())) for points in day.pair_points]
    routing.AddDimensionWithVehicleTransits([strange[tour.volunteer] for tour in day.tours], 0, MANY, True, "strange")
    routing.GetDimensionOrDie("strange").SetSpanCostCoefficientForAllVehicles(1)
    for visit, wanted in enumerate(day.wanted):
        index = manager.NodeToIndex(visit)
        routing.AddDisjunction([index], wanted.points)
        routing.VehicleVar(index).SetValues([NOBODY, *day.tours_for(visit)])


def _per_place(day: Day, of_visits: list[int]) -> list[int]:
    return [*of_visits, *[0] * len(day.limits)]


def _parameters(seconds: float) -> pywrapcp.DefaultRoutingSearchParameters:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromTimedelta(timedelta(seconds=seconds))
    return parameters


ENGINE = Engine(threads=1, left_out="load balance", solve=_solve, most_visits=MOST_VISITS)
