"""The screens as an application of their own beside the API: own refusals (pages, not documents), same database and settings."""

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.routing import Match, Mount
from starlette.types import Scope

from api.screens.catalogue import ROUTERS
from api.screens.shell.refusing import tell_by_pages
from api.screens.static.files import STATIC


class Beside(Mount):
    """An application at the root that leaves everything below one path to others, also what is not found there."""

    def __init__(self, others: str, app: FastAPI) -> None:
        super().__init__("/", app)
        self.others = others

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Nothing of the others'."""
        if scope["type"] == "http" and (scope["path"] + "/").startswith(f"{self.others}/"):
            return Match.NONE, {}
        return super().matches(scope)


def create_screens(state: State) -> FastAPI:
    """`state` is that of the whole service."""
    screens = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    screens.state = state
    screens.mount("/static", STATIC, name="static")
    for router in ROUTERS:
        screens.include_router(router)
    tell_by_pages(screens)
    return screens
