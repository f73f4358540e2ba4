"""Every volunteer of a visit offers the need's service."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matcher.domain import Need, Text, Volunteer
from matcher.rules.rule import PairRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist.candidates import Candidates


class ServiceMatch(PairRule):
    """A pair exists only where the volunteer's services hold the need's."""

    name = "service_match"
    title = Text("matching service", "服务对口")
    statement = Text(
        en="Every volunteer of a visit offers the need's service.",
        zh="每位服务志愿者都提供该需求的服务项目。",
    )

    def narrow(self, candidates: Candidates) -> None:
        """Pairs are found service by service."""
        problem = candidates.problem
        candidates.only_offered(
            [frozenset(volunteer.services) for volunteer in problem.volunteers],
            [need.service for need in problem.needs],
            self.excused(candidates),
        )

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """One service missing."""
        if need.service in volunteer.services:
            return None
        offered = ", ".join(volunteer.services) or "nothing"
        return 1, Text(
            en=f"Volunteer {volunteer.id} offers {offered}; need {need.id} asks for {need.service}.",
            zh=f"志愿者{volunteer.id}提供{'、'.join(volunteer.services) or '无'}；需求{need.id}要求{need.service}。",
        )
