"""Passwords are kept as slow hashes (argon2id), few of which are made at once."""

from secrets import token_urlsafe
from threading import BoundedSemaphore

from pwdlib import PasswordHash

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
AT_ONCE = BoundedSemaphore(2)
"""A hash takes a third of a second and 64 MB; a crowd at the door must not take all of either."""

_argon2 = PasswordHash.recommended()
_nobody = _argon2.hash(token_urlsafe())


def hashed_password(password: str) -> str:
    """As it is kept."""
    with AT_ONCE:
        return _argon2.hash(password)


def password_fits(password: str, kept: str | None) -> bool:
    """Whether it is the one; takes as long where there is no such user, so that nobody learns who there is."""
    with AT_ONCE:
        return _argon2.verify(password, kept or _nobody) and bool(kept)
