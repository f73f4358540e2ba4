"""VROOM (pyvroom): a vehicle per tour, a skill per visit; it serves by priority first, then as cheaply as it can.

Priorities are the points of a missing visit on its scale up to 100. Each volunteer is a profile with costs of their own, so
that strangers cost their points; that takes places² cells each, which rules out days of many stations.
"""

from datetime import timedelta
from time import monotonic

import numpy as np
import vroom

from benchmarks.peers.day import Day, Placed, Table
from benchmarks.peers.engine import Engine
from benchmarks.peers.shares import divided_limits

THREADS = 2
MOST_VISITS = 300
EXPLORATION = 5
"""The most thorough it has; it may end long before the time does."""
HIGHEST_PRIORITY = 100


def _solve(day: Day, seconds: float) -> list[Placed]:
    until = monotonic() + seconds
    said = _said(day)
    left = max(0.05, until - monotonic())
    routes = said.solve(EXPLORATION, nb_threads=THREADS, timeout=timedelta(seconds=left)).routes
    return [
        Placed(int(step.id), int(step.vehicle_id), int(step.arrival + step.waiting_time))
        for step in routes[routes["type"] == "job"].itertuples()
    ]


def _said(day: Day) -> vroom.Input:
    said = vroom.Input()
    for volunteer, mode in enumerate(day.modes):
        said.set_durations_matrix(str(volunteer), day.detained[mode])
        said.set_costs_matrix(str(volunteer), _costs(day, volunteer))
    dearest = max(wanted.points for wanted in day.wanted)
    for visit, wanted in enumerate(day.wanted):
        said.add_job(
            vroom.Job(
                visit,
                location=visit,
                default_service=wanted.minutes,
                delivery=[wanted.minutes],
                skills={visit},
                priority=max(1, round(HIGHEST_PRIORITY * wanted.points / dearest)),
                time_windows=[vroom.TimeWindow(starts.first, starts.last) for starts in wanted.starts],
            )
        )
    for position, (tour, limits) in enumerate(zip(day.tours, divided_limits(day), strict=True)):
        if limits.visits:
            said.add_vehicle(
                vroom.Vehicle(
                    position,
                    start=day.base(tour.volunteer),
                    end=day.base(tour.volunteer),
                    profile=str(tour.volunteer),
                    capacity=[limits.minutes],
                    max_tasks=limits.visits,
                    skills=set(day.served_by(tour.volunteer)),
                    time_window=vroom.TimeWindow(tour.opens, tour.closes),
                )
            )
    return said


def _costs(day: Day, volunteer: int) -> Table:
    """The ways, and with each way to a visit the points of the pair."""
    costs = day.ways[day.modes[volunteer]].copy()
    costs[:, : len(day.wanted)] += day.pair_points[volunteer]
    np.fill_diagonal(costs, 0)
    return costs


ENGINE = Engine(
    threads=THREADS, left_out="limits over several tours (divided), load balance", solve=_solve, most_visits=MOST_VISITS
)
