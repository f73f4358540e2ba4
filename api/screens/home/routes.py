"""The beginning: whoever comes in goes to the first page that their role opens."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from api.authority import Action
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown

router = APIRouter()


@router.get("/", dependencies=opens(Action.LOOK))
def begin(page: Shown) -> RedirectResponse:
    """Today."""
    return page.go("/today")
