"""Somebody who may sign in to the demo and see all of it; the password is another each time, and told once."""

from secrets import token_urlsafe

from sqlmodel import Session

from api.authority import Role
from api.identity.users import make_user
from api.tables.identity import UserFields

USERNAME = "demo"


def make_administrator(session: Session) -> str:
    """The password, of which only a hash is kept."""
    password = token_urlsafe(9)
    make_user(session, UserFields(username=USERNAME, name="示例管理员", role=Role.CITY), password)
    return password
