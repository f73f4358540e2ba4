"""The bound stands beside a second formulation: all routes in one integer program, solved by another solver."""

from random import Random

import numpy as np
from ortools.sat.python import cp_model

from matcher.compile import compile_problem
from matcher.engine.bound import ColumnGeneration
from matcher.engine.routes import SCALE, Routes, Windows, list_routes
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from matcher.waist import Instance
from matcher.waist.instance import FORBIDDEN, MINUTES
from tests.small_weeks import small_week

WEEKS = 16
MEETS = 1 / 3
"""In such a share of the weeks at least the bound is the optimum of the second formulation, rounded up."""


def test_the_bound_is_never_above_all_routes_in_one_integer_program_and_mostly_meets_it() -> None:
    compared = met = 0
    for week in range(WEEKS):
        instance = compile_problem(
            small_week(Random(1000 + week), people=6, needs=10, days=3, grid=30), default_policy()
        )
        windows = Windows(instance)
        routes = list_routes(windows, lambda: False)
        assert routes is not None
        if not routes.complete.all():
            continue
        generation = ColumnGeneration(instance, windows, routes)
        search = Search(instance, tables_of(instance), 0)
        search.move(3000, 5.0)

        for _ in generation.rounds(lambda: False):
            pass
        optimum = _optimum(instance, routes)

        assert SCALE * generation.bound < optimum + SCALE
        assert optimum <= SCALE * search.points
        met += SCALE * generation.bound >= optimum
        compared += 1
    assert compared >= WEEKS / 2
    assert met >= MEETS * compared


def _optimum(instance: Instance, routes: Routes) -> int:
    """Least points (times SCALE) where each tour takes one route at most; crews need not start together."""
    model = cp_model.CpModel()
    terms = []
    days, serves = instance.days, [[] for _ in range(instance.needs * instance.days)]
    by_pair: dict[tuple[int, int], dict[int, list[cp_model.IntVar]]] = {}
    for volunteer in range(instance.volunteers):
        minutes = []
        for tour in range(int(instance.volunteer_tour_ptr[volunteer]), int(instance.volunteer_tour_ptr[volunteer + 1])):
            chosen = []
            for row in range(int(routes.first[tour]), int(routes.first[tour + 1])):
                take = model.new_bool_var("")
                chosen.append(take)
                terms.append(int(routes.points[row]) * take)
                minutes.append(int(routes.minutes[row]) * take)
                for visit in routes.visits[row][routes.visits[row] >= 0].tolist():
                    serves[visit].append(take)
                    by_pair.setdefault((volunteer, visit // days), {}).setdefault(visit, []).append(take)
            model.add_at_most_one(chosen)
        curve = instance.load_points[instance.volunteer_load[volunteer]].tolist()
        total = model.new_int_var(0, int(min(instance.limit[volunteer, 2, MINUTES], 7 * 1440)), "")
        model.add(total == sum(minutes))
        capped, load = model.new_int_var(0, len(curve) - 1, ""), model.new_int_var(0, max(curve), "")
        model.add_min_equality(capped, [total, len(curve) - 1])
        model.add_element(capped, curve, load)
        terms.append(SCALE * load)
    faces = [[] for _ in range(instance.needs)]
    for (_, need), dates in by_pair.items():
        face = model.new_bool_var("")
        faces[need].append(face)
        for takes in dates.values():
            model.add(sum(takes) <= face)
    served = []
    for need in range(instance.needs):
        points = instance.pattern_points[instance.need_pattern[need]]
        patterns = {int(mask): model.new_bool_var("") for mask in np.nonzero(points < FORBIDDEN)[0]}
        model.add_exactly_one(patterns.values())
        terms += [SCALE * int(points[mask]) * take for mask, take in patterns.items()]
        served.append(sum(take for mask, take in patterns.items() if mask))
        for day in range(days):
            wanted = sum(take for mask, take in patterns.items() if mask >> day & 1)
            model.add(sum(serves[need * days + day]) == int(instance.need_crew[need]) * wanted)
        beyond = model.new_int_var(0, instance.volunteers, "")
        model.add(beyond >= sum(faces[need]) - int(instance.free_faces[need]))
        terms.append(SCALE * instance.face_points * beyond)
    for cadre, points in enumerate(instance.cadre_unserved_points.tolist()):
        nobody = model.new_bool_var("")
        needs = instance.cadre_need[instance.cadre_need_ptr[cadre] : instance.cadre_need_ptr[cadre + 1]].tolist()
        model.add(sum(served[need] for need in needs) + nobody >= 1)
        terms.append(SCALE * points * nobody)
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    assert solver.solve(model) == cp_model.OPTIMAL
    published = int(np.count_nonzero(instance.published_start >= 0))
    return round(solver.objective_value) + SCALE * instance.changed_points * published
