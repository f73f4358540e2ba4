"""What is measured runs in a process of its own, and its end is told."""

import operator
import os

import pytest

from benchmarks.own_process import Died, in_own_process

PATIENCE = 300.0
"""Far more than a process needs."""


def test_the_value_comes_back_with_the_memory_of_the_process() -> None:
    value, peak = in_own_process(operator.add, 2, 3, patience=PATIENCE)

    assert value == 5
    assert peak > 1


def test_another_process_has_done_it() -> None:
    assert in_own_process(os.getpid, patience=PATIENCE).value != os.getpid()


def test_an_error_is_raised_again() -> None:
    with pytest.raises(ZeroDivisionError):
        in_own_process(operator.floordiv, 1, 0, patience=PATIENCE)


def test_a_process_that_ends_without_an_answer_has_died() -> None:
    with pytest.raises(Died, match="exit code 7"):
        in_own_process(os._exit, 7, patience=PATIENCE)


def test_a_process_is_not_waited_for_beyond_the_patience() -> None:
    with pytest.raises(Died, match="no answer after 0 s"):
        in_own_process(input, patience=0.0)
