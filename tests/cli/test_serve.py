"""One command serves, and ends quietly when asked to; what cannot be served is told in one sentence."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any
from urllib.request import Request, urlopen

import pytest

from api.authority import Role
from api.identity.keys import make_key
from api.tables.people import Organisation
from matcher.cli.operating.opening import opened, settings_of
from tests.cli.conftest import Command

LINE = [sys.executable, "-c", "from matcher.cli import main; main()"]


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service of its own on a free port, and its address, once it has said that it serves."""
    with subprocess.Popen(
        [*LINE, "serve", "--port", "0", *options],
        env=os.environ | {"MATCHER_WORKER": "false"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        try:
            assert "服务已启动" in first, process.communicate(timeout=60)
            yield process, second.partition("Serving at ")[2].partition(" ")[0]
        finally:
            process.kill()


def asked(address: str, key: str, fields: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
    """Status and body of a GET, or of a POST of these fields."""
    data = json.dumps(fields).encode() if fields is not None else None
    request = Request(address, data, {"Content-Type": "application/json", "Authorization": f"Bearer {key}"})
    with urlopen(request, timeout=60) as answer:
        return answer.status, json.load(answer)


def signed_in(address: str, password: str) -> int:
    """The status of signing in as the demo's administrator, as a page of the service would."""
    fields = json.dumps({"username": "demo", "password": password}).encode()
    request = Request(f"{address}/v1/session", fields, {"Content-Type": "application/json", "Origin": address})
    with urlopen(request, timeout=60) as answer:
        return int(answer.status)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")
def test_it_serves_until_ctrl_c_keeps_what_was_entered_and_fills_no_database_twice(
    tmp_path: Path, command: Command
) -> None:
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    with served("--demo", "--database", url) as (process, address):
        with opened(settings_of(url)) as database, database.writing() as session:
            _, key = make_key(session, "tests", Role.CITY)
        health = asked(f"{address}/v1/health", key)
        stations = asked(f"{address}/v1/stations", key)
        made = asked(f"{address}/v1/organisations", key, {"name": "示例社", "kind": "social"})
        assert process.stdout is not None
        password = process.stdout.readline().partition("：")[2].strip()
        signing_in = signed_in(address, password)
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=60)
    with opened(settings_of(url)) as database, database.reading() as session:
        kept = session.get(Organisation, made[1]["id"])

    again = command("serve", "--demo", "--port", "0", "--database", url)

    assert signing_in == 204
    assert health == (200, {"status": "ok"})
    assert (stations[0], stations[1]["total"]) == (200, 4)
    written = [json.loads(line) for line in complaints.splitlines()]
    assert process.returncode == 0
    assert {(line["event"], line["level"]) for line in written} == {("request", "info")}
    assert [line["status"] for line in written] == [200, 200, 201, 204]
    assert kept is not None
    assert kept.name == "示例社"
    assert again.code == 2
    assert "--demo" in again.err
    assert len(again.err.splitlines()) == 1


def test_a_port_in_use_is_told_before_anything_is_written(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "service.sqlite"
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ending = command("serve", "--demo", "--port", str(port), "--database", f"sqlite:///{file}")

    assert ending.code == 2
    assert str(port) in ending.err
    assert len(ending.err.splitlines()) == 1
    assert not file.exists()


@pytest.mark.parametrize(
    "url",
    ["nonsense", "foo://host/name", "sqlite:///{folder}/missing/x.sqlite", "sqlite:///{folder}/no.sqlite",
     "postgresql://somebody:secret-word@127.0.0.1:1/name"],
)  # fmt: skip
def test_a_database_that_does_not_open_is_told_in_one_sentence(url: str, tmp_path: Path, command: Command) -> None:
    (tmp_path / "no.sqlite").write_text("no database at all, but long enough to be looked at", encoding="utf-8")

    ending = command("serve", "--port", "0", "--database", url.format(folder=tmp_path))

    assert (ending.code, ending.out) == (2, "")
    assert len(ending.err.splitlines()) == 1
    assert "secret-word" not in ending.err


def test_a_setting_that_is_none_is_told_by_its_name(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_GRID_MINUTES", "often")

    ending = command("serve", "--port", "0")

    assert ending.code == 2
    assert "MATCHER_GRID_MINUTES" in ending.err
