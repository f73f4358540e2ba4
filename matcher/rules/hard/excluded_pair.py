"""No excluded volunteer is at a visit, nor one who declined it for that date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.domain import Need, Text, Volunteer
from matcher.rules.rule import PairRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class ExcludedPair(PairRule):
    """Whoever a need excludes never serves it; whoever declined it for a date does not serve it on that date."""

    name = "excluded_pair"
    title = Text("excluded or declined", "回避或已谢绝")
    statement = Text(
        en="No excluded volunteer is at a visit, nor one who declined it for that date.",
        zh="被排除的志愿者不得提供该服务；已谢绝某日服务的，当日不再安排。",
    )

    def compile(self, waist: Waist) -> None:
        """Pairs are few per need: look each excluded one up, and each that declined, by date."""
        volunteers, needs = len(waist.problem.volunteers), waist.problem.needs
        pairs = waist.pairs.need.astype(np.int64) * volunteers + waist.pairs.volunteer

        def pair(need: Need, volunteer: str) -> int:
            return waist.need_position[need.id] * volunteers + waist.volunteer_position[volunteer]

        excluded = [pair(need, volunteer) for need in needs for volunteer in need.excluded_volunteers]
        waist.forbid(np.isin(pairs, excluded), self.excused(waist))
        for day, today in enumerate(waist.problem.week.dates):
            declined = [pair(need, one.volunteer) for need in needs for one in need.declined if one.date == today]
            if declined:
                waist.forbid_on(day, np.isin(pairs, declined), self.excused(waist))

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """One exclusion, or one decline."""
        if volunteer.id in need.excluded_volunteers:
            return 1, Text(
                en=f"Volunteer {volunteer.id} is excluded from need {need.id}.",
                zh=f"需求{need.id}已排除志愿者{volunteer.id}。",
            )
        if need.has_declined(volunteer.id, day):
            return 1, Text(
                en=f"Volunteer {volunteer.id} has declined need {need.id} for {day}.",
                zh=f"志愿者{volunteer.id}已谢绝需求{need.id}在{day}的服务。",
            )
        return None
