"""How far homes are from the nearest station: what the report of the circle counts and the map draws."""

from collections.abc import Sequence

import numpy as np

from matcher.travel import Place, TravelTimes

ROWS_AT_ONCE = 1024

NEVER = 10_000
"""Minutes to the nearest station where there is none."""


def nearest_minutes(homes: Sequence[Place], stations: Sequence[Place], times: TravelTimes) -> list[int]:
    """Whole minutes from each home to the station that is nearest by this mode."""
    if not stations or not homes:
        return [NEVER] * len(homes)
    places = [*homes, *stations]
    ways, targets = times.among(places), np.arange(len(homes), len(places))
    found: list[int] = []
    for start in range(0, len(homes), ROWS_AT_ONCE):
        origins = np.arange(start, min(start + ROWS_AT_ONCE, len(homes)))
        found += ways(origins[:, None], targets[None, :]).min(axis=1).tolist()
    return found
