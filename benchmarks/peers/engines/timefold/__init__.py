"""Timefold (Python), told every rule of the day.

The community edition moves with one thread. Needs a Java virtual machine of version 17 or later.
"""

from math import cos, radians, sin
from time import monotonic

import jpype
import numpy as np

from benchmarks.peers.day import Day, Placed
from benchmarks.peers.engine import Engine, Missing
from benchmarks.peers.reading import suits
from matcher.domain import Point
from matcher.travel.by_speed import EARTH_RADIUS_METRES

try:
    jpype.getDefaultJVMPath()
except jpype.JVMNotFoundException:
    raise Missing("no Java virtual machine was found; Java 17 or later is needed") from None

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    SolverConfigOverride,
    TerminationConfig,
)

from benchmarks.peers.engines.timefold.model import UNFAMILIAR, Mode, Person, Place, Plan, Route, Stop
from benchmarks.peers.engines.timefold.rules import rules

MOST_VISITS = 300
"""With several stations it would still be placing the first visits after half a minute."""
SECONDS_PER_FACT = 0.004
"""What it takes to bring a visit, a tour or a volunteer into the virtual machine and back (measured at 50 and 200 visits)."""
LEAST_SECONDS = 0.1

FACTORY = SolverFactory.create(
    SolverConfig(
        solution_class=Plan,
        entity_class_list=[Route, Stop],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
    )
)


def _solve(day: Day, seconds: float) -> list[Placed]:
    until = monotonic() + seconds
    said = _said(day)
    facts = len(said.stops) + len(said.routes) + len(day.limits)
    left = max(LEAST_SECONDS, until - monotonic() - facts * SECONDS_PER_FACT)
    limit = TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * left)))
    plan = FACTORY.build_solver(SolverConfigOverride(termination_config=limit)).solve(said)
    return [
        Placed(stop.id, stop.route.id, stop.start)
        for stop in plan.stops
        if stop.route is not None and stop.start is not None
    ]


def _said(day: Day) -> Plan:
    problem, grid = day.problem, day.problem.grid_minutes
    station_of = {station.id: position for position, station in enumerate(problem.stations)}
    modes = {
        name: Mode(mode.fixed_minutes, mode.detour / mode.metres_per_minute, grid)
        for name, mode in problem.travel.items()
    }
    kinds: dict[tuple[object, ...], int] = {}
    asked = [(need.service, need.qualifications, need.gender, need.languages) for need in problem.needs]
    examples = {kinds.setdefault(each, len(kinds)): need for each, need in zip(asked, problem.needs, strict=True)}
    people = [
        Person(
            position,
            _place(volunteer.location),
            modes[volunteer.mode],
            station_of[volunteer.station],
            {kind for kind, need in examples.items() if suits(volunteer, need, problem)},
            {visit for visit, need in enumerate(problem.needs) if volunteer.id in need.excluded_volunteers},
            {int(visit) for visit in np.flatnonzero(day.allowed[position] & (day.pair_points[position] < UNFAMILIAR))},
            day.limits[position].visits,
            day.limits[position].minutes,
            [day.load_points(position, step * grid) for step in range(day.limits[position].minutes // grid + 1)],
        )
        for position, volunteer in enumerate(problem.volunteers)
    ]
    stops = [
        Stop(
            visit,
            _place(need.location or problem.cadre_by_id[need.cadre].location),
            kinds[asked[visit]],
            station_of[problem.cadre_by_id[need.cadre].station],
            need.minutes,
            [starts.first for starts in day.wanted[visit].starts],
            [starts.last for starts in day.wanted[visit].starts],
            day.wanted[visit].points,
        )
        for visit, need in enumerate(problem.needs)
    ]
    routes = [Route(place, people[tour.volunteer], tour.opens, tour.closes) for place, tour in enumerate(day.tours)]
    return Plan(routes, stops)


def _place(point: Point) -> Place:
    lat, lon = radians(point.lat), radians(point.lon)
    x, y, z = cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
    return Place(EARTH_RADIUS_METRES * x, EARTH_RADIUS_METRES * y, EARTH_RADIUS_METRES * z)


ENGINE = Engine(threads=1, left_out="nothing", solve=_solve, most_visits=MOST_VISITS)
