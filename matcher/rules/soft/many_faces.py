"""A need that sees more different volunteers in the week than its crew costs points."""

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


class ManyFaces(SoftRule):
    """points · max(0, different volunteers of the need − crew)."""

    name = "many_faces"
    title = Text("many faces", "换人过多")
    statement = Text(
        en="15 per different volunteer of a need in the week beyond its `crew`.",
        zh="同一需求一周内不同志愿者人数超出`crew`的，每多一人15分。",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 15

    def compile(self, waist: Waist) -> None:
        """The crew is free."""
        waist.charge_faces(self.points, np.array([need.crew for need in waist.problem.needs], dtype=np.int64))

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per need with more faces than its crew."""
        for need in timetable.problem.needs:
            faces = {volunteer.id for stop in timetable.stops_of_need[need.id] for volunteer in stop.volunteers}
            beyond = len(faces) - need.crew
            if beyond > 0:
                yield Charge(
                    self.name,
                    self.points * beyond,
                    Text(
                        en=f"Need {need.id} sees {len(faces)} different volunteers, {beyond} more than its crew.",
                        zh=f"需求{need.id}一周内由{len(faces)}名不同志愿者服务，比每次人数多{beyond}名。",
                    ),
                    need=need.id,
                )
