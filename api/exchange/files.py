"""A response that is a file to keep, and how the OpenAPI document says so."""

from typing import Any

from fastapi import Response

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
JSON = "application/json"
HTML = "text/html"


def attachment(content: bytes, media_type: str, filename: str) -> Response:
    """Saved under a plain name."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type=media_type, headers=headers)


def binary(media_type: str) -> dict[int | str, dict[str, Any]]:
    """The documented answer of a route that gives such a file."""
    return {
        200: {"description": "The file", "content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}
    }
