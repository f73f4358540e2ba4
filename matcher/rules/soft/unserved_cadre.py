"""A cadre named by a need who gets no visit at all costs points (everyone first, then more)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.domain import Text
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class UnservedCadre(SoftRule):
    """points · number of cadres, named by `cadre` or `also_cadres` of a need, whom no visit serves."""

    name = "unserved_cadre"
    title = Text("cadres without any visit", "完全无人服务")
    statement = Text(
        en="800 per cadre named by a need (`cadre` or `also_cadres`) who gets no visit at all (everyone first, then more).",
        zh="每位有需求却一次服务都没有的老干部（`cadre`或`also_cadres`）800分（先人人有，再多安排）。",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 800

    def compile(self, waist: Waist) -> None:
        """Every cadre whom a need names."""
        for cadre in waist.cadre_position.values():
            waist.charge_unserved(cadre, self.points)

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per cadre without a visit."""
        for cadre, stops in timetable.stops_of_cadre.items():
            if not stops:
                text = Text(en=f"Cadre {cadre} gets no visit this week.", zh=f"老干部{cadre}本周没有任何服务。")
                yield Charge(self.name, self.points, text, cadre=cadre)
