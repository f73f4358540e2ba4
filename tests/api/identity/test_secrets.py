"""Passwords of people are hashed slowly, each in its own way, and fit nothing else."""

import pytest

from api.identity import secrets
from tests.passwords import SLOW

MEMORY, PASSES = 65_536, 3
"""Kibibytes, and how often they are gone through."""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "_argon2", SLOW)


def test_a_hash_takes_much_memory_and_several_passes(slow: None) -> None:
    first, second = (secrets.hashed_password("four nearby 2013") for _ in range(2))

    assert first != second
    assert first.startswith("$argon2id$")
    costs = dict(one.split("=") for one in first.split("$")[3].split(","))
    assert int(costs["m"]) >= MEMORY
    assert int(costs["t"]) >= PASSES


def test_only_the_password_itself_fits(slow: None) -> None:
    kept = secrets.hashed_password("four nearby 2013")

    assert secrets.password_fits("four nearby 2013", kept)
    assert not secrets.password_fits("four nearby 2014", kept)
    assert not secrets.password_fits("four nearby 2013", None)
