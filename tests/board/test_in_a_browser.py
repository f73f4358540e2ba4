"""In a browser the page asks for nothing, cuts nothing off, and prints on A4 landscape, every sheet under its station's name."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import scenarios
from matcher.board import write_html
from matcher.domain import Problem, Roster
from tests.board.weeks import by_hand, harmful, pilots
from tests.browser import needs
from tests.building import cadre, need, problem, roster, visit, volunteer, window

PDFTOTEXT = Path("/usr/bin/pdftotext")

A4_LANDSCAPE = (842, 595)
"""In points, to whole ones."""

PRINTED_WIDTH = 1062
"""A4 landscape less the page's margins, 297 − 2 · 8 mm, in pixels of 1/96 inch."""

Hang = Callable[[Problem, Roster], Page]

OVERFLOWING = """() => [...document.querySelectorAll("th, td, .grid li, .grid li p, h1, h2, caption, .figures li, footer")]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && getComputedStyle(one).display !== "inline")
    .map(one => one.textContent.trim().slice(0, 60))"""

OVERLAPPING = """() => [...document.querySelectorAll(".grid td, .grid thead th")].flatMap(cell => {
    const frame = cell.getBoundingClientRect();
    return [...cell.querySelectorAll("span, time, p")].filter(one => !one.closest(".unseen")).filter(one => {
        const box = one.getBoundingClientRect();
        return box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 1;
    }).map(one => one.textContent.trim().slice(0, 60));
})"""


@pytest.fixture
def hang(browser: Browser, tmp_path: Path) -> Iterator[Hang]:
    """Writes a page and opens it as it would be printed; scripts are off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": PRINTED_WIDTH, "height": 800})

    def opened(week: Problem, made: Roster) -> Page:
        write_html(week, made, tmp_path / "roster.html")
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto((tmp_path / "roster.html").as_uri())
        return page

    yield opened
    context.close()


def busy_station() -> tuple[Problem, Roster]:
    week = scenarios.get("station_week").build("normal")
    return week, by_hand(week)


def week_of(days: int) -> tuple[Problem, Roster]:
    """On every date, two visits of one volunteer, who has a partner."""
    morning = [window(day=day) for day in range(days)]
    two = [need("n1", crew=2, windows=morning), need("n2", of="c2", service="emotional", windows=morning)]
    people = [volunteer("v1").revised(name="示例-罗同学-05"), volunteer("v2").revised(name="示例-韦师傅-04")]
    cadres = [cadre("c1").revised(name="示例-柳星-001"), cadre("c2").revised(name="示例-柳星-002")]
    visits = [visit("n1", "08:30", "v1", "v2", day=day) for day in range(days)]
    visits += [visit("n2", "10:15", "v1", day=day) for day in range(days)]
    return problem(two, people, cadres, days=days), roster(*visits)


def sheets(page: Page, tmp_path: Path) -> list[str]:
    """The texts of the printed sheets."""
    needs(PDFTOTEXT)
    path = tmp_path / "roster.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    said = subprocess.run(
        [PDFTOTEXT, "-layout", path, "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    return said.split("\f")[:-1]


def test_the_page_is_the_only_thing_that_is_asked_for(browser: Browser, tmp_path: Path):
    write_html(*harmful(), tmp_path / "roster.html")
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("console", lambda message: said.append(message.text))

    page.goto((tmp_path / "roster.html").as_uri(), wait_until="networkidle")

    assert asked == [(tmp_path / "roster.html").as_uri()]
    assert said == []
    page.close()


@pytest.mark.parametrize(
    "week", [pilots, busy_station, harmful, *(lambda days=days: week_of(days) for days in (1, 2, 3, 5, 7))]
)
def test_nothing_is_cut_off_and_nothing_overlaps_on_paper(browser: Browser, tmp_path: Path, week):
    write_html(*week(), tmp_path / "roster.html")
    page = browser.new_page(viewport={"width": PRINTED_WIDTH, "height": 800})
    page.emulate_media(media="print")

    page.goto((tmp_path / "roster.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= PRINTED_WIDTH
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(OVERLAPPING) == []
    page.close()


@pytest.mark.parametrize("width", [390, 800, 1280, 1340, 1920])
def test_on_no_screen_the_page_moves_sideways_or_is_cut_off(browser: Browser, tmp_path: Path, width: int):
    write_html(*pilots(), tmp_path / "roster.html")
    page = browser.new_page(viewport={"width": width, "height": 800})

    page.goto((tmp_path / "roster.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(OVERLAPPING) == []
    page.close()


def test_on_paper_times_and_dates_are_large_and_nothing_is_smaller_than_nine_points(browser: Browser, tmp_path: Path):
    write_html(*pilots(), tmp_path / "roster.html")
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto((tmp_path / "roster.html").as_uri())

    def points(selector: str) -> list[float]:
        sizes = "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) * 72 / 96)"
        return page.eval_on_selector_all(selector, sizes)

    assert min(points(".grid thead b")) >= 16
    assert min(points(".grid .time time")) >= 14
    assert min(points(".grid .cadre, .grid .who, .by-date tbody th, .by-date .name, .unmet p > .zh")) >= 10
    assert min(points("p, td, th, li, span:not(.unseen span), time, caption")) >= 9
    page.close()


def test_it_prints_on_a4_landscape_and_every_station_begins_a_sheet(hang: Hang, tmp_path: Path):
    week, made = pilots()

    written = hang(week, made).pdf(prefer_css_page_size=True)

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", written)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4_LANDSCAPE}
    assert len(boxes) >= 2 + len(week.stations)


def test_every_sheet_tells_its_station_its_week_its_policy_and_its_number(hang: Hang, tmp_path: Path):
    week, made = pilots()

    printed = sheets(hang(week, made), tmp_path)

    feet = [" ".join(sheet.split()[-40:]) for sheet in printed]
    for number, foot in enumerate(feet, start=1):
        assert "2026年11月23日—29日 · 23–29 Nov 2026" in foot
        assert "策略 policy default · 种子 seed 0 · 差距 gap ≤ 25.0%" in foot
        assert foot.endswith(f"{number} / {len(printed)}")
    owners = [next((one.name for one in week.stations if f"{one.name} · 2026年" in foot), None) for foot in feet]
    assert list(dict.fromkeys(owners)) == [None, *(one.name for one in week.stations)]


def test_a_station_of_sixty_repeats_the_dates_on_every_sheet_of_its_grid(hang: Hang, tmp_path: Path):
    printed = sheets(hang(*busy_station()), tmp_path)

    grids = [sheet for sheet in printed if "路上" not in sheet and "志愿者 Volunteer" in sheet]
    assert len(grids) > 5
    for sheet in grids:
        assert [f"11月{day}日" in sheet for day in range(23, 30)] == [True] * 7


def test_a_list_by_date_repeats_its_date_on_every_sheet(hang: Hang, tmp_path: Path):
    printed = sheets(hang(*busy_station()), tmp_path)

    first = next(number for number, sheet in enumerate(printed) if "按日期" in sheet)
    last = next(number for number, sheet in enumerate(printed) if "未满足的需求与原因" in sheet)
    for sheet in printed[first:last]:
        before_any_visit = re.split(r"\d\d:\d\d–\d\d:\d\d", sheet)[0]
        assert len(re.findall(r"11月\d\d日（周.）", before_any_visit)) == 2
