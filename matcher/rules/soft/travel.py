"""Every minute of every leg of every tour costs points, the legs from and to the base included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.domain import Text
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class Travel(SoftRule):
    """points · Σ over tours of way(base, first) + Σ way(i, i + 1) + way(last, base)."""

    name = "travel"
    title = Text("minutes on the way", "路程分钟")
    statement = Text(
        en="1 per minute of every leg of every tour, the legs from and to the base included.",
        zh="每段路程每分钟1分，含从驻地出发和返回驻地。",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 1

    def compile(self, waist: Waist) -> None:
        """Each minute of each leg."""
        waist.charge_ways(self.points)

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per tour."""
        for tour in timetable.tours:
            minutes = sum(tour.ways)
            if minutes:
                who, start = tour.volunteer.id, tour.stops[0].visit.start
                yield Charge(
                    self.name,
                    self.points * minutes,
                    Text(
                        en=f"Volunteer {who} is {minutes} minutes on the way on {start:%m-%d}.",
                        zh=f"志愿者{who}在{start:%m-%d}路上共{minutes}分钟。",
                    ),
                    start=f"{start:%Y-%m-%dT%H:%M}",
                    volunteer=who,
                )
