"""Prices with faces in them: the charge of a face, shared evenly over the visits that a volunteer can make there in a week.

That never charges too much, so no week earns more at its own prices than at even ones; and these tell of each route alone.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.prices import Offer
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.waist.instance import FORBIDDEN, Instance


class EvenPrices:
    """Of all volunteers of an instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._most_times = _most_times(instance)

    def of(self, volunteer: int, offer: Offer) -> Offer:
        """The same prices with faces in them, and nothing owed."""
        pairs = self._instance.pairs_of(volunteer)
        needs, earned = self._instance.pair_need[pairs], offer.earned.copy()
        earned.reshape(-1, self._instance.days)[needs] -= (offer.faces[needs] // self._most_times[pairs])[:, None]
        return Offer(earned, np.zeros_like(offer.faces), np.zeros_like(offer.owed), {})


def _most_times(instance: Instance) -> NDArray[np.int64]:
    """How often the volunteer of each pair may serve its need in a week; at least 1."""
    allowed, dates = instance.pattern_points < FORBIDDEN, dates_of_masks(instance).sum(axis=1)
    own = np.arange(len(dates))[None, :] & instance.pair_days[:, None]
    most: NDArray[np.int64] = np.where(allowed[instance.need_pattern[instance.pair_need]], dates[own], 0).max(
        axis=1, initial=1
    )
    return most
