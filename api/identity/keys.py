"""Keys of machines: `<prefix>.<secret>`, scoped, and ended by time or by hand."""

from datetime import datetime, timedelta
from secrets import token_hex

from sqlmodel import Session, select

from api.authority import Role
from api.identity.tokens import new_token, token_hash
from api.storage.columns import now
from api.tables.identity import ApiKey

LONGEST = timedelta(days=366)


def make_key(
    session: Session,
    name: str,
    role: Role,
    *,
    region_id: str | None = None,
    station_id: str | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """The row, and the key itself, which is told once."""
    prefix, secret = token_hex(4), new_token()
    row = ApiKey(
        name=name,
        prefix=prefix,
        key_hash=token_hash(secret),
        role=role,
        region_id=region_id,
        station_id=station_id,
        expires_at=min(expires_at or now() + LONGEST, now() + LONGEST),
    )
    session.add(row)
    session.flush()
    return row, f"{prefix}.{secret}"


def key_of(session: Session, presented: str) -> ApiKey | None:
    """The key's row if it opens now."""
    prefix, _, secret = presented.partition(".")
    row = session.exec(select(ApiKey).where(ApiKey.prefix == prefix)).one_or_none()
    if row is None or row.key_hash != token_hash(secret) or row.revoked_at is not None or row.expires_at <= now():
        return None
    return row
