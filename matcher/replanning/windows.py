"""What the time leaves of a window."""

from datetime import datetime

from matcher.domain import Window


def left_of(window: Window, since: datetime | None) -> Window | None:
    """The part of it from the moment on; None if it is over by then."""
    if since is None or since <= window.start:
        return window
    return window.revised(start=since) if since < window.end else None
