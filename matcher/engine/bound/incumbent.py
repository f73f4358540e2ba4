"""The weekly plans of a roster that is known: they give the master good prices from the first round on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.plan import Plan
from matcher.engine.routes import SCALE
from matcher.waist.instance import Instance


def weekly_plans(instance: Instance, volunteers: Volunteers, plan: Plan) -> Iterator[WeeklyPlan]:
    """What each volunteer does in the plan, for the points that pricing would count for it."""
    visits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for visit, start, members in plan.rows():
        for volunteer in members:
            visits[volunteer].append((start, visit))
    for volunteer, of_volunteer in visits.items():
        tours = _by_tour(instance, volunteer, sorted(of_volunteer))
        points = _ways(instance, volunteer, tours) + _load(instance, volunteer, of_volunteer)
        points += sum(_visit(instance, volunteer, visit, start) for start, visit in of_volunteer)
        yield volunteers.known_plan(volunteer, tours, SCALE * points)


def _by_tour(instance: Instance, volunteer: int, visits: list[tuple[int, int]]) -> dict[int, list[int]]:
    """The volunteer's visits on each tour, in their order."""
    tours: dict[int, list[int]] = defaultdict(list)
    own = instance.tours_of(volunteer)
    for start, visit in visits:
        started = instance.tour_start[own.start : own.stop].searchsorted(start, side="right")
        tours[own[int(started) - 1]].append(visit)
    return tours


def _load(instance: Instance, volunteer: int, visits: list[tuple[int, int]]) -> int:
    minutes = sum(int(instance.need_minutes[visit // instance.days]) for _, visit in visits)
    curve = instance.load_points[instance.volunteer_load[volunteer]]
    return int(curve[min(minutes, len(curve) - 1)])


def _visit(instance: Instance, volunteer: int, visit: int, start: int) -> int:
    crew = int(instance.need_crew[visit // instance.days])
    points = int(instance.pair_points[instance.pair(volunteer, visit // instance.days)])
    for span in range(instance.start_ptr[visit], instance.start_ptr[visit + 1]):
        if instance.start_first[span] <= start <= instance.start_last[span]:
            points += int(instance.start_points[span]) // crew
    who = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]]
    if instance.published_start[visit] >= 0 and len(who) == crew and volunteer in who:
        points -= instance.changed_points // crew
        points += instance.moved_points if crew == 1 and start != instance.published_start[visit] else 0
    return points


def _ways(instance: Instance, volunteer: int, tours: Mapping[int, list[int]]) -> int:
    base, travelled = int(instance.base_place[volunteer]), 0
    for visits in tours.values():
        homes = [int(instance.pair_place[instance.pair(volunteer, visit // instance.days)]) for visit in visits]
        travelled += sum(instance.minutes_between(volunteer, a, b) for a, b in pairwise([base, *homes, base]))
    return travelled * instance.travel_points
