"""Small weeks in which some visits stand though they break rules, under policies that let them."""

from datetime import timedelta
from random import Random
from typing import NamedTuple

from matcher.audit import audit, check_pinned
from matcher.domain import BadInput, Problem, PublishedVisit, Visit
from matcher.policy import Policy, default_policy
from matcher.rules.hard.pinned import Pinned
from matcher.rules.rule import OverridableRule
from tests.building import overriding, roster
from tests.random_rosters import random_visit
from tests.small_weeks import other_policy, small_week

MOST, TRIES = 3, 40
"""Visits that override something, and how many are looked at for it."""


class OverriddenWeek(NamedTuple):
    """The policy marks every rule that can be marked."""

    week: Problem
    policy: Policy


def overridden_week(
    number: int, people: int = 5, needs: int = 5, days: int = 3, grid: int = 15
) -> OverriddenWeek | None:
    """The case of a number; None where its pinned visits cannot stand, or where nothing was found to be overridden."""
    dice = Random(number)
    week = small_week(dice, people, needs, days, grid)
    policy = all_marked(dice.choice([default_policy(), other_policy(dice)]))
    try:
        check_pinned(week, policy)
    except BadInput:
        return None
    with_overrides = _with_overrides(week, policy, dice)
    return None if with_overrides is week else OverriddenWeek(with_overrides, policy)


def all_marked(policy: Policy) -> Policy:
    """Every rule that can be is overridable, and pinned visits stand."""
    rules = [
        rule.model_copy(update={"overridable": True}) if isinstance(rule, OverridableRule) else rule
        for rule in policy.rules
    ]
    pinned = [] if any(isinstance(rule, Pinned) for rule in rules) else [Pinned()]
    return Policy(policy.name, (*rules, *pinned))


def _with_overrides(week: Problem, policy: Policy, dice: Random) -> Problem:
    """Random visits that break nothing but what can be overridden are published, and override that."""
    found = 0
    for _ in range(TRIES):
        if found < MOST and (more := _published_too(week, policy, random_visit(week, dice))) is not None:
            week, found = more, found + 1
    return week


def _published_too(week: Problem, policy: Policy, visit: Visit) -> Problem | None:
    """The week with one visit more that overrides something, where such a visit can stand beside those that stand already."""
    same_date = [one for one in week.published if (one.need, one.start.date()) == (visit.need, visit.start.date())]
    if visit.start.date() not in week.week.dates or any(one.stands for one in same_date):
        return None
    alone = week.model_copy(update={"published": ()})
    broken = {found.rule for found in audit(alone, roster(*standing_visits(week), visit), policy).violations}
    if not broken or not broken <= {rule.name for rule in policy.rules if isinstance(rule, OverridableRule)}:
        return None
    stands = PublishedVisit(
        need=visit.need, start=visit.start, volunteers=visit.volunteers, overrides=overriding(*sorted(broken))
    )
    try:
        more = week.revised(published=[*(one for one in week.published if one not in same_date), stands])
        check_pinned(more, policy)
    except (ValueError, BadInput):
        return None
    return more


def standing_visits(week: Problem) -> list[Visit]:
    """Published visits that stand, as a roster holds them."""
    minutes = {need.id: timedelta(minutes=need.minutes) for need in week.needs}
    return [
        Visit(
            need=one.need,
            start=one.start,
            end=one.start + minutes[one.need],
            volunteers=one.volunteers,
            pinned=one.pinned,
            overrides=one.overrides,
        )
        for one in week.published
        if one.stands
    ]
