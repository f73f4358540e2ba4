"""Somebody is on their way to the identity provider: what comes back counts once, in the browser that went, for ten minutes."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlmodel import Session, col, delete

from api.errors import NotSignedIn
from api.identity.tokens import new_token, token_hash
from api.storage.columns import now
from api.tables.identity import SignInAttempt

LONGEST = timedelta(minutes=10)


@dataclass(frozen=True)
class Attempt:
    """`browser` stays in a cookie, `state` goes along in the address; nonce and verifier follow from `browser` alone."""

    browser: str
    state: str

    @property
    def nonce(self) -> str:
        """What the provider has to write into the token that it makes for this attempt."""
        return _derived("nonce", self.browser)

    @property
    def verifier(self) -> str:
        """What proves that whoever trades the code in is whoever asked for it (PKCE, RFC 7636)."""
        return _derived("verifier", self.browser)

    @property
    def challenge(self) -> str:
        """The verifier's hash, which goes ahead of it (S256)."""
        return _encoded(sha256(self.verifier.encode()).digest())


def begin(session: Session) -> Attempt:
    """A new one; those that took too long are forgotten."""
    attempt = Attempt(new_token(), new_token())
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.created_at) < now() - LONGEST))
    session.add(SignInAttempt(state_hash=token_hash(attempt.state), browser_hash=token_hash(attempt.browser)))
    return attempt


def finish(session: Session, state: str, browser: str) -> Attempt:
    """The attempt, which cannot be finished again; raises NotSignedIn where there is none in this browser."""
    own = (
        (col(SignInAttempt.state_hash) == token_hash(state))
        & (col(SignInAttempt.browser_hash) == token_hash(browser))
        & (col(SignInAttempt.created_at) >= now() - LONGEST)
    )
    if session.exec(delete(SignInAttempt).where(own)).rowcount != 1:
        raise NotSignedIn(
            "NO_SUCH_ATTEMPT",
            zh="本次统一登录已过期、已用过，或不是从此浏览器发起的，请重新登录。",
            en="This sign-in has expired, was used before, or was not begun in this browser; sign in again.",
        )
    return Attempt(browser, state)


def _derived(purpose: str, secret: str) -> str:
    return _encoded(sha256(f"{purpose} {secret}".encode()).digest())


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
