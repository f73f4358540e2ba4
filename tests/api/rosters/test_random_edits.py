"""Whatever a coordinator tries, what is stored breaks no rule without a reason, and what is refused changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from httpx2 import Response
from hypothesis import given, settings
from hypothesis import strategies as st

from api.application import create_app
from api.demo import fill
from api.settings import Settings
from api.storage import Database
from api.tables.policies import PolicyVersion
from matcher.audit import audit
from matcher.domain import PublishedVisit, Roster
from matcher.policy import Layer, policy_from
from tests.api.conftest import client_of
from tests.api.rosters.desk import PILOTS, Desk, on

OVERRIDABLE = ("service_match", "service_circle", "load_limits", "visit_window", "language_and_gender")
RULES = "".join(f"[rules.{rule}]\noverridable = true\n" for rule in OVERRIDABLE)
POLICY = policy_from([Layer("city@1", RULES)])


@contextmanager
def a_desk() -> Iterator[Desk]:
    """On a fresh database in which some rules may be overridden."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(database_url=f"sqlite:///{Path(folder) / 'service.sqlite'}", worker=False))
        with client_of(app) as client:
            database: Database = app.state.database
            with database.writing() as session:
                fill(session, PILOTS)
                session.add(PolicyVersion(region_id="city", number=1, toml=RULES, note="trial"))
            yield Desk(client)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None, derandomize=True, database=None)
def test_whatever_is_tried_the_roster_stays_sound_and_undo_brings_it_back(seed: int) -> None:
    dice = Random(seed)
    with a_desk() as desk:
        for _ in range(10):
            before, etag = desk.read("").json(), desk.etag

            answer = _try(desk, dice)

            after = desk.read("")
            assert answer.status_code in (200, 409, 422), answer.text
            if answer.status_code != 200:
                assert (after.json(), after.headers["ETag"]) == (before, etag)
            else:
                assert after.headers["ETag"] == answer.headers["ETag"] != etag
                _check_told(answer.json(), after.json()["document"], desk.read("/audit").json())
                if dice.random() < 0.3:
                    assert desk.undo().status_code == 200
                    assert desk.read("").json()["document"] == before["document"]
                    assert desk.redo().status_code == 200
                    assert desk.read("").json()["document"] == after.json()["document"]


def _try(desk: Desk, dice: Random) -> Response:
    """One to three random steps, sometimes with reasons for whatever they break."""
    steps = [_step(desk.visits, dice) for _ in range(dice.choice([1, 1, 1, 2]))]
    reasons = [{"rule": rule, "reason": "家属同意"} for rule in OVERRIDABLE] if dice.random() < 0.5 else []
    return desk.edit(*steps, overrides=reasons)


def _check_told(told: dict[str, Any], document: dict[str, Any], audited: dict[str, Any]) -> None:
    """The answer, the document and the service's audit say what an audit from scratch finds; nothing is broken in silence."""
    roster = Roster.model_validate(document)
    held = [
        PublishedVisit(
            need=one.need, start=one.start, volunteers=one.volunteers, pinned=one.pinned, overrides=one.overrides
        )
        for one in roster.visits
        if one.stands
    ]
    report = audit(PILOTS.revised(published=held), roster, POLICY)
    assert report.clean, report.as_json()
    assert roster.score == report.score
    assert told["points"]["after"] == audited["score"] == report.score.model_dump()
    assert audited["clean"]
    assert len(told["overridden"]) == len(audited["overridden"]) == len(report.overridden)
    assert all(one["reason"] for one in told["overridden"])


def _step(visits: list[dict[str, Any]], dice: Random) -> dict[str, Any]:
    visit, other = dice.choice(visits), dice.choice(visits)
    need = dice.choice(PILOTS.needs)
    begin = dice.choice(need.windows).start
    soon = f"{datetime.fromisoformat(visit['start']) + timedelta(minutes=dice.randrange(-30, 35, 5)):%Y-%m-%dT%H:%M}"
    crew = [_somebody(need.id, f"{begin:%Y-%m-%dT%H:%M}", dice) for _ in range(need.crew)]
    return dice.choice(
        [
            {
                "do": "add",
                "need": need.id,
                "start": f"{begin:%Y-%m-%dT%H:%M}",
                "volunteers": crew,
                "pinned": dice.random() < 0.3,
            },
            {"do": "move", **on(visit), "start": soon},
            {"do": "move", **on(visit), "volunteers": [_somebody(visit["need"], visit["start"], dice)]},
            {"do": "move", **on(visit), "start": soon, "volunteers": [_somebody(visit["need"], soon, dice)]},
            {"do": "assign", **on(visit), "volunteer": _somebody(visit["need"], visit["start"], dice)},
            {"do": "unassign", **on(visit), "volunteer": visit["volunteers"][0]},
            {
                "do": "swap",
                **on(visit),
                "volunteer": visit["volunteers"][0],
                "with_need": other["need"],
                "with_date": other["start"][:10],
                "with_volunteer": other["volunteers"][0],
            },
            {"do": "remove", **on(visit)},
            {"do": "pin", **on(visit)},
            {"do": "unpin", **on(visit)},
        ]
    )


def _somebody(need: str, start: str, dice: Random) -> str:
    """Mostly one of the cadre's station who is available then."""
    moment, station = datetime.fromisoformat(start), PILOTS.cadre_by_id[PILOTS.need_by_id[need].cadre].station
    there = [one for one in PILOTS.volunteers if any(w.start <= moment < w.end for w in one.availability)]
    near = [one for one in there if one.station == station]
    return dice.choice(near if near and dice.random() < 0.9 else PILOTS.volunteers).id
