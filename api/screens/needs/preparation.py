"""Before a roster is made: the hours that a week asks for, by team and day, beside the hours in which somebody could come.

A need's visits are spread evenly over the dates on which it has a time. Who offers several services counts for each of them, so
what is short here is short for certain, while what looks enough may still be spoken for by another team.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.screens.shell.place import Place
from api.settings import Settings
from api.weeks import Scope, week_problem
from api.weeks.scope import open_stations, regions_above
from matcher.domain import Need, Problem, Volunteer

ENOUGH = 1.5
"""Hours there for each hour asked: below, travel and single windows may well make it short."""


@dataclass(frozen=True)
class Cell:
    """Minutes that are asked for and minutes in which somebody who offers the service is free, and how many people these are."""

    asked: float
    there: int
    people: int

    @property
    def verdict(self) -> str:
        """`bad` where it is short, `warn` where it is tight, `good` where there is enough, empty where nothing is asked."""
        if self.asked == 0:
            return ""
        if self.there < self.asked:
            return "bad"
        return "warn" if self.there < ENOUGH * self.asked else "good"


@dataclass(frozen=True)
class Team:
    """A service's days, and its whole week."""

    service: str
    days: tuple[Cell, ...]
    week: Cell


@dataclass(frozen=True)
class Preparation:
    """The table, and who or what stands out: needs without any time this week, volunteers who cannot come at all."""

    dates: tuple[date, ...]
    teams: tuple[Team, ...]
    needs: int
    volunteers: int
    without_times: int
    away: tuple[str, ...]
    expiring: tuple[str, ...]


def preparation(session: Session, settings: Settings, place: Place) -> Preparation:
    """Of the week and the open stations that the place stands for; raises BadInput where rows contradict each other."""
    problem = week_problem(session, settings, _scope(session, place), place.monday)
    dates = tuple(problem.week.dates)
    asked = _asked(problem)
    services = sorted({need.service for need in problem.needs}, key=lambda one: (-sum(asked[one].values()), one))
    return Preparation(
        dates=dates,
        teams=tuple(_team(one, asked[one], problem, dates) for one in services),
        needs=len(problem.needs),
        volunteers=len(problem.volunteers),
        without_times=sum(not need.windows for need in problem.needs),
        away=tuple(one.id for one in problem.volunteers if not one.availability),
        expiring=tuple(one.id for one in problem.volunteers if _expires(one, dates)),
    )


def _scope(session: Session, place: Place) -> Scope:
    if place.station is not None:
        return Scope((place.station,), regions_above(session, place.station.region_id))
    assert place.region is not None, "a place is a station or a region"
    return Scope(tuple(open_stations(session, place.region.id)), regions_above(session, place.region.id))


def _asked(problem: Problem) -> dict[str, dict[date, float]]:
    """By service and date, minutes of all people of a crew."""
    found: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for need in problem.needs:
        days = _days(need)
        for day in days:
            found[need.service][day] += need.visits * need.minutes * need.crew / len(days)
    return found


def _days(need: Need) -> Sequence[date]:
    return sorted({window.start.date() for window in need.windows if window.minutes >= need.minutes})


def _team(service: str, asked: dict[date, float], problem: Problem, dates: Sequence[date]) -> Team:
    offering = [one for one in problem.volunteers if service in one.services]
    days = tuple(_cell(asked.get(day, 0.0), offering, day) for day in dates)
    people = sum(1 for one in offering if one.availability)
    week = Cell(sum(asked.values()), sum(_free_in_a_week(one, dates) for one in offering), people)
    return Team(service, days, week)


def _cell(asked: float, offering: Iterable[Volunteer], day: date) -> Cell:
    free = [minutes for one in offering if (minutes := _free(one, day))]
    return Cell(asked, sum(free), len(free))


def _free(volunteer: Volunteer, day: date) -> int:
    minutes = sum(window.minutes for window in volunteer.availability if window.start.date() == day)
    most = volunteer.max_minutes_per_day
    return minutes if most is None else min(minutes, most)


def _free_in_a_week(volunteer: Volunteer, dates: Sequence[date]) -> int:
    minutes = sum(_free(volunteer, day) for day in dates)
    most = volunteer.max_minutes_per_week
    return minutes if most is None else min(minutes, most)


def _expires(volunteer: Volunteer, dates: Sequence[date]) -> bool:
    return any(one.valid_until is not None and one.valid_until < dates[-1] for one in volunteer.qualifications)
