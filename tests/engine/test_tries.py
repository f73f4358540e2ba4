"""What a dive found dear is left for later, and taken once nothing else is cheaper."""

import pytest

from matcher.compile import compile_problem
from matcher.engine.bound.appointments import Appointment
from matcher.engine.bound.spans import ANY
from matcher.engine.bound.state import State
from matcher.engine.bound.tries import ENOUGH, MOST, MOST_IN_VAIN, OF_VISIT, Tries
from matcher.policy import default_policy
from tests.building import need, problem, volunteer, window
from tests.engine.sharpening import sharpened

MUCH, ALL = 200.0, 1_000.0


@pytest.fixture(scope="module")
def state() -> State:
    """Some state, to be given points."""
    hours = [window("08:00", "10:00")]
    small = problem([need("n1", cadre="c1", windows=hours)], [volunteer("v1", availability=hours)], days=1)
    diver = sharpened(compile_problem(small, default_policy())).diver()
    return State(0.0, diver._nothing, diver._volunteers, diver._master.position())


def appointment(visit: int, volunteer: int = 0) -> Appointment:
    return Appointment(visit, ANY, (volunteer,))


def test_the_cheapest_is_taken_after_enough_tries(state: State) -> None:
    tries = Tries()
    for visit in range(ENOUGH):
        assert tries.cheapest(MUCH, last=False) is None
        tries.failed(appointment(visit), state._replace(points=100.0 - visit), ALL)
    cheapest = tries.cheapest(MUCH, last=False)
    assert cheapest is not None
    assert cheapest.points == 100.0 - (ENOUGH - 1)


def test_what_costs_much_is_taken_after_many_more_tries_or_at_last(state: State) -> None:
    tries = Tries()
    for visit in range(MOST):
        assert tries.cheapest(MUCH, last=False) is None
        tries.failed(appointment(visit), state._replace(points=300.0 + visit), ALL)
        at_last = tries.cheapest(MUCH, last=True)
        assert at_last is not None
        assert at_last.points == 300.0
    assert tries.cheapest(MUCH, last=False) is not None


def test_after_a_step_all_is_open_but_what_cost_all_that_is_left(state: State) -> None:
    tries = Tries()
    tries.failed(appointment(1), state._replace(points=100.0), ALL)
    tries.failed(appointment(2), state._replace(points=ALL), ALL)
    assert appointment(1) in tries
    assert appointment(2) in tries
    tries.step()
    assert appointment(1) not in tries
    assert appointment(2) in tries
    assert appointment(2, volunteer=1) not in tries


def test_a_visit_that_failed_often_waits_until_nothing_else_is_left(state: State) -> None:
    tries = Tries()
    for one in range(OF_VISIT):
        assert appointment(1, volunteer=OF_VISIT) not in tries
        tries.failed(appointment(1, volunteer=one), state._replace(points=100.0), ALL)
        tries.step()
    assert appointment(1, volunteer=OF_VISIT) in tries
    assert tries.again()
    assert appointment(1, volunteer=OF_VISIT) not in tries
    assert not tries.again()


def test_a_dive_is_in_vain_after_many_tries_that_are(state: State) -> None:
    tries = Tries()
    for visit in range(MOST_IN_VAIN):
        assert not tries.in_vain
        tries.failed(appointment(visit), state._replace(points=ALL), ALL)
    assert tries.in_vain
    tries.step()
    assert not tries.in_vain
