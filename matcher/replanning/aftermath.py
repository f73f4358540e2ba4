"""What a change leaves of a roster: visits that are settled, visits that stand for now, and visits that fall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from matcher.replanning.change import Change
from matcher.timetable import Stop, Timetable, Tour

Key = tuple[str, datetime]
"""Need and start name a visit."""


@dataclass(frozen=True)
class Aftermath:
    """Every visit of the roster is one of the three."""

    timetable: Timetable
    change: Change
    settled: tuple[Stop, ...]
    """They have begun, somebody is on the way to them, or they are pinned: they stay exactly as they are."""
    standing: tuple[Stop, ...]
    """They may be changed, where that gains more than it costs people."""
    fallen: tuple[Stop, ...]
    """They have not begun, and are cancelled or have lost a volunteer."""

    @cached_property
    def settled_keys(self) -> frozenset[Key]:
        """The settled visits by need and start."""
        return frozenset(stop.visit.key for stop in self.settled)


def aftermath(timetable: Timetable, change: Change, pins_hold: bool) -> Aftermath:
    """Sort the roster's visits; `pins_hold` says whether the policy knows pinned visits at all."""
    stays = set(_to_whom_somebody_is_on_the_way(timetable, change)) | set(_pinned(timetable) if pins_hold else ())
    settled, standing, fallen = [], [], []
    for stop in timetable.stops:
        if change.since is not None and stop.visit.start < change.since:
            settled.append(stop)
        elif _falls(stop, change):
            fallen.append(stop)
        elif stop.visit.key in stays:
            settled.append(stop)
        else:
            standing.append(stop)
    return Aftermath(timetable, change, tuple(settled), tuple(standing), tuple(fallen))


def legs_under_way(timetable: Timetable, tour: Tour, change: Change) -> Iterator[Stop]:
    """Stops for which the volunteer has set out before the change: a leg is taken as late as possible."""
    if change.since is not None:
        now = timetable.problem.minute(change.since)
        yield from (stop for stop, way in zip(tour.stops, tour.ways, strict=False) if stop.start - way < now)


def _falls(stop: Stop, change: Change) -> bool:
    cancelled = (stop.need.id, stop.visit.start.date()) in change.cancelled
    return cancelled or not set(change.volunteers).isdisjoint(stop.visit.volunteers)


def _pinned(timetable: Timetable) -> Iterator[Key]:
    yield from (visit.key for visit in timetable.roster.visits if visit.stands)
    yield from ((visit.need, visit.start) for visit in timetable.problem.published if visit.stands)


def _to_whom_somebody_is_on_the_way(timetable: Timetable, change: Change) -> Iterator[Key]:
    for tour in timetable.tours:
        yield from (stop.visit.key for stop in legs_under_way(timetable, tour, change))
