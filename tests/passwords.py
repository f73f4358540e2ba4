"""Passwords of tests: hashed in the same way as those of people, for a hundredth of the work."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from api.identity import secrets

SLOW = secrets._argon2
"""What people's passwords are hashed by."""
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))


@contextmanager
def quick_passwords() -> Iterator[None]:
    """Whatever is hashed in this process, and whoever is unknown to it, takes next to no time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "_argon2", QUICK)
        patch.setattr(secrets, "_nobody", QUICK.hash("nobody's"))
        yield
