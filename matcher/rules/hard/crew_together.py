"""A visit has exactly `crew` different volunteers, all for the whole visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from matcher.domain import Text
from matcher.rules.rule import HardRule, Level, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class CrewTogether(HardRule):
    """All start and end together because a visit has one start. It can't be off."""

    name = "crew_together"
    title = Text("people together", "同时到场人数")
    statement = Text(
        en="A visit has exactly `crew` different volunteers, all for the whole visit.",
        zh="每次服务恰有`crew`名不同的志愿者，全程共同在场。",
    )
    levels: ClassVar[tuple[Level, ...]] = ("hard",)

    def compile(self, waist: Waist) -> None:
        """The crew of every need."""
        for position, need in enumerate(waist.problem.needs):
            waist.send_crew(position, need.crew)

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Too few, too many, or the same person twice."""
        for stop in timetable.stops:
            named, different = len(stop.visit.volunteers), len(stop.volunteers)
            if different != stop.need.crew or named != different:
                twice = (", one of them twice", "，其中有人重复") if named != different else ("", "")
                yield self.violation(
                    max(1, abs(different - stop.need.crew)),
                    Text(
                        en=f"Visit of need {stop.need.id} at {stop.visit.start:%m-%d %H:%M} has {different} volunteers"
                        f"{twice[0]}, expected {stop.need.crew}.",
                        zh=f"需求{stop.need.id}在{stop.visit.start:%m-%d %H:%M}的服务有{different}名志愿者{twice[1]}，"
                        f"应为{stop.need.crew}名。",
                    ),
                    stop,
                    *stop.volunteers,
                )
