"""Whoever is kept to some regions changes things of these only; what belongs to stations is out of their sight anyway."""

from sqlmodel import Session

from api.authority.scope import STATIONS
from api.errors import Forbidden


def check_jurisdiction(session: Session, region_id: str | None) -> None:
    """Raises Forbidden where the session is kept to other regions; None is what all regions share."""
    scope = session.info.get(STATIONS)
    if scope is not None and region_id not in scope[1]:
        raise Forbidden(
            "OTHER_REGION",
            zh="不在您负责的区域之内，未作更改。",
            en="It does not lie in the region that you are responsible for; nothing was changed.",
        )
