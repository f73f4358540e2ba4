"""Which of the two languages somebody reads first: Chinese unless they ask for English."""

from typing import Literal

from starlette.requests import HTTPConnection

Language = Literal["zh", "en"]


def language_of(request: HTTPConnection) -> Language:
    """By `?lang=`, else by the first of the two that Accept-Language names."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    for part in asked.lower().split(","):
        if part.strip().startswith("en"):
            return "en"
        if part.strip().startswith("zh"):
            return "zh"
    return "zh"
