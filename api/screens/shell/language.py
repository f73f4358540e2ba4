"""In which language a page is written: as asked now, else as chosen before, else as the browser says."""

from fastapi import Request

from api.screens.shell.cookies import remembered
from api.web.language import Language, language_of

LANGUAGE = "language"


def language_for(request: Request) -> Language:
    """Chinese unless English is asked for."""
    chosen = remembered(request, LANGUAGE)
    if "lang" not in request.query_params and chosen in ("zh", "en"):
        return "en" if chosen == "en" else "zh"
    return language_of(request)
