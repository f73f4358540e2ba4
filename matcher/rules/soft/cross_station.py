"""A visit by a volunteer of another station than the cadre's costs points."""

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


class CrossStation(SoftRule):
    """The need's own `cadre` says which station it belongs to."""

    name = "cross_station"
    title = Text("help from other stations", "跨站服务")
    statement = Text(
        en="8 per visit and volunteer whose station is not the cadre's.",
        zh="志愿者所属服务站与老干部不同的，每次每人8分。",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 8

    def compile(self, waist: Waist) -> None:
        """Pairs across stations are charged."""
        problem = waist.problem
        station = {document.id: position for position, document in enumerate(problem.stations)}
        of_volunteer = np.array([station[volunteer.station] for volunteer in problem.volunteers], dtype=np.int64)
        of_need = np.array([station[problem.cadre_by_id[need.cadre].station] for need in problem.needs], dtype=np.int64)
        across = of_volunteer[waist.pairs.volunteer] != of_need[waist.pairs.need]
        waist.charge_pairs(np.where(across, self.points, 0))

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per visit and volunteer from elsewhere."""
        for stop, volunteer in timetable.services():
            home = timetable.problem.cadre_by_id[stop.need.cadre].station
            if volunteer.station != home:
                yield Charge(
                    self.name,
                    self.points,
                    Text(
                        en=f"Volunteer {volunteer.id} of station {volunteer.station} serves need {stop.need.id} of {home}.",
                        zh=f"{volunteer.station}站志愿者{volunteer.id}跨站服务{home}站的需求{stop.need.id}。",
                    ),
                    need=stop.need.id,
                    start=f"{stop.visit.start:%Y-%m-%dT%H:%M}",
                    volunteer=volunteer.id,
                )
