"""Which services there are to choose from: those of the four teams, study, and whatever a county has added."""

from sqlmodel import Session, select

from api.tables.needs import Need
from matcher.board.words import SERVICES


def services_known(session: Session) -> list[str]:
    """The usual ones first, then what needs were entered for, as far as the asker may know of them."""
    others = set(session.exec(select(Need.service).distinct()).all()) - SERVICES.keys()
    return [*SERVICES, *sorted(others)]
