"""How long a coordinator waits for the judgement of an edit, and for its storing, on a station's week of 250 visits.

python -m benchmarks.edits [--times 20]
"""

import argparse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from httpx2 import Response

import scenarios
from api.application import create_app
from api.demo import fill
from api.rosters.versions import append, create
from api.settings import Settings
from api.tables.rosters import Cause
from matcher.domain import Roster, Visit
from scenarios.generation.placement import placed_by_hand
from tests.api.conftest import client_of

WEEK = scenarios.get("station_week").build()


def by_hand() -> Roster:
    """A roster without a solve: what is measured does not depend on how good it is."""
    minutes = {need.id: timedelta(minutes=need.minutes) for need in WEEK.needs}
    return Roster(
        visits=[
            Visit(need=one.need, start=one.start, end=one.start + minutes[one.need], volunteers=one.volunteers)
            for one in placed_by_hand(WEEK)
        ]
    )


def measure(name: str, times: int, ask: Callable[[], Response]) -> None:
    """Prints one row."""
    ask()
    busy, waits = process_time(), []
    for _ in range(times):
        begun = perf_counter()
        status = ask().status_code
        waits.append(1000 * (perf_counter() - begun))
    cpu = 1000 * (process_time() - busy) / times
    print(f"{name:<30}{status:>6}{median(waits):>10.0f}{max(waits):>8.0f}{cpu:>8.0f}")


def main() -> None:
    """Prints the table: milliseconds of waiting, and of one processor's work."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    roster = by_hand()
    with TemporaryDirectory() as folder:
        app = create_app(Settings(database_url=f"sqlite:///{Path(folder) / 'service.sqlite'}", worker=False))
        with client_of(app) as client:
            with app.state.database.writing() as session:
                fill(session, WEEK)
                row = create(session, WEEK.week.start, region_id="city")
                append(session, row, roster, cause=Cause.SOLVED)
            visit = roster.visits[len(roster.visits) // 2]
            place = {"need": visit.need, "date": f"{visit.start.date()}"}

            def edit(step: dict[str, Any], **query: Any) -> Response:
                url, body = f"/v1/rosters/{row.id}/edits", {"steps": [step | place]}
                return client.post(url, json=body, headers={"If-Match": "*"}, params=query)

            print(f"{len(WEEK.volunteers)} volunteers, {len(roster.visits)} visits")
            print(f"{'':<30}{'status':>6}{'median':>10}{'worst':>8}{'cpu':>8}")
            clash = {"do": "move", "start": f"{visit.start.date()}T06:00"}
            measure("check a clash", times, lambda: edit(clash, check=True))
            measure("check a removal", times, lambda: edit({"do": "remove"}, check=True))
            measure("a clash, refused", times, lambda: edit(clash))
            measure("a pin, stored", times, lambda: edit({"do": "pin"}))


if __name__ == "__main__":
    main()
