"""An explanation of one need as a document: why visits are missing, and why each that stands is served by whom it is."""

from pydantic import BaseModel

from api.errors import no_such
from api.rosters.standing import Standing
from matcher.domain import Reason, Saying
from matcher.domain.clock import LocalMinute
from matcher.explain import explain


class Stage(BaseModel):
    """A rule that stops some of those who came so far, and why, by code with how many volunteers each."""

    rule: str
    dropped: int
    left: int
    codes: dict[str, int]


class Funnel(Saying):
    """Volunteers counted rule by rule, from all of them to those who could come."""

    volunteers: int
    stages: list[Stage]


class WhyUnmet(BaseModel):
    """What is told of a need that lacks visits."""

    funnel: Funnel
    reasons: list[Reason]
    suggestion: Saying | None


class Broken(Saying):
    """A rule that is broken, in words."""

    rule: str


class Stopped(Broken):
    """Another volunteer whom a rule keeps from coming then."""

    volunteer: str


class Alternative(BaseModel):
    """Another volunteer in the place of one of the crew, and how many points worse that would be."""

    volunteer: str
    instead_of: str
    points_more: int
    by_rule: dict[str, int]


class WhyThese(BaseModel):
    """A visit that stands, the points it makes, who could have come, and who nearly could."""

    start: LocalMinute
    volunteers: list[str]
    pinned: bool
    breaks: list[Broken]
    funnel: Funnel
    points: dict[str, int]
    alternatives: list[Alternative]
    stopped: list[Stopped]


class Lines(BaseModel):
    """The whole explanation in lines for people."""

    zh: str
    en: str


class Explained(BaseModel):
    """Everything there is to say of a need; `unmet` is null where nothing is missing."""

    need: str
    wanted: int
    missing: int
    unmet: WhyUnmet | None
    visits: list[WhyThese]
    text: Lines


def explained(standing: Standing, need_id: str) -> Explained:
    """Raises NotFound where the week has no such need."""
    if need_id not in standing.problem.need_by_id:
        raise no_such("需求（本周）", "need this week")
    found = explain(standing.problem, standing.document, standing.policy, need_id)
    lines = Lines(zh=found.text("zh"), en=found.text("en"))
    return Explained.model_validate({"unmet": None, "text": lines} | found.as_json())
