"""One search: a state of its own over shared tables, moved by compiled code, asked for its best plan."""

from collections.abc import Callable
from functools import partial

import numpy as np

from matcher.domain import InternalError
from matcher.engine.plan import Plan
from matcher.engine.search.annealing import search
from matcher.engine.search.binding import Book, book_of
from matcher.engine.search.state import AT_BEST, BEST_POINTS, NOWHERE, OPEN, POINTS, empty_state
from matcher.engine.search.tables import Tables, tables_of
from matcher.waist.instance import Instance, Points


class Search:
    """An anytime search; moves release the interpreter, so that several searches run side by side in threads."""

    def __init__(self, instance: Instance, tables: Tables, seed: int) -> None:
        self._instance = instance
        self._seed = seed
        self.moves = 0
        self._book = self._begun(tables)

    def _begun(self, tables: Tables) -> Book:
        book = book_of(tables, empty_state(self._instance, tables, self._seed))
        impossible = search(book.pages, 0, 1.0, True, False)
        if impossible != NOWHERE:
            raise InternalError(f"The pinned visit {impossible} cannot stand, though the audit finds it sound.")
        return book

    @property
    def points(self) -> int:
        """Points of the best plan so far."""
        return int(self._book.state.counter[BEST_POINTS])

    @property
    def open(self) -> int:
        """Needs of which a further visit may save points, in the plan under change; those that nobody can serve are not counted."""
        return int(self._book.state.counter[OPEN])

    def move(self, moves: int, temperature: float, *, weighs: bool = False) -> None:
        """So many moves at a temperature in points; needs that stay open weigh more and more, if it `weighs`."""
        search(self._book.pages, moves, temperature, False, weighs)
        self.moves += moves

    def settle(self) -> None:
        """It goes on from its best plan, and nothing weighs more than its points."""
        self.begin(self.plan())

    def begin(self, plan: Plan) -> None:
        """It goes on from a plan that is no worse than its best one."""
        book = self._begun(tables_of(self._instance, plan))
        if book.state.counter[BEST_POINTS] <= self.points:
            self._book = book

    @property
    def visits(self) -> int:
        """Visits of the best plan so far (while it changes, of a plan on the way)."""
        return int(np.count_nonzero(self._placed()[:, 0] != NOWHERE))

    def plan(self) -> Plan:
        """The best plan so far."""
        return _plan(self._instance, self._placed())

    def copied(self) -> Callable[[], Plan]:
        """The best plan so far: copied now, read when it is asked for, since reading takes longer."""
        return partial(_plan, self._instance, self._placed().copy())

    @property
    def points_now(self) -> int:
        """Points of the plan under change."""
        return int(self._book.state.counter[POINTS])

    def plan_now(self) -> Plan:
        """The plan under change."""
        return _plan(self._instance, self._book.state.placed)

    def _placed(self) -> Points:
        state = self._book.state
        return state.placed if state.counter[AT_BEST] else state.best_placed


def _plan(instance: Instance, placed: Points) -> Plan:
    return Plan.of(
        (visit, int(placed[visit, 0]), _members(instance, placed, visit))
        for visit in np.nonzero(placed[:, 0] != NOWHERE)[0].tolist()
    )


def _members(instance: Instance, placed: Points, visit: int) -> list[int]:
    crew = instance.need_crew[visit // instance.days]
    return [int(instance.pair_volunteer[pair]) for pair in placed[visit, 1 : 1 + 2 * crew : 2]]
