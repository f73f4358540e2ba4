"""A coordinator at work on one roster over HTTP: remembers the ETag, and knows the visits by need."""

from datetime import timedelta
from functools import cache
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

import scenarios
from api.rosters.versions import append, create
from api.storage import Database
from api.tables.rosters import Cause
from matcher.domain import Problem, Roster, Visit
from scenarios.generation.placement import placed_by_hand

PILOTS = scenarios.get("four_pilots").build()


@cache
def by_hand(problem: Problem = PILOTS) -> Roster:
    """A clean roster in which a good part of the needs is unmet."""
    minutes = {need.id: timedelta(minutes=need.minutes) for need in problem.needs}
    return Roster(
        visits=tuple(
            Visit(need=one.need, start=one.start, end=one.start + minutes[one.need], volunteers=one.volunteers)
            for one in placed_by_hand(problem)
        )
    )


class Desk:
    """The roster of the four pilots' week, as it was written by hand."""

    def __init__(self, client: TestClient, start: Roster | None = None) -> None:
        self.client = client
        with self.database.writing() as session:
            roster = create(session, PILOTS.week.start, region_id="city")
            append(session, roster, start or by_hand(), cause=Cause.SOLVED)
        self.id = roster.id
        self.etag = self.read("").headers["ETag"]

    @property
    def database(self) -> Database:
        """Behind the service."""
        found: Database = self.client.app.state.database  # type: ignore[attr-defined]
        return found

    def read(self, what: str, **query: Any) -> Response:
        """Of the roster, or something below it."""
        return self.client.get(f"/v1/rosters/{self.id}{what}", params=query)

    @property
    def visits(self) -> list[dict[str, Any]]:
        """Of the newest version."""
        found: list[dict[str, Any]] = self.read("").json()["document"]["visits"]
        return found

    def visit(self, need: str, day: str | None = None) -> dict[str, Any]:
        """The visit of a need, on that date if one is named."""
        return next(one for one in self.visits if one["need"] == need and one["start"].startswith(day or ""))

    @property
    def causes(self) -> list[str]:
        """Why there are versions, the first first."""
        return [one["cause"] for one in reversed(self.read("/versions").json())]

    def edit(self, *steps: dict[str, Any], check: bool = False, **body: Any) -> Response:
        """Takes the steps, or tells what they would do."""
        return self._change("edits", {"steps": steps} | body, check)

    def undo(self, check: bool = False) -> Response:
        """One step back."""
        return self._change("undo", {}, check)

    def redo(self, check: bool = False) -> Response:
        """One step forward."""
        return self._change("redo", {}, check)

    def _change(self, what: str, body: dict[str, Any], check: bool) -> Response:
        response = self.client.post(
            f"/v1/rosters/{self.id}/{what}",
            json=body,
            headers={"If-Match": self.etag},
            params={"check": True} if check else {},
        )
        if response.is_success:
            self.etag = response.headers["ETag"]
        return response


def on(visit: dict[str, Any]) -> dict[str, Any]:
    """How a step names a visit."""
    return {"need": visit["need"], "date": visit["start"][:10]}


def earlier(visit: dict[str, Any], minutes: int) -> str:
    """Its start so many minutes before, as the contract writes it."""
    return f"{Visit.model_validate(visit).start - timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"


def clash(desk: Desk) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two visits of one volunteer on one date: the second of them cannot begin with the first."""
    visits = desk.visits
    return next(
        (one, other)
        for one in visits
        for other in visits
        if one["volunteers"] == other["volunteers"] and one["start"][:10] == other["start"][:10]
        if one["start"] < other["start"]
    )
