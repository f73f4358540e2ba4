"""One new need in a standing roster: an index built once, and options that people can choose from."""

from matcher.explain.deadline import Deadline
from matcher.matching.answering import answer, offered, reasoned
from matcher.matching.applying import applied
from matcher.matching.index import MatchIndex
from matcher.matching.options import Match, Option, Shift
from matcher.matching.particulars import Particulars, particulars
from matcher.matching.sound import Sound, sound_part

__all__ = [
    "Deadline",
    "Match",
    "MatchIndex",
    "Option",
    "Particulars",
    "Shift",
    "Sound",
    "answer",
    "applied",
    "offered",
    "particulars",
    "reasoned",
    "sound_part",
]
