"""No excluded volunteer is at a visit."""

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
    """Whoever a need excludes never serves it."""

    name = "excluded_pair"
    statement = Text(en="No excluded volunteer is at a visit.", zh="被排除的志愿者不得提供该服务。")

    def compile(self, waist: Waist) -> None:
        """Pairs are few per need: look each excluded one up."""
        volunteers = len(waist.problem.volunteers)
        excluded = [
            waist.need_position[need.id] * volunteers + waist.volunteer_position[volunteer]
            for need in waist.problem.needs
            for volunteer in need.excluded_volunteers
        ]
        waist.forbid(np.isin(waist.pairs.need.astype(np.int64) * volunteers + waist.pairs.volunteer, excluded))

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """One exclusion."""
        if volunteer.id not in need.excluded_volunteers:
            return None
        return 1, Text(
            en=f"Volunteer {volunteer.id} is excluded from need {need.id}.",
            zh=f"需求{need.id}已排除志愿者{volunteer.id}。",
        )
