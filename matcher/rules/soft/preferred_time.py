"""A visit that starts in none of the need's preferred windows, where there are any, costs points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.domain import Text
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class PreferredTime(SoftRule):
    """Only the start counts; preferred windows are half-open."""

    name = "preferred_time"
    title = Text("preferred time", "希望时间")
    statement = Text(
        en="5 per visit whose start lies in none of the need's `preferred` windows, where there are any.",
        zh="需求有首选时段（`preferred`）而服务开始时间不在其中的，每次5分。",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 5

    def compile(self, waist: Waist) -> None:
        """Starts outside are charged."""
        for position, need in enumerate(waist.problem.needs):
            if need.preferred:
                waist.charge_starts_outside(position, need.preferred, self.points)

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per visit at another time."""
        for stop in timetable.stops:
            start, preferred = stop.visit.start, stop.need.preferred
            if preferred and not any(window.start <= start < window.end for window in preferred):
                yield Charge(
                    self.name,
                    self.points,
                    Text(
                        en=f"Need {stop.need.id} starts at {start:%m-%d %H:%M}, outside its preferred times.",
                        zh=f"需求{stop.need.id}于{start:%m-%d %H:%M}开始，不在首选时段内。",
                    ),
                    need=stop.need.id,
                    start=f"{start:%Y-%m-%dT%H:%M}",
                )
