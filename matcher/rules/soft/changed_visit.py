"""A roster that differs from the published one costs points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.domain import Text
from matcher.rules.rule import Charge, SoftRule

if TYPE_CHECKING:
    from matcher.timetable import Timetable
    from matcher.waist import Waist


class ChangedVisit(SoftRule):
    """Per published visit: `changed` if no visit of the need on its date has the same volunteers, else `moved` if it
    starts at another time."""

    name = "changed_visit"
    title = Text("changes of what is known", "改动已定安排")
    statement = Text(
        en="Per visit of `published`: 60 if there is no visit of that need on that date with the same volunteers, "
        "else 10 if its start differs.",
        zh="对每次已公布（`published`）的服务：同日同人不再服务该需求的60分；仅开始时间改变的10分。",
    )
    changed: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 60
    moved: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 10

    def compile(self, waist: Waist) -> None:
        """The published roster is the baseline."""
        waist.charge_changes(self.changed, self.moved)

    def measure(self, timetable: Timetable) -> Iterator[Charge]:
        """One charge per published visit that is changed or moved."""
        for published in timetable.problem.published:
            same = [
                stop
                for stop in timetable.stops_of_need[published.need]
                if stop.visit.start.date() == published.start.date()
                and set(stop.visit.volunteers) == set(published.volunteers)
            ]
            when = f"{published.start:%m-%d %H:%M}"
            if not same:
                points, en, zh = self.changed, "is cancelled or by other volunteers", "被取消或换人"
            elif all(stop.visit.start != published.start for stop in same):
                start = same[0].visit.start
                points, en, zh = self.moved, f"now starts at {start:%H:%M}", f"改到{start:%H:%M}开始"
            else:
                continue
            yield Charge(
                self.name,
                points,
                Text(
                    en=f"The published visit of need {published.need} at {when} {en}.",
                    zh=f"已公布的服务（需求{published.need}，{when}）{zh}。",
                ),
                need=published.need,
                start=f"{published.start:%Y-%m-%dT%H:%M}",
            )
