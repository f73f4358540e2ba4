"""Every answer tells the browser what not to do, and no request may be larger than what anybody needs to send."""

from collections.abc import Iterable

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooLarge
from api.web.problems import problem_response

POLICY = "Content-Security-Policy"
OWN_IMAGES = "img-src 'self' data:"
HEADERS = {
    POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; " + OWN_IMAGES + "; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
KEPT_NOWHERE = "no-store"
"""Answers of the service hold data of people: no cache keeps them, unless a route says otherwise."""
LARGEST = 1 << 20
"""Bytes of a request; what takes files says its own limit."""


class Hardening:
    """Pure ASGI. `files` are paths that take up to `largest_file` bytes; `images` is from where else pages show images."""

    def __init__(self, app: ASGIApp, files: Iterable[str] = (), largest_file: int = LARGEST, images: str = "") -> None:
        self.app = app
        self.files = frozenset(files)
        self.largest_file = largest_file
        self.headers = HEADERS | {POLICY: HEADERS[POLICY].replace(OWN_IMAGES, f"{OWN_IMAGES} {images}".rstrip())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 413 itself where a request says, or turns out, to be too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.largest_file if scope["path"] in self.files else LARGEST
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > most:
            response = problem_response(Request(scope), _too_large(most))
            await response(scope, receive, _hardened(send, self.headers))
            return
        try:
            await self.app(scope, _limited(receive, most), _hardened(send, self.headers))
        except _Larger:
            await problem_response(Request(scope), _too_large(most))(scope, receive, _hardened(send, self.headers))


class _Larger(HTTPException):
    """Found while reading: by a handler, which answers it like others of its kind, or before any handler."""


def _limited(receive: Receive, most: int) -> Receive:
    arrived = 0

    async def counted() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > most:
            raise _Larger(TooLarge.status, _too_large(most).text.en)
        return message

    return counted


def _hardened(send: Send, headers: dict[str, str]) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = {name.lower() for name, _ in message["headers"]}
            added = headers | ({} if b"cache-control" in told else {"Cache-Control": KEPT_NOWHERE})
            message["headers"] = [
                *message["headers"],
                *((name.lower().encode(), value.encode()) for name, value in added.items()),
            ]
        await send(message)

    return sent


def _too_large(most: int) -> TooLarge:
    return TooLarge(
        "TOO_LARGE",
        zh=f"请求超过{most // 1024}KB的上限。",
        en=f"The request is larger than the {most // 1024} KB that are taken.",
    )
