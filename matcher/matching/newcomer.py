"""A new need must fit the problem it comes to: checked by itself, since the rest has been checked before."""

from matcher.domain import BadInput, Need, Problem
from matcher.domain.checks import known_references, sound_windows, visit_fits_a_window
from matcher.travel import place_of

CHECKS = known_references, sound_windows, visit_fits_a_window
"""Checks of a problem that look at a need; `sound_matrices` would look at all the rest again."""


def check_newcomer(need: Need, problem: Problem) -> None:
    """Raises BadInput with one sentence where the need is known already, contradicts itself, or names what does not exist."""
    if need.id in problem.need_by_id:
        raise BadInput(f"Need {need.id}: the problem has a need of this id already, expected a new id")
    alone = with_need_alone(need, problem)
    for check in CHECKS:
        for fault in check(alone):
            raise BadInput(fault)
    place = place_of(need, problem).id
    for name, mode in problem.travel.items():
        if mode.matrix is not None and place not in mode.matrix.points:
            raise BadInput(
                f"Need {need.id}: place {place!r} is missing in travel.{name}.matrix, expected a place that it knows"
            )


def with_need_alone(need: Need, problem: Problem) -> Problem:
    """The problem with this need only, and whom it names of those who exist."""
    declined = (one.volunteer for one in need.declined)
    named = dict.fromkeys((*need.excluded_volunteers, *need.preferred_volunteers, *declined))
    volunteers = tuple(problem.volunteer_by_id[one] for one in named if one in problem.volunteer_by_id)
    cadres = dict.fromkeys((*need.cadres, *(one.cadre for one in volunteers if one.cadre is not None)))
    return Problem.model_construct(
        week=problem.week,
        timezone=problem.timezone,
        grid_minutes=problem.grid_minutes,
        travel=problem.travel,
        stations=problem.stations,
        cadres=tuple(problem.cadre_by_id[cadre] for cadre in cadres if cadre in problem.cadre_by_id),
        volunteers=volunteers,
        needs=(need,),
        history=(),
        published=(),
    )


def with_need(problem: Problem, need: Need) -> Problem:
    """The whole problem and the new need, which has been checked."""
    fields = {name: getattr(problem, name) for name in type(problem).model_fields}
    return Problem.model_construct(**fields | {"needs": (*problem.needs, need)})
