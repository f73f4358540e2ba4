"""A plan: which volunteers are where when, in the instance's integers; what algorithms hand to one another."""

from collections.abc import Iterable
from typing import NamedTuple, Self

import numpy as np

from matcher.waist.instance import Ints


class Plan(NamedTuple):
    """Visits in ascending order of `visit`; their volunteers as a CSR list, ascending within a visit."""

    visit: Ints  # [K] need × days + date
    start: Ints  # [K] minute of the week
    volunteer_ptr: Ints  # [K + 1]
    volunteer: Ints

    @classmethod
    def of(cls, visits: Iterable[tuple[int, int, Iterable[int]]]) -> Self:
        """From `(visit, start, volunteers)` in any order."""
        rows = sorted((visit, start, sorted(volunteers)) for visit, start, volunteers in visits)
        ptr = np.concatenate(([0], np.cumsum([len(who) for _, _, who in rows], dtype=np.int64)))
        return cls(
            np.array([visit for visit, _, _ in rows], dtype=np.int32),
            np.array([start for _, start, _ in rows], dtype=np.int32),
            ptr.astype(np.int32),
            np.array([v for _, _, who in rows for v in who], dtype=np.int32),
        )

    def rows(self) -> Iterable[tuple[int, int, tuple[int, ...]]]:
        """`(visit, start, volunteers)` in ascending order of visit."""
        for k in range(len(self.visit)):
            who = self.volunteer[self.volunteer_ptr[k] : self.volunteer_ptr[k + 1]]
            yield int(self.visit[k]), int(self.start[k]), tuple(int(v) for v in who)
