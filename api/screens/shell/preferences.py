"""What somebody chooses for all pages: language, size of letters, and for what they look at people's data."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from api.authority import Action
from api.screens.shell.cookies import remember
from api.screens.shell.guarding import opens
from api.screens.shell.language import LANGUAGE
from api.screens.shell.page import SIZE, Shown
from api.screens.shell.purpose import LONGEST, PURPOSE, SECONDS
from api.screens.shell.way import inside
from api.tables.row import LINE

router = APIRouter(prefix="/preferences")

Back = Annotated[str, Form(alias="next", max_length=2000)]


@router.post("/language", dependencies=opens(Action.OPEN))
def choose_language(
    page: Shown, language: Annotated[Literal["zh", "en"], Form()], back: Back = "/"
) -> RedirectResponse:
    """Chinese or English, from now on."""
    response = page.go(inside(back))
    remember(response, LANGUAGE, language)
    return response


@router.post("/size", dependencies=opens(Action.OPEN))
def choose_size(page: Shown, size: Annotated[Literal["normal", "large"], Form()], back: Back = "/") -> RedirectResponse:
    """The usual size, or the large one."""
    response = page.go(inside(back))
    remember(response, SIZE, size)
    return response


@router.post("/purpose", dependencies=opens(Action.REVEAL))
def tell_purpose(
    page: Shown,
    purpose: Annotated[str, Form(max_length=LONGEST, pattern=LINE)] = "",
    back: Back = "/",
) -> RedirectResponse:
    """For so long names are shown whole, and each page records for what; an empty purpose masks them again."""
    response = page.go(inside(back))
    remember(response, PURPOSE, purpose.strip(), SECONDS)
    return response
