"""Every screen says who may open it; whoever may not is refused, and what lies outside somebody's stations is not there."""

import re
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from api.authority import Action
from api.authority.allowing import ACTIONS
from api.screens.catalogue import ROUTERS
from api.screens.shell.guarding import Door
from tests.screens.conftest import SignIn
from tests.screens.furnishing import USERS, ids_in

ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
OPENED = {200, 204, 303, 307, 404, 409, 412, 422, 428}
"""What somebody who may open a screen can get by an address that fits nothing in particular."""


def door_of(route: APIRoute) -> Action | None:
    """What the route declares."""
    doors = [depends.dependency for depends in route.dependencies if isinstance(depends.dependency, Door)]
    return doors[0].action if len(doors) == 1 else None


def named(route: APIRoute) -> str:
    """Method and address."""
    return f"{min(route.methods)} {route.path}"


def filled(path: str, ids: dict[str, str]) -> str:
    """The address with ids in it; what it names and nobody knows is called `nothing`."""
    return re.sub(r"\{(\w+?)(?:_id)?(?::\w+)?\}", lambda match: ids.get(match[1], "nothing"), path)


def test_every_screen_declares_what_it_does() -> None:
    assert [named(route) for route in ROUTES if door_of(route) is None] == []


def test_whoever_is_not_signed_in_is_sent_to_sign_in(pages: SignIn, furnished: Path) -> None:
    client = pages("he")
    client.cookies.clear()

    answers = {
        named(route): client.request(min(route.methods), filled(route.path, ids_in(furnished)))
        for route in ROUTES
        if door_of(route) is not Action.OPEN
    }

    reading = {name: answer for name, answer in answers.items() if name.startswith("GET")}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code not in (303, 401)} == {}
    assert all(answer.headers["Location"].startswith("/sign-in") for answer in reading.values())


@pytest.mark.parametrize("user", USERS)
def test_each_role_opens_what_it_may_and_nothing_else(pages: SignIn, furnished: Path, user: str) -> None:
    client = pages(user)
    role = USERS[user][0]
    wrong = {}

    for route in ROUTES:
        action = door_of(route)
        assert action is not None
        if action is Action.OPEN or (min(route.methods), route.path) in UNDOING:
            continue
        status = client.request(min(route.methods), filled(route.path, ids_in(furnished))).status_code
        if (status in OPENED) != (action in ACTIONS[role]) or status >= 500:
            wrong[named(route)] = status

    assert wrong == {}


UNDOING = {("POST", "/preferences/purpose")}
"""What would change how the pages after it are seen."""


def test_a_change_from_a_foreign_page_is_refused_everywhere(pages: SignIn, furnished: Path) -> None:
    client = pages("wei")
    unsafe = [route for route in ROUTES if "GET" not in route.methods]

    for origin in ("https://elsewhere.example", "null"):
        answers = {
            named(route): client.request(
                min(route.methods), filled(route.path, ids_in(furnished)), headers={"Origin": origin}
            ).status_code
            for route in unsafe
        }

        assert set(answers.values()) == {403}, answers


def test_what_lies_outside_the_stations_is_not_there(pages: SignIn, furnished: Path) -> None:
    elsewhere = ids_in(furnished, "wantang")
    client = pages("lu")
    shown = {}

    for route in ROUTES:
        address = filled(route.path, elsewhere)
        if "GET" in route.methods and "{" in route.path and door_of(route) in ACTIONS[USERS["lu"][0]]:
            status = client.get(address).status_code
            if status != 404:
                shown[named(route)] = status

    assert shown == {}
