"""Users are made, changed and put out by who administers them; nobody sees a password, and none is there by default."""

from sqlmodel import Session, select

from api.authority import Role
from api.errors import Conflict, Unacceptable, no_such
from api.identity.secrets import SHORTEST_PASSWORD, hashed_password
from api.identity.sessions import end_all
from api.tables.identity import User, UserFields
from api.tables.places import Region, Station


def make_user(session: Session, wanted: UserFields, password: str | None) -> User:
    """A user who can sign in: with a password, or by what the identity provider calls them.

    Refused where the name or subject is taken, the scope is none, the password too short, or there is no way in.
    """
    check_scope(session, wanted.role, wanted.region_id, wanted.station_id)
    if session.exec(select(User).where(User.username == wanted.username)).first() is not None:
        raise Conflict("NAME_TAKEN", zh="该用户名已被使用。", en="The user name is taken.")
    _check_subject(session, wanted)
    if password is None and wanted.subject is None:
        raise Unacceptable(
            "NO_WAY_IN",
            zh="请设置密码，或填写统一身份标识（subject）。",
            en="Expected a password, or what the identity provider calls them (subject).",
        )
    user = User(**wanted.model_dump(), password_hash="" if password is None else hashed_password(checked(password)))
    session.add(user)
    session.flush()
    return user


def change_user(session: Session, user: User, wanted: UserFields) -> User:
    """Role, scope or state change; whatever sessions there are end."""
    check_scope(session, wanted.role, wanted.region_id, wanted.station_id)
    _check_subject(session, wanted, user.id)
    user.sqlmodel_update(wanted.model_dump(exclude={"username"}))
    end_all(session, user.id)
    session.flush()
    return user


def change_password(session: Session, user: User, password: str) -> None:
    """A new password; whatever sessions there are end."""
    user.password_hash = hashed_password(checked(password))
    end_all(session, user.id)


def checked(password: str) -> str:
    """The password, if it is long enough."""
    if len(password) < SHORTEST_PASSWORD:
        raise Unacceptable(
            "PASSWORD_TOO_SHORT",
            zh=f"密码至少{SHORTEST_PASSWORD}个字符。",
            en=f"A password has at least {SHORTEST_PASSWORD} characters.",
        )
    return password


def _check_subject(session: Session, wanted: UserFields, own_id: str | None = None) -> None:
    if wanted.subject is not None:
        same = select(User).where(User.subject == wanted.subject, User.id != own_id)
        if session.exec(same).first() is not None:
            raise Conflict("SUBJECT_TAKEN", zh="该统一身份标识已被使用。", en="The subject is another user's.")


def check_scope(session: Session, role: Role, region_id: str | None, station_id: str | None) -> None:
    """A scope is a region or a station that is there; only the city's role may have none: it sees all there is."""
    if role is Role.LINK:
        raise Unacceptable("NO_ROLE", zh="该角色只用于链接。", en="This role is for secret addresses only.")
    if (region_id is None) == (station_id is None) and not (role is Role.CITY and region_id is None):
        raise Unacceptable(
            "ONE_SCOPE", zh="请指定区域或服务站，二者选一。", en="Expected either a region or a station as the scope."
        )
    if region_id is not None and session.get(Region, region_id) is None:
        raise no_such("区域", "region")
    if station_id is not None and session.get(Station, station_id) is None:
        raise no_such("服务站", "station")
