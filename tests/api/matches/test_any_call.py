"""Whatever is called for in the pilots' week: what is taken breaks nothing, and costs what was said."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fastapi.testclient import TestClient

import scenarios
from api import clock
from api.matches import hurrying
from api.rosters.standing import standing
from api.rosters.versions import append, create, find, version
from api.settings import Settings
from api.storage import Database
from api.tables.rosters import Cause
from matcher.audit import audit
from tests.api.conftest import settings_for
from tests.api.rosters.desk import by_hand

PILOTS = scenarios.get("four_pilots").build()
CALLS = 12


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """People travel as they do in the pilots' week."""
    return settings_for(database_url, tmp_path)


def calls(dice: Random) -> dict[str, Any]:
    """Like a need of the week, for any cadre of the same station, on some half-days of it."""
    like = dice.choice(PILOTS.needs)
    station = PILOTS.cadre_by_id[like.cadre].station
    at_home = dice.choice([one for one in PILOTS.cadres if one.station == station])
    windows = dice.sample(like.windows, min(3, len(like.windows)))
    return {
        "cadre_id": at_home.id,
        "service": like.service,
        "minutes": like.minutes,
        "crew": like.crew,
        "priority": dice.choice(["emergency", "high", "normal", "low"]),
        "windows": [one.model_dump(mode="json") for one in windows],
        "qualifications": list(like.qualifications),
    }


def test_what_is_taken_breaks_nothing_and_costs_what_was_said(
    pilots: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database: Database = pilots.app.state.database  # type: ignore[attr-defined]
    sunday = datetime(2026, 11, 22, 20, tzinfo=UTC)
    monkeypatch.setattr(clock, "world_now", lambda: sunday)
    monkeypatch.setattr(hurrying, "SECONDS_FOR_REASONS", 3600)
    with database.writing() as session:
        roster = create(session, PILOTS.week.start, region_id="city").id
        append(session, find(session, roster), by_hand(), cause=Cause.SOLVED)
    dice, taken, disturbing = Random(5), 0, 0

    for _ in range(CALLS):
        asked = pilots.post("/v1/matches", json=calls(dice))
        assert asked.status_code == 201, asked.text
        match = asked.json()
        if not match["options"]:
            assert match["reasons"]
            continue
        option = dice.choice(match["options"])
        chosen = {"volunteers": [one["id"] for one in option["volunteers"]], "start": option["start"]}
        url, headers = f"/v1/matches/{match['id']}/apply", {"If-Match": match["if_match"]}
        assert pilots.post(url, json=chosen, headers=headers).status_code == 201
        with database.reading() as session:
            row = find(session, roster)
            before, now = version(session, row, row.newest - 1).document, standing(session, settings, row)
        without = audit(now.problem, before, now.policy)
        assert now.report.violations == without.violations == ()
        assert now.report.score.total - without.score.total == option["points"]
        taken, disturbing = taken + 1, disturbing + (option["disturbs"] != "nothing")

    assert taken >= CALLS / 2
    assert disturbing
