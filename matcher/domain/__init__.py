"""What is planned and what a plan is: frozen documents that speak exactly the exchange contract."""

from matcher.domain.errors import BadInput, InternalError, MatcherError
from matcher.domain.override import Override
from matcher.domain.problem import (
    Cadre,
    Decline,
    Familiarity,
    Matrix,
    Need,
    Point,
    Priority,
    Problem,
    PublishedVisit,
    Qualification,
    Station,
    TravelMode,
    Volunteer,
    Week,
    Window,
)
from matcher.domain.roster import Reason, Roster, Saying, Score, Unmet, Visit
from matcher.domain.text import Text

__all__ = [
    "BadInput",
    "Cadre",
    "Decline",
    "Familiarity",
    "InternalError",
    "MatcherError",
    "Matrix",
    "Need",
    "Override",
    "Point",
    "Priority",
    "Problem",
    "PublishedVisit",
    "Qualification",
    "Reason",
    "Roster",
    "Saying",
    "Score",
    "Station",
    "Text",
    "TravelMode",
    "Unmet",
    "Visit",
    "Volunteer",
    "Week",
    "Window",
]
