"""What is sent to a volunteer: when, where, what, until when to answer, and the address at which they do; nobody's name."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session

from api.offers.for_volunteers import shown
from api.offers.offering import renew
from api.settings import Settings
from api.tables.visits import Offer


class Message(NamedTuple):
    """To be copied; `lines` stand one below the other."""

    volunteer: str
    lines: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How high it stands."""
        return len(self.lines) + 1


def message_for(session: Session, settings: Settings, volunteer: str, offers: Sequence[Offer], base: str) -> Message:
    """All of them in one; each gets another address, and those told before open nothing any more."""
    lines = ["【四就近】志愿服务邀约 Volunteer visits"]
    for offer in offers:
        link = renew(offer)
        text = shown(session, settings, offer).text
        lines += [text.zh, text.en, f"{base.rstrip('/')}{link.page}"]
    session.flush()
    return Message(volunteer, tuple(lines))
