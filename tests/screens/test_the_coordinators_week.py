"""A coordinator's week on the pages, from an empty week to the report, with the worker that solves: by mouse in Chinese, and by
the keyboard alone in English."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.screens.confirmations.test_in_a_browser import replaceable
from tests.screens.conftest import browsing, listening_service, sign_in
from tests.screens.furnishing import MONDAY, copied

NEW_WEEK = MONDAY + timedelta(days=14)
STEPS_TO_ANYTHING = 400
"""Presses of the tabulator after which a page has been gone through."""
SOLVING, PUBLISHING = 90_000, 30_000
"""Milliseconds that a solve of half a minute may take, and a week to be published, on a machine that is busy."""

Press = Callable[[Locator], None]


def by_mouse(target: Locator) -> None:
    """Clicked."""
    target.click()


def by_keyboard(target: Locator) -> None:
    """Gone to by the tabulator, and pressed."""
    reach(target)
    target.page.keyboard.press("Enter")


def reach(target: Locator) -> None:
    """By the tabulator alone."""
    target.wait_for()
    for _ in range(STEPS_TO_ANYTHING):
        if target.evaluate("one => one === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator never comes to {target}")


def write(target: Locator, words: str, press: Press) -> None:
    """Typed into a field."""
    if press is by_mouse:
        target.fill(words)
    else:
        reach(target)
        target.page.keyboard.type(words)


def solved(page: Page, press: Press) -> None:
    """Looked on until it ends, then on to the board with it."""
    page.wait_for_url(re.compile("/diff"), timeout=SOLVING)
    press(page.locator("main a.button.primary").first)


@pytest.mark.parametrize("press", [by_mouse, by_keyboard])
def test_a_solve_is_stopped_at_a_press(browser: Browser, furnished: Path, tmp_path: Path, press: Press) -> None:
    with listening_service(copied(furnished, tmp_path / "service")) as address:  # nobody works: it is stopped in time
        page = sign_in(browsing(browser, address), "qin")
        page.goto(f"/board?place=region:city&week={NEW_WEEK}")
        press(page.locator("button[name=begin][value=solve]"))
        expect(page.locator("#state")).to_have_text("排队中")

        press(page.locator("form[action*='/solving/'] button"))

        expect(page.locator("#state")).to_have_text("开始前已停止")
        page.context.close()


@pytest.mark.parametrize(("language", "press"), [("zh", by_mouse), ("en", by_keyboard)])
def test_a_week_from_nothing_to_the_report(
    browser: Browser, furnished: Path, tmp_path: Path, language: str, press: Press
) -> None:
    with listening_service(copied(furnished, tmp_path / "service"), worker=True) as address:
        context = browsing(browser, address)
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        page = sign_in(context, "qin")
        page.set_default_timeout(30_000)

        # a week that nobody has planned: made, looked on, taken
        page.goto(f"/board?place=region:city&week={NEW_WEEK}")
        press(page.locator("button[name=begin][value=solve]"))
        solved(page, press)
        expect(page.locator("a.visit").first).to_be_visible()
        expect(page.locator(".shortfall").first).to_be_visible()

        # a visit is pinned, and stays so when the rest is solved again
        card = page.locator("a.visit[draggable=true]").first
        where = card.get_attribute("id")
        press(card)
        press(page.locator("#drawer[open] form:has(input[value=pin]) button"))
        expect(page.locator(f"[id='{where}'].pinned")).to_have_count(1)
        press(page.locator("a[href$='/solve']"))
        press(page.locator("form[action$='/solve'] button.primary"))
        solved(page, press)
        expect(page.locator(f"[id='{where}'].pinned")).to_have_count(1)

        # published
        press(page.locator("a[href$='/publish']"))
        press(page.locator("form[action$='/publish'] button.primary"))
        expect(page.locator("main textarea").first).to_be_visible(timeout=PUBLISHING)

        # this week: somebody declines on the telephone, somebody else comes
        visit = replaceable(page)
        page.goto(f"/confirmations/offers/{visit['offers'][0]['id']}")
        write(page.locator("[name=reason]"), "感冒", press)
        press(page.locator("form:has([name=reason]) button"))
        page.wait_for_url(f"**/confirmations/visits/{visit['id']}")
        press(page.locator("form[action$='/replacement'] button").first)
        expect(page.locator(".told")).to_be_visible()

        # what is over goes into the ledger, and the cadre is asked
        page.goto("/ledger?place=station:liuxing")
        press(page.locator("a.button[href^='/ledger/visits/']").first)
        write(page.locator("[name=place]"), "家中", press)
        write(page.locator("[name=content]"), "打扫卫生", press)
        press(page.locator("form.elements button.primary"))
        expect(page.locator("form[action$='/feedback']")).to_be_visible()
        face = page.locator("form[action$='/feedback'] [name=face][value='3']")
        face.check() if press is by_mouse else (reach_group(face), page.keyboard.press("Space"))
        press(page.locator("form[action$='/feedback'] button.primary"))
        expect(page.locator(".told")).to_be_visible()

        # and all of it is in the report
        page.goto(f"/reports/coverage?from={MONDAY}&until={MONDAY + timedelta(days=6)}")
        expect(page.locator("main table").first).to_be_visible()
        context.close()


def reach_group(radio: Locator) -> None:
    """The tabulator comes to the first of a group that has none chosen; arrows go on from there."""
    name = radio.get_attribute("name")
    first = radio.page.locator(
        f"form:has([name='{name}'][value='{radio.get_attribute('value')}']) [name='{name}']"
    ).first
    reach(first)
    for _ in range(10):
        if radio.evaluate("one => one === document.activeElement"):
            return
        radio.page.keyboard.press("ArrowDown")
    raise AssertionError("the arrows never come to it")
