"""How long the ways take, by the mode of the traveller."""

from matcher.domain import Problem
from matcher.travel.by_matrix import TravelByMatrix
from matcher.travel.by_speed import TravelBySpeed
from matcher.travel.times import Place, TravelTimes, Ways, base_of, place_of

__all__ = ["Place", "TravelTimes", "Ways", "base_of", "place_of", "travel_times"]


def travel_times(problem: Problem) -> dict[str, TravelTimes]:
    """The provider of each mode of the problem."""
    return {
        name: TravelByMatrix(mode.matrix)
        if mode.matrix is not None
        else TravelBySpeed(mode.metres_per_minute or 0.0, mode.detour, mode.fixed_minutes)
        for name, mode in problem.travel.items()
    }
