"""A station of 60 volunteers with a solved roster of next week, and the calls for help that come from its cadres."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import scenarios
from api.authority import Role
from api.demo import fill
from api.identity.keys import make_key
from api.opening import open_database
from api.rosters.standing import standing
from api.rosters.versions import append, create
from api.settings import Settings
from api.tables.rosters import Cause
from matcher.domain import Problem
from matcher.solve import solve

MOVES = 200_000
"""Enough for a roster that leaves as few needs open as a longer solve does."""
HALF_DAYS = (("08:00", "11:30"), ("14:00", "17:30"))


class Station(NamedTuple):
    """The problem of its week, the id of its roster, and a key of its staff."""

    problem: Problem
    roster: str
    key: str


def station_in(settings: Settings) -> Station:
    """Rows in an empty database; next week, so that nothing of it is over whenever this runs."""
    drawn = scenarios.get("station_week").build()
    monday = date.today() + timedelta(days=7 - date.today().weekday())
    database = open_database(settings)
    with database.writing() as session:
        fill(session, drawn)
        roster = create(session, monday, station_id=drawn.stations[0].id)
        now = standing(session, settings, roster)
        solved = solve(now.problem, now.policy, moves=MOVES, workers=1)
        append(session, roster, solved, cause=Cause.SOLVED, problem_hash=now.problem_hash)
        _, key = make_key(session, "load", Role.STATION_STAFF, station_id=drawn.stations[0].id)
    database.close()
    return Station(now.problem, roster.id, key)


def calls(station: Station, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Without end: what the week's needs ask for, for any cadre, on one half-day or the two of one date."""
    dice, problem = Random(seed), station.problem
    while True:
        like, cadre = dice.choice(problem.needs), dice.choice(problem.cadres)
        day = dice.choice(like.windows).start.date()
        hours = dice.choice([HALF_DAYS[:1], HALF_DAYS[1:], HALF_DAYS])
        yield {
            "roster_id": station.roster,
            "cadre_id": cadre.id,
            "service": like.service,
            "minutes": like.minutes,
            "crew": like.crew,
            "priority": like.priority,
            "qualifications": like.qualifications,
            "windows": [{"start": f"{day}T{start}", "end": f"{day}T{end}"} for start, end in hours],
        }
