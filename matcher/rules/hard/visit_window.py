"""A visit lies inside one of the need's windows, on the grid, and lasts as long as the need says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from matcher.domain import Text
from matcher.domain.clock import midnight, minutes_between
from matcher.rules.rule import Excuse, Level, OverridableRule, Violation

if TYPE_CHECKING:
    from matcher.timetable import Stop, Timetable
    from matcher.waist import Waist


class VisitWindow(OverridableRule):
    """Windows are half-open: a visit may end when its window does. The engine builds on it, so it can't be off.

    Nothing excuses a visit that is off the grid or of another length.
    """

    name = "visit_window"
    title = Text("the cadre's times", "老干部时间窗")
    statement = Text(en="The visit lies inside one of the need's windows.", zh="服务须完全落在该需求的某个时间窗内。")
    levels: ClassVar[tuple[Level, ...]] = ("hard",)

    def compile(self, waist: Waist) -> None:
        """Starts from a window's start to its end less the minutes of service."""
        for position, need in enumerate(waist.problem.needs):
            waist.open_starts(position, need.windows)
        for visit in self.excused(waist):
            waist.open_start(visit)

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Outside all windows (by so many minutes), off the grid, or of another length than the need's."""
        for stop in timetable.stops:
            need, visit = stop.need, stop.visit
            inside = [w for w in need.windows if w.start <= visit.start and timetable.problem.minute(w.end) >= stop.end]
            if not inside:
                yield self._outside(timetable, stop)
            off = _off_the_grid(timetable, stop)
            if off:
                grid = timetable.problem.grid_minutes
                yield self.violation(
                    off,
                    Text(
                        en=f"Visit of need {need.id} starts {visit.start:%H:%M}, expected a multiple of {grid} minutes.",
                        zh=f"需求{need.id}的服务于{visit.start:%H:%M}开始，应为{grid}分钟的整倍数。",
                    ),
                    stop,
                )
            stated = minutes_between(visit.start, visit.end)
            if stated != need.minutes:
                yield self.violation(
                    abs(stated - need.minutes),
                    Text(
                        en=f"Visit of need {need.id} lasts {stated} minutes, expected {need.minutes}.",
                        zh=f"需求{need.id}的服务时长为{stated}分钟，应为{need.minutes}分钟。",
                    ),
                    stop,
                )

    def excuses_of(self, timetable: Timetable, stop: Stop) -> tuple[Excuse, ...]:
        """None for a visit that no window could hold."""
        lasts = minutes_between(stop.visit.start, stop.visit.end)
        if lasts != stop.need.minutes or _off_the_grid(timetable, stop):
            return ()
        return super().excuses_of(timetable, stop)

    def _outside(self, timetable: Timetable, stop: Stop) -> Violation:
        minute = timetable.problem.minute
        misses = [max(0, minute(w.start) - stop.start) + max(0, stop.end - minute(w.end)) for w in stop.need.windows]
        when = f"{stop.visit.start:%m-%d %H:%M}"
        if not misses:
            return self.violation(
                stop.need.minutes,
                Text(
                    en=f"Visit of need {stop.need.id} at {when}: the need has no window.",
                    zh=f"需求{stop.need.id}在{when}的服务：该需求没有时间窗。",
                ),
                stop,
            )
        size = min(misses)
        return self.violation(
            size,
            Text(
                en=f"Visit of need {stop.need.id} at {when} lies {size} minutes outside the nearest of its windows.",
                zh=f"需求{stop.need.id}在{when}的服务超出最近的时间窗{size}分钟。",
            ),
            stop,
        )


def _off_the_grid(timetable: Timetable, stop: Stop) -> int:
    """Minutes by which the visit starts after a multiple of the grid."""
    start = stop.visit.start
    return minutes_between(midnight(start.date()), start) % timetable.problem.grid_minutes
