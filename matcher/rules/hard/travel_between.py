"""Consecutive visits of a tour leave at least the travel minutes between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from matcher.domain import Text
from matcher.rules.rule import HardRule, Level, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class TravelBetween(HardRule):
    """end(i) + way(i, i + 1) ≤ start(i + 1). It can't be off: nobody is at two visits at once."""

    name = "travel_between"
    title = Text("time for the way", "路上时间")
    statement = Text(
        en="Consecutive visits of a tour leave at least the travel minutes between them.",
        zh="同一行程中相邻两次服务之间须留足路程时间。",
    )
    levels: ClassVar[tuple[Level, ...]] = ("hard",)

    def compile(self, waist: Waist) -> None:
        """Legs take their minutes."""
        waist.lay_ways()

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every leg between two visits that is longer than the time left for it."""
        for tour in timetable.tours:
            for (before, after), way in zip(pairwise(tour.stops), tour.ways[1:], strict=False):
                short = before.end + way - after.start
                if short > 0:
                    who = tour.volunteer.id
                    yield self.violation(
                        short,
                        Text(
                            en=f"Volunteer {who} needs {way} minutes from need {before.need.id} to need {after.need.id} "
                            f"and is {short} minutes short on {after.visit.start:%m-%d %H:%M}.",
                            zh=f"志愿者{who}从需求{before.need.id}到需求{after.need.id}需{way}分钟，"
                            f"{after.visit.start:%m-%d %H:%M}前还差{short}分钟。",
                        ),
                        after,
                        tour.volunteer,
                    )
