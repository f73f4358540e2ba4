"""Tables, state and the addresses of the steps are bound into the book of one search."""

from typing import Any, NamedTuple

import numpy as np

from matcher.engine.search.book import (
    ATTACH,
    DETACH,
    FIND_INSERTION,
    PAGES,
    SELF,
    STAND_GIVEN,
    TAKE_BACK,
    TIME_TOUR,
)
from matcher.engine.search.given import stand_given_step
from matcher.engine.search.insertion import find_insertion_step
from matcher.engine.search.journal import take_back_step
from matcher.engine.search.placing import attach_step, detach_step
from matcher.engine.search.state import State
from matcher.engine.search.tables import Tables
from matcher.engine.search.timing import time_tour_step
from matcher.waist.instance import Points

STEPS = {
    TIME_TOUR: time_tour_step,
    TAKE_BACK: take_back_step,
    DETACH: detach_step,
    ATTACH: attach_step,
    FIND_INSERTION: find_insertion_step,
    STAND_GIVEN: stand_given_step,
}


class Book(NamedTuple):
    """`pages` is what compiled code takes; tables and state are what it leads to."""

    pages: Points  # [PAGES, 3]
    tables: Tables
    state: State


def book_of(tables: Tables, state: State) -> Book:
    """The book of one search; the tables may be shared among several, the state belongs to it."""
    pages = np.zeros((PAGES, 3), dtype=np.int64)
    contents = [_page(field) for field in (*tables, *state)]
    pages[: len(contents)] = contents
    pages[SELF, 0] = pages.ctypes.data
    for page, step in STEPS.items():
        pages[page, 0] = step.address
    return Book(pages, tables, state)


def _page(field: Any) -> tuple[int, int, int]:
    if not isinstance(field, np.ndarray):
        return int(field), 0, 0
    if not field.flags.c_contiguous or field.dtype not in (np.int64, np.uint16):
        raise TypeError(
            f"a table of {field.dtype} with strides {field.strides}, expected whole rows of 64-bit integers"
        )
    rows, columns = field.shape if field.ndim == 2 else (1, field.size)
    return field.ctypes.data, rows, columns
