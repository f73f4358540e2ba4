"""Weeks of a volunteer that were found before: what the best of them earns at other prices is where the next search begins."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.cuts import toll
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import Instance

REMEMBERED = 24
NO_WEEK = -(1 << 60)


class Remembered:
    """The last weeks found of one volunteer."""

    def __init__(self, instance: Instance) -> None:
        self._days, self._crew = instance.days, instance.need_crew
        self._weeks: list[WeeklyPlan] = []

    def add(self, weeks: Sequence[WeeklyPlan]) -> None:
        """The weeks take the place of the oldest ones."""
        if not weeks:
            return
        self._weeks = [*self._weeks, *(week for week in weeks if week.visits)][-REMEMBERED:]
        if not self._weeks:
            return
        self._points = np.array([week.points for week in self._weeks])
        self._visits, self._first = _joined([week.visits for week in self._weeks])
        needs, dates = np.divmod(self._visits, self._days)
        # visits of a week stand in ascending order, so those of a need stand together
        begins = np.append(True, np.diff(needs) != 0)
        begins[self._first] = True
        self._needs, number = needs[begins], np.cumsum(begins) - 1
        self._dates = np.bitwise_or.reduceat(1 << dates, np.nonzero(begins)[0])
        self._first_needs = number[self._first]

    def most(self, offer: Offer) -> int:
        """The most that one of them earns; NO_WEEK if there is none."""
        if not self._weeks:
            return NO_WEEK
        earned = np.add.reduceat(offer.earned[self._visits], self._first)
        owed = np.add.reduceat(offer.owed[self._needs, self._dates], self._first_needs)
        tolls = [self._tolls(week, offer) for week in self._weeks] if offer.meetings else 0
        return int((earned - owed - tolls - self._points).max())

    def _tolls(self, week: WeeklyPlan, offer: Offer) -> int:
        return sum(
            toll(offer.meetings[visit], int(self._crew[visit // self._days]), week.volunteer, earliest, latest)
            for visit, earliest, latest in week.spans
            if visit in offer.meetings
        )


def _joined(rows: list[tuple[int, ...]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All of all rows, and where each of them begins."""
    lengths = [len(row) for row in rows]
    return np.concatenate([np.array(row, dtype=np.int64) for row in rows]), np.cumsum([0, *lengths[:-1]])
