"""The waist: what rules write and algorithms read, a few kinds of terms in integer arrays, and nothing else."""

from matcher.waist.instance import FORBIDDEN, MINUTES, TRAVEL, VISITS, Instance
from matcher.waist.waist import Waist

__all__ = ["FORBIDDEN", "MINUTES", "TRAVEL", "VISITS", "Instance", "Waist"]
