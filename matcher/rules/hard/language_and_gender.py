"""Every volunteer of a visit shares a language asked for and has the gender asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.domain import Need, Text, Volunteer
from matcher.rules.rule import PairRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class LanguageAndGender(PairRule):
    """A need without languages or gender asks for none."""

    name = "language_and_gender"
    title = Text("language and gender", "语言和性别")
    statement = Text(
        en="Every volunteer of a visit shares a language asked for, and has the gender asked for.",
        zh="每位服务志愿者至少会一种所要求的语言，且性别符合要求。",
    )

    def compile(self, waist: Waist) -> None:
        """Once per different wish: who meets it."""
        problem = waist.problem
        wishes = [(frozenset(need.languages), need.gender) for need in problem.needs]
        for wish in dict.fromkeys(wishes):
            languages, gender = wish
            if not languages and gender is None:
                continue
            of_need = np.array([other == wish for other in wishes])[waist.pairs.need]
            fails = np.array(
                [
                    bool(languages and languages.isdisjoint(volunteer.languages))
                    or (gender is not None and volunteer.gender != gender)
                    for volunteer in problem.volunteers
                ]
            )
            if len(fails):
                waist.forbid(of_need & fails[waist.pairs.volunteer], self.excused(waist))

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """One for the language, one for the gender."""
        faults = []
        if need.languages and not set(need.languages) & set(volunteer.languages):
            speaks, asked = ", ".join(volunteer.languages) or "none listed", " or ".join(need.languages)
            faults.append((f"speaks {speaks}, asked for is {asked}", f"语言为{speaks}，要求{asked}"))
        if need.gender is not None and volunteer.gender != need.gender:
            gender = volunteer.gender or "unknown"
            faults.append((f"gender is {gender}, asked for is {need.gender}", f"性别为{gender}，要求{need.gender}"))
        if not faults:
            return None
        return len(faults), Text(
            en=f"Volunteer {volunteer.id} at need {need.id}: {'; '.join(en for en, _ in faults)}.",
            zh=f"志愿者{volunteer.id}与需求{need.id}：{'；'.join(zh for _, zh in faults)}。",
        )
