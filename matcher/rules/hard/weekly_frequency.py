"""A need gets at most `visits` visits a week, at most one a day, on dates at least `min_gap_days` apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from matcher.domain import Text
from matcher.rules.rule import HardRule, Level, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class WeeklyFrequency(HardRule):
    """The dates of a need are a pattern; patterns with too many or too close dates are forbidden. It can't be off."""

    name = "weekly_frequency"
    title = Text("visits a week", "每周次数")
    statement = Text(
        en="At most `visits` visits a week, at most one a day, dates at least `min_gap_days` apart.",
        zh="每周不超过`visits`次，每日至多一次，两次服务日期至少相隔`min_gap_days`天。",
    )
    levels: ClassVar[tuple[Level, ...]] = ("hard",)

    def compile(self, waist: Waist) -> None:
        """One set of forbidden patterns per different frequency and gap."""
        served = waist.dates_of_pattern
        closest = np.full(len(served), waist.days, dtype=np.int64)
        for earlier, later in combinations(range(waist.days), 2):
            both = served[:, earlier] & served[:, later]
            closest[both] = np.minimum(closest[both], later - earlier)
        several = served.sum(axis=1) > 1
        for position, need in enumerate(waist.problem.needs):
            waist.forbid_patterns(
                position, (served.sum(axis=1) > need.visits) | (several & (closest < need.min_gap_days))
            )

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Too many visits, two on a date, or dates too close."""
        for need in timetable.problem.needs:
            stops = timetable.stops_of_need[need.id]
            if len(stops) > need.visits:
                yield self.violation(
                    len(stops) - need.visits,
                    Text(
                        en=f"Need {need.id} has {len(stops)} visits, at most {need.visits}.",
                        zh=f"需求{need.id}安排了{len(stops)}次，上限{need.visits}次。",
                    ),
                    stops[-1],
                )
            for before, after in pairwise(stops):
                gap, least = after.day - before.day, max(1, need.min_gap_days)
                if gap < least:
                    yield self.violation(
                        least - gap,
                        Text(
                            en=f"Need {need.id} has visits {gap} days apart ({before.visit.start:%m-%d} and "
                            f"{after.visit.start:%m-%d}), at least {least}.",
                            zh=f"需求{need.id}两次服务（{before.visit.start:%m-%d}和{after.visit.start:%m-%d}）"
                            f"相隔{gap}天，至少{least}天。",
                        ),
                        after,
                    )
