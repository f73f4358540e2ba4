"""The identity provider (OIDC): where people sign in, and what it says of them; authorisation code with PKCE and nothing else."""

from collections.abc import Mapping
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
import structlog
from jwt import PyJWK, PyJWKSet

from api.identity.attempts import Attempt
from api.identity.id_tokens import PyJWTError, UnknownKey, subject_of
from api.identity.registration import Registration, is_safe, refused, unavailable

log = structlog.get_logger()

SECONDS = 5.0
"""An answer that takes longer is none."""
FRESH = 3600.0
"""Seconds for which what the provider says of itself is believed."""
ASKED_AGAIN_AFTER = 30.0
"""Seconds between two questions for keys, whatever tokens name."""


class Provider:
    """Asked from handlers, which run in threads; what it says of itself is asked for when it is first needed."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        self._client = httpx2.Client(timeout=SECONDS, follow_redirects=False)
        self._lock = Lock()
        self._metadata: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, Mapping[str, PyJWK]] | None = None

    def address(self, attempt: Attempt) -> str:
        """Where the browser is sent; raises Unavailable."""
        endpoint = self._endpoint("authorization_endpoint")
        query = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.registration.client_id,
            "redirect_uri": self.registration.redirect_uri,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(query)}"

    def subject(self, code: str, attempt: Attempt) -> str:
        """Who came back with this code; raises NotSignedIn, Unavailable."""
        token = self._trade_in(code, attempt)
        try:
            try:
                return self._subject(token, self._known_keys(), attempt)
            except UnknownKey:
                return self._subject(token, self._known_keys(anew=True), attempt)
        except (PyJWTError, UnknownKey) as error:
            log.warning("id_token_refused", kind=type(error).__name__)
            raise refused() from None

    def close(self) -> None:
        """Connections are closed."""
        self._client.close()

    def _subject(self, token: str, keys: Mapping[str, PyJWK], attempt: Attempt) -> str:
        own = self.registration
        return subject_of(token, keys, issuer=own.issuer, audience=own.client_id, nonce=attempt.nonce)

    def _trade_in(self, code: str, attempt: Attempt) -> str:
        own = self.registration
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": own.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        methods = self._known_metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        auth = None
        if own.client_secret is not None and "client_secret_basic" in methods:
            auth = httpx2.BasicAuth(own.client_id, own.client_secret)
        else:
            form |= {"client_id": own.client_id} | ({"client_secret": own.client_secret} if own.client_secret else {})
        answer = self._asked("POST", self._endpoint("token_endpoint"), data=form, auth=auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise refused()
        return token

    def _known_metadata(self) -> dict[str, Any]:
        with self._lock:
            if self._metadata is None or monotonic() - self._metadata[0] > FRESH:
                found = self._asked("GET", f"{self.registration.issuer.rstrip('/')}/.well-known/openid-configuration")
                if found.get("issuer") != self.registration.issuer:
                    log.error("other_issuer")
                    raise unavailable()
                self._metadata = monotonic(), found
            return self._metadata[1]

    def _known_keys(self, *, anew: bool = False) -> Mapping[str, PyJWK]:
        address = self._endpoint("jwks_uri")
        with self._lock:
            age = FRESH if self._keys is None else monotonic() - self._keys[0]
            if self._keys is None or age >= (ASKED_AGAIN_AFTER if anew else FRESH):
                found = PyJWKSet.from_dict(self._asked("GET", address))
                self._keys = monotonic(), {key.key_id or "": key for key in found.keys}
            return self._keys[1]

    def _endpoint(self, name: str) -> str:
        address = self._known_metadata().get(name)
        if not isinstance(address, str) or not is_safe(address):
            log.error("endpoint_not_safe", kind=name)
            raise unavailable()
        return address

    def _asked(self, method: str, address: str, **more: Any) -> dict[str, Any]:
        try:
            answer = self._client.request(method, address, headers={"Accept": "application/json"}, **more)
            if method == "POST" and 400 <= answer.status_code < 500:
                log.warning("code_refused", status=answer.status_code)
                raise refused()
            answer.raise_for_status()
            found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            log.warning("provider_unavailable", kind=type(error).__name__)
            raise unavailable() from None
        if not isinstance(found, dict):
            raise unavailable()
        return found
