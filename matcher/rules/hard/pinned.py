"""Pinned visits of `published` stand as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.domain import Text
from matcher.rules.rule import HardRule, Violation

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class Pinned(HardRule):
    """The same need, start and volunteers. A visit that overrides a rule counts as pinned."""

    name = "pinned"
    title = Text("pinned", "已固定")
    statement = Text(en="Pinned visits of `published` stand as they are.", zh="已固定的服务保持原样。")

    def compile(self, waist: Waist) -> None:
        """Every pinned visit."""
        for visit in waist.problem.published:
            if visit.stands:
                waist.pin(visit.need, visit.start, visit.volunteers)

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every pinned visit that the roster lacks or changes."""
        held = {(stop.need.id, stop.visit.start, frozenset(stop.visit.volunteers)) for stop in timetable.stops}
        for visit in timetable.problem.published:
            if visit.stands and (visit.need, visit.start, frozenset(visit.volunteers)) not in held:
                who = ", ".join(visit.volunteers)
                yield Violation(
                    self.name,
                    1,
                    Text(
                        en=f"The pinned visit of need {visit.need} at {visit.start:%m-%d %H:%M} by {who} is not in the "
                        "roster as it was pinned.",
                        zh=f"已固定的服务（需求{visit.need}，{visit.start:%m-%d %H:%M}，志愿者{who}）未按原样保留。",
                    ),
                    visit.need,
                    f"{visit.start:%Y-%m-%dT%H:%M}",
                    visit.volunteers,
                )
