"""The book: one small array that says where every table of a search lies; the only argument that compiled code takes.

An array costs a compiled function seven arguments, and forty of them passed from function to function cost minutes of
compiling. So a page of the book holds (address, rows, columns) of one table, or a setting, and a function opens the pages
it needs. All tables but the ways hold 64-bit integers, end to end row by row.
"""

from typing import Any

from numba import carray, types
from numba.extending import intrinsic

from matcher.engine.compiled import inner

DAYS, GRID, TRAVEL_POINTS, FACE_POINTS, CHANGED_POINTS, MOVED_POINTS = range(6)
"""Pages that hold a setting in their first column; see `Instance`."""
(
    NEED_TABLE,
    VISIT_TABLE,
    SPAN_TABLE,
    CADRE_TABLE,
    VOLUNTEER_TABLE,
    LIMIT_TABLE,
    TOUR_TABLE,
    PAIR_TABLE,
    LINK_ROW,
    PATTERN_TABLE,
    EXTENDS_TABLE,
    LOAD_TABLE,
    WAY_ROW,
) = range(6, 19)
"""Pages of `Tables`, in the order of its fields."""
(
    PLACED_TABLE,
    COURSE_TABLE,
    TOUR_VISITS_TABLE,
    TOUR_PAIRS_TABLE,
    TOUR_EARLY_TABLE,
    TOUR_LATE_TABLE,
    SUM_TABLE,
    SERVED_TABLE,
    OPEN_NEEDS_ROW,
    CADRE_VISITS_ROW,
    PAIR_VISITS_ROW,
    COUNT_ROW,
    RANDOM_ROW,
    KEPT_TOURS_TABLE,
    KEPT_VISITS_TABLE,
    TRIAL_TABLE,
    FRONTIER_TABLE,
    BEST_ROW,
    CREW_TABLE,
    TODO_ROW,
    REGRETS_ROW,
    BEST_PLACED_TABLE,
) = range(19, 41)
"""Pages of `State`, in the order of its fields."""


SELF, TIME_TOUR, TAKE_BACK, DETACH, ATTACH, FIND_INSERTION, STAND_GIVEN = range(41, 48)
"""Pages that hold an address in their first column: of the book itself, and of the steps."""
PAGES = 48


@intrinsic
def _integers_at(typing_context: Any, address: Any) -> Any:
    """A pointer to 64-bit integers."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return types.CPointer(types.int64)(types.int64), generate


@intrinsic
def _minutes_at(typing_context: Any, address: Any) -> Any:
    """A pointer to travel minutes, 16 bits each."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return types.CPointer(types.uint16)(types.int64), generate


@inner
def book_at(address):
    """The book at an address, as steps are told it."""
    return carray(_integers_at(address), (PAGES, 3))


@inner
def table(b, page):
    """The table of a page, [rows, columns]."""
    return carray(_integers_at(b[page, 0]), (b[page, 1], b[page, 2]))


@inner
def row(b, page):
    """The only row of a page, [columns]."""
    return carray(_integers_at(b[page, 0]), (b[page, 2],))


@inner
def way_row(b):
    """Travel minutes; see `Instance.way`."""
    return carray(_minutes_at(b[WAY_ROW, 0]), (b[WAY_ROW, 2],))
