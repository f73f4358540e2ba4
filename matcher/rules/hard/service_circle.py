"""The way from a volunteer's base to a visit takes at most `minutes` by the volunteer's own mode (十五分钟服务圈)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.domain import Need, Text, Volunteer
from matcher.rules.rule import PairRule
from matcher.travel import base_of, place_of

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist.candidates import Candidates


class ServiceCircle(PairRule):
    """way(base, place) ≤ minutes."""

    name = "service_circle"
    title = Text("fifteen-minute circle", "十五分钟服务圈")
    statement = Text(
        en="The way from the base to each visit takes at most `minutes` by the volunteer's mode.",
        zh="从驻地到服务地点，按志愿者的出行方式不超过`minutes`分钟（十五分钟服务圈）。",
    )
    minutes: Annotated[int, Field(strict=True, ge=0, le=1440)] = 15

    def narrow(self, candidates: Candidates) -> None:
        """Pairs are found within the circle only."""
        candidates.only_within(self.minutes, self.excused(candidates))

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """As many minutes as the way is too long."""
        way = timetable.way(volunteer, base_of(volunteer), place_of(need, timetable.problem))
        if way <= self.minutes:
            return None
        return way - self.minutes, Text(
            en=f"Volunteer {volunteer.id}: {way} minutes from base to need {need.id}, at most {self.minutes}.",
            zh=f"志愿者{volunteer.id}到需求{need.id}的路程为{way}分钟，上限{self.minutes}分钟。",
        )
