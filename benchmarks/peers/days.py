"""The days on which the engines are compared: drawn as the scenarios' weeks are, but one date long.

Every cadre has one need of one visit by one volunteer, since most engines can say no more. Up to 250 visits make a
station; more make several stations near each other that share their volunteers.
"""

from dataclasses import replace
from random import Random
from typing import NamedTuple

from matcher.domain import Problem, Station, Volunteer
from scenarios.generation.calendar import Calendar
from scenarios.generation.needs import Wishes
from scenarios.generation.places import PILOTS, station_grid
from scenarios.generation.weeks import Community, Shape, community, week_of

VISITS_PER_STATION = 250
SPACING = 1_600.0
"""Metres between stations: a neighbouring station's cadres are within reach of an electric bicycle, seldom of a walk."""
WISHES = Wishes(crew_visits=0, groups=0)
DRAWN_PER_VISIT = 3
"""A need has three visits at most, so three times as many visits are drawn with needs enough."""


class Kind(NamedTuple):
    """A kind of day: visits per volunteer, and whether volunteers come in one availability window only."""

    visits_per_volunteer: float
    one_window: bool


KINDS = {
    "short": Kind(3.4, one_window=False),
    "plenty": Kind(1.8, one_window=False),
    "one_window": Kind(2.0, one_window=True),
}
"""`one_window` is what every engine can say in full: no limit runs over several tours of a volunteer."""


def day_problem(visits: int, kind: str, seed: int) -> Problem:
    """A day with exactly so many visits."""
    dice = Random(f"day {visits} {kind} {seed}")
    calendar = Calendar(days=1)
    count = -(-visits // VISITS_PER_STATION)
    stations = PILOTS[:1] if count == 1 else station_grid(count, SPACING, dice)
    shares = [visits * (place + 1) // count - visits * place // count for place in range(count)]
    communities = [
        _community(station, share, KINDS[kind], calendar, dice) for station, share in zip(stations, shares, strict=True)
    ]
    return week_of(communities, calendar)


def _community(station: Station, visits: int, kind: Kind, calendar: Calendar, dice: Random) -> Community:
    shape = Shape(
        volunteers=round(visits / kind.visits_per_volunteer),
        cadres=visits,
        visits=DRAWN_PER_VISIT * visits,
        wishes=WISHES,
    )
    drawn = community(station, shape, calendar, dice)
    needs = tuple(need.revised(visits=1, min_gap_days=1) for need in drawn.needs[:visits])
    volunteers = drawn.volunteers
    if kind.one_window:
        volunteers = tuple(_in_one_window(volunteer, dice) for volunteer in volunteers)
    return replace(drawn, volunteers=volunteers, needs=needs)


def _in_one_window(volunteer: Volunteer, dice: Random) -> Volunteer:
    return volunteer.revised(availability=(dice.choice(volunteer.availability),))
