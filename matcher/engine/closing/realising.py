"""A choice of weekly plans becomes a plan with starts, date by date; where it costs more than the plans do alone, it is told why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from matcher.engine.bound.volunteers import WeeklyPlan
from matcher.engine.closing.integer_program import Lesson
from matcher.engine.closing.scheduling import schedule
from matcher.engine.plan import Plan
from matcher.engine.routes import SCALE
from matcher.waist.instance import Instance

Crews = dict[int, tuple[int, ...]]
"""Who is at each visit."""


def realise(
    instance: Instance, plans: Iterable[WeeklyPlan], left: Callable[[], float]
) -> tuple[Plan | None, list[Lesson]]:
    """The cheapest plan that is this choice, None if there is none; and what the choice did not know."""
    rows: list[tuple[int, int, tuple[int, ...]]] = []
    lessons, possible = [], True
    for day, crews in _dates(instance, plans):
        for group in _groups(instance, crews):
            together = schedule(instance, day, group, left())
            alone = sum(_alone(instance, day, group, volunteer, left) for volunteer in _volunteers(group))
            if together is None:
                possible = False
                lessons.append(Lesson(day, _visits(group), None))
                continue
            if together.points > alone:
                lessons.append(Lesson(day, _visits(group), (together.points - alone) / SCALE))
            rows += [(visit, start, group[visit]) for visit, start in together.starts.items()]
    return Plan.of(rows) if possible else None, lessons


def _dates(instance: Instance, plans: Iterable[WeeklyPlan]) -> Iterator[tuple[int, Crews]]:
    crews: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for plan in plans:
        for visit in plan.visits:
            crews[visit % instance.days][visit].append(plan.volunteer)
    for day, of_date in sorted(crews.items()):
        yield day, {visit: tuple(who) for visit, who in of_date.items()}


def _groups(instance: Instance, crews: Crews) -> Iterator[Crews]:
    """Visits of a date that depend on one another: by a volunteer, or by a cadre who is visited or is a volunteer himself."""
    tied: dict[tuple[str, int], list[int]] = defaultdict(list)
    for visit, members in crews.items():
        need = visit // instance.days
        cadres = instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]].tolist()
        for volunteer in members:
            tied["volunteer", volunteer].append(visit)
        for cadre in cadres:
            tied["cadre", cadre].append(visit)
            if instance.cadre_volunteer[cadre] >= 0:
                tied["volunteer", int(instance.cadre_volunteer[cadre])].append(visit)
    group_of = {visit: {visit} for visit in crews}
    for visits in tied.values():
        group = set().union(*(group_of[visit] for visit in visits))
        for visit in group:
            group_of[visit] = group
    for group in {id(group): group for group in group_of.values()}.values():
        yield {visit: crews[visit] for visit in sorted(group)}


def _alone(instance: Instance, day: int, group: Crews, volunteer: int, left: Callable[[], float]) -> int:
    """Points of the volunteer's visits as his weekly plan counts them."""
    alone = schedule(instance, day, {visit: (volunteer,) for visit, who in group.items() if volunteer in who}, left())
    return alone.points if alone is not None else 0


def _volunteers(group: Crews) -> set[int]:
    return {volunteer for who in group.values() for volunteer in who}


def _visits(group: Crews) -> dict[int, frozenset[int]]:
    return {v: frozenset(visit for visit, who in group.items() if v in who) for v in _volunteers(group)}
