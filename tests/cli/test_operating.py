"""The service's operator: a first administrator, a backup and its restore, other master keys, and a record that is verified."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from api.authority import Role
from api.identity.sessions import sign_in
from api.rights.erasing import ask, confirm
from api.rights.whose import cadre_or_no_such
from api.tables.cadres import Cadre
from api.tables.identity import LoginFailure, User
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


def test_a_sweep_tells_what_is_due_and_then_does_it(command: Command, url: str) -> None:
    with opened(settings_of(url)) as storage, storage.writing() as session:
        session.add(LoginFailure(name_hash="0", at=datetime(2020, 1, 1, tzinfo=UTC)))

    counted = command("sweep", "--dry-run", "--database", url)
    swept = command("sweep", "--database", url)
    again = command("sweep", "--database", url)

    assert [one.code for one in (counted, swept, again)] == [0, 0, 0]
    assert "1 rows are due; nothing was changed" in counted.out
    assert "1  密码错误记录 wrong passwords" in counted.out
    assert "1 rows were swept out" in swept.out
    assert "0 rows were swept out" in again.out


def test_periods_are_settings_and_a_wrong_one_is_one_sentence(
    command: Command, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_RETENTION", '{"ledger_years": 1}')

    refused = command("sweep", "--database", url)

    assert refused.code == 2
    assert "MATCHER_RETENTION" in refused.err


def test_whom_an_old_backup_brings_back_is_erased_again(command: Command, url: str, tmp_path: Path) -> None:
    file, ids, restored = tmp_path / "backup.zip", tmp_path / "erased.json", f"sqlite:///{tmp_path / 'old.sqlite'}"
    command("backup", file, "--database", url)
    with opened(settings_of(url)) as storage, storage.writing() as session:
        erasure = ask(session, cadre_or_no_such(session, "c1"), "本人申请", "wei")
        confirm(session, erasure.id, "张建国", "wei")
    (tmp_path / "old.sqlite.keys").write_bytes((tmp_path / "service.sqlite.keys").read_bytes())
    command("restore", file, "--database", restored)
    assert health(restored) == "高血压"

    told = command("erasures", "--database", url)
    ids.write_text(told.out, encoding="utf-8")
    done = command("erasures", "--apply", ids, "--database", restored)
    again = command("erasures", "--apply", ids, "--database", restored)
    whole = command("verify-log", "--database", restored)

    assert (told.code, done.code, again.code, whole.code) == (0, 0, 0, 0)
    assert "1 of 1 people were erased again" in done.out
    assert "0 of 1" in again.out
    assert health(restored) == "已删除"
    assert "张建国".encode() not in (tmp_path / "old.sqlite").read_bytes()


def test_a_list_that_is_none_erases_nobody(command: Command, url: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"cadre_id": "c1"}', encoding="utf-8")

    answers = [command("erasures", "--apply", one, "--database", url) for one in (wrong, tmp_path / "nowhere.json")]

    assert [one.code for one in answers] == [2, 2]
    assert all("nobody was erased" in one.err for one in answers)
    assert health(url) == "高血压"
