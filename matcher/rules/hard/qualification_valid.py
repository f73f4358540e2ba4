"""Every volunteer of a visit holds each qualification of the need, valid on the visit's date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.domain import Need, Qualification, Text, Volunteer
from matcher.rules.rule import PairRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class QualificationValid(PairRule):
    """The last valid date is included; without one a qualification never ends."""

    name = "qualification_valid"
    title = Text("valid certificate", "有效证书")
    statement = Text(
        en="Every volunteer of a visit holds each qualification of the need, valid on the visit's date.",
        zh="每位服务志愿者都具备需求所要求的资质，且在服务当日有效。",
    )

    def compile(self, waist: Waist) -> None:
        """Once per qualification asked for and date: who holds it, which needs ask for it."""
        problem = waist.problem
        for asked in dict.fromkeys(name for need in problem.needs for name in need.qualifications):
            asks = np.array([asked in need.qualifications for need in problem.needs])
            of_need = asks[waist.pairs.need]
            for day, today in enumerate(problem.week.dates):
                lacks = np.array(
                    [
                        not any(
                            held.name == asked and (held.valid_until is None or today <= held.valid_until)
                            for held in volunteer.qualifications
                        )
                        for volunteer in problem.volunteers
                    ]
                )
                if len(lacks):
                    waist.forbid_on(day, of_need & lacks[waist.pairs.volunteer], self.excused(waist))

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """As many qualifications as are missing or have ended."""
        ends = {held.name: held.valid_until for held in sorted(volunteer.qualifications, key=_last_day)}
        missing = []
        for name in dict.fromkeys(need.qualifications):
            if name not in ends:
                missing.append((f"lacks {name}", f"缺少资质（{name}）"))
            elif (end := ends[name]) is not None and end < day:
                missing.append((f"held {name} until {end}", f"的资质（{name}）已于{end}到期"))
        if not missing:
            return None
        return len(missing), Text(
            en=f"Volunteer {volunteer.id} {' and '.join(en for en, _ in missing)}; need {need.id} asks for it on {day}.",
            zh=f"志愿者{volunteer.id}{'，'.join(zh for _, zh in missing)}；需求{need.id}在{day}要求该资质。",
        )


def _last_day(qualification: Qualification) -> date:
    return qualification.valid_until or date.max
