"""Tokens in addresses, cookies and keys: whoever has one may use it, so the service keeps no more of it than a hash."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated

from pydantic import StringConstraints

Token = Annotated[str, StringConstraints(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]


def new_token() -> str:
    """256 random bits, as they stand in an address."""
    return token_urlsafe(32)


def token_hash(token: str) -> str:
    """As it is kept and looked up; nobody can guess 256 bits, so a quick hash is enough."""
    return sha256(token.encode()).hexdigest()
