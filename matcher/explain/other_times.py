"""The need at other times: a window a little longer, another half-day, another date, or a smaller gap between its dates.

Other times are those at which volunteers are available whom no rule about pairs stops on the need's own dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from matcher.domain import Need, Text, Volunteer, Window
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.explain import wording
from matcher.explain.attempts import Trials
from matcher.explain.prospects import Opening, Prospects
from matcher.explain.relaxation import Idea, Relaxation, Source

MOST_WINDOWS = 12
"""Availability windows that are looked at; those of least effort first."""
MOST_WINDOWS_OF_A_CREW = 3
"""The same for a crew, where each asks everybody."""

A_LITTLE_LONGER = 60
"""A window of the need is said to be longer by at most so many minutes; beyond, it is another time."""
ANOTHER_TIME = 90
ANOTHER_DATE = 120
PER_DAY_AWAY = 10
A_DAY_LESS_OF_GAP = 60


def at_other_times(prospects: Prospects) -> Iterator[Source]:
    """For one volunteer each availability window; for a crew all windows in which enough of them are available."""
    need = prospects.need
    free = [
        (_least_effort(need, window), place, window, volunteer)
        for place, volunteer in enumerate(prospects.eligible)
        for window in volunteer.availability
        if window.minutes >= need.minutes
    ]
    free.sort(key=lambda one: one[:2])
    if need.crew == 1:
        windows = dict.fromkeys(window for _, _, window, _ in free[:MOST_WINDOWS])
        wider = need.model_copy(update={"windows": (*need.windows, *windows)})
        trials = Trials(prospects.standing, prospects.rulebook, wider)
        for least, _, window, volunteer in free[:MOST_WINDOWS]:
            yield least, _in_window(prospects, trials, window, volunteer, all_alike=least >= ANOTHER_TIME)
        return
    available = {(window.start, window.end): (least, window) for least, _, window, _ in reversed(free)}
    enough = [
        (least, start, window)
        for (start, end), (least, window) in available.items()
        if sum(any(one.start < end and start < one.end for one in who.availability) for who in prospects.eligible)
        >= need.crew
    ]
    enough.sort(key=lambda one: one[:2])
    for least, _, window in enough[:MOST_WINDOWS_OF_A_CREW]:
        yield least, _of_crew_in_window(prospects, window)


def with_a_smaller_gap(prospects: Prospects) -> Iterator[Source]:
    """Dates nearer to those of the need's other visits."""
    need = prospects.need
    if len(prospects.open_days) < len(prospects.days):
        longest = prospects.standing.problem.week.days - 1
        for gap in range(min(need.min_gap_days - 1, longest), 0, -1):
            less = need.min_gap_days - gap
            clause = Text(
                f"visits of the need might be {wording.counted(gap, 'day')} apart instead of {need.min_gap_days}",
                f"该需求两次服务的间隔由{need.min_gap_days}天缩短为{gap}天",
            )
            relaxed = need.model_copy(update={"min_gap_days": gap})
            yield (
                A_DAY_LESS_OF_GAP * less,
                _first(prospects, Relaxation(A_DAY_LESS_OF_GAP * less, clause, need=relaxed)),
            )


def _first(prospects: Prospects, relaxation: Relaxation) -> Iterator[Idea]:
    assert relaxation.need is not None
    for opening in prospects.under(relaxation.need).openings[:1]:
        yield relaxation, opening.start, opening.crew


def _in_window(
    prospects: Prospects, trials: Trials, window: Window, volunteer: Volunteer, all_alike: bool
) -> Iterator[Idea]:
    """Visits in an availability window; the first is enough where all of them take the same effort."""
    prospects.deadline.check()
    for attempt in trials.of(volunteer, _starts_around(prospects, trials, volunteer, window)):
        if attempt.clean:
            yield from _also_then(prospects, Opening(attempt.start, (volunteer,)))
            if all_alike:
                return


def _of_crew_in_window(prospects: Prospects, window: Window) -> Iterator[Idea]:
    for opening in prospects.under(prospects.need.model_copy(update={"windows": (window,)})).openings:
        yield from _also_then(prospects, opening)


def _also_then(prospects: Prospects, opening: Opening) -> Iterator[Idea]:
    moment, need = prospects.standing.problem.moment, prospects.need
    visit = Window.model_construct(start=moment(opening.start), end=moment(opening.start + need.minutes))
    relaxation = _reaching(need, visit)
    if relaxation is not None:
        yield relaxation, opening.start, opening.crew


def _starts_around(prospects: Prospects, trials: Trials, volunteer: Volunteer, window: Window) -> list[int]:
    """Starts in an availability window that tell, and those next to the windows of the need."""
    problem, need = prospects.standing.problem, prospects.need
    day = problem.minute(window.start) // MINUTES_PER_DAY
    found = set(trials.starts(volunteer, (window,), (day,)))
    grid, midnight = problem.grid_minutes, day * MINUTES_PER_DAY
    for one in need.windows:
        for edge in (problem.minute(one.start), problem.minute(one.end) - need.minutes):
            before = midnight + (edge - midnight) // grid * grid
            found |= {
                start
                for start in (before, before + grid)
                if problem.minute(window.start) <= start <= problem.minute(window.end) - need.minutes
            }
    return sorted(found)


def _least_effort(need: Need, window: Window) -> int:
    """No visit inside the window takes less."""
    days = [abs((window.start.date() - one.start.date()).days) for one in need.windows]
    if not days or min(days) > 0:
        return ANOTHER_DATE + PER_DAY_AWAY * min(days, default=0)
    near = timedelta(minutes=A_LITTLE_LONGER)
    close = any(one.start < window.end + near and window.start < one.end + near for one in need.windows)
    return 1 if close else ANOTHER_TIME


def _reaching(need: Need, visit: Window) -> Relaxation | None:
    """The need with one more time, or one window longer; None if the visit lies inside a window anyway."""
    hours = f"{visit.start:%m-%d %H:%M}–{visit.end:%H:%M}"
    more = replace(
        Relaxation(0, Text(f"the need could be served on {hours} too", f"该需求也可在{hours}服务")),
        need=need.model_copy(update={"windows": (*need.windows, visit)}),
    )
    days = [abs((visit.start.date() - one.start.date()).days) for one in need.windows]
    if not days or min(days) > 0:
        return replace(more, effort=ANOTHER_DATE + PER_DAY_AWAY * min(days, default=0))
    beyond = {}
    for place, one in enumerate(need.windows):
        if one.start.date() == visit.start.date():
            out = max(one.start - visit.start, timedelta()) + max(visit.end - one.end, timedelta())
            beyond[int(out / timedelta(minutes=1)), place] = one
    (minutes, place), nearest = min(beyond.items(), key=lambda item: item[0])
    if minutes == 0:
        return None
    if minutes > A_LITTLE_LONGER:
        return replace(more, effort=ANOTHER_TIME)
    longer = Window.model_construct(start=min(nearest.start, visit.start), end=max(nearest.end, visit.end))
    hours = f"{longer.start:%m-%d %H:%M}–{longer.end:%H:%M}"
    windows = tuple(longer if other == place else one for other, one in enumerate(need.windows))
    clause = Text(
        f"the need's window were {hours} ({wording.counted(minutes, 'minute')} longer)",
        f"该需求的时间窗延长为{hours}（多{minutes}分钟）",
    )
    return Relaxation(minutes, clause, need=need.model_copy(update={"windows": windows}))
