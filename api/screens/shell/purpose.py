"""For what somebody wants to see names, phones and dossiers whole: told once, recorded with every page it opens, soon forgotten."""

import re

from fastapi import Request

from api.screens.shell.cookies import remembered
from api.tables.row import LINE

PURPOSE = "purpose"
LONGEST = 100
SECONDS = 30 * 60
"""After that it must be told again."""


def purpose_of(request: Request) -> str:
    """What was told, empty if nothing was or if it is no single line."""
    told = remembered(request, PURPOSE).strip()
    return told if len(told) <= LONGEST and re.fullmatch(LINE, told) else ""
