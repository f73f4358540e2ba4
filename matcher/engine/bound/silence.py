"""HiGHS greets on standard output when a process makes its first solver, before any option can forbid it.

A roster may be on its way there, so the first solver is made while the stream leads nowhere.
"""

import ctypes
import os
import sys
from functools import cache

import highspy


def silent_solver() -> highspy.Highs:
    """A solver with one thread that says nothing."""
    _greet_nobody()
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    return solver


@cache
def _greet_nobody() -> None:
    sys.stdout.flush()
    ours, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(ours, 1)
        os.close(ours)
        os.close(nowhere)
