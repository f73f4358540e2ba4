"""Every screen declares what it does, as routes of the API do; why people's data are shown whole is told once for a while."""

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request

from api.authority import Action
from api.authority.allowing import allow
from api.identity.asking import asker
from api.identity.guarding import Guard
from api.screens.shell.purpose import purpose_of


@dataclass(frozen=True)
class Door:
    """Callable as a dependency; the tests read `action` off every screen."""

    action: Action

    def __call__(self, request: Request) -> None:
        """Raises NotSignedIn or Forbidden; a purpose that was told before counts as long as the role may reveal at all."""
        purpose = purpose_of(request)
        if purpose and self.action is not Action.OPEN:
            who = asker(request, request.app.state.database)
            purpose = purpose if allow(who.actor, Action.REVEAL) else ""
        Guard(self.action)(request, purpose)


def opens(action: Action) -> list[Any]:
    """What a screen declares: `dependencies=opens(Action.LOOK)`."""
    return [Depends(Door(action))]
