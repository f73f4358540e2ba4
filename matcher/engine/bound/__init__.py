"""What no roster can be below, proved: at once and weakly, or sharper round by round."""

from matcher.engine.bound.choosing import Around
from matcher.engine.bound.column_generation import ColumnGeneration
from matcher.engine.bound.diving import Diver
from matcher.engine.bound.near import Near
from matcher.engine.bound.near_routes import NearRoutes
from matcher.engine.bound.separate_needs import lower_bound

__all__ = ["Around", "ColumnGeneration", "Diver", "Near", "NearRoutes", "lower_bound"]
