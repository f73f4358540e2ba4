"""What is written while the service runs tells of no people, at any level, whoever writes it."""

import ast
import json
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

import api
from api.application import create_app
from api.logs import LEFT_OUT, LISTED, Level, OfLibraries, write_lines
from api.settings import Settings
from api.storage import Database
from tests.api.conftest import authorise, settings_for

CANARY = "金丝雀-病历"
PHONE = "13900009999"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Others write as they did."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("level", list(Level))
def test_a_line_holds_listed_words_only(level: Level, capsys: pytest.CaptureFixture[str]) -> None:
    write_lines(level)
    log = structlog.get_logger()

    for word in ("debug", "info", "warning", "error", "critical"):
        getattr(log, word)("job_fault", job="j1", status=3, name=CANARY, kind=f"Error {CANARY}", phone=PHONE)
        getattr(log, word)(
            CANARY, place=CANARY, route=f"/v1/cadres?q={CANARY}", milliseconds=PHONE, asker={"name": CANARY}
        )
    written = capsys.readouterr().err

    ranks = {"debug": 5, "info": 4, "warning": 3, "error": 2}
    told = lines(written)
    assert len(told) == 2 * ranks[level.value]
    assert CANARY not in written
    assert PHONE not in written
    assert {key for line in told for key in line} == {"event", "job", "status", "level", "timestamp", LEFT_OUT}
    # of the first kind of line three keys are left out, of the second all five
    assert {(line.get("event"), line[LEFT_OUT]) for line in told} == {("job_fault", 3), (None, 5)}


def test_of_an_exception_its_class_and_place_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    write_lines(Level.INFO)

    try:
        raise ValueError(CANARY)
    except ValueError as error:
        structlog.get_logger().exception("fault")
        structlog.get_logger().error("fault", exc_info=error)
    written = capsys.readouterr().err

    assert CANARY not in written
    assert [(line["kind"], line["place"].partition(":")[0]) for line in lines(written)] == [
        ("ValueError", "test_logs.py")
    ] * 2


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL])
def test_libraries_are_told_of_but_not_quoted(level: int, capsys: pytest.CaptureFixture[str]) -> None:
    write_lines(Level.DEBUG)
    library = logging.Logger("some.library")
    library.addHandler(OfLibraries())

    try:
        raise KeyError(CANARY)
    except KeyError:
        library.log(level, "parameters: %s", CANARY, exc_info=True)
    written = capsys.readouterr().err

    line = lines(written)[0]
    assert CANARY not in written
    assert (line["event"], line["logger"], line["kind"]) == ("library", "some.library", "KeyError")
    assert line["level"] == ("error" if level >= logging.ERROR else logging.getLevelName(level).lower())


ENDING = f"""
import logging, sys, threading, warnings
from api.logs import Level, write_for_libraries, write_lines
write_lines(Level.DEBUG)
write_for_libraries(Level.DEBUG)
logging.getLogger("sqlalchemy.engine").debug("[parameters] %s", "{CANARY}")
logging.getLogger("asyncio").error("never retrieved {CANARY}")
warnings.warn("{CANARY}")
def end():
    raise ValueError("{CANARY}")
thread = threading.Thread(target=end)
thread.start()
thread.join()
class Bad:
    def __del__(self):
        raise ValueError("{CANARY}")
Bad()
raise RuntimeError("{CANARY}")
"""


def test_whatever_ends_a_process_or_a_thread_is_told_without_its_words() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ENDING], capture_output=True, text=True, encoding="utf-8", timeout=120
    )

    told = lines(ended.stderr)
    assert ended.returncode == 1
    assert CANARY not in ended.stderr
    assert [(line["event"], line.get("kind", line.get("logger"))) for line in told] == [
        ("library", "asyncio"), ("library", "py.warnings"), ("thread_ended", "ValueError"), ("not_raised", "ValueError"),
        ("process_ended", "RuntimeError"),
    ]  # fmt: skip


def test_the_worker_tells_nothing_of_what_it_was_given(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'gone' / CANARY}.sqlite", log_level=Level.DEBUG)
    orders = json.dumps({"server": "s", "settings": json.loads(settings.model_dump_json())})

    ended = subprocess.run(
        [sys.executable, "-m", "api.jobs.worker"], input=orders + "\n", capture_output=True, text=True, encoding="utf-8",
        timeout=120, env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )  # fmt: skip

    assert ended.returncode == 1
    assert CANARY not in ended.stdout + ended.stderr
    assert [line["event"] for line in lines(ended.stderr)] == ["process_ended"]


@pytest.fixture(params=list(Level))
def written_at(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> FastAPI:
    """An application that writes from this level on."""
    return create_app(settings_for(database_url, tmp_path).model_copy(update={"log_level": request.param}))


def test_a_request_leaves_one_line_with_the_route_and_nothing_of_what_was_sent(
    written_at: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    level: Level = written_at.state.settings.log_level
    with TestClient(written_at, raise_server_exceptions=False) as client, warnings.catch_warnings():
        authorise(client)
        key = client.headers["Authorization"].split()[1]
        capsys.readouterr()

        client.get("/v1/cadres", params={"q": CANARY, "lang": PHONE})
        client.get(f"/v1/cadres/{CANARY}")
        client.get(f"/{CANARY}")
        client.post("/v1/cadres", json={"name": CANARY, "health": CANARY, "phone": PHONE})
        client.post(
            "/v1/session", json={"username": "x", "password": CANARY}, headers={"Origin": f"http://{CANARY}".encode()}
        )
        _break(written_at)
        client.get("/v1/stations")
        written = capsys.readouterr()

    told = lines(written.err)
    for word in (CANARY, PHONE, key, key.split(".")[1]):
        assert word not in written.err + written.out
    requests = [(line["method"], line["route"], line["status"]) for line in told if line.get("event") == "request"]
    expected = [
        ("GET", "/v1/cadres", 200),
        ("GET", "/v1/cadres/{key}", 422),
        ("GET", "none", 404),
        ("POST", "/v1/cadres", 422),
        ("POST", "/v1/session", 401),
        ("GET", "/v1/stations", 500),
    ]
    assert requests == (expected if level in (Level.DEBUG, Level.INFO) else [])
    assert {"fault"} == {line["event"] for line in told if line["level"] == "error"}


def _break(app: FastAPI) -> None:
    """From now on a query fails with a message that quotes what is in the rows."""

    def fail(*_nothing: object) -> None:
        raise RuntimeError(f"row of {CANARY}, {PHONE}")

    database: Database = app.state.database
    app.state.database = database.prepared(fail)


def test_every_word_that_the_service_writes_is_listed() -> None:
    top = Path(str(api.__file__)).parent
    unlisted = {
        (path.name, keyword.arg)
        for path in top.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("log.")
        for keyword in call.keywords
        if keyword.arg is not None and keyword.arg not in LISTED
    }

    assert unlisted == set()
