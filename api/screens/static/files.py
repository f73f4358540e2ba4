"""Static files and their addresses; a file that has changed has another address, so browsers may keep them for good."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
FOR_GOOD = "public, max-age=31536000, immutable"


class _Kept(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOR_GOOD if scope["query_string"] else "no-cache"
        return response


STATIC = _Kept(directory=HERE)


@cache
def address(path: str) -> str:
    """Where a page finds `static/<path>`: its address with the beginning of its SHA-256."""
    digest = sha256((HERE / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?{digest}"
