"""The service's operator: a first administrator, a backup and its restore, other master keys, and a record that is verified."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from api.authority import Role
from api.identity.sessions import sign_in
from api.tables.cadres import Cadre
from api.tables.identity import User
from api.tables.places import Region, RegionKind, Station
from matcher.cli.operating.opening import opened, settings_of
from tests.cli.conftest import Command

PASSWORD = "four nearby 2013"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that holds one dossier."""
    address = f"sqlite:///{tmp_path / 'service.sqlite'}"
    with opened(settings_of(address)) as storage, storage.writing() as session:
        session.add(Region(id="city", name="柳州市", kind=RegionKind.CITY))
        session.flush()
        session.add(Station(id="s1", region_id="city", name="柳星", latitude=24.35, longitude=109.4))
        session.flush()
        session.add(Cadre(id="c1", station_id="s1", name="张建国", latitude=24.35, longitude=109.4, health="高血压"))
    return address


def health(address: str) -> str:
    with opened(settings_of(address)) as storage, storage.reading() as session:
        return session.get_one(Cadre, "c1").health


def test_the_first_administrator_is_made_and_may_sign_in(command: Command, url: str) -> None:
    made = command("administrator", "chief", "--password", PASSWORD, "--database", url)
    again = command("administrator", "chief", "--password", PASSWORD, "--database", url)
    short = command("administrator", "other", "--password", "short", "--database", url)

    assert (made.code, again.code, short.code) == (0, 2, 2)
    assert "The user name is taken" in again.err
    assert "at least 10 characters" in short.err
    with opened(settings_of(url)) as storage:
        user, _ = sign_in(storage, "chief", PASSWORD)
        assert user.role is Role.CITY
        with storage.reading() as session:
            assert len(session.exec(select(User)).all()) == 1


def test_what_was_backed_up_is_restored_and_opens_with_the_keys(command: Command, url: str, tmp_path: Path) -> None:
    file, fresh = tmp_path / "backup.zip", f"sqlite:///{tmp_path / 'fresh.sqlite'}"

    backed_up = command("backup", file, "--database", url)
    restored = command("restore", file, "--database", fresh)
    (tmp_path / "fresh.sqlite.keys").write_bytes((tmp_path / "service.sqlite.keys").read_bytes())
    again = command("restore", file, "--database", fresh)

    assert (backed_up.code, restored.code, again.code) == (0, 0, 2)
    assert "put the key file" in restored.out
    assert "holds rows already" in again.err
    assert health(fresh) == "高血压"


def test_after_a_rotation_dossiers_open_and_the_old_key_does_not_open_them(
    command: Command, url: str, tmp_path: Path
) -> None:
    keys = tmp_path / "service.sqlite.keys"
    old = keys.read_bytes()

    rotated = command("rotate-keys", "--database", url, "--forget")

    assert rotated.code == 0
    assert keys.read_bytes() != old
    assert health(url) == "高血压"
    keys.write_bytes(old)
    refused = command("verify-log", "--database", url)
    assert refused.code == 2
    assert "keys are not those of this database" in refused.err


def test_a_whole_record_is_told_and_an_altered_one_is_a_negative_finding(command: Command, url: str) -> None:
    whole = command("verify-log", "--database", url)
    with opened(settings_of(url)) as storage, storage.writing() as session:
        session.connection().execute(text("UPDATE record_entry SET actor = 'nobody' WHERE number = 2"))
    altered = command("verify-log", "--database", url)

    assert (whole.code, altered.code) == (0, 1)
    assert "Entry 2 is not as it was written" in altered.out


@pytest.mark.parametrize("name", ["backup", "verify-log", "rotate-keys"])
def test_an_address_that_is_none_is_one_sentence(name: str, command: Command, tmp_path: Path) -> None:
    arguments = [tmp_path / "file.zip"] if name == "backup" else []

    ended = command(name, *arguments, "--database", "nonsense")

    assert ended.code == 2
    assert "The database address is none" in ended.err
    assert "Traceback" not in ended.err
