"""Stable codes for why a volunteer is stopped: one per rule, more where a rule asks for several things at once.

Which of them it is, the rule itself is asked: would it still object if only the other one were asked for?
"""

from __future__ import annotations

import re
from datetime import date

from matcher.domain import Need, Qualification, Volunteer
from matcher.explain.attempts import Attempt, Trials
from matcher.explain.rulebook import Scope
from matcher.rules.rule import PairRule
from matcher.timetable import Timetable

NO_SKILL = "NO_SKILL"
CERT_MISSING = "CERT_MISSING"
CERT_EXPIRED = "CERT_EXPIRED"
LANGUAGE_REQUIRED = "LANGUAGE_REQUIRED"
GENDER_REQUIRED = "GENDER_REQUIRED"
BLOCKED_PAIR = "BLOCKED_PAIR"
DECLINED = "DECLINED"
OUT_OF_CIRCLE = "OUT_OF_CIRCLE"
NO_WINDOW = "NO_WINDOW"
NO_START = "NO_START"
NO_VOLUNTEER = "NO_VOLUNTEER"
NO_AVAILABILITY_IN_WINDOW = "NO_AVAILABILITY_IN_WINDOW"
TRAVEL_GAP = "TRAVEL_GAP"
DAY_LIMIT = "DAY_LIMIT"
WEEK_LIMIT = "WEEK_LIMIT"
DATE_GAP = "DATE_GAP"
NEEDS_CREW = "NEEDS_CREW"
CADRE_BUSY = "CADRE_BUSY"
SELF_BUSY = "SELF_BUSY"
PIN_CONFLICT = "PIN_CONFLICT"
LOWER_PRIORITY = "LOWER_PRIORITY"
COSTS_MORE = "COSTS_MORE"
TIME_LIMIT = "TIME_LIMIT"
NOT_EXAMINED = "NOT_EXAMINED"
NEAREST_MISS = "NEAREST_MISS"

OF_RULE = {
    "service_match": NO_SKILL,
    "excluded_pair": BLOCKED_PAIR,
    "service_circle": OUT_OF_CIRCLE,
    "visit_window": NO_START,
    "travel_between": TRAVEL_GAP,
    "weekly_frequency": DATE_GAP,
    "crew_together": NEEDS_CREW,
    "one_visit_at_a_time": CADRE_BUSY,
    "one_person_one_place": SELF_BUSY,
    "pinned": PIN_CONFLICT,
}


def code_of_pairs(rule: PairRule, need: Need) -> str | None:
    """The only code with which the rule can stop a volunteer; None if it must be asked for each."""
    if rule.name == "qualification_valid" or (rule.name == "excluded_pair" and need.declined):
        return None
    if rule.name != "language_and_gender":
        return of_rule(rule.name)
    if need.languages and need.gender is not None:
        return None
    return LANGUAGE_REQUIRED if need.languages else GENDER_REQUIRED


def code_of_objection(timetable: Timetable, rule: PairRule, need: Need, volunteer: Volunteer, day: date) -> str:
    """The code of a rule about the pair that objects on the date."""
    if (only := code_of_pairs(rule, need)) is not None:
        return only
    if rule.name == "excluded_pair":
        return BLOCKED_PAIR if volunteer.id in need.excluded_volunteers else DECLINED
    if rule.name == "qualification_valid":
        if not volunteer.qualifications:
            return CERT_MISSING
        forever = [Qualification.model_construct(name=held.name) for held in volunteer.qualifications]
        holder = volunteer.model_copy(update={"qualifications": tuple(forever)})
        return CERT_MISSING if rule.objection(timetable, need, holder, day) else CERT_EXPIRED
    of_any_gender = need.model_copy(update={"gender": None})
    return LANGUAGE_REQUIRED if rule.objection(timetable, of_any_gender, volunteer, day) else GENDER_REQUIRED


def code_of_attempt(trials: Trials, rule: str, attempt: Attempt) -> str:
    """The code of the rule that stops an attempt."""
    if rule == "availability":
        return NO_AVAILABILITY_IN_WINDOW if attempt.scope is Scope.ALONE else TRAVEL_GAP
    if rule == "load_limits":
        return WEEK_LIMIT if attempt.scope is Scope.WEEK or _stops_without_week_limit(trials, attempt) else DAY_LIMIT
    return of_rule(rule)


def of_rule(rule: str) -> str:
    """The code of a rule; one that is not in the table is its own code."""
    return OF_RULE.get(rule) or re.sub("[^A-Z]+", "_", rule.upper()).strip("_") or "RULE"


def _stops_without_week_limit(trials: Trials, attempt: Attempt) -> bool:
    """The limit of the week is what stops it: without one the volunteer's limits allow the attempt."""
    tireless = attempt.volunteer.model_copy(update={"max_minutes_per_week": 1_000_000})
    (again,) = trials.of(tireless, (attempt.start,))
    return all(breach.rule != "load_limits" for breach in again.breaches)
