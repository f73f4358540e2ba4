"""A coordinator's week over HTTP, from the Excel file to the report, with the real process that solves, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

import api.clock
from api.application import create_app
from benchmarks.served import until
from tests.api.conftest import BACKENDS, client_of, fill_pilots, new_database, settings_for

MONDAY = "2026-11-23"
FRIDAY_BEFORE, TUESDAY = datetime(2026, 11, 20, 9), datetime(2026, 11, 24, 10)
SHANGHAI = timedelta(hours=8)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    """The four pilots' stations, people and needs, as another office exported them."""
    settings = settings_for(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}", tmp_path)
    with client_of(create_app(settings)) as elsewhere:
        fill_pilots(elsewhere)
        return elsewhere.get("/v1/exports/all.xlsx").content


@pytest.fixture(params=BACKENDS)
def city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a service of its own, whose worker is a process of its own; there are regions and nothing else."""
    with new_database(request, tmp_path) as url:
        settings = settings_for(url, tmp_path).model_copy(update={"worker": True})
        with client_of(create_app(settings)) as client:
            made = client.post("/v1/regions", json={"name": "柳州市", "kind": "city"}).json()
            for district in ("柳北区", "城中区", "鱼峰区", "柳南区"):
                client.post("/v1/regions", json={"name": district, "kind": "district", "parent_id": made["id"]})
            client.headers["X-City"] = made["id"]
            yield client


class Coordinator:
    """Looks before each change, and sends what was seen along with it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.roster = ""

    def get(self, path: str) -> Any:
        """What is at an address."""
        found = self.client.get(path)
        assert found.status_code == 200, found.text
        return found.json()

    def post(self, path: str, body: Any = None, seen: str | None = None, **more: Any) -> Response:
        """A change; `seen` is the address whose ETag it names."""
        headers = {"If-Match": self.client.get(seen).headers["ETag"]} if seen is not None else {}
        return self.client.post(path, json=body, headers=headers, **more)

    def done(self, path: str, body: Any = None, seen: str | None = None) -> Any:
        """A change that is taken."""
        answer = self.post(path, {} if body is None else body, seen)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def document(self) -> dict[str, Any]:
        """The roster as it stands."""
        found: dict[str, Any] = self.get(self.roster)["document"]
        return found

    def job(self, what: str, stop: bool = False, **wanted: Any) -> dict[str, Any]:
        """A solve or re-plan from question to end."""
        address = f"/v1/jobs/{self.done(f'{self.roster}/{what}', wanted, self.roster)['id']}"
        if stop:
            until(lambda: self.get(address)["points"] is not None)
            self.client.delete(address)
        until(lambda: self.get(address)["state"] in ("done", "failed", "superseded"))
        ended: dict[str, Any] = self.get(address)
        assert ended["state"] == "done", ended
        return ended


def set_clock(monkeypatch: pytest.MonkeyPatch, local: datetime) -> None:
    """Clocks in Liuzhou show this time."""
    monkeypatch.setattr(api.clock, "world_now", lambda: (local - SHANGHAI).replace(tzinfo=UTC))


def test_a_week_from_the_excel_file_to_the_report(
    city: TestClient, workbook: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei = Coordinator(city)
    set_clock(monkeypatch, FRIDAY_BEFORE)

    # import: check, then commit
    checked = city.post("/v1/imports", content=workbook, headers={"Content-Type": XLSX})
    assert checked.status_code == 201, checked.text
    assert checked.json()["findings"] == []
    wei.done(f"{checked.headers['Location']}/commit")
    assert wei.get("/v1/cadres?limit=1")["total"] == 56
    assert wei.get("/v1/volunteers?limit=1")["total"] == 28

    # generate, and stop early
    made = wei.post("/v1/rosters", {"region_id": city.headers["X-City"], "week": MONDAY})
    wei.roster = made.headers["Location"]
    wei.job("solve", seconds=600, stop=True)
    first = wei.document()
    assert first["status"] == "cancelled"
    assert len(first["visits"]) > 60  # of about a hundred that are wanted

    # pin; a move into a clash is refused and named
    one = next(visit for visit in first["visits"] if len(visit["volunteers"]) == 1)
    other = next(
        visit for visit in first["visits"] if visit["volunteers"] == one["volunteers"] and visit["need"] != one["need"]
    )
    wei.done(
        f"{wei.roster}/edits", {"steps": [{"do": "pin", "need": one["need"], "date": one["start"][:10]}]}, wei.roster
    )
    into = {"do": "move", "need": other["need"], "date": other["start"][:10], "start": one["start"]}
    etag = city.get(wei.roster).headers["ETag"]
    clash = wei.post(f"{wei.roster}/edits", {"steps": [into]}, wei.roster)
    assert (clash.status_code, clash.json()["code"]) == (409, "RULE_BROKEN")
    assert {breach["rule"] for breach in clash.json()["broken"]} & {
        "travel_between",
        "visit_window",
        "weekly_frequency",
    }
    assert city.get(wei.roster).headers["ETag"] == etag

    # solve again: what is pinned stays
    wei.job("solve", seconds=3)
    second = wei.document()
    stays = next(visit for visit in second["visits"] if (visit["need"], visit["start"]) == (one["need"], one["start"]))
    assert stays["pinned"]
    assert stays["volunteers"] == one["volunteers"]
    assert wei.get(f"{wei.roster}/audit")["clean"]

    # publish: everybody is asked
    published = wei.done(f"{wei.roster}/publish", {}, wei.roster)
    seats = sum(len(visit["volunteers"]) for visit in second["visits"])
    assert len(published["links"]) == seats
    assert wei.get(wei.roster)["state"] == "published"

    # one accepts by link and sees where to go; one declines, and somebody else takes it over
    link = next(link for link in published["links"] if link["start"][:10] > f"{TUESDAY:%Y-%m-%d}")
    accepted = city.post(f"{link['link']}/answer", json={"answer": "accepted"})
    assert accepted.status_code == 200, accepted.text
    declined = replacement = None
    for candidate in published["links"]:
        if candidate["offer"] == link["offer"] or candidate["start"][:10] <= f"{TUESDAY:%Y-%m-%d}":
            continue
        offer = f"/v1/offers/{candidate['offer']}"
        answer = wei.done(f"{offer}/answer", {"answer": "declined", "reason": "生病", "by": "韦协调员"}, offer)
        if answer["replacements"]["options"]:
            declined, replacement = candidate, answer["replacements"]["options"][0]
            break
    assert declined is not None
    assert replacement is not None, "nobody could take over any visit"
    taken = {key: replacement[key] for key in ("volunteers", "start", "shifts")}
    wei.done(f"/v1/visits/{declined['visit']}/replacement", taken | {"by": "韦协调员"}, wei.roster)
    assert declined["volunteer"] not in wei.get(f"/v1/visits/{declined['visit']}")["volunteers"]

    # an emergency on Tuesday at ten
    set_clock(monkeypatch, TUESDAY)
    cadre = wei.get("/v1/cadres?limit=1")["items"][0]["id"]
    call = {"roster_id": wei.roster.rsplit("/", 1)[1], "cadre_id": cadre, "service": "household", "minutes": 30}
    windows = [{"start": f"2026-11-{day}T08:00", "end": f"2026-11-{day}T20:00"} for day in range(24, 30)]
    found = wei.done("/v1/matches", call | {"priority": "emergency", "windows": windows, "content": "摔倒后需人陪同"})
    assert "120" in found["advice"]["zh"]
    assert 1 <= len(found["options"]) <= 5
    best = found["options"][0]
    assert best["start"] >= f"{TUESDAY:%Y-%m-%dT%H:%M}"
    option = {"volunteers": [one["id"] for one in best["volunteers"]], "start": best["start"]}
    applied = wei.done(f"/v1/matches/{found['id']}/apply", option, wei.roster)
    assert any(visit["need"] == applied["need_id"] for visit in wei.document()["visits"])
    assert applied["links"]

    # carry out: Monday's visits are over; a row without its four elements is refused
    visit = wei.get(f"/v1/visits?day={MONDAY}&limit=1")["items"][0]
    address = f"/v1/visits/{visit['id']}/outcome"
    lacking = wei.post(address, {"outcome": "done", "by": "韦协调员"})
    assert lacking.status_code == 422
    planned = wei.get(address) | {"outcome": "done", "content": "打扫卫生", "place": "家中", "by": "韦协调员"}
    entry = wei.done(address, planned)
    assert wei.get(f"/v1/ledger/{entry['id']}/trace")["need"]["id"] == visit["need"]

    # feedback, report
    wei.done(f"/v1/ledger/{entry['id']}/feedback", {"face": 3, "words": "很好", "by": "韦协调员"})
    report = wei.get(f"/v1/reports/coverage?from_day={MONDAY}&until_day=2026-11-29")
    assert report["rows"]
    assert report["total"]
    for kind in ("coverage", "pillars", "hours", "fairness", "circle", "kpis", "assessment", "records"):
        assert city.get(f"/v1/reports/{kind}.xlsx").status_code == 200, kind
