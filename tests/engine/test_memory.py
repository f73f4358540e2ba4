"""What is free goes back to the system, where the system can take it."""

import ctypes
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher.engine.memory import give_back

SMALL = 50_000
"""Bytes: too little to be a mapping of its own, which would go back by itself."""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="this system's library has no malloc_trim")
def test_what_lies_between_things_that_stay_goes_back() -> None:
    held = [np.ones(SMALL, dtype=np.int8) for _ in range(4_000)]
    stays = held[::100]
    before = _resident()
    del held

    give_back()

    assert before - _resident() > 100 * 2**20
    assert all(one.all() for one in stays)


def _resident() -> int:
    assert sys.platform == "linux"
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
