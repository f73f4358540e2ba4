"""Every missing visit costs points by its priority."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from matcher.domain import Priority, Text
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist

Weight = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class UnmetVisit(SoftRule):
    """Σ over needs of weight(priority) · max(0, visits − visits in the roster)."""

    name = "unmet_visit"
    title = Text("unmet visits", "未满足服务")
    statement = Text(
        en="Per missing visit: emergency 16000, high 4000, normal 1000, low 500.",
        zh="每缺一次服务：紧急16000分，高4000分，普通1000分，低500分。",
    )
    emergency: Weight = 16_000
    high: Weight = 4_000
    normal: Weight = 1_000
    low: Weight = 500

    def compile(self, waist: Waist) -> None:
        """Points of a pattern by the visits it lacks."""
        served = waist.dates_of_pattern.sum(axis=1)
        for position, need in enumerate(waist.problem.needs):
            waist.charge_patterns(position, self._weight(need.priority) * np.maximum(0, need.visits - served))

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per need that lacks visits."""
        for need in timetable.problem.needs:
            missing = need.visits - len(timetable.stops_of_need[need.id])
            if missing > 0:
                weight = {
                    Priority.EMERGENCY: self.emergency,
                    Priority.HIGH: self.high,
                    Priority.NORMAL: self.normal,
                    Priority.LOW: self.low,
                }[need.priority]
                yield Charge(
                    self.name,
                    missing * weight,
                    Text(
                        en=f"Need {need.id} ({need.priority}) lacks {missing} of {need.visits} visits.",
                        zh=f"需求{need.id}缺{missing}次服务（共{need.visits}次）。",
                    ),
                    need=need.id,
                    cadre=need.cadre,
                )

    def _weight(self, priority: Priority) -> int:
        weight: int = getattr(self, priority.value)
        return weight
