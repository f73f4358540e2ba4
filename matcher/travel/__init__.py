"""How long the ways take, by the mode of the traveller."""

from collections.abc import Mapping

from matcher.domain import Problem
from matcher.domain.problem import TravelMode
from matcher.travel.by_matrix import TravelByMatrix
from matcher.travel.by_speed import TravelBySpeed
from matcher.travel.times import Place, TravelTimes, Ways, base_of, place_of

__all__ = ["Place", "TravelTimes", "Ways", "base_of", "place_of", "times_by_mode", "travel_times"]


def travel_times(problem: Problem) -> dict[str, TravelTimes]:
    """The provider of each mode of the problem."""
    return times_by_mode(problem.travel)


def times_by_mode(travel: Mapping[str, TravelMode]) -> dict[str, TravelTimes]:
    """The provider of each mode."""
    return {
        name: TravelByMatrix(mode.matrix)
        if mode.matrix is not None
        else TravelBySpeed(mode.metres_per_minute or 0.0, mode.detour, mode.fixed_minutes)
        for name, mode in travel.items()
    }
