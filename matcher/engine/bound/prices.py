"""What is paid and earned: the prices at which needs and volunteers decide alone. All are times SCALE."""

from collections.abc import Callable
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.cuts import ANYBODY, Cut, DateLimit, Together, Tolls, tolls_of
from matcher.engine.routes import SCALE
from matcher.waist.instance import Instance, Points


class Offer(NamedTuple):
    """What one volunteer earns and owes, in whole multiples of 1 / SCALE point."""

    earned: Points  # [N × D] for each visit
    faces: Points  # [N] owed at least to a need that he serves
    owed: Points  # [N, 2^D] owed to a need that he serves on the dates of a bit mask
    meetings: Tolls


class Prices(NamedTuple):
    """Whole multiples of 1 / SCALE point, so that what is summed at them is exact."""

    visits: Points  # [N × D] what each member of a visit earns
    firsts: Points  # [C] the worth of a cadre's first visit, at most the points of having none
    faces: Points  # [N] the charge of a face, at most the points of one too many
    cuts: Points  # [cuts] what is given back to a need for each share of a volunteer in a cut about it, or charged for a limit

    @classmethod
    def near(cls, instance: Instance, parts: tuple[NDArray[np.float64], ...]) -> Self:
        """The nearest prices that prove a bound, from points."""
        visits, firsts, faces, cuts = (np.rint(SCALE * part).astype(np.int64) for part in parts)
        return cls(
            visits,
            np.clip(firsts, 0, SCALE * instance.cadre_unserved_points),
            np.clip(faces, 0, SCALE * instance.face_points),
            np.maximum(cuts, 0),
        )

    def mixed(self, others: Self, share: float) -> Self:
        """Prices between these and others, of which there is so large a share; cuts that these do not know count 0 in them."""
        known = self._replace(cuts=np.pad(self.cuts, (0, len(others.cuts) - len(self.cuts))))
        pairs = zip(known, others, strict=True)
        return type(self)(*(np.rint((1 - share) * a + share * b).astype(np.int64) for a, b in pairs))

    def of_patterns(self, instance: Instance, cuts: list[Cut]) -> Points:
        """What each need pays for its visits on the dates of a bit mask, less what is given back to it; [N, 2^D]."""
        masks = np.arange(1 << instance.days)
        on_dates = (masks[:, None] >> np.arange(instance.days)) & 1
        crew = instance.need_crew.astype(np.int64)
        paid: Points = crew[:, None] * (self.visits.reshape(-1, instance.days) @ on_dates.T)
        for cut, back in self._given_back(cuts):
            if isinstance(cut, DateLimit):
                continue
            paid[cut.need, masks & cut.dates == cut.dates] -= cut.members(instance) * back
        return paid

    def offers(self, instance: Instance, cuts: list[Cut]) -> Callable[[int], Offer]:
        """What each volunteer is offered."""
        masks = np.arange(1 << instance.days)
        of_all: Points = self.faces[:, None] * (masks > 0)
        earned, owed = {ANYBODY: self.visits}, {ANYBODY: of_all}
        given_back = self._given_back(cuts)
        meetings = tolls_of(given_back, instance.days)
        together = [(cut, back) for cut, back in given_back if isinstance(cut, Together)]
        for cut, back in sorted(together, key=lambda one: one[0].volunteer):
            if cut.dates & cut.dates - 1:
                table = owed.setdefault(cut.volunteer, of_all.copy())
                table[cut.need, masks & cut.dates == cut.dates] += back
            else:
                row = earned.setdefault(cut.volunteer, self.visits.copy())
                row[cut.need * instance.days + cut.dates.bit_length() - 1] -= back
        for limit, charge in given_back:
            if isinstance(limit, DateLimit):
                row = earned.setdefault(limit.volunteer, self.visits.copy())
                row[limit.day :: instance.days] -= charge * limit.of_needs(instance)

        def offer(volunteer: int) -> Offer:
            return Offer(earned.get(volunteer, self.visits), self.faces, owed.get(volunteer, of_all), meetings)

        return offer

    def of_limits(self, cuts: list[Cut]) -> int:
        """What is charged for limits of dates that are used up: nobody is charged more for one."""
        return sum(charge * limit.most for limit, charge in self._given_back(cuts) if isinstance(limit, DateLimit))

    def _given_back(self, cuts: list[Cut]) -> list[tuple[Cut, int]]:
        return [(cut, back) for cut, back in zip(cuts, self.cuts.tolist(), strict=True) if back]
