"""Whether the service is there, for whoever watches it."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlmodel import select

from api.authority import Action
from api.identity.guarding import may
from api.web.problems import refusals
from api.web.service import Storage

router = APIRouter(prefix="/v1", tags=["service"])


class Health(BaseModel):
    """All is well where this is answered at all."""

    status: str = "ok"


@router.get("/health", dependencies=may(Action.OPEN), responses=refusals())
def health(storage: Storage) -> Health:
    """The database answers; a 503 where it does not."""
    with storage.reading() as session:
        session.exec(select(1)).one()
    return Health()
