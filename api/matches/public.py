"""A match as the asker sees it: whom to call, when they can come, and what that costs others."""

from typing import Literal

from pydantic import BaseModel, Field

from api.matches.advice import Advice
from api.matches.contacts import Person
from api.tables.requests import RefusalReason
from matcher.domain import Reason, Saying
from matcher.domain.clock import LocalMinute


class Candidate(Person):
    """A volunteer of an option: minutes on the way, how often they met the cadre, and what they have to do this week."""

    way_minutes: int
    met: int
    visits_this_week: int
    minutes_this_week: int
    most_minutes_a_week: int | None


class Disturbance(Saying):
    """A visit that would start at another time (`moved_to`), or be given up."""

    kind: Literal["shift", "displaced"]
    need: str
    volunteers: list[Person]
    start: LocalMinute
    moved_to: LocalMinute | None


class OptionPublic(BaseModel):
    """One visit; it is named by volunteers and start. Any start until `latest_start` on the grid is as good.

    `points` is by how much the roster's score rises if it is taken (lower is better); what serving the need saves is counted.
    """

    volunteers: list[Candidate]
    start: LocalMinute
    end: LocalMinute
    latest_start: LocalMinute
    points: int
    by_rule: dict[str, int]
    disturbs: Literal["nothing", "starts", "visits"]
    disturbances: list[Disturbance]


class OtherTimePublic(BaseModel):
    """They could come then: ask again with this window."""

    volunteers: list[Person]
    start: LocalMinute
    end: LocalMinute
    points: int


class FurtherAwayPublic(OtherTimePublic):
    """They could come as asked, but are longer on the way than the circle allows."""

    way_minutes: list[int]


class Contact(BaseModel):
    """Another organisation, or station, and how to reach it."""

    id: str
    name: str
    contact: str
    phone: str


class NeighbourPublic(Contact):
    """A station nearby with so many people who offer the service and live near enough."""

    volunteers: int
    nearest_way_minutes: int


class AlternativesPublic(BaseModel):
    """What may be done where nobody can come as asked."""

    other_times: list[OtherTimePublic]
    further_away: list[FurtherAwayPublic]
    circle_minutes: int | None = Field(description="The circle, five minutes wider, that `further_away` looks at.")
    partners: list[Contact]
    neighbours: list[NeighbourPublic]


class RefusalPublic(BaseModel):
    """Somebody who was asked in vain."""

    volunteer: Person
    reason: RefusalReason


class MatchPublic(BaseModel):
    """A call for help and its options, the best first; where there is none, why, and what else may be done.

    `if_match` goes into If-Match when an option is applied: it is the ETag of the roster in which the options stand.
    """

    advice: Advice | None = Field(description="What comes first in an emergency.")
    id: str
    roster_id: str
    roster_version: int
    if_match: str
    need: str
    options: list[OptionPublic]
    reasons: list[Reason]
    suggestion: Saying | None
    alternatives: AlternativesPublic | None
    in_short: bool = Field(
        description="There was no time to tell why in full: ask again (`/renewal`) when the service is less busy."
    )
    refusals: list[RefusalPublic]
    set_aside: int = Field(
        description="Visits of the roster that break rules of today: their people are not offered until it is repaired."
    )
    applied_version: int | None
    need_id: str | None = Field(description="The one-off need, once it is part of the roster.")
