"""A roster read twice: by the engine's plain reading of the waist, and by the audit."""

from functools import cache
from typing import NamedTuple

from matcher.audit import audit
from matcher.compile import compile_problem
from matcher.domain import Problem, Visit
from matcher.engine.evaluate import evaluate
from matcher.engine.plan import Plan
from matcher.policy import Policy
from tests.building import plan, roster
from tests.laws.enumeration import Choices
from tests.laws.families import FAMILIES


class Reading(NamedTuple):
    """What the waist says and what the audit says."""

    visits: tuple[Visit, ...]
    plan: Plan
    accepted: bool
    waist_points: int
    clean: bool
    audit_points: dict[str, int]


def readings(week: Problem, policy: Policy, choices: Choices) -> list[Reading]:
    """Of every roster there can be."""
    instance = compile_problem(week, policy)
    found = []
    for visits in choices.rosters(week):
        as_plan = plan(week, visits)
        waist = evaluate(instance, as_plan)
        report = audit(week, roster(*visits), policy)
        clean = not report.violations
        found.append(Reading(visits, as_plan, waist.accepted, waist.total, clean, report.score.by_rule))
    return found


@cache
def readings_of(family: str) -> list[Reading]:
    """In the family's own week under its policy."""
    its = FAMILIES[family]
    return readings(its.week, its.policy, its.choices)


@cache
def readings_when_eased(family: str) -> list[Reading]:
    """In the same family where the rule does not bite."""
    its = FAMILIES[family]
    return readings(*its.eased, its.choices)


def told(visits: tuple[Visit, ...]) -> str:
    """A roster in one line."""
    return "; ".join(f"{one.need} {one.start:%a %H:%M} {' '.join(one.volunteers)}" for one in visits) or "no visit"
