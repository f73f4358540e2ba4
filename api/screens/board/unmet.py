"""The strip on top of the board: what the roster leaves unmet, the worst first."""

from collections.abc import Collection
from dataclasses import dataclass

from api.rosters.standing import Standing
from api.rosters.unmet import UnmetNeed, worst_first
from api.screens.board.looking import Look
from matcher.board.teams import TEAMS, Team, team_of
from matcher.board.words import PRIORITIES, service
from matcher.domain import Priority, Reason, Saying, Text

SECONDS = 0.5
"""The page is waited for: reasons that take longer are told in short; each need's own page tells them in full."""
URGENT = (Priority.EMERGENCY, Priority.HIGH)


@dataclass(frozen=True)
class Shortfall:
    """A need that lacks visits, with the first reason and the one thing that would help."""

    need: str
    cadre: str
    others: int
    kind: str
    team: Team
    words: Text
    priority: Text
    urgent: bool
    missing: int
    wanted: int
    points: int
    reason: Reason | None
    suggestion: Saying | None


def shortfalls_of(stands: Standing, stations: Collection[str], look: Look) -> list[Shortfall]:
    """Of the cadres of these stations."""
    cadres = stands.problem.cadre_by_id
    return [
        _shown(one, cadres[one.cadre].name)
        for one in worst_first(stands, SECONDS)
        if cadres[one.cadre].station in stations and look.kind in ("", one.service)
    ]


def _shown(one: UnmetNeed, name: str) -> Shortfall:
    return Shortfall(
        need=one.need,
        cadre=name,
        others=len(one.also_cadres),
        kind=one.service if one.service in TEAMS else "other",
        team=team_of(one.service),
        words=service(one.service),
        priority=PRIORITIES[one.priority],
        urgent=one.priority in URGENT,
        missing=one.missing,
        wanted=one.wanted,
        points=one.points,
        reason=one.reasons[0] if one.reasons else None,
        suggestion=one.suggestion,
    )
