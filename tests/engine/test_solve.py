"""A roster whose bound contradicts it does not leave the house."""

import pytest

import scenarios
from matcher.domain import InternalError
from matcher.engine.pipeline import Outcome, run
from matcher.solve import solve


def test_a_bound_above_the_points_is_an_internal_error_with_both_numbers() -> None:
    def boastful(*arguments: object) -> Outcome:
        outcome = run(*arguments)
        return outcome._replace(bound=outcome.points + 1)

    # nothing can be served: 16 visits of normal priority and 16 cadres without any, 16 × (1000 + 800)
    with pytest.raises(InternalError, match=r"28801.*28800"):
        solve(scenarios.get("impossible_monday").build(), moves=10, workers=1, pipeline=boastful)
