"""Reasons in full are for quiet moments: who has waited in line, or keeps others waiting there, is answered in short."""

from dataclasses import dataclass
from time import monotonic

from fastapi import Request

from api.web.throttling import ARRIVED, LINE, Line
from matcher.matching import Deadline

SECONDS_FOR_REASONS = 0.1
"""Somebody waits: reasons that are not found so long after the call arrived are left out."""


@dataclass(frozen=True)
class Hurry(Deadline):
    """Past, too, as soon as somebody waits in the line."""

    line: Line | None = None

    @property
    def passed(self) -> bool:
        """The moment is past, or it is somebody else's turn."""
        return super().passed or (self.line is not None and self.line.is_waited_in)


def hurry(request: Request) -> Hurry:
    """Of a call since it arrived, its time in line included."""
    state = request.state
    return Hurry(getattr(state, ARRIVED, monotonic()) + SECONDS_FOR_REASONS, getattr(state, LINE, None))
