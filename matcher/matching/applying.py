"""An option taken: the problem with the new need, and the roster with its visit, others shifted or given up as it says."""

from matcher.domain import Need, Problem, Roster, Visit
from matcher.matching.newcomer import with_need
from matcher.matching.options import Option


def applied(problem: Problem, roster: Roster, need: Need, option: Option) -> tuple[Problem, Roster]:
    """Both documents afterwards; the roster claims nothing of itself, since its score and what is unmet have changed."""
    new = Visit(need=need.id, start=option.start, end=option.end, volunteers=option.volunteers)
    shifts = {(shift.need, shift.moved_from): shift for shift in option.shifts}
    gone = {visit.key for visit in option.displaced}
    kept = []
    for visit in roster.visits:
        if visit.key in shifts:
            start = shifts[visit.key].moved_to
            visit = visit.revised(start=start, end=start + (visit.end - visit.start))
        if visit.key not in gone:
            kept.append(visit)
    visits = tuple(sorted((*kept, new), key=lambda visit: (visit.start, visit.need)))
    return with_need(problem, need), Roster(policy=roster.policy, seed=roster.seed, visits=visits)
