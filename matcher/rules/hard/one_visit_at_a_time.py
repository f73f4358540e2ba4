"""Visits that share a cadre do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from matcher.domain import Text
from matcher.rules.rule import HardRule, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class OneVisitAtATime(HardRule):
    """A cadre, named by `cadre` or `also_cadres`, is visited once at a time."""

    name = "one_visit_at_a_time"
    title = Text("one visit at a time", "同一时间只有一次服务")
    statement = Text(
        en="Visits that share a cadre (`cadre` or `also_cadres`) do not overlap.",
        zh="同一位老干部的各次服务时间不重叠。",
    )

    def compile(self, waist: Waist) -> None:
        """Every cadre's visits are kept apart."""
        for cadre in waist.cadre_position.values():
            waist.keep_apart(cadre)

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every two neighbouring visits of a cadre that overlap, by so many minutes."""
        for cadre, stops in timetable.stops_of_cadre.items():
            for before, after in pairwise(stops):
                overlap = before.end - after.start
                if overlap > 0:
                    yield self.violation(
                        overlap,
                        Text(
                            en=f"Cadre {cadre} has visits of needs {before.need.id} and {after.need.id} that overlap by "
                            f"{overlap} minutes on {after.visit.start:%m-%d %H:%M}.",
                            zh=f"老干部{cadre}的需求{before.need.id}与{after.need.id}在{after.visit.start:%m-%d %H:%M}"
                            f"重叠{overlap}分钟。",
                        ),
                        after,
                    )
