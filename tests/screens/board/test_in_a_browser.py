"""The board under somebody's hands: dragged by the mouse, worked by the keyboard, solved while one looks on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.screens.board.reading import NEXT_WEEK
from tests.screens.conftest import Open, browsing, listening_service, sign_in
from tests.screens.furnishing import copied


@pytest.fixture(scope="module")
def working(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service with a worker."""
    folder = copied(furnished, tmp_path_factory.mktemp("working") / "service")
    with listening_service(folder, worker=True) as address:
        yield address


def empty_cell(page: Page, row: str) -> str:
    """A selector of the first cell of the row that holds nothing."""
    return f"tr[data-volunteer='{row}'] td[data-date]:not(:has(a))"


def test_a_card_dropped_on_another_cell_is_judged_and_left(signed_in: Open) -> None:
    page = signed_in("qin", f"/board?week={NEXT_WEEK}")
    card = page.locator("a.visit[draggable=true]").first
    row = card.locator("xpath=ancestor::tr").get_attribute("data-volunteer")
    where = card.get_attribute("id")
    assert row is not None
    assert where is not None

    card.drag_to(page.locator(empty_cell(page, row)).first)

    drawer = page.locator("#drawer[open]")
    expect(drawer.get_by_role("heading", name="这样改的结果")).to_be_visible()
    expect(drawer.locator(".moves li")).to_have_count(1)
    drawer.get_by_role("link", name="不改了").click()
    expect(page.locator("#drawer[open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == where


def test_an_unmet_need_is_dropped_on_a_cell(signed_in: Open) -> None:
    page = signed_in("qin", f"/board?week={NEXT_WEEK}", language="en")
    need = page.locator(".shortfall").first

    need.drag_to(page.locator("tr[data-volunteer] td[data-date]").nth(2))

    drawer = page.locator("#drawer[open]")
    expect(drawer.get_by_role("heading", name="What this would do")).to_be_visible()
    expect(drawer.locator(".moves .mark")).to_contain_text("new")


def test_a_visit_is_pinned_and_the_pin_undone_by_the_keyboard_alone(signed_in: Open) -> None:
    page = signed_in("qin", f"/board?week={NEXT_WEEK}")
    first = page.locator("a.visit[draggable=true]").first
    first.focus()
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.id")

    page.keyboard.press("Enter")
    pin = page.locator("#drawer[open]").get_by_role("button", name="固定", exact=True)
    expect(pin).to_be_visible()
    for _ in range(60):
        if page.evaluate("document.activeElement.textContent.trim()") == "固定":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".told")).to_contain_text("已固定")
    assert chosen != first.get_attribute("id")
    assert page.evaluate("document.activeElement.id") == chosen
    expect(page.locator(f"[id='{chosen}'].pinned")).to_have_count(1)
    undo = page.get_by_role("button", name="撤销")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("已撤销")
    expect(page.locator(f"[id='{chosen}'].pinned")).to_have_count(0)


def test_a_solve_is_looked_on_and_ends_with_what_it_changed(browser: Browser, working: str) -> None:
    context = browsing(browser, working)
    page = sign_in(context, "qin")
    page.set_default_timeout(90_000)
    page.goto(f"/board?week={NEXT_WEEK}")

    page.get_by_role("link", name="重新排班").click()
    page.locator("[name=seconds][value='120']").check()
    page.get_by_role("button", name="开始").click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#points")).to_have_text(re.compile(r"^\d+$"), timeout=90_000)
    page.get_by_role("button", name="停止并采用").click()
    page.wait_for_url(re.compile("/diff"), timeout=90_000)
    expect(page.get_by_role("heading", name="有哪些变化")).to_be_visible()
    context.close()


def test_without_scripts_a_visit_is_changed_by_plain_pages(browser: Browser, working: str) -> None:
    context = browser.new_context(base_url=working, java_script_enabled=False, locale="zh-CN")
    page = sign_in(context, "qin")
    page.goto(f"/board?week={NEXT_WEEK}")

    page.locator("a.visit[href*='/change']").first.click()
    page.get_by_role("button", name="固定", exact=True).click()

    expect(page.locator(".told")).to_contain_text("已固定")
    context.close()
