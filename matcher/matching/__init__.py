"""One new need in a standing roster: an index built once, and options that people can choose from."""

from matcher.matching.applying import applied
from matcher.matching.index import MatchIndex
from matcher.matching.options import Match, Option, Shift

__all__ = ["Match", "MatchIndex", "Option", "Shift", "applied"]
