"""Small weeks whose last need is new, while the others have a roster; and what the audit alone says can be done for it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from random import Random
from typing import NamedTuple

from matcher.audit import audit, check_pinned
from matcher.compile import compile_problem
from matcher.domain import BadInput, Need, Priority, Problem, Roster, Visit, Window
from matcher.engine.readiness import prepare
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.matching import Match
from matcher.matching.newcomer import with_need
from matcher.policy import Policy, default_policy
from matcher.solve import visits_of
from tests.building import window
from tests.small_weeks import mostly, other_policy, small_week

Placement = tuple[datetime, tuple[str, ...]]
"""A start, and the crew in alphabetical order."""


class Newcomer(NamedTuple):
    """A week with its clean roster, and one need more."""

    week: Problem
    roster: Roster
    need: Need
    policy: Policy


def newcomer(number: int, people: int = 6, needs: int = 9, days: int = 2) -> Newcomer | None:
    """The case of a number; None where its pinned visits cannot stand under its policy."""
    dice = Random(number)
    whole = small_week(dice, people, needs, days, dice.choice([5, 5, 15]))
    return _newcomer(whole, dice.choice([default_policy(), other_policy(dice)]), dice)


def enumerated(case: Newcomer) -> dict[Placement, int]:
    """Points of every visit of the new need that the audit finds clean among all others as they stand."""
    week, standing = with_need(case.week, case.need), case.roster.visits
    before = audit(week, Roster(visits=standing), case.policy).score.total
    found = {}
    for start in _starts(week, case.need):
        for crew in combinations(sorted(one.id for one in week.volunteers), case.need.crew):
            end = start + timedelta(minutes=case.need.minutes)
            visit = Visit(need=case.need.id, start=start, end=end, volunteers=crew)
            report = audit(week, Roster(visits=(*standing, visit)), case.policy)
            if not report.violations:
                found[start, crew] = report.score.total - before
    return found


def undisturbed(week: Problem, match: Match) -> dict[Placement, int]:
    """Points of every start and crew that the answer offers without disturbing anything."""
    step = timedelta(minutes=week.grid_minutes)
    return {
        (option.start + k * step, tuple(sorted(option.volunteers))): option.points
        for option in match.options
        if option.disturbs == "nothing"
        for k in range((option.latest_start - option.start) // step + 1)
    }


def _newcomer(whole: Problem, policy: Policy, dice: Random) -> Newcomer | None:
    *others, new = whole.needs
    published = tuple(visit for visit in whole.published if visit.need != new.id)
    fields = {name: getattr(whole, name) for name in Problem.model_fields}
    week = Problem.model_construct(**fields | {"needs": tuple(others), "published": published})
    try:
        check_pinned(week, policy)
    except BadInput:
        return None
    prepare()
    instance = compile_problem(week, policy)
    search = Search(instance, tables_of(instance), 0)
    search.move(20, 20.0)
    easy = (
        {"qualifications": (), "gender": None, "languages": (), "service": "household"} if dice.random() < 0.8 else {}
    )
    asked = easy | {
        "crew": dice.choice([1, 1, 1, 2]),
        "priority": mostly(dice, Priority.HIGH, *Priority),
        "windows": dice.choice([new.windows, _hardly_any_time(dice, new)]),
    }
    return Newcomer(week, Roster(visits=visits_of(search.plan(), week)), new.model_copy(update=asked), policy)


def _hardly_any_time(dice: Random, new: Need) -> tuple[Window, ...]:
    """On Monday, when others are likely to be served."""
    begin = dice.choice([500, 530, 545, 570])
    end = begin + new.minutes + 10
    return (window(f"{begin // 60}:{begin % 60}", f"{end // 60}:{end % 60}"),)


def _starts(week: Problem, need: Need) -> Iterator[datetime]:
    """All on the grid that lie in a window with the whole visit."""
    step = timedelta(minutes=week.grid_minutes)
    for number in range(week.week.days * 24 * 60 // week.grid_minutes):
        start = week.moment(0) + number * step
        end = start + timedelta(minutes=need.minutes)
        if any(each.start <= start and end <= each.end for each in need.windows):
            yield start
