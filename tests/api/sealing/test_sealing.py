"""Dossiers lie sealed in the database: nobody reads them there, and nobody alters, moves or exchanges them unseen."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

import scenarios
from api.demo import fill
from api.opening import open_database
from api.sealing.columns import SEALED
from api.sealing.keyring import Keyring, Tampered, rewrap
from api.sealing.masters import read_masters, with_new, write_masters
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre

FACTS = SEALED[Cadre]


def filled(database: Database, dossiers: int = 20) -> list[str]:
    """Ids of cadres in whose every sealed column stands a word of its own."""
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
    with database.writing() as session:
        cadres = session.exec(select(Cadre).order_by(Cadre.id)).all()[:dossiers]
        for cadre in cadres:
            for fact in FACTS:
                setattr(cadre, fact, canary(cadre.id, fact))
        return [cadre.id for cadre in cadres]


def canary(cadre: str, fact: str) -> str:
    return f"canary {cadre} {fact} 病历"


def test_what_is_sealed_is_read_back_by_every_way_of_reading(database: Database) -> None:
    ids = filled(database)

    with database.reading() as session:
        by_id = session.get_one(Cadre, ids[0])
        by_query = session.exec(select(Cadre).where(Cadre.id == ids[1])).one()
        session.refresh(by_query)

    assert by_id.health == canary(ids[0], "health")
    assert by_query.party_branch == canary(ids[1], "party_branch")


def test_a_change_of_another_column_leaves_the_sealed_ones_readable(database: Database) -> None:
    ids = filled(database, 1)

    with database.writing() as session:
        cadre = session.get_one(Cadre, ids[0])
        cadre.grid = "网格7"
        session.flush()
        seen_at_once = cadre.health
    with database.reading() as session:
        seen_later = session.get_one(Cadre, ids[0]).health

    assert seen_at_once == seen_later == canary(ids[0], "health")


def test_no_file_of_the_database_holds_a_word_of_it(tmp_path: Path) -> None:
    database = open_database(Settings(database_url=f"sqlite:///{tmp_path / 'service.sqlite'}"))
    filled(database)

    files = list(tmp_path.iterdir())
    held = b"".join(file.read_bytes() for file in files)
    database.close()

    assert {"service.sqlite", "service.sqlite-wal", "service.sqlite.keys"} <= {file.name for file in files}
    assert "四就近".encode() not in held
    assert b"canary" not in held
    assert "病历".encode() not in held
    assert "示例-柳星".encode() in held  # names are found by those who may, and so are no secret to the file


def test_of_a_thousand_alterations_each_is_found(database: Database) -> None:
    ids = filled(database)
    dice = Random(7)
    with database.reading() as session:
        kept = {(one, fact): raw(session, one, fact) for one in ids for fact in FACTS}

    unseen = []
    for _ in range(1000):
        (one, fact), kind = dice.choice(sorted(kept)), dice.choice(["bit", "cut", "swap row", "swap column", "plain"])
        sealed = kept[one, fact]
        if kind == "bit":
            at = dice.randrange(len(sealed))
            altered = sealed[:at] + chr(ord(sealed[at]) ^ 1) + sealed[at + 1 :]
        elif kind == "cut":
            altered = sealed[: dice.randrange(1, len(sealed))]
        elif kind == "swap row":
            altered = kept[dice.choice([other for other in ids if other != one]), fact]
        elif kind == "swap column":
            altered = kept[one, dice.choice([other for other in FACTS if other != fact])]
        else:
            altered = "健康"
        if opens(database, altered, f"cadre.{fact}|{one}") and altered != sealed:
            unseen.append((kind, one, fact))

    assert unseen == []


def opens(database: Database, sealed: str, where: str) -> bool:
    with database.reading() as session:
        keyring: Keyring = session.info["keyring"]
        try:
            keyring.open(sealed, where)
        except Tampered:
            return False
        return True


def raw(session: Session, cadre: str, fact: str) -> str:
    found = session.connection().execute(text(f"SELECT {fact} FROM cadre WHERE id = :id"), {"id": cadre})
    return str(found.scalar_one())


def test_a_rotation_wraps_the_keys_anew_while_others_read_on(settings: Settings, database: Database) -> None:
    ids = filled(database)
    before = read_masters(None, settings.keys_path)

    both = with_new(before)
    write_masters(both, settings.keys_path)
    with database.writing() as session:
        wrapped = rewrap(session, both)
    only_new = type(both)(both.keys[:1])
    write_masters(only_new, settings.keys_path)

    assert wrapped == 1
    with database.reading() as session:
        assert session.get_one(Cadre, ids[0]).health == canary(ids[0], "health")
    reopened = open_database(settings)
    with reopened.reading() as session:
        assert session.get_one(Cadre, ids[0]).health == canary(ids[0], "health")
    reopened.close()


def test_without_the_master_key_nothing_opens(settings: Settings, database: Database) -> None:
    filled(database, 1)
    settings.keys_path.unlink()

    with pytest.raises(Tampered):
        open_database(settings)
