"""Travel by a matrix that the problem carries; it need not be symmetric, nor obey the triangle inequality."""

from collections.abc import Sequence
from math import inf

import numpy as np

from matcher.domain import Matrix
from matcher.travel.times import Indices, Minutes, Place, Ways


class TravelByMatrix:
    """Whole minutes looked up by the ids of two places."""

    obeys_triangle = False

    def __init__(self, matrix: Matrix) -> None:
        self._position = {point: position for position, point in enumerate(matrix.points)}
        self._minutes = np.array(matrix.minutes, dtype=np.int32).reshape(len(matrix.points), -1)

    def minutes(self, origin: Place, destination: Place) -> int:
        """Whole minutes as the matrix has them; the problem was checked to name every place that is asked for."""
        return int(self._minutes[self._position[origin.id], self._position[destination.id]])

    def among(self, places: Sequence[Place]) -> Ways:
        """A sub-matrix by positions; places that the matrix does not name belong to volunteers of other modes."""
        positions = np.array([self._position.get(place.id, -1) for place in places], dtype=np.int64)

        def ways(origins: Indices, destinations: Indices) -> Minutes:
            return self._minutes[positions[origins], positions[destinations]]

        return ways

    def furthest_metres(self, minutes: int) -> float:
        """A matrix says nothing of metres."""
        return inf
