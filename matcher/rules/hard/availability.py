"""A visit lies, with the travel to it and back to the base, inside one availability window of each of its volunteers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from matcher.domain import Text
from matcher.rules.rule import HardRule, Level, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable, Tour
    from matcher.waist import Waist


class Availability(HardRule):
    """Each availability window is one tour: base → visits in time order → base. It can't be off."""

    name = "availability"
    title = Text("availability", "可服务时段")
    statement = Text(
        en="The visit lies, with the travel to it and back to the base, inside one availability window.",
        zh="服务连同往返路程须落在志愿者的同一个可服务时段内。",
    )
    levels: ClassVar[tuple[Level, ...]] = ("hard",)

    def compile(self, waist: Waist) -> None:
        """Every window is a tour."""
        for position, volunteer in enumerate(waist.problem.volunteers):
            for window in volunteer.availability:
                waist.open_tour(position, window)

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Tours without a window, tours that leave too early, tours that are back too late."""
        for tour in timetable.tours:
            if tour.window is None:
                for stop in tour.stops:
                    yield self.violation(
                        stop.need.minutes,
                        Text(
                            en=f"Volunteer {tour.volunteer.id} is not available at {stop.visit.start:%m-%d %H:%M} "
                            f"for need {stop.need.id}.",
                            zh=f"志愿者{tour.volunteer.id}在{stop.visit.start:%m-%d %H:%M}不可服务（需求{stop.need.id}）。",
                        ),
                        stop,
                        tour.volunteer,
                    )
            else:
                yield from self._too_long(timetable, tour)

    def _too_long(self, timetable: Timetable, tour: Tour) -> Iterator[Violation]:
        assert tour.window is not None
        first, last = tour.stops[0], max(tour.stops, key=lambda stop: stop.end)
        early = timetable.problem.minute(tour.window.start) - (first.start - tour.ways[0])
        late = tour.stops[-1].end + tour.ways[-1] - timetable.problem.minute(tour.window.end)
        late = max(late, last.end - timetable.problem.minute(tour.window.end))
        who = tour.volunteer
        if early > 0:
            yield self.violation(
                early,
                Text(
                    en=f"Volunteer {who.id} must leave {early} minutes before {tour.window.start:%m-%d %H:%M}, "
                    f"when availability begins, to be at need {first.need.id} in time.",
                    zh=f"志愿者{who.id}须在{tour.window.start:%m-%d %H:%M}可服务时段开始前{early}分钟出发，"
                    f"才能按时到达需求{first.need.id}。",
                ),
                first,
                who,
            )
        if late > 0:
            yield self.violation(
                late,
                Text(
                    en=f"Volunteer {who.id} is back {late} minutes after availability ends at "
                    f"{tour.window.end:%m-%d %H:%M}, last need {last.need.id}.",
                    zh=f"志愿者{who.id}在{tour.window.end:%m-%d %H:%M}可服务时段结束后{late}分钟才返回，"
                    f"末次需求{last.need.id}。",
                ),
                last,
                who,
            )
