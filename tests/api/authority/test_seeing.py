"""Names and phones are masked and dossiers hidden unless a purpose is told, and by role even then."""

import pytest

import scenarios
from api.authority import Actor, Role
from api.authority.seeing import HIDDEN, Sight, masked_name, masked_phone, see_as
from api.demo import fill
from api.storage import Database
from api.tables.cadres import Cadre


@pytest.fixture
def dossier(database: Database) -> Database:
    """One cadre with a name, a phone and an illness."""
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
        cadre = session.get(Cadre, "liuxing-c001")
        assert cadre is not None
        cadre.name, cadre.phone, cadre.health = "张建国", "13800001234", "高血压"
    return database


def seen(database: Database, role: Role, purpose: str, writes: bool = False) -> tuple[str, str, str]:
    with database.writing() if writes else database.reading() as session:
        see_as(session, Sight.of(Actor("somebody", role, None), purpose))
        cadre = session.get(Cadre, "liuxing-c001")
        assert cadre is not None
        return cadre.name, cadre.phone, cadre.health


WHOLE = ("张建国", "13800001234", "高血压")
MASKED = ("张*国", "138****1234", HIDDEN)
CONTACT = ("张建国", "13800001234", HIDDEN)


@pytest.mark.parametrize(
    ("role", "without", "with_purpose"),
    [
        (Role.CITY, MASKED, WHOLE),
        (Role.STATION_STAFF, MASKED, WHOLE),
        (Role.GRID_WORKER, MASKED, CONTACT),
        (Role.AUDITOR, MASKED, MASKED),
    ],
)
def test_what_is_seen(role: Role, without: tuple[str, ...], with_purpose: tuple[str, ...], dossier: Database) -> None:
    assert seen(dossier, role, "") == without
    assert seen(dossier, role, "电话核实") == with_purpose


def test_what_is_masked_is_never_written(dossier: Database) -> None:
    with dossier.writing() as session:
        see_as(session, Sight.of(Actor("grid", Role.GRID_WORKER, None), ""))
        cadre = session.get(Cadre, "liuxing-c001")
        assert cadre is not None
        assert cadre.health == HIDDEN
        cadre.grid = "网格7"

    assert seen(dossier, Role.CITY, "核对") == WHOLE


@pytest.mark.parametrize(
    ("name", "masked"), [("张建国", "张*国"), ("张三", "张*"), ("张", "张"), ("", ""), ("欧阳建国", "欧*国")]
)
def test_a_masked_name(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(("phone", "masked"), [("13800001234", "138****1234"), ("2825678", "****78")])
def test_a_masked_phone(phone: str, masked: str) -> None:
    assert masked_phone(phone) == masked
