"""Memory that is free goes back to the system.

Where several threads take turns at large tables glibc keeps what each of them has freed, which others do not use (half of a run's
memory). Elsewhere nothing is done.
"""

import ctypes
from functools import cache
from typing import Any


def give_back() -> None:
    """What is free now; some milliseconds."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
