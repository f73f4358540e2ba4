"""What the identity provider and this service agreed on, and what is said where either does not keep to it."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from api.errors import NotSignedIn, Unavailable


@dataclass(frozen=True)
class Registration:
    """Without a secret the service is a public client, which PKCE protects."""

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    redirect_uri: str


def is_safe(address: str) -> bool:
    """Nobody can listen on the way: it is TLS, or does not leave this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "http" and parts.hostname == "localhost"


def refused() -> NotSignedIn:
    """What came back proves nothing."""
    return NotSignedIn(
        "NOT_PROVEN",
        zh="统一身份认证没有通过，请重新登录。",
        en="The identity provider did not confirm who you are; sign in again.",
    )


def unavailable() -> Unavailable:
    """It does not answer, or not as a provider does."""
    return Unavailable(
        "PROVIDER_UNAVAILABLE",
        zh="统一身份认证暂时没有响应，请稍后再试，或用密码登录。",
        en="The identity provider does not answer now; try again in a moment, or sign in with your password.",
        retry_after=10,
    )
