"""A small identity provider of the tests' own: real HTTP on this machine, a real key, and whatever token a test wants of it."""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

CLIENT, SECRET = "four-nearby", "the provider's secret for us"
HOME = "https://service.test"
REDIRECT = f"{HOME}/v1/session/oidc/callback"
SUBJECT = "9d1f|wei"


class SmallProvider:
    """Knows whom it let in with which code; `claims`, `key` and `algorithm` say how the next token is made."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = self.published = ec.generate_private_key(ec.SECP256R1())
        self.name = self.published_name = "k1"
        self.algorithm = "ES256"
        self.claims: dict[str, Any] = {}
        self.answers = True
        self.told_issuer: str | None = None
        self._asked: dict[str, dict[str, str]] = {}

    def let_in(self, address: str) -> dict[str, str]:
        """What the browser brings back after somebody has signed in there."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        asked = {name: value for name, (value,) in parse_qs(parts.query).items()}
        assert (asked["client_id"], asked["redirect_uri"], asked["response_type"]) == (CLIENT, REDIRECT, "code")
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self._asked)}"
        self._asked[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, path: str) -> dict[str, Any] | None:
        """To a GET."""
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.told_issuer or self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        if path == "/keys":
            return {
                "keys": [ECAlgorithm.to_jwk(self.published.public_key(), as_dict=True) | {"kid": self.published_name}]
            }
        return None

    def trade(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """A code for a token, once, and only with the client's secret and the verifier of the attempt."""
        asked = self._asked.pop(form.get("code", ""), None)
        client = b64decode(authorization.removeprefix("Basic ")).decode()
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != REDIRECT:
            return None
        if client != "four-nearby:the+provider%27s+secret+for+us" and client != f"{CLIENT}:{SECRET}":
            return None
        return {"access_token": "unused", "token_type": "Bearer", "id_token": self._token(asked["nonce"])}

    def _token(self, nonce: str) -> str:
        now = int(time())
        usual = {"iss": self.issuer, "aud": CLIENT, "sub": SUBJECT, "nonce": nonce, "iat": now, "exp": now + 300}
        claims = {name: value for name, value in (usual | self.claims).items() if value is not None}
        key: Any = {"none": None, "HS256": SECRET * 2}.get(self.algorithm, self.key)
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": self.name})


@contextmanager
def running() -> Iterator[SmallProvider]:
    """It listens on a free port of this machine."""
    provider = SmallProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._tell(provider.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: value for name, (value,) in parse_qs(body).items()}
            self._tell(provider.trade(form, self.headers.get("Authorization", "")))

        def _tell(self, found: dict[str, Any] | None) -> None:
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(503 if not provider.answers else 200 if found is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
