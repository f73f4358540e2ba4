"""Of 200 dossiers no word comes out for whom it is not meant: in no answer, file, stream, log, job or address, nor at rest."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from zipfile import ZipFile

import pytest
import structlog
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import select

from api.application import create_app
from api.authority import Action, Role, Sensitivity
from api.authority.allowing import ACTIONS, MOST_SENSITIVE
from api.backup import back_up
from api.identity.keys import make_key
from api.logs import Level
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Volunteer
from api.tables.visits import Feedback, Offer
from tests.api.authority.canaries import (
    ACCEPTED,
    DOSSIER,
    DOSSIERS,
    FRIDAY_BEFORE,
    NAME,
    OTHER,
    OWN,
    PHONE,
    WORK,
    Life,
    clock_at,
    fill_with_canaries,
    live,
)
from tests.api.authority.test_every_route import ASKERS, OPERATIONS, UNKNOWN, address, words
from tests.api.conftest import BACKENDS, authorise, fill_pilots, new_database, settings_for

ALL = frozenset({DOSSIER, WORK, NAME, PHONE})


@pytest.fixture(scope="module", params=BACKENDS)
def life(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """The week is over; whatever was logged in it, and will be, is at hand."""
    folder, before = tmp_path_factory.mktemp("canaries"), structlog.get_config()
    with new_database(request, folder) as url:
        app = create_app(settings_for(url, folder).model_copy(update={"log_level": Level.DEBUG}))
        with TestClient(app) as client:
            lived = Life(client)
            with redirect_stderr(lived.written):
                authorise(client)
                fill_pilots(client)
                with lived.database.writing() as session:
                    fill_with_canaries(session)
                live(lived)
            client.event_hooks["request"] = []
            yield lived
    structlog.configure(**before)


def ask_as(life: Life, role: Role, station: str) -> None:
    """From now on by a key of the role at the station, without any purpose."""
    with life.database.writing() as session:
        _, key = make_key(session, f"{role}", role, station_id=station)
    life.client.headers["Authorization"] = f"Bearer {key}"


def places(life: Life) -> dict[str, str]:
    """What stands in the place of each path parameter: rows of the week."""
    with life.database.reading() as session:
        need = session.exec(select(Need).join(Cadre).where(Cadre.station_id == OWN)).first()
        volunteer = session.exec(select(Volunteer.id).where(Volunteer.station_id == OWN)).first()
        offer = session.exec(select(Offer.id)).first()
        feedback = session.exec(select(Feedback.id)).first()
    assert need is not None
    return defaultdict(lambda: UNKNOWN) | {
        "stations": OWN, "cadres": need.cadre_id, "volunteers": str(volunteer), "needs": need.id, "explain": need.id,
        "rosters": life.roster.rsplit("/", 1)[1], "jobs": life.job.rsplit("/", 1)[1], "visits": life.visit,
        "ledger": life.entry, "offers": str(offer), "feedback": str(feedback), "matches": life.match, "feeds": life.feed,
        "groups": f"{OWN}-group", "regions": "city",
    }  # fmt: skip


def found(told: str, hidden: frozenset[str]) -> list[str]:
    return sorted(word for word in hidden if word in told)


def test_there_is_something_to_be_found(life: Life) -> None:
    authorise(life.client)
    whole = life.client.get(f"/v1/cadres?station_id={OWN}&limit=500").json()
    life.client.event_hooks["request"] = []

    assert whole["total"] == DOSSIERS
    assert len(set(found(str(whole), ALL))) == 3  # all but words about the daily work
    assert WORK in life.client.get(f"/v1/ledger/{life.entry}").text


@pytest.mark.parametrize("station", [OWN, OTHER])
@pytest.mark.parametrize("role", ASKERS)
def test_no_answer_file_or_stream_holds_a_word_that_is_not_meant_for_the_role(
    life: Life, role: Role, station: str
) -> None:
    ask_as(life, role, station)
    of = places(life)
    sees_work = station == OWN and MOST_SENSITIVE[role] is Sensitivity.SENSITIVE
    hidden = ALL - ({WORK} if sees_work else set())
    leaks, answered = [], 0

    with redirect_stderr(life.written):
        for method, path, action in OPERATIONS:
            if method != "GET" or action is Action.OPEN:
                continue
            answer = life.client.get(address(path, of), params={"limit": 500})
            answered += answer.status_code == 200
            leaks += [(path, answer.status_code, word) for word in found(words(answer) + str(answer.headers), hidden)]

    assert leaks == []
    assert answered > (20 if Action.LOOK in ACTIONS[role] else 0)


@pytest.mark.parametrize("role", [role for role in ASKERS if MOST_SENSITIVE[role] is not Sensitivity.SENSITIVE])
def test_no_answer_to_a_change_holds_a_word_of_dossiers_or_work_for_whom_they_are_not(life: Life, role: Role) -> None:
    ask_as(life, role, OWN)
    of = places(life)
    leaks = []

    with redirect_stderr(life.written):
        for method, path, action in OPERATIONS:
            if method != "GET" and action is not Action.OPEN:
                answer = life.client.request(method, address(path, of), headers={"If-Match": "*"}, json={})
                leaks += [(method, path, word) for word in found(words(answer), frozenset({DOSSIER, WORK}))]
        face = life.client.post(f"/v1/ledger/{life.entry}/feedback", json={"face": 3, "by": "x"})
        leaks += [("feedback", "", word) for word in found(words(face), frozenset({DOSSIER, WORK}))]

    assert leaks == []


def test_links_show_no_dossier_before_they_are_accepted_and_feeds_show_nobody(life: Life) -> None:
    with redirect_stderr(life.written), clock_at(FRIDAY_BEFORE):
        feed = life.client.get(life.links[-1])
        accepted = [life.client.get(link) for link in life.links[1:ACCEPTED]]
        pending = [life.client.get(link) for link in life.links[ACCEPTED:-1]]

    assert (feed.status_code, found(feed.text, ALL)) == (200, [])
    assert any(DOSSIER in one.text for one in accepted)  # where to go
    assert pending
    assert [found(one.text, frozenset({DOSSIER, PHONE})) for one in pending] == [[]] * len(pending)


def test_no_address_that_the_service_told_holds_a_word(life: Life) -> None:
    assert len(life.locations) >= 4
    assert found(" ".join([*life.locations, *life.links]), ALL) == []


@pytest.mark.parametrize("table", ["job", "job_work", "job_event", "record_entry", "roster_version", "data_version"])
def test_no_row_of_jobs_rosters_or_the_record_holds_a_word(life: Life, table: str) -> None:
    with life.database.reading() as session:
        rows = session.connection().execute(text(f"SELECT * FROM {table}")).all()

    assert rows
    assert found(str(rows), ALL) == []


def test_no_line_of_the_log_holds_a_word_or_a_secret(life: Life) -> None:
    written = life.written.getvalue()

    assert written.count('"event": "request"') > 25  # the week alone
    assert found(written, ALL) == []
    assert [link for link in life.links if link.rsplit("/", 1)[1].removesuffix(".ics") in written] == []


def test_no_file_of_the_database_and_no_backup_holds_a_word_of_what_is_sealed(life: Life, tmp_path: Path) -> None:
    back_up(life.database, tmp_path / "backup.zip")

    with ZipFile(tmp_path / "backup.zip") as backup:
        saved = b"".join(backup.read(name) for name in backup.namelist())
    kept = b"".join(file.read_bytes() for file in files_of(life))

    assert NAME.encode() in kept  # names lie open, so these are the right files
    for word in (DOSSIER, WORK):
        for form in (word.encode(), word.encode("unicode_escape"), word.encode("utf-16-le")):
            assert form not in kept
            assert form not in saved


def files_of(life: Life) -> Iterator[Path]:
    """Of the database, with what is written ahead."""
    database = life.database
    if not database.is_postgres:
        file = Path(str(database.engine.url.database))
        yield from (one for one in file.parent.iterdir() if one.name.startswith(file.name))
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))  # a busy disk takes its time
        connection.execute(text("CHECKPOINT"))
        connection.execute(text("RESET statement_timeout"))
        folder = Path(connection.execute(text("SELECT current_setting('data_directory')")).scalar_one())
        own = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    for part in (folder / "base" / str(own), folder / "pg_wal"):
        yield from (one for one in part.rglob("*") if one.is_file())
