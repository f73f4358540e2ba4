"""A volunteer whose week comes near the limit costs points, ever more the nearer it comes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from matcher.domain import Text
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class LoadBalance(SoftRule):
    """Per volunteer with u service minutes and weekly limit c: ⌊max(0, 100u − 60c) / 1000⌋ + 2 ⌊max(0, 100u − 85c) / 1000⌋."""

    name = "load_balance"
    title = Text("even load", "工作量均衡")
    statement = Text(
        en="Per volunteer with u service minutes and weekly limit c (own or default): "
        "floor(max(0, 100u − 60c) / 1000) + 2·floor(max(0, 100u − 85c) / 1000).",
        zh="志愿者一周服务u分钟、周上限c分钟（本人或默认）：⌊max(0, 100u−60c)/1000⌋ + 2·⌊max(0, 100u−85c)/1000⌋。",
    )
    minutes_per_week: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 480
    """c of a volunteer without a limit of their own; a policy keeps it equal to that of `load_limits`."""

    def compile(self, waist: Waist) -> None:
        """A curve per volunteer, long enough for a week without sleep."""
        for position, volunteer in enumerate(waist.problem.volunteers):
            own = volunteer.max_minutes_per_week
            waist.charge_load(position, _curve(waist.days, self.minutes_per_week if own is None else own))

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per volunteer with a full week."""
        for volunteer in timetable.problem.volunteers:
            u = sum(stop.need.minutes for stop in timetable.stops_of_volunteer[volunteer.id])
            c = volunteer.max_minutes_per_week
            if c is None:
                c = self.minutes_per_week
            points = max(0, 100 * u - 60 * c) // 1000 + 2 * (max(0, 100 * u - 85 * c) // 1000)
            if points:
                yield Charge(
                    self.name,
                    points,
                    Text(
                        en=f"Volunteer {volunteer.id} serves {u} minutes this week, of at most {c}.",
                        zh=f"志愿者{volunteer.id}本周服务{u}分钟，上限{c}分钟。",
                    ),
                    volunteer=volunteer.id,
                )


@lru_cache(maxsize=256)
def _curve(days: int, limit: int) -> NDArray[np.int64]:
    """Points by the minutes served in so many dates; read-only, since it is kept."""
    u = np.arange(days * MINUTES_PER_DAY + 1, dtype=np.int64)
    near, full = np.maximum(0, 100 * u - 60 * limit), np.maximum(0, 100 * u - 85 * limit)
    points: NDArray[np.int64] = near // 1000 + 2 * (full // 1000)
    points.setflags(write=False)
    return points
