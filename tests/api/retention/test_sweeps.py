"""What is older than its period is swept out, what is younger stays, and no figure of the past changes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import SQLModel, select

from api import clock
from api.identity.tokens import new_token, token_hash
from api.matches.found import Found
from api.record.chain import faults
from api.retention.sweeping_out import due, moment, sweep_out
from api.retention.sweeps import SWEEPS, Moment
from api.rosters.versions import create
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.identity import LoginFailure, SignInAttempt
from api.tables.jobs import Job, JobEvent, JobKind, JobState, JobWork
from api.tables.needs import Need, NeedWeek, Pillar
from api.tables.people import AvailabilityException
from api.tables.requests import AnsweredCall, Feed, Import, MatchRequest
from api.tables.rights import Erasure
from api.tables.visits import Feedback, LedgerEntry, Offer, Visit, VisitState
from matcher.domain import Need as NeedDocument
from matcher.domain import Visit as PlannedVisit
from matcher.matching import Match

TODAY = date(2026, 11, 25)
LONG_AGO = timedelta(days=365 * 20 + 5)
WORDS = "陪老人散步"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "world_now", lambda: datetime(2026, 11, 25, 4, tzinfo=UTC))


def rows(client: TestClient, ago: timedelta) -> Database:
    """One row for each sweep, so long ago."""
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    then = datetime(2026, 11, 25, 4, tzinfo=UTC) - ago
    day, start = then.date(), then.replace(tzinfo=None)
    with database.writing() as session:
        need = session.exec(select(Need).join(Cadre).where(Cadre.station_id == "liuxing")).first()
        assert need is not None
        need.until_day, need.content = day, WORDS
        roster = create(session, day - timedelta(days=day.weekday()), station_id="liuxing")
        visit = Visit(
            roster_id=roster.id, need_id=need.id, cadre_id=need.cadre_id, station_id="liuxing", day=day, start=start,
            end=start, volunteers=["liuxing-v01"], published_version=1, state=VisitState.DONE, reason=WORDS,
        )  # fmt: skip
        session.add(visit)
        session.flush()
        entry = LedgerEntry(
            visit_id=visit.id, need_id=need.id, station_id="liuxing", outcome=VisitState.DONE, pillar=Pillar.CARE,
            service=need.service, day=day, started_at=start, ended_at=start, place=WORDS, content=WORDS,
            volunteers=["liuxing-v01"], cadres=[need.cadre_id],
        )  # fmt: skip
        job = Job(
            roster_id=roster.id, base_version=1, kind=JobKind.SOLVE, seconds=1, state=JobState.DONE, ended_at=then
        )
        session.add_all([entry, job])
        session.flush()
        call = NeedDocument(id="call", cadre=need.cadre_id, service="household", minutes=30)
        for applied in (None, 1):
            session.add(
                MatchRequest(
                    roster_id=roster.id, station_id="liuxing", roster_version=1, roster_etag=1, need=call,
                    fields={"content": WORDS},
                    answer=Found(match=Match(need="call", options=())).model_dump(mode="json"),
                    applied_version=applied, created_at=then, changed_at=then,
                )
            )  # fmt: skip
        planned = PlannedVisit(
            need=need.id, start=start, end=start + timedelta(minutes=30), volunteers=("liuxing-v01",)
        )
        session.add_all(
            [
                Offer(
                    visit_id=visit.id, volunteer_id="liuxing-v01", roster_id=roster.id, start=start, deadline=then,
                    token_hash=token_hash(new_token()), reason=WORDS,
                ),
                Feedback(ledger_entry_id=entry.id, cadre_id=need.cadre_id, face=3, words=WORDS),
                NeedWeek(need_id=need.id, week=day, visits=1, reason=WORDS),
                AvailabilityException(volunteer_id="liuxing-v01", day=day, reason=WORDS),
                JobEvent(job_id=job.id, number=1, kind="done", data={}),
                JobWork(job_id=job.id, incumbent=[planned]),
                Feed(volunteer_id="liuxing-v01", token_hash=token_hash(new_token()), revoked_at=then),
                Import(kind="all", expires_at=then),
                Erasure(cadre_id=need.cadre_id, reason=WORDS, created_at=then),
                AnsweredCall(key="k", route="POST /", request_hash="0", status=200, body=WORDS, created_at=then),
                LoginFailure(name_hash="0", at=then),
                SignInAttempt(state_hash="0", browser_hash="0", created_at=then),
            ]
        )  # fmt: skip
    return database


def held(database: Database, *tables: type[SQLModel]) -> list[Sequence[SQLModel]]:
    with database.reading() as session:
        return [session.exec(select(table)).all() for table in tables]


def test_after_long_every_kind_is_swept_out_and_a_dry_run_counts_just_that(
    pilots: TestClient, settings: Settings
) -> None:
    database = rows(pilots, LONG_AGO)
    with database.reading() as session:
        counted = list(due(session, moment(settings), settings.retention))

    swept = sweep_out(database, settings)

    in_use = {"sessions that ended", "keys that ended"}
    assert {text.en for text, number in counted if not number} == in_use
    assert swept == counted
    assert {number for _, number in swept} == {0, 1}
    assert not any(number for _, number in sweep_out(database, settings))
    with database.reading() as session:
        assert list(faults(session, session.info["keyring"])) == []


def test_words_go_and_figures_stay(pilots: TestClient, settings: Settings) -> None:
    database = rows(pilots, LONG_AGO)
    period = {"from_day": "2006-01-01", "until_day": "2026-11-24"}
    before = pilots.get("/v1/reports/pillars", params=period).json()

    sweep_out(database, settings)

    entries, feedback, visits = held(database, LedgerEntry, Feedback, Visit)
    assert [(one.content, one.place, one.cadres != []) for one in entries] == [("", "", True)]  # type: ignore[attr-defined]
    assert [(one.words, one.face) for one in feedback] == [("", 3)]  # type: ignore[attr-defined]
    assert [one.reason for one in visits] == [""]  # type: ignore[attr-defined]
    assert pilots.get("/v1/reports/pillars", params=period).json() == before


def test_what_was_a_moment_ago_stays(pilots: TestClient, settings: Settings) -> None:
    database = rows(pilots, timedelta(minutes=1))

    swept = sweep_out(database, settings)

    assert [text.en for text, number in swept if number] == []


def test_unapplied_calls_go_after_their_days_and_applied_ones_stay(pilots: TestClient, settings: Settings) -> None:
    database = rows(pilots, timedelta(days=settings.retention.call_days, minutes=1))

    sweep_out(database, settings)

    (matches,) = held(database, MatchRequest)
    assert [one.applied_version for one in matches] == [1]  # type: ignore[attr-defined]


def test_a_link_opens_nothing_a_week_after_the_visit_and_the_offer_stays(
    pilots: TestClient, settings: Settings
) -> None:
    database = rows(pilots, timedelta(days=settings.retention.link_days + 1))

    sweep_out(database, settings)

    (offers,) = held(database, Offer)
    assert [one.token_hash == one.id for one in offers] == [True]  # type: ignore[attr-defined]


def test_another_period_is_heeded(pilots: TestClient, settings: Settings) -> None:
    database = rows(pilots, timedelta(days=365 * 6))
    longer = settings.model_copy(update={"retention": settings.retention.model_copy(update={"ledger_years": 10})})

    kept = {text.en for text, number in sweep_out(database, longer) if number}
    gone = {text.en for text, number in sweep_out(database, settings) if number}

    assert "words of the ledger" not in kept
    assert {"words of the ledger", "words of feedback"} <= gone


def test_five_years_before_a_29_february_is_the_28th() -> None:
    leap = Moment(datetime(2028, 2, 29, tzinfo=UTC), date(2028, 2, 29))

    assert leap.years_ago(5) == date(2023, 2, 28)
    assert leap.years_ago(4) == date(2024, 2, 29)


def test_each_sweep_is_told_in_both_languages_and_none_twice() -> None:
    told = [sweep.text for sweep in SWEEPS]

    assert all(one.zh and one.en for one in told)
    assert len({one.zh for one in told}) == len(told)
