"""A volunteer who is a cadre is on no visit or leg while being visited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from matcher.domain import Text
from matcher.rules.rule import HardRule, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class OnePersonOnePlace(HardRule):
    """Legs are taken as late as possible: each ends when its visit starts; the way back starts when the last visit ends."""

    name = "one_person_one_place"
    title = Text("one place at a time", "同一时间只在一处")
    statement = Text(
        en="A volunteer who is a cadre is on no visit or leg while being visited.",
        zh="身为老干部的志愿者在接受服务时不得外出服务或在途。",
    )

    def compile(self, waist: Waist) -> None:
        """The two are one person; nobody serves themselves."""
        problem = waist.problem
        volunteers = len(problem.volunteers)
        themselves: list[int] = []
        for position, volunteer in enumerate(problem.volunteers):
            if volunteer.cadre in waist.cadre_position:
                waist.same_person(waist.cadre_position[volunteer.cadre], position)
                themselves += [
                    need * volunteers + position
                    for need, document in enumerate(problem.needs)
                    if volunteer.cadre in document.cadres
                ]
        waist.forbid(np.isin(waist.pairs.need.astype(np.int64) * volunteers + waist.pairs.volunteer, themselves))

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every visit received during a visit or leg, by the minutes that overlap."""
        for tour in timetable.tours:
            received = timetable.stops_of_cadre.get(tour.volunteer.cadre or "", ())
            for stop in received:
                overlap = sum(max(0, min(end, stop.end) - max(start, stop.start)) for start, end in tour.busy())
                if overlap > 0:
                    who = tour.volunteer
                    yield self.violation(
                        overlap,
                        Text(
                            en=f"Volunteer {who.id} is cadre {who.cadre}, receives need {stop.need.id} at "
                            f"{stop.visit.start:%m-%d %H:%M} and is out serving for {overlap} of its minutes.",
                            zh=f"志愿者{who.id}即老干部{who.cadre}，{stop.visit.start:%m-%d %H:%M}接受需求{stop.need.id}的服务，"
                            f"其中{overlap}分钟却在外服务或在途。",
                        ),
                        stop,
                        who,
                    )
