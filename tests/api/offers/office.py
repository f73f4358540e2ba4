"""An office with a tiny week: it publishes, remembers the addresses that it was told, and enters what people say.

All live at the same place, so that nobody is ever on the way. Volunteers v1 to v4 come from 8 to 12 on Monday to Wednesday.
n1 of c1 wants two visits of an hour in these times, n2 of c2 one on Tuesday by a crew of two, n3 of c3 one on Monday.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from api.demo import fill
from api.rosters.versions import append, create, find
from api.storage import Database
from api.tables.rosters import Cause
from matcher.domain import Roster
from tests.building import MONDAY, need, problem, roster, visit, volunteer, windows

DAYS = range(3)
WEEK = problem(
    [
        need("n1", of="c1", visits=2, windows=windows("08:00", "12:00", DAYS)),
        need("n2", of="c2", crew=2, windows=windows("08:00", "12:00", [1])),
        need("n3", of="c3", windows=windows("08:00", "12:00", [0])),
    ],
    [volunteer(f"v{k}", availability=windows("08:00", "12:00", DAYS)) for k in range(1, 5)],
)
ROSTER = roster(
    visit("n1", "09:00", "v1"),
    visit("n1", "09:00", "v1", day=2),
    visit("n2", "09:00", "v1", "v2", day=1),
    visit("n3", "10:30", "v2"),
)
"""On Monday v1 at nine and v2 at half past ten, on Tuesday both at nine, on Wednesday v1 at nine."""

FRIDAY_BEFORE = datetime(2026, 11, 20, 15)
SHANGHAI = timedelta(hours=8)
"""Ahead of world time, all the year round."""

SetClock = Callable[[datetime], None]


def day(number: int) -> str:
    """A date of the usual week counted from Monday."""
    return f"{MONDAY + timedelta(days=number)}"


def world_time(local: datetime) -> datetime:
    """The moment at which clocks there show it."""
    return (local - SHANGHAI).replace(tzinfo=UTC)


class Office:
    """One roster over HTTP."""

    def __init__(
        self, client: TestClient, document: Roster = ROSTER, *, filled: bool = False, monday: date = MONDAY
    ) -> None:
        self.client, self.monday = client, monday
        self.links: dict[tuple[str, str, str], str] = {}
        self.last_publication: dict[str, Any] = {}
        with self.database.writing() as session:
            if not filled:
                fill(session, WEEK)
            made = create(session, monday, region_id="city")
            append(session, made, document, cause=Cause.SOLVED)
        self.id = made.id

    @property
    def database(self) -> Database:
        """Behind the service."""
        found: Database = self.client.app.state.database  # type: ignore[attr-defined]
        return found

    def day(self, number: int) -> str:
        """A date counted from its Monday."""
        return f"{self.monday + timedelta(days=number)}"

    @property
    def etag(self) -> str:
        """The roster's, as it is now."""
        return self.client.get(f"/v1/rosters/{self.id}").headers["ETag"]

    @property
    def roster(self) -> dict[str, Any]:
        """As the world sees it."""
        found: dict[str, Any] = self.client.get(f"/v1/rosters/{self.id}").json()
        return found

    def documents(self) -> dict[int, dict[str, Any]]:
        """All versions by number."""
        numbers = [one["number"] for one in self.client.get(f"/v1/rosters/{self.id}/versions").json()]
        return {number: self.client.get(f"/v1/rosters/{self.id}/versions/{number}").json() for number in numbers}

    def publish(self, *, check: bool = False) -> Response:
        """The newest version, or what that would change."""
        answer = self.client.post(
            f"/v1/rosters/{self.id}/publish", headers={"If-Match": self.etag}, params={"check": check}
        )
        return answer if check else self._remembered(answer)

    def edit(self, *steps: dict[str, Any]) -> Response:
        """Steps of an edit."""
        return self.client.post(f"/v1/rosters/{self.id}/edits", json={"steps": steps}, headers={"If-Match": self.etag})

    def write(self, document: Roster) -> None:
        """A version that nobody judged."""
        with self.database.writing() as session:
            append(session, find(session, self.id, for_change=True), document, cause=Cause.IMPORTED)

    def visits(self, **query: Any) -> list[dict[str, Any]]:
        """Published visits."""
        query = {"roster": self.id} | query
        found: list[dict[str, Any]] = self.client.get("/v1/visits", params=query).json()["items"]
        return found

    def visit(self, need: str, number: int) -> dict[str, Any]:
        """The visit of a need on a date counted from Monday."""
        return next(one for one in self.visits() if (one["need"], one["day"]) == (need, self.day(number)))

    def offers(self, **query: Any) -> list[dict[str, Any]]:
        """Of the confirmation board."""
        query = {"roster": self.id} | query
        found: list[dict[str, Any]] = self.client.get("/v1/offers", params=query).json()["items"]
        return found

    def offer(self, need: str, number: int, volunteer: str) -> dict[str, Any]:
        """The current one of a visit to a volunteer."""
        return next(one for one in self.visit(need, number)["offers"] if one["volunteer"] == volunteer)

    def link(self, need: str, number: int, volunteer: str) -> str:
        """The address that was told last."""
        return self.links[need, self.day(number), volunteer]

    def answer(self, need: str, number: int, volunteer: str, answer: str, **more: Any) -> Response:
        """By the volunteer's link."""
        reason = {"reason": "临时有事"} if answer == "declined" else {}
        return self.client.post(f"{self.link(need, number, volunteer)}/answer", json={"answer": answer} | reason | more)

    def answer_for(self, need: str, number: int, volunteer: str, answer: str, **more: Any) -> Response:
        """Entered by staff."""
        offer = self.offer(need, number, volunteer)
        reason = {"reason": "生病"} if answer == "declined" else {}
        return self.client.post(
            f"/v1/offers/{offer['id']}/answer",
            json={"answer": answer, "by": "王敏"} | reason | more,
            headers={"If-Match": f'"{offer["version"]}"'},
        )

    def replace(self, visit: dict[str, Any], volunteers: list[str], start: str, **more: Any) -> Response:
        """Other people, or another start."""
        answer = self.client.post(
            f"/v1/visits/{visit['id']}/replacement",
            json={"volunteers": volunteers, "start": start, "by": "王敏"} | more,
            headers={"If-Match": self.etag},
        )
        return self._remembered(answer)

    def cancel(self, visit: dict[str, Any], **more: Any) -> Response:
        """Called off."""
        return self.client.post(
            f"/v1/visits/{visit['id']}/cancellation",
            json={"reason": "住院", "by": "王敏"} | more,
            headers={"If-Match": f'"{visit["version"]}"'},
        )

    def drop_out(self, volunteer: str, since: str, until: str) -> Response:
        """For a time."""
        return self.client.post(
            f"/v1/volunteers/{volunteer}/drop-out",
            json={"from": since, "until": until, "reason": "生病", "by": "王敏"},
        )

    def _remembered(self, answer: Response) -> Response:
        if answer.is_success:
            self.last_publication = answer.json()
            visits = {one["id"]: one for one in self.visits()}
            for link in self.last_publication["links"]:
                visit = visits[link["visit"]]
                self.links[visit["need"], visit["day"], link["volunteer"]] = link["link"]
        return answer
