"""The optimum of a tiny week by trying everything: no engine, only the audit's verdict and count."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from math import prod

from matcher.audit import audit
from matcher.domain import Need, Problem, Visit
from matcher.domain.clock import midnight, minutes_between
from matcher.policy import Policy
from tests.building import roster

Visits = tuple[Visit, ...]

MENDED_BY_MORE_VISITS = {"availability", "travel_between", "one_person_one_place", "pinned"}
"""A further visit may mend these: a detour may be shorter than the way (by a matrix), or lead past the time of one's own visit."""


Slots = list[list[Visit]]
"""For each need and date the visits that it may get: one of them, or none."""


def slots_of(week: Problem, policy: Policy) -> Slots:
    """Visits of every need and date that break nothing for good."""
    return [_options(week, policy, need, day) for need in week.needs for day in week.week.dates]


def rosters_of(slots: Slots) -> int:
    """How many combinations there are."""
    return prod(1 + len(options) for options in slots)


def optimum(week: Problem, policy: Policy, slots: Slots) -> int:
    """The fewest points of any clean roster; there is one, since the pinned visits can stand alone."""
    return min(_points(week, policy, slots, ()))


def _points(week: Problem, policy: Policy, slots: Slots, made: Visits) -> Iterator[int]:
    report = audit(week, roster(*made), policy)
    broken = {found.rule for found in report.violations}
    if broken - MENDED_BY_MORE_VISITS:
        return
    if not slots:
        if not broken:
            yield report.score.total
        return
    yield from _points(week, policy, slots[1:], made)
    for visit in slots[0]:
        yield from _points(week, policy, slots[1:], (*made, visit))


def _options(week: Problem, policy: Policy, need: Need, day: date) -> list[Visit]:
    tried = [
        Visit(need=need.id, start=start, end=start + timedelta(minutes=need.minutes), volunteers=crew)
        for start in _starts(week, need, day)
        for crew in combinations([one.id for one in week.volunteers], need.crew)
    ]
    return [
        one
        for one in tried
        if {found.rule for found in audit(week, roster(one), policy).violations} <= MENDED_BY_MORE_VISITS
    ]


def _starts(week: Problem, need: Need, day: date) -> list[datetime]:
    """On the grid and in a window, or where a visit stands whatever the windows."""
    grid = week.grid_minutes
    stands = {one.start for one in week.published if one.need == need.id and one.stands and one.start.date() == day}
    return sorted(
        stands
        | {
            midnight(day) + timedelta(minutes=minute)
            for window in need.windows
            if window.start.date() == day
            for minute in range(
                minutes_between(midnight(day), window.start), minutes_between(midnight(day), window.end)
            )
            if minute % grid == 0
        }
    )
