"""Limits of a volunteer's day, divided over the tours, for engines to which every tour is a vehicle of its own."""

from benchmarks.peers.day import Day, Limits


def divided_limits(day: Day) -> list[Limits]:
    """Per tour: an even share of the volunteer's visits and minutes, what is left over to the earlier tours.

    A tour without any visit of its own has the limits 0, 0.
    """
    shares = [Limits(0, 0)] * len(day.tours)
    for volunteer, limits in enumerate(day.limits):
        tours = day.tours_of(volunteer)[: limits.visits]
        for place, tour in enumerate(tours):
            shares[tour] = Limits(_share(limits.visits, place, len(tours)), _share(limits.minutes, place, len(tours)))
    return shares


def _share(whole: int, place: int, parts: int) -> int:
    return whole // parts + (place < whole % parts)
