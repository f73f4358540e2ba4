"""Service minutes per day and week and visits per day stay within the volunteer's limits, or the policy's where null."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np
from pydantic import Field

from matcher.domain import Text, Volunteer
from matcher.rules.rule import Excuse, OverridableRule, Violation
from matcher.waist.instance import MINUTES, VISITS

if TYPE_CHECKING:
    from matcher.timetable import Stop, Timetable
    from matcher.waist import Waist

Most = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]

IN_VISITS, IN_MINUTES = Text("visits", "次"), Text("service minutes", "分钟")


class _Sum(NamedTuple):
    """Of a volunteer's visits on a date, or in the week where the date is None."""

    day: int | None
    unit: Text
    most: int
    stops: tuple[Stop, ...]

    def of(self, stops: Sequence[Stop]) -> int:
        """The sum over some of the visits."""
        return len(stops) if self.unit is IN_VISITS else sum(stop.need.minutes for stop in stops)


class LoadLimits(OverridableRule):
    """Σ visits of a day ≤ visits per day; Σ service minutes of a day, of the week ≤ minutes per day, per week.

    A visit that is excused is left out of the sums, and all others must still be within the limits.
    """

    name = "load_limits"
    title = Text("load limits", "工作量上限")
    statement = Text(
        en="Service minutes per day and week and visits per day stay within the volunteer's limits.",
        zh="每日、每周的服务分钟数和每日服务次数不超过志愿者的上限。",
    )
    visits_per_day: Most = 4
    minutes_per_day: Most = 240
    minutes_per_week: Most = 480

    def compile(self, waist: Waist) -> None:
        """Three limits per volunteer, and as much more as excused visits take."""
        people = waist.problem.volunteers
        visits = np.array([_own(one.max_visits_per_day, self.visits_per_day) for one in people], dtype=np.int64)
        minutes = np.array([_own(one.max_minutes_per_day, self.minutes_per_day) for one in people], dtype=np.int64)
        in_week = np.array([_own(one.max_minutes_per_week, self.minutes_per_week) for one in people], dtype=np.int64)
        more_visits = np.zeros((len(people), waist.days), dtype=np.int64)
        more_minutes = np.zeros_like(more_visits)
        for visit in self.excused(waist):
            more_visits[visit.volunteers, visit.day] += 1
            more_minutes[visit.volunteers, visit.day] += waist.problem.needs[visit.need].minutes
        waist.limit("day", VISITS, visits[:, None] + more_visits)
        waist.limit("day", MINUTES, minutes[:, None] + more_minutes)
        waist.limit("week", MINUTES, in_week + more_minutes.sum(axis=1))

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every sum that exceeds its limit, by how much."""
        for volunteer in timetable.problem.volunteers:
            for total in self._sums(timetable, volunteer):
                if total.of(total.stops) > total.most:
                    yield self._exceeds(volunteer, total)

    def excuses(self, timetable: Timetable, violation: Violation) -> tuple[Excuse, ...]:
        """Those of all visits of the sum, where the others alone are within the limit."""
        volunteer = timetable.problem.volunteer_by_id[violation.volunteers[0]]
        sums = self._sums(timetable, volunteer)
        total = next((one for one in sums if self._exceeds(volunteer, one) == violation), None)
        if total is None:
            return ()
        counted = [stop for stop in total.stops if not self.excuses_of(timetable, stop)]
        if total.of(counted) > total.most:
            return ()
        return tuple(excuse for stop in total.stops for excuse in self.excuses_of(timetable, stop))

    def _sums(self, timetable: Timetable, volunteer: Volunteer) -> Iterator[_Sum]:
        stops = timetable.stops_of_volunteer[volunteer.id]
        by_day: dict[int, list[Stop]] = defaultdict(list)
        for stop in stops:
            by_day[stop.day].append(stop)
        for day, of_day in by_day.items():
            yield _Sum(day, IN_VISITS, _own(volunteer.max_visits_per_day, self.visits_per_day), tuple(of_day))
            yield _Sum(day, IN_MINUTES, _own(volunteer.max_minutes_per_day, self.minutes_per_day), tuple(of_day))
        if stops:
            yield _Sum(None, IN_MINUTES, _own(volunteer.max_minutes_per_week, self.minutes_per_week), stops)

    def _exceeds(self, volunteer: Volunteer, total: _Sum) -> Violation:
        has, last = total.of(total.stops), total.stops[-1]
        date = f"{last.visit.start:%m-%d}"
        when = Text("week", "本周") if total.day is None else Text(date, date)
        return self.violation(
            has - total.most,
            Text(
                en=f"Volunteer {volunteer.id}: {has} {total.unit.en} ({when.en}), at most {total.most}.",
                zh=f"志愿者{volunteer.id}：{when.zh}共{has}{total.unit.zh}，上限{total.most}{total.unit.zh}。",
            ),
            last,
            volunteer,
        )


def _own(limit: int | None, ours: int) -> int:
    return ours if limit is None else limit
