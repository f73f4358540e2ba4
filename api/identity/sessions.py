"""Somebody is signed in: from a password until they sign out, are idle too long, have been here too long, or are put out."""

from datetime import timedelta

from sqlmodel import Session, col, delete, func, select, update

from api.errors import Busy, NotSignedIn
from api.identity.secrets import password_fits
from api.identity.tokens import new_token, token_hash
from api.storage import Database
from api.storage.columns import now
from api.tables.identity import LoginFailure, User, UserSession

IDLE, ABSOLUTE = timedelta(hours=8), timedelta(hours=24)
SEEN_AGAIN_AFTER = timedelta(minutes=1)
"""A session's last use is noted no more often, so that reading stays reading."""
FAILURES, WITHIN = 5, timedelta(minutes=15)
"""After so many wrong passwords for a name, nobody gets in by that name for so long since the first of them."""


def sign_in(database: Database, username: str, password: str, before: str | None = None) -> tuple[User, str]:
    """The user and the token of a new session; that of `before` ends. Raises NotSignedIn, or Busy after many failures."""
    name = token_hash(username.strip().lower())
    with database.reading() as session:
        _throttle(session, name)
        user = session.exec(select(User).where(User.username == username)).one_or_none()
    fits = password_fits(password, user.password_hash if user is not None else None)
    with database.writing() as session:
        if user is None or not fits or not user.active:
            session.add(LoginFailure(name_hash=name))
            user = None
        else:
            session.exec(delete(LoginFailure).where(col(LoginFailure.name_hash) == name))
            token = admit(session, user, before)
        session.exec(delete(LoginFailure).where(col(LoginFailure.at) < now() - WITHIN))
    if user is None:
        raise NotSignedIn("WRONG_PASSWORD", zh="用户名或密码不正确。", en="The user name or the password is not right.")
    return user, token


def admit(session: Session, user: User, before: str | None = None) -> str:
    """The token of a new session of theirs; that of `before` ends."""
    if before is not None:
        end(session, before)
    token = new_token()
    session.add(UserSession(token_hash=token_hash(token), user_id=user.id))
    return token


def signed_in(session: Session, token: str) -> tuple[User, UserSession] | None:
    """Whose session the token is, None if it is none or has ended."""
    found = session.exec(
        select(User, UserSession)
        .join(UserSession, col(UserSession.user_id) == User.id)
        .where(UserSession.token_hash == token_hash(token))
    ).one_or_none()
    if found is None:
        return None
    user, own = found
    moment = now()
    over = own.revoked_at is not None or own.seen_at < moment - IDLE or own.created_at < moment - ABSOLUTE
    return None if over or not user.active else (user, own)


def see(database: Database, own: UserSession) -> None:
    """Notes that the session is in use, now and then."""
    if own.seen_at < now() - SEEN_AGAIN_AFTER:
        with database.writing() as session:
            session.exec(update(UserSession).where(col(UserSession.id) == own.id).values(seen_at=now()))


def end(session: Session, token: str) -> None:
    """Signed out."""
    session.exec(
        update(UserSession)
        .where(col(UserSession.token_hash) == token_hash(token), col(UserSession.revoked_at).is_(None))
        .values(revoked_at=now())
    )


def end_all(session: Session, user_id: str) -> None:
    """Put out everywhere: a changed role or password, or a disabled user, takes effect on the next request."""
    session.exec(
        update(UserSession)
        .where(col(UserSession.user_id) == user_id, col(UserSession.revoked_at).is_(None))
        .values(revoked_at=now())
    )


def _throttle(session: Session, name: str) -> None:
    recent = select(func.count()).where(LoginFailure.name_hash == name, col(LoginFailure.at) > now() - WITHIN)
    if session.exec(recent).one() >= FAILURES:
        raise Busy(
            "TOO_MANY_FAILURES",
            zh="密码错误次数过多，请15分钟后再试，或请管理员重设密码。",
            en="Too many wrong passwords; try again in 15 minutes, or have the password reset.",
            retry_after=int(WITHIN.total_seconds()),
        )
