"""One new need in a standing roster: every place where it fits, for how many points, and what it disturbs."""

from matcher.engine.match.column import Column, Served
from matcher.engine.match.fits import Fit
from matcher.engine.match.search import find
from matcher.engine.match.standing import Standing, standing_of

__all__ = ["Column", "Fit", "Served", "Standing", "find", "standing_of"]
