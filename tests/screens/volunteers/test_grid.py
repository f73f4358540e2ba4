"""The grid of half hours in a browser: it draws the lines and fills them in, by mouse and by keyboard."""

from playwright.sync_api import Page, expect

from tests.screens.conftest import Open

ADDRESS = "/volunteers/liuxing-v01/availability"


def cleared(page: Page) -> None:
    """No times at all."""
    for field in page.locator("input[type=time]").all():
        field.fill("")


def lines(page: Page, day: int) -> list[tuple[str, str]]:
    """From and to, of a weekday."""
    starts, ends = (page.locator(f"input[name='at.{day}.{part}']").all() for part in ("start", "end"))
    both = [(start.input_value(), end.input_value()) for start, end in zip(starts, ends, strict=True)]
    return [line for line in both if any(line)]


def test_half_hours_marked_by_the_keyboard_become_one_line(signed_in: Open) -> None:
    page = signed_in("lu", ADDRESS)
    cleared(page)

    page.locator("#grid td[role=gridcell]").first.focus()
    page.keyboard.press("ArrowDown")  # Tuesday, 6:00
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")

    assert lines(page, 1) == [("06:30", "08:00")]


def test_typed_times_are_drawn_and_clicks_split_them(signed_in: Open) -> None:
    page = signed_in("lu", ADDRESS, language="en")
    cleared(page)
    page.locator("input[name='at.4.start']").first.fill("09:00")
    page.locator("input[name='at.4.end']").first.fill("10:30")
    page.locator("input[name='at.4.end']").first.press("Tab")

    cells = page.locator("#grid tbody tr").nth(4).locator("td")
    expect(cells.nth(6)).to_have_attribute("aria-selected", "true")  # 9:00 is the seventh half hour after 6:00
    expect(cells.nth(9)).to_have_attribute("aria-selected", "false")
    cells.nth(7).click()
    page.get_by_role("button", name="Keep").click()

    page.goto(ADDRESS)
    assert lines(page, 4) == [("09:00", "09:30"), ("10:00", "10:30")]
