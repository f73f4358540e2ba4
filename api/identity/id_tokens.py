"""An ID token says who somebody is only if the provider signed it, for this service, for this attempt, and it has not expired."""

from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from jwt import PyJWK, decode, get_unverified_header
from jwt.exceptions import InvalidTokenError, MissingRequiredClaimError, PyJWTError

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures by a key that the provider alone holds; `none` and those by a shared secret are not among them."""
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
LEEWAY = 30
"""Seconds by which clocks may differ."""


class UnknownKey(Exception):
    """The token names a key that is not among these; the provider may have a new one."""


def subject_of(token: str, keys: Mapping[str, PyJWK], *, issuer: str, audience: str, nonce: str) -> str:
    """Whom the token is about; raises UnknownKey, or jwt.PyJWTError where anything about it is not as it should be."""
    key = _key(token, keys)
    if key.algorithm_name not in ALGORITHMS:
        raise InvalidTokenError("signed in a way that is not taken")
    claims: dict[str, Any] = decode(
        token,
        key.key,
        algorithms=[key.algorithm_name],
        audience=audience,
        issuer=issuer,
        leeway=LEEWAY,
        options={"require": REQUIRED},
    )
    if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise InvalidTokenError("made for another attempt")
    if "azp" in claims and claims["azp"] != audience:
        raise InvalidTokenError("made for another client")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise MissingRequiredClaimError("sub")
    return str(claims["sub"])


def _key(token: str, keys: Mapping[str, PyJWK]) -> PyJWK:
    header = get_unverified_header(token)
    name = header.get("kid", "")
    if not name and len(keys) == 1:
        return next(iter(keys.values()))
    if name not in keys:
        raise UnknownKey
    return keys[name]


__all__ = ["PyJWTError", "UnknownKey", "subject_of"]
