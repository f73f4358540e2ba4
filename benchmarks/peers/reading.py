"""A problem of one date, read into the neutral terms of a day under the default policy.

Written apart from the rules and the waist, so that the audit of the answers would show a mistake made here.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.day import Day, Limits, Starts, Table, Tour, Wanted
from matcher.domain import Need, Problem, Volunteer
from matcher.policy import default_policy
from matcher.travel import base_of, place_of, travel_times


def day_of(problem: Problem) -> Day:
    """The day; raises ValueError where the problem has more to it than every engine could be told."""
    _expect_plain(problem)
    rules: dict[str, Any] = {rule.name: rule for rule in default_policy().rules}
    ways = _ways(problem)
    allowed, points = _pairs(problem, ways, rules)
    return Day(
        problem=problem,
        wanted=tuple(
            Wanted(need.id, need.minutes, _starts(need, problem), _missing(need, rules)) for need in problem.needs
        ),
        tours=tuple(
            Tour(position, problem.minute(window.start), problem.minute(window.end))
            for position, volunteer in enumerate(problem.volunteers)
            for window in sorted(volunteer.availability, key=lambda window: window.start)
        ),
        limits=tuple(_limits(volunteer, rules["load_limits"]) for volunteer in problem.volunteers),
        modes=tuple(volunteer.mode for volunteer in problem.volunteers),
        ways=ways,
        allowed=allowed,
        pair_points=points,
        week_minutes=tuple(_own(one.max_minutes_per_week, rules["load_balance"]) for one in problem.volunteers),
    )


def _expect_plain(problem: Problem) -> None:
    cadres = [need.cadre for need in problem.needs]
    grid = problem.grid_minutes
    windows = [
        *(window for need in problem.needs for window in need.windows),
        *(window for volunteer in problem.volunteers for window in volunteer.availability),
    ]
    plain = (
        problem.week.days == 1
        and all(need.visits == need.crew == 1 and not need.also_cadres for need in problem.needs)
        and len(set(cadres)) == len(cadres)
        and not any(volunteer.cadre for volunteer in problem.volunteers)
        and not problem.published
        and all(need.minutes % grid == 0 for need in problem.needs)
        and all(problem.minute(end) % grid == 0 for window in windows for end in (window.start, window.end))
    )
    if not plain:
        raise ValueError("expected one date, and on it one visit of one volunteer per cadre, everything on the grid")


def _ways(problem: Problem) -> dict[str, Table]:
    places = [
        *(place_of(need, problem) for need in problem.needs),
        *(base_of(volunteer) for volunteer in problem.volunteers),
    ]
    every = np.arange(len(places))
    used = {volunteer.mode for volunteer in problem.volunteers}
    return {
        mode: np.asarray(times.among(places)(every[:, None], every[None, :]), dtype=np.int64)
        for mode, times in travel_times(problem).items()
        if mode in used
    }


def _pairs(problem: Problem, ways: dict[str, Table], rules: dict[str, Any]) -> tuple[NDArray[np.bool_], Table]:
    visits = len(problem.needs)
    known = {(entry.cadre, entry.volunteer) for entry in problem.history if entry.visits}
    allowed = np.zeros((len(problem.volunteers), visits), dtype=np.bool_)
    points = np.zeros((len(problem.volunteers), visits), dtype=np.int64)
    for row, volunteer in enumerate(problem.volunteers):
        near = ways[volunteer.mode][visits + row, :visits] <= rules["service_circle"].minutes
        for column in np.flatnonzero(near):
            need = problem.needs[column]
            allowed[row, column] = volunteer.id not in need.excluded_volunteers and suits(volunteer, need, problem)
            stranger = (need.cadre, volunteer.id) not in known and volunteer.id not in need.preferred_volunteers
            abroad = volunteer.station != problem.cadre_by_id[need.cadre].station
            points[row, column] = stranger * rules["unfamiliar"].points + abroad * rules["cross_station"].points
    return allowed, points


def suits(volunteer: Volunteer, need: Need, problem: Problem) -> bool:
    """Whether the volunteer offers and has all that the need asks for, wherever they live and whoever they are."""
    day = problem.week.start
    valid = {held.name for held in volunteer.qualifications if held.valid_until is None or day <= held.valid_until}
    return (
        need.service in volunteer.services
        and valid.issuperset(need.qualifications)
        and need.gender in (None, volunteer.gender)
        and (not need.languages or not set(need.languages).isdisjoint(volunteer.languages))
    )


def _starts(need: Need, problem: Problem) -> tuple[Starts, ...]:
    every = (Starts(problem.minute(one.start), problem.minute(one.end) - need.minutes) for one in need.windows)
    return tuple(sorted(starts for starts in every if starts.first <= starts.last))


def _missing(need: Need, rules: dict[str, Any]) -> int:
    """The need's cadre has no other need, so nobody else serves them either."""
    return int(getattr(rules["unmet_visit"], str(need.priority)) + rules["unserved_cadre"].points)


def _limits(volunteer: Volunteer, rule: Any) -> Limits:
    """One date is the whole week: the limit of the week is one of the day."""
    of_day = rule.minutes_per_day if volunteer.max_minutes_per_day is None else volunteer.max_minutes_per_day
    return Limits(
        visits=rule.visits_per_day if volunteer.max_visits_per_day is None else volunteer.max_visits_per_day,
        minutes=min(of_day, _own(volunteer.max_minutes_per_week, rule)),
    )


def _own(limit: int | None, rule: Any) -> int:
    return int(rule.minutes_per_week) if limit is None else limit
