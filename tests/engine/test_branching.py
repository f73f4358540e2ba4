"""Branching finds what trying every choice finds, and goes on from there when a choice is forbidden."""

from itertools import product
from random import Random

import highspy
import numpy as np
import pytest

from matcher.engine.bound.silence import silent_solver
from matcher.engine.closing.branching import Branching, Parts

GROUPS, OPTIONS, ITEMS = 4, 5, 6
UNSERVED = 7.0


def _program(dice: Random) -> tuple[highspy.Highs, dict[int, Parts], np.ndarray, np.ndarray]:
    """One option of each group; an item in no option that is chosen costs `UNSERVED`, none may be in two."""
    contains = np.array([[dice.random() < 0.4 for _ in range(ITEMS)] for _ in range(GROUPS * OPTIONS)])
    contains[::OPTIONS] = False
    costs = np.array([dice.randint(0, 9) for _ in range(GROUPS * OPTIONS)], dtype=np.float64)
    solver = silent_solver()
    solver.setOptionValue("presolve", "off")
    ones = np.ones(GROUPS + ITEMS)
    none = np.empty(0, dtype=np.int32)
    solver.addRows(len(ones), ones, ones, 0, np.zeros(len(ones), dtype=np.int32), none, np.empty(0))
    for k in range(GROUPS * OPTIONS):
        rows = np.array([k // OPTIONS, *(GROUPS + np.nonzero(contains[k])[0])], dtype=np.int32)
        solver.addCol(costs[k], 0.0, highspy.kHighsInf, len(rows), rows, np.ones(len(rows)))
    for item in range(ITEMS):
        solver.addCol(UNSERVED, 0.0, highspy.kHighsInf, 1, np.array([GROUPS + item], dtype=np.int32), np.ones(1))
    groups = {
        group: Parts(
            own := range(group * OPTIONS, (group + 1) * OPTIONS), [[*np.nonzero(contains[k])[0], -1 - k] for k in own]
        )
        for group in range(GROUPS)
    }
    return solver, groups, costs, contains


def _all_choices(costs: np.ndarray, contains: np.ndarray) -> list[tuple[float, tuple[int, ...]]]:
    """Points of every choice, the best first."""
    choices = []
    for options in product(range(OPTIONS), repeat=GROUPS):
        chosen = tuple(group * OPTIONS + option for group, option in enumerate(options))
        served = contains[list(chosen)].sum(axis=0)
        if served.max() <= 1:
            choices.append((float(costs[list(chosen)].sum() + UNSERVED * (served == 0).sum()), chosen))
    return sorted(choices)


@pytest.mark.parametrize("seed", range(30))
def test_choices_come_in_the_order_of_their_points_as_each_best_one_is_forbidden(seed: int) -> None:
    solver, groups, costs, contains = _program(Random(seed))
    tree, choices = Branching(solver, groups), _all_choices(costs, contains)

    for points, _ in choices[:8]:
        values = tree.best(lambda bound: False)
        assert values is not None
        assert tree.bound == pytest.approx(points)
        chosen = np.nonzero(values[: GROUPS * OPTIONS] > 0.5)[0]
        assert (points, tuple(chosen.tolist())) in choices

        solver.addRow(-highspy.kHighsInf, GROUPS - 1.0, GROUPS, chosen.astype(np.int32), np.ones(GROUPS))


def test_nothing_is_answered_once_the_bound_is_enough_or_no_choice_is_left() -> None:
    solver, groups, costs, contains = _program(Random(1))
    tree, best = Branching(solver, groups), _all_choices(costs, contains)[0][0]
    assert tree.best(lambda bound: True) is None
    assert tree.bound <= best

    everything = np.arange(GROUPS * OPTIONS, dtype=np.int32)
    solver.addRow(-highspy.kHighsInf, GROUPS - 1.0, len(everything), everything, np.ones(len(everything)))
    assert tree.best(lambda bound: False) is None
    assert tree.bound == np.inf
