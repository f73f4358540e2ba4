"""What a route has to earn to be part of a better week is what trying all weeks tells."""

from itertools import product

import numpy as np
import pytest

from matcher.engine.bound.knapsack import IMPOSSIBLE
from matcher.engine.bound.worthwhile import least_worth

MINUTES = 6


@pytest.mark.parametrize("seed", range(20))
def test_no_route_of_a_better_week_earns_as_little(seed: int) -> None:
    dice = np.random.default_rng(seed)
    tours, known = int(dice.integers(1, 4)), int(dice.integers(-20, 120))
    earned = np.where(dice.random((tours, MINUTES)) < 0.7, dice.integers(1, 60, (tours, MINUTES)), IMPOSSIBLE)
    earned[:, 0] = 0
    load = np.cumsum(dice.integers(0, 20, MINUTES))

    least = least_worth(earned, load, known)

    for tour in range(tours):
        others = [range(MINUTES) if other != tour else [0] for other in range(tours)]
        for minutes in range(MINUTES):
            leave = [
                known - sum(int(earned[other, m]) for other, m in enumerate(week)) + int(load[at + sum(week)])
                for at in range(minutes, MINUTES)
                for week in product(*others)
                if at + sum(week) < MINUTES and all(earned[other, m] > IMPOSSIBLE for other, m in enumerate(week))
            ]
            assert least[tour, minutes] == min(leave), "of its minutes or more"
