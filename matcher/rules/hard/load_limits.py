"""Service minutes per day and week and visits per day stay within the volunteer's limits, or the policy's where null."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from matcher.domain import Text, Volunteer
from matcher.rules.rule import HardRule, Violation
from matcher.waist.instance import MINUTES, VISITS

if TYPE_CHECKING:
    from matcher.timetable import Stop, Timetable
    from matcher.waist import Waist

Most = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class LoadLimits(HardRule):
    """Σ visits of a day ≤ visits per day; Σ service minutes of a day, of the week ≤ minutes per day, per week."""

    name = "load_limits"
    statement = Text(
        en="Service minutes per day and week and visits per day stay within the volunteer's limits.",
        zh="每日、每周的服务分钟数和每日服务次数不超过志愿者的上限。",
    )
    visits_per_day: Most = 4
    minutes_per_day: Most = 240
    minutes_per_week: Most = 480

    def compile(self, waist: Waist) -> None:
        """Three limits per volunteer."""
        people = waist.problem.volunteers
        visits = [_own(volunteer.max_visits_per_day, self.visits_per_day) for volunteer in people]
        minutes = [_own(volunteer.max_minutes_per_day, self.minutes_per_day) for volunteer in people]
        in_week = [_own(volunteer.max_minutes_per_week, self.minutes_per_week) for volunteer in people]
        waist.limit("day", VISITS, np.array(visits, dtype=np.int64))
        waist.limit("day", MINUTES, np.array(minutes, dtype=np.int64))
        waist.limit("week", MINUTES, np.array(in_week, dtype=np.int64))

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every sum that exceeds its limit, by how much."""
        for volunteer in timetable.problem.volunteers:
            stops = timetable.stops_of_volunteer[volunteer.id]
            most_visits = _own(volunteer.max_visits_per_day, self.visits_per_day)
            most_minutes = _own(volunteer.max_minutes_per_day, self.minutes_per_day)
            most_in_week = _own(volunteer.max_minutes_per_week, self.minutes_per_week)
            by_day: dict[int, list[Stop]] = defaultdict(list)
            for stop in stops:
                by_day[stop.day].append(stop)
            for of_day in by_day.values():
                day = f"{of_day[0].visit.start:%m-%d}"
                minutes = sum(stop.need.minutes for stop in of_day)
                if len(of_day) > most_visits:
                    yield self._exceeds(volunteer, len(of_day), most_visits, ("visits", "次"), day, of_day[-1])
                if minutes > most_minutes:
                    yield self._exceeds(volunteer, minutes, most_minutes, ("service minutes", "分钟"), day, of_day[-1])
            in_week = sum(stop.need.minutes for stop in stops)
            if in_week > most_in_week:
                yield self._exceeds(volunteer, in_week, most_in_week, ("service minutes", "分钟"), "week", stops[-1])

    def _exceeds(
        self, volunteer: Volunteer, has: int, most: int, unit: tuple[str, str], when: str, stop: Stop
    ) -> Violation:
        in_zh = "本周" if when == "week" else when
        return self.violation(
            has - most,
            Text(
                en=f"Volunteer {volunteer.id}: {has} {unit[0]} ({when}), at most {most}.",
                zh=f"志愿者{volunteer.id}：{in_zh}共{has}{unit[1]}，上限{most}{unit[1]}。",
            ),
            stop,
            volunteer,
        )


def _own(limit: int | None, ours: int) -> int:
    return ours if limit is None else limit
