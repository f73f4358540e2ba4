"""When, in which order and from which window: the cheapest way in which volunteers do given visits on one date (CP-SAT).

Here nothing is left out: crews start together, a cadre's visits stand apart, and who is out is not at home.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from matcher.engine.routes import SCALE
from matcher.waist.instance import TRAVEL, UNLIMITED, Instance

BASE = -1


class Schedule(NamedTuple):
    """Starts of visits, and points (times SCALE) of ways, of starts, and of published visits that are moved."""

    starts: dict[int, int]
    points: int


class Unknown(Exception):
    """The time was too short."""


def schedule(instance: Instance, day: int, crews: Mapping[int, tuple[int, ...]], seconds: float) -> Schedule | None:
    """The cheapest schedule of visits with these crews on a date; None where there is none. Raises Unknown after so many seconds.

    A crew that is not complete pays its part of the points of a start.
    """
    return _solved(_Model(instance, day, crews), seconds, cp_model.OPTIMAL)


def schedule_most(
    instance: Instance, day: int, crews: Mapping[int, tuple[int, ...]], worth: Mapping[int, int], seconds: float
) -> Schedule:
    """The same without visits that do not go together with the others, so that what those are worth in points (times SCALE) is
    little; none less is found in so many seconds. Raises Unknown where none is found at all."""
    found = _solved(_Model(instance, day, crews, worth), seconds, cp_model.OPTIMAL, cp_model.FEASIBLE)
    assert found is not None  # nothing at all is a schedule
    return found


def _solved(model: "_Model", seconds: float, *accepted: Any) -> Schedule | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in accepted:
        raise Unknown
    starts = {visit: solver.value(start) for visit, start in model.starts.items() if solver.value(model.made[visit])}
    return Schedule(starts, round(solver.objective_value))


class _Model:
    def __init__(
        self,
        instance: Instance,
        day: int,
        crews: Mapping[int, tuple[int, ...]],
        worth: Mapping[int, int] | None = None,
    ) -> None:
        """All visits are made, unless each has a worth that is lost without it."""
        self._instance = instance
        self._day = day
        self.model = cp_model.CpModel()
        self.made = {visit: self.model.new_bool_var("") if worth else self.model.new_constant(1) for visit in crews}
        self._points: list[Any] = [lost * (1 - self.made[visit]) for visit, lost in (worth or {}).items()]
        self.starts = {visit: self._start(visit, crews[visit]) for visit in crews}
        self._out: dict[int, list[Any]] = defaultdict(list)
        of_volunteer: dict[int, list[int]] = defaultdict(list)
        for visit, members in crews.items():
            for volunteer in members:
                of_volunteer[volunteer].append(visit)
        for volunteer, visits in of_volunteer.items():
            self._volunteer(volunteer, visits)
        self._cadres()
        self.model.minimize(sum(self._points))

    def _start(self, visit: int, members: tuple[int, ...]) -> Any:
        instance, model = self._instance, self.model
        published, crew = int(instance.published_start[visit]), int(instance.need_crew[visit // instance.days])
        of_span = []
        values = []
        for span in range(instance.start_ptr[visit], instance.start_ptr[visit + 1]):
            first, last = int(instance.start_first[span]), int(instance.start_last[span])
            of_span.append((model.new_bool_var(""), list(range(first, last + 1, instance.grid)), span))
            values += of_span[-1][1]
        if instance.pinned[visit]:
            values = [published]
        start = model.new_int_var_from_domain(cp_model.Domain.from_values(values), "")
        model.add_exactly_one(~self.made[visit], *(chosen for chosen, _, _ in of_span))
        for chosen, starts, span in of_span:
            model.add_linear_expression_in_domain(start, cp_model.Domain.from_values(starts)).only_enforce_if(chosen)
            self._points.append(SCALE * int(instance.start_points[span]) * len(members) // crew * chosen)
        who = instance.published_volunteer[instance.published_ptr[visit] : instance.published_ptr[visit + 1]].tolist()
        if published >= 0 and sorted(members) == who:
            moved = model.new_bool_var("")
            model.add(start == published).only_enforce_if(self.made[visit], ~moved)
            self._points.append(SCALE * instance.moved_points * moved)
        return start

    def _volunteer(self, volunteer: int, visits: list[int]) -> None:
        instance, model = self._instance, self.model
        tours = [tour for tour in instance.tours_of(volunteer) if instance.tour_day[tour] == self._day]
        inside = {visit: [model.new_bool_var("") for _ in tours] for visit in visits}
        for visit, chosen in inside.items():
            model.add_exactly_one(~self.made[visit], *chosen)
        of_date: list[Any] = []
        for k, tour in enumerate(tours):
            of_date += self._tour(volunteer, tour, {visit: inside[visit][k] for visit in visits})
        if instance.limit[volunteer, 1 + self._day, TRAVEL] < UNLIMITED:
            model.add(sum(of_date) <= int(instance.limit[volunteer, 1 + self._day, TRAVEL]))

    def _tour(self, volunteer: int, tour: int, inside: dict[int, Any]) -> list[Any]:
        """Answers its ways."""
        instance, model = self._instance, self.model
        places = {visit: self._place(volunteer, visit) for visit in inside} | {
            BASE: int(instance.base_place[volunteer])
        }
        node = {place: k for k, place in enumerate(places)}
        arcs, ways = [], []
        into: dict[int, list[Any]] = defaultdict(list)
        idle = model.new_bool_var("")
        arcs.append((node[BASE], node[BASE], idle))
        for visit, chosen in inside.items():
            arcs.append((node[visit], node[visit], ~chosen))
            model.add_implication(chosen, ~idle)
        for a in places:
            for b in places:
                if a == b:
                    continue
                goes = model.new_bool_var("")
                way = instance.minutes_between(volunteer, places[a], places[b])
                arcs.append((node[a], node[b], goes))
                ways.append(way * goes)
                ready = int(instance.tour_start[tour]) if a == BASE else self.starts[a] + self._minutes(a)
                if b == BASE:
                    model.add(ready + way <= int(instance.tour_end[tour])).only_enforce_if(goes)
                    self._out[volunteer].append(model.new_optional_fixed_size_interval_var(ready, way, goes, ""))
                else:
                    model.add(ready + way <= self.starts[b]).only_enforce_if(goes)
                    into[b].append(way * goes)
        model.add_circuit(arcs)
        for visit, chosen in inside.items():
            way = sum(into[visit])
            out = model.new_int_var(0, 1 << 20, "")
            model.add(out == self.starts[visit] - way)
            busy = model.new_int_var(0, 1 << 20, "")
            model.add(busy == self._minutes(visit) + way)
            self._out[volunteer].append(
                model.new_optional_interval_var(out, busy, self.starts[visit] + self._minutes(visit), chosen, "")
            )
        self._points.append(SCALE * instance.travel_points * sum(ways))
        if instance.limit[volunteer, 0, TRAVEL] < UNLIMITED:
            model.add(sum(ways) <= int(instance.limit[volunteer, 0, TRAVEL]))
        return ways

    def _cadres(self) -> None:
        """Visits of a cadre stand apart, and away from when he is out himself."""
        instance, model = self._instance, self.model
        of_cadre: dict[int, list[Any]] = defaultdict(list)
        for visit, start in self.starts.items():
            need = visit // instance.days
            visited = model.new_optional_fixed_size_interval_var(start, self._minutes(visit), self.made[visit], "")
            for cadre in instance.need_cadre[
                instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]
            ].tolist():
                of_cadre[cadre].append(visited)
        for cadre, visited in of_cadre.items():
            if instance.cadre_apart[cadre]:
                model.add_no_overlap(visited)
            for interval in visited:
                model.add_no_overlap([interval, *self._out.get(int(instance.cadre_volunteer[cadre]), ())])

    def _minutes(self, visit: int) -> int:
        return int(self._instance.need_minutes[visit // self._instance.days])

    def _place(self, volunteer: int, visit: int) -> int:
        return int(self._instance.pair_place[self._instance.pair(volunteer, visit // self._instance.days)])
