"""A tiny week in which a rule bites, and the same week eased: the rule off, or, where it can't be off, other data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain import Problem
from matcher.policy import Policy, default_policy
from tests.building import policy
from tests.laws.enumeration import Choices, Crew, subsets


@dataclass(frozen=True)
class Family:
    """A week and what is tried in it; `eased` is the week and policy in which the rule does not bite so."""

    rule: str
    week: Problem
    policy: Policy
    eased: tuple[Problem, Policy]
    choices: Choices

    @property
    def is_switched_off(self) -> bool:
        """Eased means: the same week without the rule."""
        return self.eased[0] is self.week


FAMILIES: dict[str, Family] = {}

TWO: Sequence[Crew] = subsets("v1", "v2")


def family(draw: Callable[[], Family]) -> Callable[[], Family]:
    """Registers a family under its function's name."""
    FAMILIES[draw.__name__] = draw()
    return draw


def switched(rule: str, week: Problem, clocks: Sequence[str], crews: Sequence[Crew] = TWO, **parameters: Any) -> Family:
    """Eased by switching the rule off; `parameters` are the rule's own."""
    with_it = policy(**{rule: parameters}) if parameters else default_policy()
    return Family(rule, week, with_it, (week, policy(off=[rule])), Choices(clocks, crews))


def other_data(
    rule: str, week: Problem, eased: Problem, clocks: Sequence[str], crews: Sequence[Crew] = TWO, a_day: int = 1
) -> Family:
    """Eased by other data, since the rule can't be off."""
    return Family(rule, week, default_policy(), (eased, default_policy()), Choices(clocks, crews, a_day))
