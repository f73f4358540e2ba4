"""Certificates of volunteers, and which of them end soon or have ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from api.exchange.labels import CERTIFICATES
from api.tables.people import Volunteer
from matcher.domain import Text

SOON_DAYS = 60
"""So long before its end a certificate is called attention to."""


class Mark(NamedTuple):
    """A colour's name and words."""

    kind: str
    words: Text


ENDED = Mark("bad", Text("expired", "已过期"))
SOON = Mark("warn", Text("expires soon", "即将到期"))
VALID = Mark("good", Text("valid", "有效"))


@dataclass(frozen=True)
class Certificate:
    """One certificate, its last valid date included."""

    name: str
    words: Text
    valid_until: date | None
    mark: Mark


def certificates(volunteer: Volunteer, today: date) -> tuple[Certificate, ...]:
    """In the order in which they were entered."""
    return tuple(
        Certificate(one.name, called(one.name), one.valid_until, _mark(one.valid_until, today))
        for one in volunteer.qualifications
    )


def called(name: str) -> Text:
    """A county's own certificate stands for itself."""
    return CERTIFICATES.get(name) or Text(name, name)


def _mark(valid_until: date | None, today: date) -> Mark:
    if valid_until is None or valid_until > today + timedelta(days=SOON_DAYS):
        return VALID
    return ENDED if valid_until < today else SOON
