"""Closing the gap: dives for rosters near the linear optimum, and once the bound is as sharp as prices get it, all choices near them
in an integer program."""

from matcher.engine.closing.closing import close_gap, far
from matcher.engine.closing.dives import rough_plans
from matcher.engine.closing.realising import Realiser

__all__ = ["Realiser", "close_gap", "far", "rough_plans"]
