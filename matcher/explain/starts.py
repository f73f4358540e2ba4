"""When a visit may start: minutes of the week on the grid, and among them those that tell.

For the rules of the catalogue the starts that break nothing form intervals, and each interval begins or ends where
something else does: a window, an availability window with the way, a neighbouring visit with the way, a visit that the
cadre receives. Trying these moments, snapped to the grid, tries enough. Under a rule that is not known here, or where a
cadre volunteers (then legs matter as well), every start on the grid is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.domain import Need, Problem, Volunteer, Window
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.explain.rulebook import Rulebook
from matcher.explain.standing import Standing
from matcher.timetable import Stop
from matcher.travel import base_of, place_of

TELLING = frozenset(
    (
        "visit_window",
        "availability",
        "travel_between",
        "load_limits",
        "weekly_frequency",
        "crew_together",
        "one_visit_at_a_time",
        "one_person_one_place",
        "pinned",
    )
)
"""Joint rules whose answer changes at the moments above only; rules about pairs do not look at the clock."""


def all_starts(problem: Problem, need: Need, window: Window) -> range:
    """Every start on the grid at which the visit fits into the window."""
    first, last = problem.minute(window.start), problem.minute(window.end) - need.minutes
    return range(_up(first, _midnight(first), problem.grid_minutes), last + 1, problem.grid_minutes)


def starts_worth_trying(
    standing: Standing,
    rulebook: Rulebook,
    need: Need,
    volunteer: Volunteer,
    windows: Sequence[Window],
    stops: Sequence[Stop],
) -> list[int]:
    """Starts in windows of one date, ascending; `stops` are those of the date around volunteer and need.

    Where the volunteer is never available, one start tells as much as all of them.
    """
    every = [starts for window in windows if (starts := all_starts(standing.problem, need, window))]
    if not all(rule.name in TELLING for rule in rulebook.joint):
        return sorted({start for starts in every for start in starts})
    met = [starts for starts in every if _meets(standing.problem, need, volunteer, starts)]
    if not met:
        return [starts[0] for starts in every[:1]]
    if volunteer.cadre is not None or not standing.volunteer_of_cadre.keys().isdisjoint(need.cadres):
        return sorted({start for starts in met for start in starts})
    return sorted({start for starts in met for start in _telling(starts, standing, need, volunteer, stops)})


def _meets(problem: Problem, need: Need, volunteer: Volunteer, starts: range) -> bool:
    first, last = problem.moment(starts[0]), problem.moment(starts[-1] + need.minutes)
    return any(one.start < last and first < one.end for one in volunteer.availability)


def windows_by_day(problem: Problem, windows: Iterable[Window]) -> dict[int, list[Window]]:
    """Windows by their date, counted from the start of the week, in order."""
    by_day: dict[int, list[Window]] = {}
    for window in sorted(windows, key=lambda one: one.start):
        by_day.setdefault(problem.minute(window.start) // MINUTES_PER_DAY, []).append(window)
    return by_day


def _telling(every: range, standing: Standing, need: Need, volunteer: Volunteer, stops: Sequence[Stop]) -> list[int]:
    """Of all starts those at which the answer of a rule may change.

    Those at which the volunteer could not even come alone are left out, if there are others: with more visits nobody is
    there earlier or back later, unless ways are such that a detour is shorter.
    """
    problem, way = standing.problem, standing.timetable.way
    place, base = place_of(need, problem), base_of(volunteer)
    there, back = way(volunteer, base, place), way(volunteer, place, base)
    tours = [
        (problem.minute(one.start) + there, problem.minute(one.end) - back - need.minutes)
        for one in volunteer.availability
    ]
    earliest = [begin for begin, _ in tours] + [problem.minute(one.start) for one in need.preferred]
    latest = [end for _, end in tours]
    for stop in stops:
        theirs = any(one.id == volunteer.id for one in stop.volunteers)
        earliest.append(stop.end + (way(volunteer, stop.place, place) if theirs else 0))
        latest.append(stop.start - need.minutes - (way(volunteer, place, stop.place) if theirs else 0))
    midnight, step = _midnight(every[0]), every.step
    found = {every[0], every[-1]}
    found |= {_up(moment, midnight, step) for moment in earliest} | {_down(moment, midnight, step) for moment in latest}
    inside = sorted(start for start in found if every[0] <= start <= every[-1])
    if not standing.timetable.travel[volunteer.mode].obeys_triangle:
        return inside
    return [start for start in inside if any(begin <= start <= end for begin, end in tours)] or inside


def _midnight(minute: int) -> int:
    return minute // MINUTES_PER_DAY * MINUTES_PER_DAY


def _up(minute: int, origin: int, step: int) -> int:
    return origin - (origin - minute) // step * step


def _down(minute: int, origin: int, step: int) -> int:
    return origin + (minute - origin) // step * step
