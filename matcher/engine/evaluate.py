"""What the waist says of a plan, read slowly and plainly: faults, and points by term.

This is the reference for every kernel: no algorithm is trusted further than it agrees with it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from matcher.domain.clock import MINUTES_PER_DAY
from matcher.engine.plan import Plan
from matcher.waist.instance import FORBIDDEN, MINUTES, TRAVEL, VISITS, Instance, Ints


@dataclass
class Evaluation:
    """`faults` name the terms that the plan breaks; `points` are by term."""

    faults: list[str] = field(default_factory=list)
    points: Counter[str] = field(default_factory=Counter)

    @property
    def accepted(self) -> bool:
        """The waist has nothing against the plan."""
        return not self.faults

    @property
    def total(self) -> int:
        """Sum of all terms."""
        return sum(self.points.values())


@dataclass(frozen=True)
class _Stop:
    visit: int
    need: int
    start: int
    end: int
    pair: int


def evaluate(instance: Instance, plan: Plan) -> Evaluation:
    """Every fault and all points of a plan."""
    result = Evaluation()
    if len(set(plan.visit.tolist())) < len(plan.visit):
        result.faults.append("visit: twice on one date")
        return result
    _starts(instance, plan, result)
    stops = _stops(instance, plan, result)
    if result.faults:
        return result
    busy = _tours(instance, stops, result)
    _loads(instance, stops, result)
    _patterns(instance, plan, result)
    _cadres(instance, plan, busy, result)
    _faces(instance, stops, result)
    _baseline(instance, plan, result)
    return result


def _starts(instance: Instance, plan: Plan, result: Evaluation) -> None:
    """Each visit starts in a span of its date, on the grid."""
    for visit, start, _ in plan.rows():
        for span in range(instance.start_ptr[visit], instance.start_ptr[visit + 1]):
            first = int(instance.start_first[span])
            if first <= start <= instance.start_last[span] and (start - first) % instance.grid == 0:
                result.points["start"] += int(instance.start_points[span])
                break
        else:
            result.faults.append("start: in no span of the visit")


def _stops(instance: Instance, plan: Plan, result: Evaluation) -> dict[int, list[_Stop]]:
    """Stops by volunteer, by time; each by an allowed pair, with a full crew."""
    stops: dict[int, list[_Stop]] = defaultdict(list)
    for visit, start, volunteers in plan.rows():
        need, day = divmod(visit, instance.days)
        if len(volunteers) != instance.need_crew[need] or len(set(volunteers)) != len(volunteers):
            result.faults.append("crew: not as many different volunteers as asked for")
        for volunteer in volunteers:
            pair = instance.pair(volunteer, need)
            if pair < 0 or not instance.pair_days[pair] >> day & 1:
                result.faults.append("pair: the volunteer may not serve the need on the date")
                continue
            result.points["pair"] += int(instance.pair_points[pair])
            stops[volunteer].append(_Stop(visit, need, start, start + int(instance.need_minutes[need]), pair))
    for of_volunteer in stops.values():
        of_volunteer.sort(key=lambda stop: stop.start)
    return stops


def _tours(instance: Instance, stops: dict[int, list[_Stop]], result: Evaluation) -> dict[int, list[tuple[int, int]]]:
    """Each stop lies in one tour with its ways; answers when each volunteer is on a visit or a leg."""
    busy: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for volunteer, of_volunteer in stops.items():
        by_tour: dict[int, list[_Stop]] = defaultdict(list)
        tours = instance.tours_of(volunteer)
        for stop in of_volunteer:
            inside = [t for t in tours if instance.tour_start[t] <= stop.start < instance.tour_end[t]]
            if not inside:
                result.faults.append("tour: the visit starts in no tour")
                continue
            by_tour[inside[0]].append(stop)
        travelled: Counter[int] = Counter()
        for tour, of_tour in by_tour.items():
            places = [int(instance.base_place[volunteer])]
            places += [int(instance.pair_place[stop.pair]) for stop in of_tour]
            places.append(int(instance.base_place[volunteer]))
            ways = [instance.minutes_between(volunteer, a, b) for a, b in pairwise(places)]
            free_from = int(instance.tour_start[tour])
            for stop, way in zip(of_tour, ways, strict=False):
                if free_from + way > stop.start:
                    result.faults.append("way: no time to travel")
                busy[volunteer].append((stop.start - way, stop.end))
                free_from = stop.end
            if free_from + ways[-1] > instance.tour_end[tour]:
                result.faults.append("tour: back too late")
            busy[volunteer].append((free_from, free_from + ways[-1]))
            result.points["way"] += instance.travel_points * sum(ways)
            travelled[int(instance.tour_day[tour])] += sum(ways)
            minutes = sum(stop.end - stop.start for stop in of_tour)
            _within(instance.limit[volunteer, 0], (len(of_tour), minutes, sum(ways)), "tour", result)
        for day in travelled:
            of_day = [stop for stop in of_volunteer if stop.start // MINUTES_PER_DAY == day]
            minutes = sum(stop.end - stop.start for stop in of_day)
            _within(instance.limit[volunteer, 1 + day], (len(of_day), minutes, travelled[day]), "day", result)
        minutes = sum(stop.end - stop.start for stop in of_volunteer)
        _within(instance.limit[volunteer, -1], (len(of_volunteer), minutes, travelled.total()), "week", result)
    return busy


def _within(limit: Ints, sums: tuple[int, int, int], scope: str, result: Evaluation) -> None:
    for quantity in (VISITS, MINUTES, TRAVEL):
        if sums[quantity] > limit[quantity]:
            result.faults.append(f"limit: too much in a {scope}")


def _loads(instance: Instance, stops: dict[int, list[_Stop]], result: Evaluation) -> None:
    for volunteer in range(instance.volunteers):
        minutes = sum(stop.end - stop.start for stop in stops.get(volunteer, ()))
        curve = instance.load_points[instance.volunteer_load[volunteer]]
        result.points["load"] += int(curve[min(minutes, len(curve) - 1)])


def _patterns(instance: Instance, plan: Plan, result: Evaluation) -> None:
    served: Counter[int] = Counter()
    for visit in plan.visit.tolist():
        served[visit // instance.days] |= 1 << (visit % instance.days)
    for need in range(instance.needs):
        points = int(instance.pattern_points[instance.need_pattern[need], served[need]])
        if points >= FORBIDDEN:
            result.faults.append("pattern: not on these dates")
        result.points["pattern"] += points


def _cadres(instance: Instance, plan: Plan, busy: dict[int, list[tuple[int, int]]], result: Evaluation) -> None:
    """Cadres without a visit, visits that overlap, and cadres who are out serving while they are visited."""
    visited: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for visit, start, _ in plan.rows():
        need = visit // instance.days
        for cadre in instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]].tolist():
            visited[cadre].append((start, start + int(instance.need_minutes[need])))
    for cadre in range(len(instance.cadre_apart)):
        if cadre not in visited:
            result.points["unserved"] += int(instance.cadre_unserved_points[cadre])
        if instance.cadre_apart[cadre] and any(_overlap(a, b) for a, b in combinations(visited[cadre], 2)):
            result.faults.append("apart: two visits of a cadre overlap")
        volunteer = int(instance.cadre_volunteer[cadre])
        out = busy.get(volunteer, []) if volunteer >= 0 else []
        if any(_overlap(visit, leg) for visit in visited[cadre] for leg in out):
            result.faults.append("one person: out while being visited")


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1])


def _faces(instance: Instance, stops: dict[int, list[_Stop]], result: Evaluation) -> None:
    faces: dict[int, set[int]] = defaultdict(set)
    for volunteer, of_volunteer in stops.items():
        for stop in of_volunteer:
            faces[stop.need].add(volunteer)
    for need, who in faces.items():
        result.points["face"] += instance.face_points * max(0, len(who) - int(instance.free_faces[need]))


def _baseline(instance: Instance, plan: Plan, result: Evaluation) -> None:
    now = {visit: (start, volunteers) for visit, start, volunteers in plan.rows()}
    for visit, published in enumerate(instance.published_start.tolist()):
        if published < 0:
            continue
        who = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]].tolist()
        start, volunteers = now.get(visit, (-1, ()))
        same = sorted(volunteers) == who
        if not same:
            result.points["baseline"] += instance.changed_points
        elif start != published:
            result.points["baseline"] += instance.moved_points
        if instance.pinned[visit] and not (same and start == published):
            result.faults.append("pinned: the visit does not stand as it is")
