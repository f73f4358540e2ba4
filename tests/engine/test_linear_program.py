"""A program of which the solver has only a part ends where one of all its columns does."""

from random import Random

import highspy
import numpy as np
import pytest

from matcher.engine.bound import linear_program
from matcher.engine.bound.linear_program import LinearProgram
from matcher.engine.bound.silence import silent_solver

GROUPS, PLACES = 6, 12
SURE = 1e-6

Shares = dict[int, float]
"""What a column has in each row."""


class Choices:
    """One column of each group is chosen, and what nobody has of a place is dear; the program, and all that is in it."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.program = LinearProgram()
        self.columns: list[tuple[float, Shares]] = []
        self.program.add_rows(np.ones(GROUPS + PLACES), np.ones(GROUPS + PLACES), shared=GROUPS)
        for group in range(GROUPS):
            self.add(0.0, {group: 1.0})
        for place in range(PLACES):
            self.add(100.0, {GROUPS + place: 1.0})

    def add(self, points: float, shares: Shares) -> None:
        assert self.program.add_column(points, shares) == len(self.columns)
        self.columns.append((points, shares))

    def add_some(self, number: int) -> None:
        for _ in range(number):
            places = self.dice.sample(range(PLACES), self.dice.randint(1, 4))
            shares = {self.dice.randrange(GROUPS): 1.0, **{GROUPS + place: 1.0 for place in places}}
            self.add(self.dice.uniform(1, 30) * len(places), shares)

    def plainly(self, barred: frozenset[int] = frozenset()) -> float:
        """Points of the optimum by a solver that has everything at once."""
        solver = silent_solver()
        rows = self.program.rows
        for row in range(rows):
            solver.addRow(
                1.0 if row < GROUPS + PLACES else 0.0, 1.0 if row < GROUPS + PLACES else highspy.kHighsInf, 0, [], []
            )
        for number, (points, shares) in enumerate(self.columns):
            if number not in barred:
                solver.addCol(
                    points, 0.0, 1.0, len(shares), np.array([*shares], dtype=np.int32), np.array([*shares.values()])
                )
        solver.run()
        return float(solver.getInfo().objective_function_value)


@pytest.fixture(params=range(6))
def choices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Choices:
    monkeypatch.setattr(linear_program, "MANY", 1.6)
    monkeypatch.setattr(linear_program, "KEPT", 1.1)
    monkeypatch.setattr(linear_program, "REST", 2)
    return Choices(request.param)


def test_columns_that_are_set_aside_come_back_where_they_are_needed(choices: Choices) -> None:
    inside = []
    for _ in range(12):
        choices.add_some(20)
        reached = choices.program.solve()
        inside.append(len(choices.program.position().columns))
        assert reached.optimal
        assert abs(reached.points - choices.plainly()) < SURE
        values, points = choices.program.values, np.array([points for points, _ in choices.columns])
        assert abs(float(values @ points) - reached.points) < SURE
        assert choices.program.reduced_costs(reached.duals).min() > -SURE
    assert inside != sorted(inside), "some columns are set aside"
    assert inside[-1] < choices.program.columns


def test_what_is_barred_is_not_chosen_and_comes_back(choices: Choices) -> None:
    for _ in range(8):
        choices.add_some(20)
        choices.program.solve()
        chosen = np.nonzero(choices.program.values > SURE)[0]
        barred = frozenset(int(column) for column in chosen if column >= GROUPS + PLACES)
        choices.program.bar(barred)
        reached = choices.program.solve()
        assert not choices.program.values[list(barred)].any()
        assert abs(reached.points - choices.plainly(barred)) < SURE
        choices.program.bar(frozenset())
        assert abs(choices.program.solve().points - choices.plainly()) < SURE


def test_rows_that_are_newer_hold_for_columns_that_are_set_aside(choices: Choices) -> None:
    choices.add_some(120)
    choices.program.solve()
    for _ in range(4):
        chosen = np.nonzero(choices.program.values > SURE)[0].tolist()
        shares = {
            **dict.fromkeys(chosen, -1.0),
            **{column: 1.0 for column in range(len(choices.columns)) if column not in chosen},
        }
        row = choices.program.add_row(shares)
        for column, share in shares.items():
            choices.columns[column][1][row] = share
        choices.add_some(20)
        assert abs(choices.program.solve().points - choices.plainly()) < SURE


def test_it_stands_again_where_it_stood(choices: Choices) -> None:
    choices.add_some(60)
    before = choices.program.solve()
    values, position = choices.program.values, choices.program.position()
    choices.program.bar(frozenset(np.nonzero(values > SURE)[0].tolist()) - frozenset(range(GROUPS + PLACES)))
    choices.program.solve()
    choices.program.bar(frozenset())
    choices.program.resume(position)

    assert (choices.program.values == values).all()
    again = choices.program.solve()
    assert abs(again.points - before.points) < SURE
    assert np.abs(choices.program.values - values).max() < SURE


def test_without_anything_feasible_it_says_so() -> None:
    program = LinearProgram()
    program.add_rows(np.ones(1), np.ones(1), shared=1)
    only = program.add_column(1.0, {0: 1.0})
    assert program.solve().feasible
    program.bar(frozenset({only}))
    assert not program.solve().feasible
    program.add_column(3.0, {0: 1.0})
    assert program.solve().points == 3.0
