"""How long a coordinator waits for the board of a station's week, and for the judgement of a card that they drop, in a browser.

python -m benchmarks.board [--times 10]
"""

import argparse
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page

from api.authority import Role
from api.demo import fill
from api.demo.filling import CITY
from api.identity.users import make_user
from api.opening import open_database
from api.rosters.versions import append, create
from api.tables.identity import UserFields
from api.tables.rosters import Cause
from matcher.domain import Problem, Roster, Visit
from scenarios.generation.calendar import Calendar
from scenarios.generation.people import Circumstances
from scenarios.generation.placement import placed_by_hand
from scenarios.generation.places import PILOTS
from scenarios.generation.weeks import Shape, community, week_of
from tests.browser import chromium
from tests.screens.conftest import browsing, listening_service, sign_in
from tests.screens.furnishing import PASSWORD, settings_in

VOLUNTEERS, VISITS, WANTED = 60, 420, 640
"""So many are wanted that so many stand, placed by hand."""


def week() -> Problem:
    """A busy station."""
    calendar = Calendar()
    shape = Shape(VOLUNTEERS, cadres=250, visits=WANTED, circumstances=Circumstances(windows=(0, 0, 1), own_limits=0))
    return week_of([community(PILOTS[0], shape, calendar, Random(7))], calendar)


def by_hand(problem: Problem) -> Roster:
    """A roster without a solve: what is measured does not depend on how good it is."""
    minutes = {need.id: timedelta(minutes=need.minutes) for need in problem.needs}
    placed = placed_by_hand(problem)[:VISITS]
    return Roster(
        visits=[
            Visit(need=one.need, start=one.start, end=one.start + minutes[one.need], volunteers=one.volunteers)
            for one in placed
        ]
    )


def furnish(folder: Path) -> tuple[Problem, Roster]:
    """A service with that week as a draft, and a coordinator."""
    problem = week()
    roster = by_hand(problem)
    database = open_database(settings_in(folder))
    with database.writing() as session:
        fill(session, problem)
        row = create(session, problem.week.start, region_id=CITY)
        append(session, row, roster, cause=Cause.SOLVED)
        make_user(session, UserFields(username="qin", name="qin", role=Role.COORDINATOR, region_id=CITY), PASSWORD)
    database.close()
    return problem, roster


def opened(page: Page, address: str) -> float:
    """Milliseconds from asking for the board to its cards being there and its script having run."""
    begun = perf_counter()
    page.goto(address, wait_until="load")
    page.wait_for_function("document.querySelectorAll('a.visit').length > 0")
    return 1000 * (perf_counter() - begun)


def dropped(page: Page, number: int) -> float:
    """Milliseconds from dropping a card to its judgement being there, as the page itself counts them."""
    waited: float = page.evaluate(
        """number => new Promise(resolve => {
          const cards = document.querySelectorAll('a.visit[draggable=true]');
          const card = cards[(number * 37) % cards.length];
          const cells = card.closest('tr').querySelectorAll('td[data-date]');
          const cell = [...cells].find(one => one !== card.closest('td'));
          const data = new DataTransfer();
          const told = () => ({bubbles: true, cancelable: true, dataTransfer: data});
          const drawn = document.getElementById('drawn');
          new MutationObserver((_, watch) => {
            if (drawn.querySelector('#drawn-content')) { watch.disconnect(); resolve(performance.now() - begun); }
          }).observe(drawn, {childList: true});
          card.dispatchEvent(new DragEvent('dragstart', told()));
          cell.dispatchEvent(new DragEvent('dragover', told()));
          const begun = performance.now();
          cell.dispatchEvent(new DragEvent('drop', told()));
          card.dispatchEvent(new DragEvent('dragend', told()));
        })""",
        number,
    )
    page.locator("#drawer [data-leaves]").last.click()
    page.evaluate("document.getElementById('drawn').replaceChildren()")
    return waited


def main() -> None:
    """Prints medians and the worst."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    with TemporaryDirectory() as folder:
        problem, roster = furnish(Path(folder))
        with listening_service(Path(folder)) as service, chromium() as browser:
            page = sign_in(browsing(browser, service), "qin")
            address = f"/board?week={problem.week.start}"
            cards = page.goto(address) and page.locator("a.visit").count()
            print(f"{len(problem.volunteers)} volunteers, {len(roster.visits)} visits, {cards} cards on the first page")
            for name, waits in (
                ("board", [opened(page, address) for _ in range(times)]),
                ("drop", [dropped(page, number) for number in range(times)]),
            ):
                print(f"{name:<8} median {median(waits):6.0f} ms   worst {max(waits):6.0f} ms")


if __name__ == "__main__":
    main()
