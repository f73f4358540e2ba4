"""Weekly plans of volunteers: one, or very many in tables."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.spans import Span
from matcher.engine.routes import SCALE
from matcher.waist.instance import Ints, Points


class WeeklyPlan(NamedTuple):
    """What a volunteer does: visits (need × D + date), and points times SCALE (load included, prices and faces not).

    Spans of crews' visits, and the points (times SCALE) of ways and starts on each date, are told as far as they are known.
    """

    volunteer: int
    visits: tuple[int, ...]
    points: int
    spans: tuple[Span, ...] = ()
    dates: tuple[int, ...] = ()


class Weeks(NamedTuple):
    """Many weekly plans."""

    volunteer: NDArray[np.int64]  # [K]
    routes: NDArray[np.int64]  # [K, T] among those of the volunteer, one for each tour; −1 for none
    visits: Ints  # [K, L] descending; −1 pads
    points: Points  # [K] times SCALE

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All of all parts."""
        columns = zip(*parts, strict=True)
        return cls(*(np.concatenate(as_wide(column) if column[0].ndim > 1 else column) for column in columns))

    def costs(self, visits: NDArray[np.float64], faces: NDArray[np.float64], days: int) -> NDArray[np.float64]:
        """Points less prices [N × D] of visits, and charges [N] of faces; [K]."""
        needs = np.where(self.visits >= 0, self.visits // days, len(faces))
        again = np.zeros(needs.shape, dtype=np.bool_)
        again[:, 1:] = needs[:, 1:] == needs[:, :-1]
        earned = np.append(visits, 0)[self.visits].sum(axis=1)
        paid = np.where(again, 0, np.append(faces, 0)[needs]).sum(axis=1)
        costs: NDArray[np.float64] = self.points / SCALE - earned + paid
        return costs


def as_wide(tables: Sequence[NDArray[np.generic]]) -> list[NDArray[np.generic]]:
    """Tables of as many columns as the widest; −1 pads."""
    most = max(table.shape[1] for table in tables)
    return [np.pad(table, ((0, 0), (0, most - table.shape[1])), constant_values=-1) for table in tables]
