"""Whether people may also sign in at an identity provider: by settings, and with the extra `oidc` installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.identity.registration import Registration, is_safe
from api.settings import Settings
from matcher.domain import BadInput

if TYPE_CHECKING:
    from api.identity.provider import Provider


def provider_of(settings: Settings) -> Provider | None:
    """None where nothing is set; raises BadInput where it is set by half, unsafely, or without the extra."""
    issuer, client, address = settings.oidc_issuer, settings.oidc_client_id, settings.oidc_redirect_uri
    if issuer is None and client is None and address is None:
        return None
    if issuer is None or client is None or address is None:
        raise BadInput(
            "统一身份认证设置不全。 Of MATCHER_OIDC_ISSUER, MATCHER_OIDC_CLIENT_ID and MATCHER_OIDC_REDIRECT_URI only some "
            "are set, expected all or none."
        )
    for name, value in (("MATCHER_OIDC_ISSUER", issuer), ("MATCHER_OIDC_REDIRECT_URI", address)):
        if not is_safe(value):
            raise BadInput(
                f"统一身份认证地址须为https。 {name} is no safe address, expected one that begins with https."
            )
    try:
        from api.identity.provider import Provider
    except ModuleNotFoundError as error:
        raise BadInput(
            f"统一身份认证需要安装oidc组件。 Signing in by OIDC is set up, but {error.name} is missing: install "
            "four-nearby[oidc]."
        ) from None
    return Provider(Registration(issuer, client, settings.oidc_client_secret, address))
