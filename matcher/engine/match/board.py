"""All starts × pairs at once: what each volunteer's part in the visit costs there, undisturbed and shifted."""

from typing import NamedTuple, Self

import numpy as np

from matcher.engine.match.fitting import INFEASIBLE, PLACES, fit, shift
from matcher.engine.match.scene import Scene
from matcher.engine.match.stops import END_STOP, FIRST_STOP, START
from matcher.waist.instance import Points


class Board(NamedTuple):
    """Q starts, P pairs; where there is no place, points are INFEASIBLE."""

    scene: Scene
    starts: Points  # [Q] ascending
    visit_points: Points  # [Q] points of the visit, whoever comes
    cost: Points  # [Q, P] and of each who comes
    place: Points  # [Q, P] tour and place in it
    shift_cost: Points  # [Q, P]
    shift_place: Points  # [Q, P]
    shift_minutes: Points  # [Q, P]
    tables: tuple[Points, ...]
    """Arguments of the compiled code."""

    @classmethod
    def of(cls, scene: Scene, most_shift: int) -> Self:
        """Everything filled in; others' starts are shifted by at most so many minutes, by none if 0."""
        instance, column = scene.standing.instance, scene.column
        starts, visit_points, movable = scene.starts()
        tours, received = scene.tours(starts)
        shape = len(starts), len(column.volunteer)
        settings = np.array(
            [column.minutes, instance.travel_points, instance.moved_points, instance.grid, most_shift], dtype=np.int64
        )
        longest = int((tours[:, END_STOP] - tours[:, FIRST_STOP]).max(initial=0)) + 1
        tables = settings, tours, scene.stop, scene.standing.span, scene.standing.barrier, received
        board = cls(
            scene,
            starts,
            visit_points,
            np.full(shape, INFEASIBLE, dtype=np.int64),
            np.zeros(shape, dtype=np.int64),
            np.full(shape, INFEASIBLE, dtype=np.int64),
            np.zeros(shape, dtype=np.int64),
            np.zeros(shape, dtype=np.int64),
            (*tables, np.zeros(longest, dtype=np.int64)),
        )
        settings, tours, stops, spans, barriers, received, moved = board.tables
        parts = board.cost, board.place, board.shift_cost, board.shift_place, board.shift_minutes
        fit(settings, tours, stops, starts, spans, barriers, received, movable, *parts, moved)
        return board

    def shifted(self, place: int, start: int) -> tuple[tuple[int, int, int], ...]:
        """(visit, its start, its new start) of the stops that must move if the visit goes to this place at the start."""
        settings, tours, stops, spans, barriers, received, moved = self.tables
        tour, before = divmod(place, PLACES)
        shift(settings, tours, stops, spans, barriers, received, tour, before, start, moved)
        its = range(tours[tour, FIRST_STOP], tours[tour, END_STOP])
        visits = self.visits_on_stops()
        return tuple(
            (int(visits[stop]), int(stops[stop, START]), int(moved[k]))
            for k, stop in enumerate(its)
            if moved[k] != stops[stop, START]
        )

    def visits_on_stops(self) -> Points:
        """The visit of every stop of the scene."""
        standing = self.scene.standing
        visits = standing.stop_visit[standing.stops_of(self.scene.column.volunteer)[0]]
        left: Points = visits[visits != self.scene.gone].astype(np.int64)
        return left


def prepare() -> None:
    """The compiled code is at hand: at once from the cache, else after some seconds of compiling."""
    row, table = np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.int64)
    settings = np.zeros(5, dtype=np.int64)
    fit(settings, table, table, row, table, table, table, table, table, table, table, table, table, row)
    nowhere = np.zeros((1, 20), dtype=np.int64)
    shift(settings, nowhere, nowhere, table, table, table, 0, 0, 0, row)
