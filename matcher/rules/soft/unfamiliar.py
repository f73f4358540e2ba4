"""A visit by a volunteer whom the cadre does not know costs points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from matcher.domain import Text
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class Unfamiliar(SoftRule):
    """Known means: some visits in `history` with the need's `cadre`, or preferred by the need."""

    name = "unfamiliar"
    title = Text("not acquainted", "互不熟悉")
    statement = Text(
        en="10 per visit and volunteer who has no `history` with the need's `cadre` and is not preferred.",
        zh="志愿者与该老干部无服务记录（`history`）且非首选的，每次每人10分。",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 10

    def compile(self, waist: Waist) -> None:
        """Pairs but those known are charged; known ones are looked up by need × volunteers + volunteer."""
        problem = waist.problem
        volunteers = len(problem.volunteers)
        met: dict[str, set[str]] = {}
        for entry in problem.history:
            if entry.visits > 0:
                met.setdefault(entry.cadre, set()).add(entry.volunteer)
        known = [
            position * volunteers + waist.volunteer_position[volunteer]
            for position, need in enumerate(problem.needs)
            for volunteer in met.get(need.cadre, set()).union(need.preferred_volunteers)
        ]
        is_known = np.isin(waist.pairs.need.astype(np.int64) * volunteers + waist.pairs.volunteer, known)
        waist.charge_pairs(np.where(is_known, 0, self.points))

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per visit and stranger."""
        met = {(entry.cadre, entry.volunteer) for entry in timetable.problem.history if entry.visits}
        for stop, volunteer in timetable.services():
            if (stop.need.cadre, volunteer.id) in met or volunteer.id in stop.need.preferred_volunteers:
                continue
            yield Charge(
                self.name,
                self.points,
                Text(
                    en=f"Volunteer {volunteer.id} has not visited cadre {stop.need.cadre} before.",
                    zh=f"志愿者{volunteer.id}此前未服务过老干部{stop.need.cadre}。",
                ),
                need=stop.need.id,
                start=f"{stop.visit.start:%Y-%m-%dT%H:%M}",
                volunteer=volunteer.id,
            )
