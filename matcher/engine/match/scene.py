"""The tours of those who may serve the new need, laid out with the ways to its place; a visit may be taken off them."""

from typing import NamedTuple, Self

import numpy as np

from matcher.domain.clock import MINUTES_PER_DAY
from matcher.engine.match.column import Column
from matcher.engine.match.standing import Standing
from matcher.engine.match.stops import (
    BACK,
    BASE_IN,
    BASE_OUT,
    END_START,
    END_STOP,
    FIRST_START,
    FIRST_STOP,
    FIXED,
    LEG,
    MINUTES,
    PAIR,
    POINTS,
    RECEIVED,
    RECEIVED_END,
    SPARE,
    START,
    TOUR,
    TOUR_COLUMNS,
    TOUR_END,
    TOUR_START,
    WAY_IN,
    WAY_OUT,
)
from matcher.waist.instance import FORBIDDEN, TRAVEL, Ints, Points
from matcher.waist.instance import MINUTES as SERVICE


class Scene(NamedTuple):
    """P pairs of the column, R tours of their volunteers, S stops on these; `gone` is the visit taken off, or -1."""

    standing: Standing
    column: Column
    gone: int
    tour: Ints  # [R]
    pair: Ints  # [R] position in the column
    back: Points  # [R]
    stop: Points  # [S, COLUMNS] tour by tour
    stop_tour: Ints  # [S] which of the R
    tour_sums: Points  # [R, 3]
    sums: Points  # [P, D + 1, 3]

    @classmethod
    def of(cls, standing: Standing, column: Column) -> Self:
        """Everything as it stands."""
        instance = standing.instance
        first = instance.volunteer_tour_ptr[column.volunteer]
        count = instance.volunteer_tour_ptr[column.volunteer + 1] - first
        pair = np.repeat(np.arange(len(count), dtype=np.int32), count)
        tour = np.arange(len(pair), dtype=np.int32) + np.repeat(first - (np.cumsum(count) - count), count)
        stops, _ = standing.stops_of(column.volunteer)
        stop = standing.stop[stops]
        stop[:, WAY_IN], stop[:, WAY_OUT] = column.stop_in, column.stop_out
        if column.crew > 1:
            stop[:, FIXED] |= standing.entangled[standing.stop_visit[stops] // instance.days]
        stops_of_tour = standing.tour_stop_ptr[tour + 1] - standing.tour_stop_ptr[tour]
        return cls(
            standing,
            column,
            -1,
            tour,
            pair,
            standing.tour_back[tour],
            stop,
            np.repeat(np.arange(len(tour), dtype=np.int32), stops_of_tour),
            standing.tour_sums[tour],
            standing.sums[column.volunteer],
        )

    def without(self, visit: int) -> Self:
        """The same once a visit is gone; no other is to be shifted then."""
        standing, instance = self.standing, self.standing.instance
        stops, _ = standing.stops_of(self.column.volunteer)
        left = standing.stop_visit[stops] != visit
        stop, stop_tour = self.stop[left], self.stop_tour[left]
        stop[:, FIXED] = 1
        back, tour_sums, sums = self.back.copy(), self.tour_sums.copy(), self.sums.copy()
        for row in self.stop_tour[~left].tolist():
            its, back[row] = standing.tour(int(self.tour[row]), visit)
            here = stop_tour == row
            stop[np.ix_(here, np.arange(WAY_IN))] = its[:, :WAY_IN]
            after = np.array([len(its), its[:, MINUTES].sum(), its[:, LEG].sum() + back[row]])
            for of_tour in (sums[self.pair[row], instance.tour_day[self.tour[row]]], sums[self.pair[row], -1]):
                of_tour += after - tour_sums[row]
            tour_sums[row] = after
        return self._replace(gone=visit, back=back, stop=stop, stop_tour=stop_tour, tour_sums=tour_sums, sums=sums)

    def tours(self, starts: Points) -> tuple[Points, Points]:
        """The rows for compiled code of tours with room, with `received` intervals."""
        instance, column = self.standing.instance, self.column
        day, volunteer = instance.tour_day[self.tour], column.volunteer[self.pair]
        one_more = np.array([1, column.minutes, 0])
        limit = instance.limits(volunteer, day).astype(np.int64)
        sums = np.stack((self.tour_sums, self.sums[self.pair, day], self.sums[self.pair, -1]), axis=1)
        room = limit - sums - one_more
        fits = (room[:, :, :TRAVEL] >= 0).all(axis=(1, 2)) & (column.days[self.pair] >> day & 1 == 1)
        table = np.zeros((len(self.tour), TOUR_COLUMNS), dtype=np.int64)
        table[:, PAIR], table[:, TOUR] = self.pair, self.tour
        table[:, TOUR_START] = instance.tour_start[self.tour]
        table[:, TOUR_END] = instance.tour_end[self.tour]
        table[:, FIRST_STOP] = np.searchsorted(self.stop_tour, np.arange(len(self.tour)))
        table[:, END_STOP] = np.searchsorted(self.stop_tour, np.arange(len(self.tour)), side="right")
        table[:, BASE_IN], table[:, BASE_OUT] = column.way_in[self.pair], column.way_out[self.pair]
        table[:, BACK] = self.back
        table[:, SPARE] = room[:, :, TRAVEL].min(axis=1, initial=1 << 30)
        table[:, POINTS] = (column.points + self._load())[self.pair]
        table[:, FIRST_START] = np.searchsorted(starts, table[:, TOUR_START])
        table[:, END_START] = np.searchsorted(starts, table[:, TOUR_END])
        received: list[tuple[int, int]] = []
        for row in np.flatnonzero(instance.volunteer_cadre[volunteer] >= 0).tolist():
            table[row, RECEIVED] = len(received)
            its = self.standing.received[int(volunteer[row])]
            received += [(start, end) for start, end, visit in its if visit != self.gone]
            table[row, RECEIVED_END] = len(received)
        return table[fits], np.array(received, dtype=np.int64).reshape(-1, 2)

    def starts(self) -> tuple[Points, Points, Points]:
        """Starts at which the need's cadres are free, on dates on which it may be served; points of the visit there.

        Last come (start, end, tour) of visits that the cadres receive and that their own tour may shift out of the way.
        """
        column = self.column
        start, day = column.starts[:, 0], column.starts[:, 0] // MINUTES_PER_DAY
        of_date = column.pattern_points[1 << day]
        free = of_date < FORBIDDEN
        points = of_date - column.pattern_points[0] + column.starts[:, 1] + column.faces
        movable: set[tuple[int, int, int]] = set()
        for served in column.served:
            visits = list(self.standing.visits_of_cadre(served.cadre, self.gone)) if served.cadre >= 0 else []
            points -= 0 if visits else served.unserved_points
            busy = list(self.standing.busy(served.helper, self.gone)) if served.helper >= 0 else []
            for begin, end, visit in visits if served.apart else ():
                tour = self._tour_to_shift(visit)
                if tour >= 0:
                    movable.add((begin, end, tour))
                else:
                    busy.append((begin, end))
            for begin, end in busy:
                free &= np.maximum(start, begin) >= np.minimum(start + column.minutes, end)
        return start[free], points[free], np.array(sorted(movable), dtype=np.int64).reshape(-1, 3)

    def _tour_to_shift(self, visit: int) -> int:
        """The tour of the scene that may shift a visit, or -1."""
        stop = self.standing.members[visit][0]
        tour = int(np.searchsorted(self.standing.tour_stop_ptr, stop, side="right") - 1)
        row = np.flatnonzero(self.tour == tour)
        its = (self.stop_tour == row[0]) & (self.stop[:, START] == self.standing.stop[stop, START]) if len(row) else row
        return tour if len(row) and not self.stop[its, FIXED].any() else -1

    def _load(self) -> Points:
        """Points by pair of serving so many minutes more in the week."""
        instance = self.standing.instance
        curve, last = instance.volunteer_load[self.column.volunteer], instance.load_points.shape[1] - 1
        now = self.sums[:, -1, SERVICE]
        then = np.minimum(now + self.column.minutes, last)
        points: Points = instance.load_points[curve, then] - instance.load_points[curve, np.minimum(now, last)]
        return points
