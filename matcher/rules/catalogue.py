"""The catalogue: every rule there is, in the order in which people read them."""

from matcher.domain import Text
from matcher.rules.hard.availability import Availability
from matcher.rules.hard.crew_together import CrewTogether
from matcher.rules.hard.excluded_pair import ExcludedPair
from matcher.rules.hard.language_and_gender import LanguageAndGender
from matcher.rules.hard.load_limits import LoadLimits
from matcher.rules.hard.one_person_one_place import OnePersonOnePlace
from matcher.rules.hard.one_visit_at_a_time import OneVisitAtATime
from matcher.rules.hard.pinned import Pinned
from matcher.rules.hard.qualification_valid import QualificationValid
from matcher.rules.hard.service_circle import ServiceCircle
from matcher.rules.hard.service_match import ServiceMatch
from matcher.rules.hard.travel_between import TravelBetween
from matcher.rules.hard.visit_window import VisitWindow
from matcher.rules.hard.weekly_frequency import WeeklyFrequency
from matcher.rules.rule import Rule
from matcher.rules.soft.changed_visit import ChangedVisit
from matcher.rules.soft.cross_station import CrossStation
from matcher.rules.soft.load_balance import LoadBalance
from matcher.rules.soft.many_faces import ManyFaces
from matcher.rules.soft.preferred_time import PreferredTime
from matcher.rules.soft.travel import Travel
from matcher.rules.soft.unfamiliar import Unfamiliar
from matcher.rules.soft.unmet_visit import UnmetVisit
from matcher.rules.soft.unserved_cadre import UnservedCadre

CATALOGUE: tuple[type[Rule], ...] = (
    ServiceMatch,
    QualificationValid,
    LanguageAndGender,
    ExcludedPair,
    VisitWindow,
    Availability,
    TravelBetween,
    ServiceCircle,
    LoadLimits,
    WeeklyFrequency,
    CrewTogether,
    OneVisitAtATime,
    OnePersonOnePlace,
    Pinned,
    UnmetVisit,
    UnservedCadre,
    Travel,
    Unfamiliar,
    ManyFaces,
    LoadBalance,
    PreferredTime,
    CrossStation,
    ChangedVisit,
)

_TITLES = {kind.name: kind.title for kind in CATALOGUE}


def title_of(name: str) -> Text:
    """What people call the rule of this name; of a rule that is not in the catalogue, the name."""
    return _TITLES.get(name, Text(name.replace("_", " "), name))
