"""Every page, in both languages and sizes: it opens, reads well to machines that read aloud, and asks nothing of other hosts."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Request

from tests.screens.addresses import ADDRESSES
from tests.screens.conftest import browsing, sign_in
from tests.screens.furnishing import ids_in

CHINESE = re.compile(r"[\u3400-\u9fff]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_ALOUD = ("alt", "aria-label", "placeholder", "title", "value")
GRAVE = ["serious", "critical"]
LOOK = """
grave => axe.run({resultTypes: ["violations"]}).then(told => told.violations.filter(one => grave.includes(one.impact)))
"""
"""Of all that is told only this leaves the browser."""


class Words(HTMLParser):
    """Chinese words outside of elements that say that they are Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.languages = ["en"]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        language = (told.get("lang") or self.languages[-1])[:2]
        if language != "zh" and tag not in ("input", "option", "button"):
            self.found += [value for name, value in attrs if name in READ_ALOUD and value and CHINESE.search(value)]
        if tag not in VOID:
            self.languages.append(language)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if self.languages[-1] != "zh" and CHINESE.search(data):
            self.found.append(data.strip())


def chinese_words(html: str) -> list[str]:
    """On an English page."""
    parser = Words()
    parser.feed(html)
    return parser.found


@pytest.fixture(scope="module")
def readers(browser: Browser, service: str) -> Iterator[dict[str, Page]]:
    """A window for each user that opens a page here, signed in once."""
    contexts = {user: browsing(browser, service) for user in set(ADDRESSES.values())}
    yield {user: sign_in(context, user) for user, context in contexts.items()}
    for context in contexts.values():
        context.close()


def grave_faults(page: Page) -> dict[str, list[str]]:
    """What makes a page hard or impossible to use for some, by the rule that is broken."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(LOOK, GRAVE)
    return {one["id"]: [node["html"][:200] for node in one["nodes"][:3]] for one in found}


def reads_well(page: Page, service: str, address: str, language: str) -> None:
    """Asserts it of one page, in large letters if it is Chinese."""
    choices = {"language": language, "size": "large" if language == "zh" else "normal", "purpose": "tests"}
    page.context.add_cookies([{"name": name, "value": value, "url": service} for name, value in choices.items()])
    elsewhere: list[str] = []

    def note(asked: Request) -> None:
        if not asked.url.startswith((service, "data:")):
            elsewhere.append(asked.url)

    page.on("request", note)
    answer = page.goto(address)
    faults = grave_faults(page)
    page.remove_listener("request", note)

    assert answer is not None
    assert answer.status == 200
    assert elsewhere == []
    assert faults == {}
    if language == "en":
        assert chinese_words(answer.text()) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_reads_well(
    readers: dict[str, Page], service: str, furnished: Path, address: str, language: str
) -> None:
    reads_well(readers[ADDRESSES[address]], service, address.format(**ids_in(furnished)), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_call_and_a_volunteers_own_page_read_well(
    readers: dict[str, Page], service: str, furnished: Path, language: str
) -> None:
    asker, origin = readers["qin"].context.request, {"Origin": service}
    call = {"cadre_id": ids_in(furnished)["cadre"], "service": "household", "minutes": 30, "priority": "emergency"}
    match = asker.post("/v1/matches", data=call, headers=origin).json()
    offer = asker.get("/v1/offers?state=pending&limit=1").json()["items"][0]["id"]
    etag = asker.get(f"/v1/offers/{offer}").headers["etag"]
    link = asker.post(f"/v1/offers/{offer}/link", data={}, headers=origin | {"If-Match": etag}).json()

    reads_well(readers["qin"], service, f"/match/{match['id']}", language)
    reads_well(readers["qin"], service, link["page"], language)
