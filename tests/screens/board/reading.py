"""What the tests read off pages of the board."""

import re
from html import unescape
from typing import NamedTuple

from fastapi.testclient import TestClient

NEXT_WEEK = "2026-11-30"
CARD = re.compile(r'data-need="([^"]+)" data-date="([^"]+)" data-time="([^"]+)" data-volunteers="([^"]*)"')


class Card(NamedTuple):
    """A visit that may be changed, as scripts find it."""

    need: str
    date: str
    time: str
    volunteers: tuple[str, ...]


def cards(html: str) -> list[Card]:
    """In the order of the page; a visit of two people stands in two rows."""
    return [Card(need, day, time, tuple(crew.split())) for need, day, time, crew in CARD.findall(html)]


def rows(html: str) -> list[str]:
    """Volunteers in the order of the page."""
    return re.findall(r'<tr data-volunteer="([^"]+)">', html)


def roster_on(html: str) -> str:
    """The id of the roster that a board shows."""
    found = re.search(r"/board/([^/\"]+)/versions", html)
    assert found is not None
    return found[1]


def draft(client: TestClient) -> tuple[str, str]:
    """Next week's board and the id of its roster, which nobody has published."""
    html = client.get(f"/board?week={NEXT_WEEK}").text
    return html, roster_on(html)


def hidden(html: str) -> dict[str, str | list[str]]:
    """What the form that does the change would send."""
    form = html[html.index('<form method="post" action="/board/') :]
    form = form[: form.index("</form>")]
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(unescape(value))
    return {name: values if name in ("volunteers", "shift") else values[-1] for name, values in sent.items()}


def newest(client: TestClient, roster: str) -> int:
    """The number of the newest version, by the page of versions."""
    found = re.search(r'<th scope="row">(\d+)', client.get(f"/board/{roster}/versions").text)
    assert found is not None
    return int(found[1])
