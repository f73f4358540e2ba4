"""The same week said again: all routes of all tours in one integer program, for another solver (CP-SAT).

Each tour takes one route at most, within the limits of its date; dates, faces, loads and cadres cost what they cost. As in the
bound crews need not start together and a cadre's visits may overlap, so a roster is a solution, and no bound may be above the
cheapest one.
"""

from collections import defaultdict
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from matcher.engine.routes import SCALE, Routes
from matcher.waist.instance import FORBIDDEN, MINUTES, VISITS, Instance

MINUTES_OF_A_WEEK = 7 * 1440


class IntegerProgram:
    """All routes to choose from."""

    def __init__(self, instance: Instance, routes: Routes) -> None:
        self._instance = instance
        self._routes = routes
        self._rows = np.arange(len(routes.minutes))
        self._model = cp_model.CpModel()
        self._solver = cp_model.CpSolver()
        self._takes = [self._model.new_bool_var("") for _ in self._rows]
        self._terms: list[Any] = [
            int(routes.points[row]) * take for row, take in zip(self._rows, self._takes, strict=True)
        ]
        self._at_visit: dict[int, list[Any]] = defaultdict(list)
        self._at_pair: dict[tuple[int, int], dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._served: list[Any] = []
        self._tours()
        self._needs()
        self._cadres()
        published = int(np.count_nonzero(instance.published_start >= 0))
        total = sum(self._terms) + SCALE * instance.changed_points * published
        self._model.minimize(total)

    def optimum(self) -> int:
        """Least points of a solution, rounded up."""
        self._solver.parameters.num_workers = 2
        assert self._solver.solve(self._model) == cp_model.OPTIMAL
        return int(-(-round(self._solver.objective_value) // SCALE))

    def _tours(self) -> None:
        instance, routes = self._instance, self._routes
        tours = np.searchsorted(routes.first, self._rows, side="right") - 1
        of_tour, minutes, of_date = defaultdict(list), defaultdict(list), defaultdict(list)
        for row, tour, take in zip(self._rows.tolist(), tours.tolist(), self._takes, strict=True):
            volunteer = int(instance.tour_volunteer[tour])
            of_tour[tour].append(take)
            minutes[volunteer].append(int(routes.minutes[row]) * take)
            visits = routes.visits[row][routes.visits[row] >= 0].tolist()
            of_date[volunteer, int(instance.tour_day[tour])].append((len(visits), int(routes.minutes[row]), take))
            for visit in visits:
                self._at_visit[visit].append(take)
                self._at_pair[volunteer, visit // instance.days][visit].append(take)
        for takes in of_tour.values():
            self._model.add_at_most_one(takes)
        for (volunteer, day), chosen in of_date.items():
            limit = instance.limit[volunteer, 1 + day]
            self._model.add(sum(visits * take for visits, _, take in chosen) <= int(limit[VISITS]))
            self._model.add(sum(minutes * take for _, minutes, take in chosen) <= int(limit[MINUTES]))
        for volunteer in range(instance.volunteers):
            self._load(volunteer, minutes[volunteer])

    def _load(self, volunteer: int, minutes: list[Any]) -> None:
        curve = self._instance.load_points[self._instance.volunteer_load[volunteer]].tolist()
        most = min(int(self._instance.limit[volunteer, -1, MINUTES]), MINUTES_OF_A_WEEK)
        total = self._model.new_int_var(0, most, "")
        self._model.add(total == sum(minutes))
        if len(set(curve)) == 1:
            self._terms.append(SCALE * curve[0])
            return
        curve = (curve + curve[-1:] * (most + 1))[: most + 1]
        load = self._model.new_int_var(min(curve), max(curve), "")
        self._model.add_element(total, curve, load)
        self._terms.append(SCALE * load)

    def _needs(self) -> None:
        instance, days = self._instance, self._instance.days
        faces = defaultdict(list)
        for (_, need), visits in self._at_pair.items():
            face = self._model.new_bool_var("")
            faces[need].append(face)
            for takes in visits.values():
                self._model.add(sum(takes) <= face)
        for need in range(instance.needs):
            points = instance.pattern_points[instance.need_pattern[need]]
            patterns = {int(mask): self._model.new_bool_var("") for mask in np.nonzero(points < FORBIDDEN)[0]}
            self._model.add_exactly_one(patterns.values())
            self._terms += [SCALE * int(points[mask]) * chosen for mask, chosen in patterns.items()]
            self._served.append(sum(chosen for mask, chosen in patterns.items() if mask))
            for day in range(days):
                wanted = sum(chosen for mask, chosen in patterns.items() if mask >> day & 1)
                self._model.add(sum(self._at_visit[need * days + day]) == int(instance.need_crew[need]) * wanted)
            beyond = self._model.new_int_var(0, len(faces[need]), "")
            self._model.add(beyond >= sum(faces[need]) - int(instance.free_faces[need]))
            self._terms.append(SCALE * instance.face_points * beyond)

    def _cadres(self) -> None:
        instance = self._instance
        for cadre, points in enumerate(instance.cadre_unserved_points.tolist()):
            nobody = self._model.new_bool_var("")
            needs = instance.cadre_need[instance.cadre_need_ptr[cadre] : instance.cadre_need_ptr[cadre + 1]].tolist()
            self._model.add(sum(self._served[need] for need in needs) + nobody >= 1)
            self._terms.append(SCALE * points * nobody)
