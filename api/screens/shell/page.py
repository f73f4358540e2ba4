"""A page in its frame: who looks at it, in what language and size, and what they were told on the way here."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.authority import Action
from api.authority.allowing import ACTIONS
from api.clock import local_today
from api.errors import Refused
from api.identity.asking import Asker
from api.screens.shell.cookies import remember, remembered
from api.screens.shell.language import language_for
from api.screens.shell.navigation import NAVIGATION
from api.screens.shell.place import keep_choice
from api.screens.shell.rendering import environment
from api.screens.shell.showing import in_zone
from api.web.language import Language
from api.web.service import NOBODY
from matcher.domain import Text

SIZE, TOLD = "size", "told"
SECONDS_TOLD = 60


@dataclass(frozen=True)
class Page:
    """What handlers draw with: `page.show("needs/list.html", needs=…)`, or `page.go("/needs", told=…)` after a change."""

    request: Request
    language: Language

    @property
    def who(self) -> Asker:
        """Who looks at it."""
        who: Asker = getattr(self.request.state, "asker", NOBODY)
        return who

    @property
    def actions(self) -> frozenset[Action]:
        """What their role may do, nothing for who has not been let in; templates offer nothing else."""
        return ACTIONS[self.who.actor.role] if self.who is not NOBODY else frozenset()

    def show(self, template: str, status: int = 200, *, refused: Refused | None = None, **what: Any) -> HTMLResponse:
        """The template drawn; `refused` is told on top of it, and gives the status unless another is said."""
        settings = self.request.app.state.settings
        text = (
            environment(self.language)
            .get_template(template)
            .render(
                page=self,
                path=self.request.url.path,
                here=_here(self.request),
                language=self.language,
                large=remembered(self.request, SIZE) == "large",
                navigation=[entry for entry in NAVIGATION if entry.action in self.actions],
                told=_told(self.request),
                refused=refused,
                today=local_today(settings),
                local=in_zone(settings.timezone),
                Action=Action,
                **what,
            )
        )
        response = HTMLResponse(text, refused.status if refused is not None and status == 200 else status)
        response.headers["Content-Language"] = self.language
        if remembered(self.request, TOLD):
            remember(response, TOLD, "")
        keep_choice(self.request, response)
        return response

    def go(self, address: str, told: Text | None = None) -> RedirectResponse:
        """To another page after a change, where a sentence is told once; it names nobody, since it travels in a cookie."""
        response = RedirectResponse(address, 303)
        if told is not None:
            remember(response, TOLD, f"{told.zh}|{told.en}", SECONDS_TOLD)
        return response


def _told(request: Request) -> Text | None:
    zh, _, en = remembered(request, TOLD).partition("|")
    return Text(en=en, zh=zh) if zh and en else None


def _here(request: Request) -> str:
    """The address of the page itself, for forms that come back to it; after a change, the page that asked for it."""
    if request.method != "GET":
        return request.url.path
    return quote(request.url.path) + (f"?{request.url.query}" if request.url.query else "")


def page_for(request: Request) -> Page:
    """The page that a request asks for."""
    return Page(request, language_for(request))


async def _page(request: Request) -> Page:
    return page_for(request)


Shown = Annotated[Page, Depends(_page)]
