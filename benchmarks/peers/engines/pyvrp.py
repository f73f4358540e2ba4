"""PyVRP: a vehicle type per tour, prizes for optional clients, a client per time window of which one at most is served.

Each volunteer is a profile: forbidden visits are too far away, strangers a little farther. There is one depot, the base, which
every profile sees where its own volunteer lives. A profile needs visits² cells, which rules out days of many stations.
"""

from time import monotonic

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.stop import MaxRuntime

from benchmarks.peers.day import Day, Placed, Table
from benchmarks.peers.engine import Engine
from benchmarks.peers.shares import divided_limits

BASE = 0
FORBIDDEN = 100_000
"""Points, more than any prize."""
MOST_VISITS = 300


def _solve(day: Day, seconds: float) -> list[Placed]:
    until = monotonic() + seconds
    clients, groups, visit_of = _clients(day)
    limits = divided_limits(day)
    tours = [position for position in range(len(day.tours)) if limits[position].visits]
    volunteers = range(len(day.limits))
    data = ProblemData(
        locations=[Location(0, 0) for _ in range(1 + len(day.wanted))],
        clients=clients,
        depots=[Depot(BASE)],
        vehicle_types=[
            VehicleType(
                capacity=list(limits[position]),
                tw_early=day.tours[position].opens,
                tw_late=day.tours[position].closes,
                profile=day.tours[position].volunteer,
            )
            for position in tours
        ],
        distance_matrices=[_points(day, volunteer) for volunteer in volunteers],
        duration_matrices=[_seen(day.detained, day, volunteer) for volunteer in volunteers],
        groups=groups,
    )
    found = solve(data, MaxRuntime(max(0.05, until - monotonic())), display=False).best
    if not found.is_feasible():
        return []
    return [
        Placed(visit_of[activity.idx], tours[route.vehicle_type()], activity.start_time)
        for route in found.routes()
        for activity in route
        if activity.is_client()
    ]


def _clients(day: Day) -> tuple[list[Client], list[ClientGroup], list[int]]:
    """A client per time window of each visit, a group where there are several, and the visit of each client."""
    clients: list[Client] = []
    groups: list[ClientGroup] = []
    visit_of: list[int] = []
    for visit, wanted in enumerate(day.wanted):
        several = len(wanted.starts) > 1
        if several:
            groups.append(ClientGroup(list(range(len(clients), len(clients) + len(wanted.starts))), required=False))
        for starts in wanted.starts:
            clients.append(
                Client(
                    1 + visit,
                    delivery=[1, wanted.minutes],
                    service_duration=wanted.minutes,
                    tw_early=starts.first,
                    tw_late=starts.last,
                    prize=wanted.points,
                    required=False,
                    group=len(groups) - 1 if several else None,
                )
            )
            visit_of.append(visit)
    return clients, groups, visit_of


def _points(day: Day, volunteer: int) -> Table:
    """The ways in points, and with each way to a visit the points of the pair."""
    points = _seen(day.ways, day, volunteer)
    points[:, 1:] += day.pair_points[volunteer]
    points[:, 1:][:, ~day.allowed[volunteer]] = FORBIDDEN
    np.fill_diagonal(points, 0)
    return points


def _seen(tables: dict[str, Table], day: Day, volunteer: int) -> Table:
    """The base and the visits as this volunteer sees them."""
    places = [day.base(volunteer), *range(len(day.wanted))]
    return tables[day.modes[volunteer]][np.ix_(places, places)].copy()


ENGINE = Engine(
    threads=1, left_out="limits over several tours (divided), load balance", solve=_solve, most_visits=MOST_VISITS
)
