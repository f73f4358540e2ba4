"""The beginning of the administration, and the health of the service on a page."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authority import Action
from api.screens.administration.health import health
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.web.service import Configured, Storage

router = APIRouter(prefix="/administration")


@router.get("", dependencies=opens(Action.ADMINISTER))
def begin(page: Shown) -> Response:
    """Users come first."""
    return page.go("/administration/users")


@router.get("/health", dependencies=opens(Action.ADMINISTER))
def look(page: Shown, storage: Storage, settings: Configured) -> Response:
    """Figures of this moment."""
    with storage.reading() as session:
        found = health(session)
    return page.show("administration/health.html", health=found, settings=settings)
