"""Random numbers that compiled code draws from the state, the same on every machine."""

from math import log

import numpy as np

from matcher.engine.compiled import inner
from matcher.engine.search.book import RANDOM_ROW, TODO_ROW, row
from matcher.engine.search.state import NOWHERE

A, B, C = np.uint64(13), np.uint64(7), np.uint64(17)
HIGH_BITS = np.uint64(11)


@inner
def draw(b, below):
    """A whole number from 0 to below − 1 (Marsaglia's xorshift with 64 bits)."""
    random = row(b, RANDOM_ROW)
    x = np.uint64(random[0])
    x ^= x << A
    x ^= x >> B
    x ^= x << C
    random[0] = np.int64(x)
    return np.int64(x >> HIGH_BITS) % below


@inner
def exponential(b):
    """A number of the exponential distribution with mean 1."""
    return -log((draw(b, 1 << 53) + 1) / (1 << 53))


@inner
def one_of(b, bits, width):
    """A random bit that is set in a mask of this width; NOWHERE if none is."""
    found = 0
    for bit in range(width):
        found += bits >> bit & 1
    if found == 0:
        return NOWHERE
    left = draw(b, found)
    for bit in range(width):
        if bits >> bit & 1:
            if left == 0:
                return bit
            left -= 1
    return NOWHERE


@inner
def shuffle(b, first, last):
    """The needs to insert again from place `first` to before `last` in a random order."""
    todo = row(b, TODO_ROW)
    for k in range(last - 1, first, -1):
        other = first + draw(b, k + 1 - first)
        todo[k], todo[other] = todo[other], todo[k]
