"""What is paid and earned: the prices at which needs and volunteers decide alone. All are times SCALE."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.routes import SCALE
from matcher.waist.instance import Instance, Points


class Cut(NamedTuple):
    """A volunteer at one visit of a crew: no more of him than of the visit."""

    volunteer: int
    visit: int


class Prices(NamedTuple):
    """Whole multiples of 1 / SCALE point, so that what is summed at them is exact."""

    visits: Points  # [N × D] what each member of a visit earns
    firsts: Points  # [C] the worth of a cadre's first visit, at most the points of having none
    faces: Points  # [N] the charge of a face, at most the points of one too many
    alone: Points  # [cuts] what a volunteer gives back to a crew's visit for each share of him

    @classmethod
    def near(cls, instance: Instance, parts: tuple[NDArray[np.float64], ...]) -> Self:
        """The nearest prices that prove a bound, from points."""
        visits, firsts, faces, alone = (np.rint(SCALE * part).astype(np.int64) for part in parts)
        return cls(
            visits,
            np.clip(firsts, 0, SCALE * instance.cadre_unserved_points),
            np.clip(faces, 0, SCALE * instance.face_points),
            np.maximum(alone, 0),
        )

    def mixed(self, others: Self, share: float) -> Self:
        """Prices between these and others, of which there is so large a share; cuts that these do not know count 0 in them."""
        known = self._replace(alone=np.pad(self.alone, (0, len(others.alone) - len(self.alone))))
        pairs = zip(known, others, strict=True)
        return type(self)(*(np.rint((1 - share) * a + share * b).astype(np.int64) for a, b in pairs))

    def costs(self, instance: Instance, cuts: list[Cut]) -> Points:
        """What each visit costs its need; [N × D]."""
        costs = self.visits * np.repeat(instance.need_crew, instance.days)
        for cut, back in zip(cuts, self.alone.tolist(), strict=True):
            costs[cut.visit] -= back
        return costs

    def earned_by(self, volunteer: int, cuts: list[Cut]) -> Points:
        """What each visit earns the volunteer; [N × D]."""
        own = self.visits
        for cut, back in zip(cuts, self.alone.tolist(), strict=True):
            if cut.volunteer == volunteer and back:
                own = own.copy() if own is self.visits else own
                own[cut.visit] -= back
        return own
