"""Whole weeks: one station's people and needs, and several stations put side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from matcher.domain import Cadre, Familiarity, Need, Problem, Station, Volunteer
from scenarios.generation.calendar import Calendar
from scenarios.generation.needs import Wishes, needs_of
from scenarios.generation.people import Circumstances, cadres_of, volunteers_of
from scenarios.generation.places import TRAVEL


@dataclass(frozen=True)
class Shape:
    """How much of everything one station's week has."""

    volunteers: int = 60
    cadres: int = 120
    visits: int = 250
    volunteering_cadres: int = 0
    circumstances: Circumstances = field(default_factory=Circumstances)
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True)
class Community:
    """One station with its people, their needs, and who knows whom."""

    station: Station
    cadres: tuple[Cadre, ...]
    volunteers: tuple[Volunteer, ...]
    needs: tuple[Need, ...]
    history: tuple[Familiarity, ...]


def community(station: Station, shape: Shape, calendar: Calendar, dice: Random) -> Community:
    """One station's week."""
    cadres = cadres_of(station, shape.cadres, dice)
    volunteers = volunteers_of(station, shape.volunteers, calendar, shape.circumstances, dice)
    volunteers = _some_are_cadres(volunteers, cadres, shape.volunteering_cadres, dice)
    needs = needs_of(station, cadres, volunteers, shape.visits, shape.wishes, calendar, dice)
    return Community(station, cadres, volunteers, needs, acquaintances(needs, volunteers, dice))


def week_of(communities: Sequence[Community], calendar: Calendar) -> Problem:
    """The communities side by side, in one problem."""
    return Problem(
        week=calendar.week,
        timezone="Asia/Shanghai",
        travel=TRAVEL,
        stations=tuple(one.station for one in communities),
        cadres=tuple(cadre for one in communities for cadre in one.cadres),
        volunteers=tuple(volunteer for one in communities for volunteer in one.volunteers),
        needs=tuple(need for one in communities for need in one.needs),
        history=tuple(entry for one in communities for entry in one.history),
    )


def acquaintances(needs: Iterable[Need], volunteers: Sequence[Volunteer], dice: Random) -> tuple[Familiarity, ...]:
    """Most cadres already know one to three volunteers who offer what they need."""
    known: dict[tuple[str, str], int] = {}
    for need in needs:
        offering = [one.id for one in volunteers if need.service in one.services and one.cadre != need.cadre]
        count = min(len(offering), dice.choice((0, 1, 2, 2, 3)))
        for volunteer in dice.sample(offering, count):
            known.setdefault((need.cadre, volunteer), dice.randint(1, 20))
    return tuple(Familiarity(cadre=cadre, volunteer=one, visits=visits) for (cadre, one), visits in known.items())


def _some_are_cadres(
    volunteers: tuple[Volunteer, ...], cadres: Sequence[Cadre], count: int, dice: Random
) -> tuple[Volunteer, ...]:
    """The volunteers, some of whom are cadres themselves and so live where those live."""
    cadre_of = dict(zip(dice.sample(range(len(volunteers)), count), dice.sample(cadres, count), strict=True))
    return tuple(
        volunteer.revised(cadre=cadre_of[place].id, location=cadre_of[place].location)
        if place in cadre_of
        else volunteer
        for place, volunteer in enumerate(volunteers)
    )
