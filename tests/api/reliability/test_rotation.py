"""The master key is changed while people work: nobody notices, and whoever starts just then finds the new one."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import opening
from api.opening import open_database
from api.sealing.keyring import rewrap
from api.sealing.masters import Masters, read_masters, with_new, write_masters
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre
from tests.api.conftest import authorise, fill_pilots

COMMAND = [sys.executable, "-c", "from matcher.cli import main; main()", "rotate-keys"]
CADRES = [f"liuxing-c{number:03}" for number in range(1, 5)]


def test_nobody_who_reads_or_writes_notices_a_rotation(app: FastAPI, settings: Settings) -> None:
    over, read, written = Event(), list[str](), list[int]()

    def works_on(client: TestClient, cadre: str) -> None:
        address = f"/v1/cadres/{cadre}"
        while not over.is_set():
            found = client.get(address)
            fields = {name: found.json()[name] for name in known(client)} | {"health": f"{cadre} {len(written)}"}
            answer = client.put(address, json=fields, headers={"If-Match": found.headers["ETag"]})
            read.append(client.get(address).json()["health"] if answer.is_success else answer.text)
            written.append(answer.status_code)

    def starts() -> None:
        while not over.is_set():
            open_database(settings).close()

    with TestClient(app) as client, ThreadPoolExecutor(len(CADRES) + 1) as pool:
        authorise(client)
        fill_pilots(client)
        keys = settings.keys_path.read_bytes()
        working = [pool.submit(works_on, client, cadre) for cadre in CADRES] + [pool.submit(starts)]
        try:
            endings = [rotate(settings, *options) for options in ([], ["--forget"])]
        finally:
            over.set()
        for one in working:
            one.result(60)

    assert [code for code, _ in endings] == [0, 0], endings
    assert settings.keys_path.read_bytes() != keys
    assert len(read_masters(None, settings.keys_path).keys) == 1
    assert set(written) == {200}
    assert all(text.rpartition(" ")[0] in CADRES for text in read)
    reopened = open_database(settings)
    with reopened.reading() as session:
        assert [session.get_one(Cadre, one).health.partition(" ")[0] for one in CADRES] == CADRES
    reopened.close()


def known(client: TestClient) -> list[str]:
    """Fields of a cadre that people enter."""
    return list(client.app.openapi()["components"]["schemas"]["CadreFields"]["properties"])  # type: ignore[attr-defined]


def rotate(settings: Settings, *options: str) -> tuple[int, str]:
    """By a process of its own; how it ended and what it said."""
    environment = os.environ | {"MATCHER_KEY_FILE": str(settings.keys_path)}
    done = subprocess.run(
        [*COMMAND, "--database", settings.database_url, *options],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_who_starts_in_the_middle_of_a_rotation_reads_the_keys_again(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotations = iter([True])
    read: Callable[[str | None, Path], Masters] = opening.read_masters

    def read_just_before_a_rotation(written: str | None, path: Path) -> Masters:
        before = read(written, path)
        if next(rotations, False):
            masters = with_new(before)
            write_masters(masters, path)
            with database.writing() as session:
                assert rewrap(session, masters) == 1
            write_masters(Masters(masters.keys[:1]), path)
        return before

    monkeypatch.setattr(opening, "read_masters", read_just_before_a_rotation)

    started = open_database(settings)

    with started.reading() as session:
        assert session.info["keyring"] is not None
    started.close()
